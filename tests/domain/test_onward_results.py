"""What moves up: under-use, and the proof of the first level with the results of the second."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from domain.application import RejectApplication, WithdrawApplication
from domain.appropriation import Appropriation
from domain.kernel import Money, Subject
from domain.onward import OnwardGrants, OnwardResult, UnderuseReported
from domain.proof_of_use import GrantSettled, ProofOfUse, ProofSubmitted, RefundDetermined
from domain.proof_queries import AnswerQueries, QueryProof
from domain.settlement import may_waive
from tests.cast import ADLER, ANTRAG, BIRKE
from tests.onward_award import BRUECKE, COUNTY, FIRST, PASSED_ON, SECOND, UPPER
from tests.onward_grant import (
    BRUECKE_GRANT,
    COUNTY_GRANT,
    FAEHRE_GRANT,
    Level,
    passed_on,
)
from tests.story import Story, given

BOTH_PAID = [*passed_on(), *BRUECKE_GRANT.until("booked"), *FAEHRE_GRANT.until("booked")]
SETTLED = [*BRUECKE_GRANT.settled_at(1_650_00), *FAEHRE_GRANT.settled_at(2_000_00)]
MARCH = COUNTY_GRANT.proof_on


def result(case: str, granted: int, used: int) -> OnwardResult:
    return OnwardResult(
        onward_case=case,
        granted_cents=Money(granted),
        paid_cents=Money(granted),
        final_cents=Money(used),
        used_cents=Money(used),
    )


def proof_of(story: Story) -> ProofSubmitted:
    found = story.state(ProofOfUse, UPPER).submitted
    assert found
    return found


def test_of_5000_euro_passed_on_3650_are_used_and_1350_move_up() -> None:
    story = given(*BOTH_PAID, *SETTLED)
    assert story.state(OnwardGrants, UPPER).underused == {FIRST: 1_350_00}
    story = story.when(COUNTY_GRANT.proof(3_650_00), as_=ANTRAG, on=MARCH).then(ProofSubmitted)
    assert proof_of(story).onward == (
        result(FIRST, 3_000_00, 1_650_00),
        result(SECOND, 2_000_00, 2_000_00),
    )
    story = story.given(*COUNTY_GRANT.examined(3_650_00), *COUNTY_GRANT.settled())
    proof = story.state(ProofOfUse, UPPER)
    assert (proof.final_cents, proof.refund_cents) == (3_650_00, 1_350_00)


def test_the_settlement_of_the_last_level_tells_the_first_in_the_same_breath() -> None:
    story = given(*BOTH_PAID, *BRUECKE_GRANT.proven(1_650_00), *BRUECKE_GRANT.examined(1_650_00))
    told = UnderuseReported(
        onward_case=FIRST, amount_cents=Money(1_350_00), reported_on=date(2023, 1, 11)
    )
    answer = story.when(BRUECKE_GRANT.settlement, as_=COUNTY.signatory, on=date(2023, 1, 11))
    assert (Subject("onward", UPPER), told) in answer.filings
    answer.then(GrantSettled, RefundDetermined, told)


def test_nothing_moves_up_where_all_was_used() -> None:
    story = given(*BOTH_PAID, *FAEHRE_GRANT.settled_at(2_000_00))
    assert story.state(OnwardGrants, UPPER).underused_cents == 0


def test_what_a_refund_waiver_leaves_to_the_carrier_is_still_due_to_the_land() -> None:
    """The limit of the first level follows the county's class, whatever the county waived."""
    story = given(*BOTH_PAID, *BRUECKE_GRANT.settled_at(2_600_00))
    assert story.state(OnwardGrants, UPPER).underused == {FIRST: 400_00}
    rules = story.desk.programme("wir@2022-01-01")
    assert may_waive(rules, "non_profit_carrier", Money(500_00))
    assert not may_waive(rules, "non_profit_carrier", Money(500_01))
    assert may_waive(rules, "county", Money(2_500_00))


# The proof of the first level


@pytest.mark.parametrize("chapter", ["submitted", "reserved", "proposed", "drawn", "booked"])
def test_a_proof_waits_for_every_grant_of_the_second_level(chapter: str) -> None:
    acts = BRUECKE_GRANT.until(chapter)
    story = given(*passed_on(), *acts)
    story.when(COUNTY_GRANT.proof(0), as_=ANTRAG, on=MARCH).refused("onward_open")


