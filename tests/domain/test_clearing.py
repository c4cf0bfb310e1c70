"""The clearing list: one person says what a line is, another confirms it; only then it counts."""

from datetime import date

import pytest

from domain.bank_draft import hashed
from domain.claim import RepaymentReceived
from domain.clearing import (
    Clearing,
    ClearingConfirmed,
    ClearingOpened,
    ClearingProposed,
    ConfirmClearing,
    ProposeClearing,
)
from domain.disbursement import Disbursement
from domain.exclusion import ExcludePerson
from domain.recovery import Recovery
from domain.silence import answer_due_on
from tests.bank_topics import KASTEN, confirming, item_of
from tests.cast import HCC, SYSTEM, bank_says, credit, debit, status
from tests.story import Story, given
from tests.usual_grant import CASE, DRAW, MARCH, Grant
from tests.usual_recovery import CLAIMED, Recall

GRANT = Grant()
REF = GRANT.reference()
LOST = debit("NOTPROVIDED", 50_000_00)
REASONS = {"reasons": "Betrag und Tag stimmen; die Bank hat die Referenz verloren."}
"""Why in every proposal."""


def unclear(*lines, chapter: str = "accepted") -> Story:
    return given(*GRANT.until(chapter), SYSTEM.asks(bank_says(*lines), date(2016, 3, 9)))


def proposal(story: Story, outcome: str, **more: object) -> ProposeClearing:
    content = {"item": item_of(story), "outcome": outcome, **REASONS, **more}
    return ProposeClearing.model_validate(content)


def test_a_line_belongs_to_an_order_once_two_persons_say_so() -> None:
    story = unclear(LOST)
    wish = proposal(story, "order", case=CASE, number=1)
    story.when(wish, as_=HCC).then(ClearingProposed)
    story.when(wish, as_=HCC).nothing()
    story.when(confirming, as_=HCC).refused("four_eyes")
    assert story.state(Disbursement, DRAW).status == "accepted"
    answer = story.when(confirming, as_=KASTEN)
    assert isinstance(answer.filings[0][1], ClearingConfirmed)
    assert answer.granted().state(Disbursement, DRAW).status == "booked"
    story.when(confirming, as_=KASTEN).nothing()
    story.when(confirming, as_=HCC).refused("clearing_item_cleared")
    again = bank_says(LOST, kind="camt.053")
    assert len(story.when(again, as_=SYSTEM).filings) == 1


def test_money_that_came_back_without_its_reference_is_a_return() -> None:
    story = unclear(credit("Rita Beispiel", 50_000_00), chapter="booked")
    story.when(proposal(story, "order", case=CASE, number=1), as_=HCC).granted()
    end = story.when(confirming, as_=KASTEN).granted()
    assert end.state(Disbursement, DRAW).status == "returned"


@pytest.mark.parametrize("outcome", ["not_ours", "bank_error"])
def test_what_is_not_ours_moves_nothing(outcome: str) -> None:
    story = unclear(debit(REF, 50_000_01))
    story.when(proposal(story, outcome), as_=HCC).then(ClearingProposed)
    story.when(confirming, as_=KASTEN).then(ClearingConfirmed)
    assert story.state(Clearing, item_of(story)).confirmed.outcome == outcome


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (debit(REF, 50_000_01), 1),
        (credit("NOTPROVIDED", 1), 1),
        (LOST, 2),
        (status("AKTE-other", "rejected"), 1),
    ],
)
def test_a_line_that_does_not_fit_the_order_is_refused_with_the_first_signature(
    line, number: int
) -> None:
    story = unclear(line)
    wish = proposal(story, "order", case=CASE, number=number)
    story.when(wish, as_=HCC).refused("clearing_not_that_order", "number")


@pytest.mark.parametrize(("line", "case"), [(LOST, CASE), (credit("NOTPROVIDED", 1), None)])
def test_only_money_that_came_in_for_a_case_is_a_repayment(line, case: str | None) -> None:
    story = unclear(line)
    story.when(proposal(story, "repayment", case=case), as_=HCC).refused("clearing_no_repayment")


def test_a_repayment_is_handed_on_to_the_claim() -> None:
    paid = credit("Rita Beispiel", 10_000_00, booked_on=CLAIMED)
    story = given(*Recall().until("claimed"), SYSTEM.asks(bank_says(paid), CLAIMED))
    story.when(proposal(story, "repayment", case=CASE), as_=HCC).granted()
    story.when(confirming, as_=KASTEN).then(ClearingConfirmed, RepaymentReceived)
    assert story.state(Recovery, CASE).open_cents == 0


def test_what_was_claimed_back_comes_back_as_a_repayment_and_not_as_a_return() -> None:
    back = bank_says(credit(REF, 50_000_00, booked_on=CLAIMED))
    story = given(*Recall().until("claimed")).when(back, as_=SYSTEM, on=CLAIMED).granted()
    assert story.state(Clearing, item_of(story)).line.why == "not_expected"


def test_only_the_last_proposal_can_be_confirmed() -> None:
    story = unclear(LOST)
    story.when(confirming_nothing(story), as_=KASTEN).refused("clearing_not_proposed")
    story.when(proposal(story, "bank_error"), as_=HCC).granted()
    seen = confirming(story.desk)
    story.when(proposal(story, "not_ours"), as_=HCC).granted()
    story.when(seen, as_=KASTEN).refused("content_changed")


def confirming_nothing(story: Story):
    return ConfirmClearing(item=item_of(story), content_hash="a" * 64)


def test_what_is_not_on_the_list_cannot_be_cleared() -> None:
    wish = ProposeClearing(item="unknown", outcome="bank_error", **REASONS)
    given().when(wish, as_=HCC).refused("clearing_item_unknown")


def test_an_excluded_person_clears_nothing_for_the_case() -> None:
    story = unclear(LOST)
    story.when(proposal(story, "order", case=CASE, number=1), as_=HCC).granted()
    out = ExcludePerson(case=CASE, excluded=KASTEN.person, cause="relative")
    story.when(out, as_=KASTEN).granted()
    story.when(confirming, as_=KASTEN).refused("person_excluded")


def test_a_foreign_reference_stands_nowhere_in_clear() -> None:
    name = "Rita Beispiel"
    line = credit(name, 300_00, entry_reference=f"B7/{name}")
    story = unclear(line)
    opened = story.state(Clearing, item_of(story)).line
    assert isinstance(opened, ClearingOpened)
    assert (opened.reference, opened.entry_reference) == (None, f"B7/{hashed(name)}")
    assert not any(name in one.model_dump_json() for one in story.told())


def test_a_payment_is_silent_after_three_working_days() -> None:
    story = given(*GRANT.until("accepted"))
    assert answer_due_on(story.desk, story.state(Disbursement, DRAW)) == date(2016, 3, 7)
    story.given(*GRANT.booked())
    assert answer_due_on(story.desk, story.state(Disbursement, DRAW)) is None


def test_money_back_that_never_left_is_silent_too() -> None:
    said = bank_says(status(REF, "rejected")), bank_says(credit(REF, 50_000_00))
    story = given(*GRANT.until("accepted"), *(SYSTEM.asks(one, MARCH) for one in said))
    assert answer_due_on(story.desk, story.state(Disbursement, DRAW)) == date(2016, 3, 10)
    story.given(*GRANT.confirmed(), *GRANT.ordered())
    assert answer_due_on(story.desk, story.state(Disbursement, DRAW)) == date(2016, 3, 10)
