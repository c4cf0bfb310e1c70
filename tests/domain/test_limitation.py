"""Limitation: what lapses and when, and the note that warns the house months before."""

from datetime import date

from domain.agenda import plan
from domain.limitation import Lapse, lapses
from domain.recovery import Recovery
from tests.cast import BIRKE, DORN, HCC
from tests.domain.test_enforcement import next_letter
from tests.story import given
from tests.usual_grant import CASE
from tests.usual_recovery import (
    ASSESSED,
    CLAIMED,
    Recall,
    deferral,
    interest,
    repayment,
    signature,
)

RECALL = Recall()
REFUND_LAPSES, INTEREST_LAPSES = date(2047, 4, 24), date(2020, 12, 31)


def found(*acts: object) -> list[Lapse]:
    return [*lapses(given(*acts).state(Recovery, CASE))]


def test_an_open_refund_and_its_undecided_interest_lapse_on_days_of_their_own() -> None:
    expected = [Lapse("refund", REFUND_LAPSES), Lapse("undecided_interest", INTEREST_LAPSES)]
    assert found(*RECALL.until("claimed")) == expected
    assert found(*RECALL.until("repaid")) == [Lapse("undecided_interest", INTEREST_LAPSES)]
    assert found(*RECALL.until("assessed")) == [Lapse("interest", date(2047, 5, 15))]
    assert found(*RECALL.until("paid")) == found(*RECALL.until("opened")) == []


def test_what_is_open_belongs_to_the_claim_that_came_last() -> None:
    until = date(2016, 12, 31)
    first = [BIRKE.asks(interest(until), ASSESSED), DORN.asks(signature, ASSESSED)]
    later = date(2017, 6, 1)
    second = [BIRKE.asks(interest(), later), DORN.asks(signature, later)]
    story = given(*RECALL.until("repaid"), *first)
    amount = int(story.state(Recovery, CASE).interest.open_cents)
    story.given(*second)
    assert [*lapses(story.state(Recovery, CASE))] == [Lapse("interest", date(2047, 5, 15))]
    story.given(HCC.asks(repayment(amount, later, entry="B2"), later))
    assert [*lapses(story.state(Recovery, CASE))] == [Lapse("interest", date(2047, 7, 4))]


def test_the_house_is_warned_six_months_before_the_first_of_them_lapses() -> None:
    story = given(*RECALL.until("repaid"))
    step = next_letter(story)
    about = f"undecided_interest.{INTEREST_LAPSES}"
    assert (step.letter, step.about, step.due_on) == (
        "limitation_note",
        about,
        date(2020, 6, 30),
    )
    assert plan(story.desk, "recovery", CASE).stage == "collection"


def test_a_deferral_does_not_move_the_day_before_which_the_house_is_warned() -> None:
    parts = deferral((date(2018, 1, 2), 10_000_00))
    told = [BIRKE.asks(parts, CLAIMED), DORN.asks(signature, CLAIMED)]
    assert found(*RECALL.until("claimed"), *told)[0] == Lapse("refund", REFUND_LAPSES)