def test_an_application_that_led_to_nothing_is_no_result() -> None:
    reject = RejectApplication(case=SECOND, reasons="Der Zweck liegt nicht in der Richtlinie.")
    story = given(
        *passed_on(),
        *BRUECKE_GRANT.until("submitted"),
        *FAEHRE_GRANT.until("checked"),
        BRUECKE.asks(WithdrawApplication(case=FIRST), date(2022, 3, 1)),
        COUNTY.signatory.asks(reject, date(2022, 3, 1)),
    )
    story = story.when(COUNTY_GRANT.proof(0), as_=ANTRAG, on=MARCH).granted()
    assert proof_of(story).onward == ()


def test_a_grant_that_was_never_drawn_was_not_used() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("signed"))
    story = story.when(COUNTY_GRANT.proof(0), as_=ANTRAG, on=MARCH).granted()
    [found] = proof_of(story).onward
    assert (found.granted_cents, found.paid_cents, found.used_cents) == (3_000_00, 0, 0)


def test_no_more_is_recognised_than_the_last_recipients_used() -> None:
    story = given(*BOTH_PAID, *SETTLED)
    too_much = COUNTY_GRANT.proof(3_650_01)
    story.when(too_much, as_=ANTRAG, on=MARCH).refused("onward_above_used", "facts")
    story = story.given(*COUNTY_GRANT.proven(3_650_00))
    note = COUNTY_GRANT.note(3_650_01)
    story.when(note, as_=BIRKE, on=MARCH + timedelta(days=1)).refused("onward_above_used")


def test_nor_by_an_answer_to_a_question() -> None:
    query = QueryProof(
        case=UPPER,
        questions=({"item": "facts/micro_projects", "text": "Bitte erläutern."},),
        due_on=date(2023, 5, 2),
    )
    story = given(*BOTH_PAID, *SETTLED, *COUNTY_GRANT.proven(3_600_00), ADLER.asks(query, MARCH))
    for cents, refused in ((3_650_01, True), (3_650_00, False)):
        told = dict(COUNTY_GRANT.proof(3_600_00)) | {"facts": COUNTY_GRANT.proof(cents).facts}
        answer = story.when(AnswerQueries(**told, answer="So war es."), as_=ANTRAG)
        answer.refused("onward_above_used") if refused else answer.granted()


def test_other_parts_of_the_line_are_not_bound_by_it() -> None:
    facts = {
        "first_post": {"eligible_cents": 60_000_00, "months": 12},
        "micro_projects": {"eligible_cents": 5_000_00},
    }
    centre = replace(COUNTY_GRANT, cents=65_000_00, facts=facts)
    story = given(*centre.until("booked"))
    story = story.given(*centre.proven(0), *centre.examined(0), *centre.settled())
    assert story.state(ProofOfUse, UPPER).final_cents == 60_000_00


def test_without_permission_to_pass_on_a_proof_is_as_it_ever_was() -> None:
    alone = replace(COUNTY_GRANT, conditions=("publicity",))
    story = given(*alone.until("booked"), *alone.proven(5_000_00))
    assert proof_of(story).onward == ()


shares = st.lists(st.integers(1, 1_000_00), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None)
@drawn(st.data())
def test_what_is_recognised_above_is_what_was_used_below_to_the_cent(data: st.DataObject) -> None:
    granted = data.draw(shares)
    used = [data.draw(st.integers(0, cents)) for cents in granted]
    story = given(*passed_on())
    for number, (cents, spent) in enumerate(zip(granted, used, strict=True), start=1):
        level = _level(number, cents)
        story.given(*level.until("booked"), *level.settled_at(spent))
    total = sum(used)
    story = story.given(*COUNTY_GRANT.proven(total), *COUNTY_GRANT.examined(total))
    story = story.given(*COUNTY_GRANT.settled())
    proof, fund = story.state(ProofOfUse, UPPER), story.state(Appropriation, PASSED_ON)
    assert proof.final_cents == sum(one.used_cents for one in proof_of(story).onward) == total
    assert total <= fund.appropriated
    assert story.state(OnwardGrants, UPPER).underused_cents == sum(granted) - total
    _assert_no_cent_twice(story)


def _level(number: int, cents: int) -> Level:
    case = f"WIR-2022-T{number:04}"
    applicant = replace(BRUECKE, person=f"a.{number}", scope=f"verein-{number}")
    return replace(BRUECKE_GRANT, case=case, applicant=applicant, cents=cents)


def _assert_no_cent_twice(story: Story) -> None:
    """The Land's title holds the first level alone, the passed-on fund the second alone."""
    land, fund = (story.state(Appropriation, key) for key in ("wir.wir.2022", PASSED_ON))
    assert set(land.shares) == {UPPER}
    assert UPPER not in fund.shares
    assert fund.bound == sum(one.committed for one in fund.shares.values()) <= fund.appropriated
