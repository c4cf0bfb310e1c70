"""Contested claims: a remedy holds back what enforces, until it ends or two persons order so."""

from datetime import date

import pytest

from domain.agenda import Step, plan
from domain.enforcement import ClaimContested, ClaimRemedyEnded, EnforcementOrdered
from domain.enforcement_decisions import (
    held_back,
    may_end_claim_remedy,
    may_order_enforcement,
    may_record_claim_remedy,
)
from domain.kernel import Refused, Subject
from domain.notice import RemedyFiled
from domain.proof_of_use import CloseCase
from domain.recovery import Recovery
from tests.cast import ADLER, BIRKE, DORN, HCC, SYSTEM
from tests.story import Story, context, given
from tests.usual_grant import CASE, Grant
from tests.usual_recovery import Recall, interest_waiver, repayment, send_back, signature
from tests.usual_set_off import (
    ENDED_ON,
    FILED_ON,
    SET_OFF_ON,
    awarded,
    certified,
    claim_remedy,
    claim_remedy_end,
    contested,
    enforcement,
    set_off,
)

CLAIMED = Recall().until("claimed")
CONTESTED = [*CLAIMED, *contested()]


def claim(story: Story) -> Recovery:
    return story.state(Recovery, CASE)


def next_letter(story: Story) -> Step | None:
    """The letter that comes next, once those of the acts were sent."""
    while (step := plan(story.desk, "recovery", CASE).step) and step.due_on == date.min:
        about = Grant().letter(str(step.letter), step.about, "recovery")
        story.when(about, as_=SYSTEM).granted()
    return step


def test_a_remedy_in_time_suspends_the_claim_and_one_too_late_does_not() -> None:
    story = given(*CLAIMED).when(claim_remedy(), as_=ADLER, on=FILED_ON).then(ClaimContested)
    assert (claim(story).contested, held_back(story.desk, claim(story))) == (True, True)
    late = date(2017, 4, 25)
    story = given(*CLAIMED).when(claim_remedy(late), as_=ADLER, on=late).granted()
    assert (claim(story).remedy.suspensive, claim(story).contested) == (False, False)


def test_only_the_admissible_remedy_against_a_claim_is_recorded_and_one_at_a_time() -> None:
    given(*Recall().until("opened")).when(claim_remedy(), as_=ADLER).refused("no_claim")
    story = given(*CLAIMED)
    wish = claim_remedy(remedy="objection")
    story.when(wish, as_=ADLER, on=FILED_ON).refused("other_remedy", "remedy")
    story.when(claim_remedy(), as_=ADLER, on=date(2017, 4, 17)).refused("day_in_future")
    story.when(claim_remedy_end(), as_=ADLER).refused("no_remedy_pending", "case")
    story.when(claim_remedy(), as_=ADLER, on=FILED_ON).granted()
    story.when(claim_remedy(), as_=ADLER).refused("claim_contested")


def test_nothing_is_dunned_or_set_off_while_a_remedy_suspends_the_claim() -> None:
    story = given(*CONTESTED)
    assert next_letter(story).letter == "limitation_note"
    story.given(*awarded(), *certified())
    story.when(set_off(), as_=BIRKE).refused("claim_held_back")


def test_a_set_off_is_not_signed_once_the_claim_is_contested() -> None:
    story = given(*CLAIMED, *awarded(), *certified()).when(set_off(), as_=BIRKE).granted()
    story.given(*contested())
    story.when(signature, as_=DORN, on=SET_OFF_ON).refused("claim_held_back")


def test_a_remedy_against_the_grant_itself_holds_the_claim_back_too() -> None:
    content = {"remedy": "action", "filed_on": FILED_ON, "reference": "VG 7 K 1/17"}
    filed = RemedyFiled(**content, suspensive=True, recorded_by=ADLER.person)
    story = given(*CLAIMED, (Subject("approval", CASE), filed))
    assert held_back(story.desk, claim(story))


@pytest.mark.parametrize("outcome", ["dismissed", "withdrawn"])
def test_when_the_remedy_ends_without_success_dunning_goes_on_and_counts_anew(outcome) -> None:
    story = given(*CONTESTED)
    ended = claim_remedy_end(outcome)
    story.when(ended, as_=ADLER, on=ENDED_ON).then(ClaimRemedyEnded)
    step = next_letter(story)
    assert (step.letter, step.due_on) == ("dunning_letter", date(2017, 6, 8))
    story.given(*awarded(), *certified()).when(set_off(), as_=BIRKE, on=ENDED_ON).granted()


def test_a_claim_that_was_quashed_stays_on_hold_and_no_order_lifts_that() -> None:
    story = given(*CONTESTED).when(claim_remedy_end("upheld"), as_=ADLER, on=ENDED_ON).granted()
    assert (claim(story).quashed, held_back(story.desk, claim(story))) == (True, True)
    story.when(enforcement(), as_=BIRKE).refused("nothing_held_back")


def test_a_remedy_ends_between_its_filing_and_today() -> None:
    story = given(*CONTESTED)
    for day in (date(2017, 4, 17), date(2017, 6, 2)):
        wish = claim_remedy_end(on=day)
        story.when(wish, as_=ADLER, on=ENDED_ON).refused("day_in_future", "ended_on")


def test_immediate_enforcement_is_ordered_by_two_persons_and_lifts_the_hold() -> None:
    story = given(*CONTESTED, BIRKE.asks(enforcement(), ENDED_ON))
    story.when(signature, as_=DORN).then(EnforcementOrdered)
    assert not held_back(story.desk, claim(story))
    step = next_letter(story)
    assert (step.letter, step.due_on) == ("dunning_letter", date(2017, 6, 8))
    story.when(enforcement(), as_=BIRKE).refused("nothing_held_back")
    story.given(*awarded(), *certified()).when(set_off(), as_=BIRKE, on=ENDED_ON).granted()


def test_immediate_enforcement_before_the_claim_is_final_opens_the_set_off() -> None:
    early = date(2017, 4, 21)
    story = given(*CONTESTED, BIRKE.asks(enforcement(), FILED_ON), DORN.asks(signature, FILED_ON))
    story.given(*awarded(), *certified()).when(set_off(), as_=BIRKE, on=early).granted()


def test_without_a_suspending_remedy_there_is_nothing_to_order() -> None:
    given(*CLAIMED).when(enforcement(), as_=BIRKE).refused("nothing_held_back")
    given(*Recall().until("opened")).when(enforcement(), as_=BIRKE).refused("no_claim")
    story = given(*CONTESTED, BIRKE.asks(enforcement(), FILED_ON))
    story.when(send_back(), as_=DORN).granted()
    assert claim(story).enforced is None


def test_an_order_covers_the_claims_of_its_day_and_no_later_one() -> None:
    story = given(*CONTESTED, BIRKE.asks(enforcement(), FILED_ON), DORN.asks(signature, FILED_ON))
    story.given(HCC.asks(repayment(10_000_00, FILED_ON), FILED_ON), *Recall().assessed())
    assert not claim(story).hold_lifted
    story = given(*CONTESTED, BIRKE.asks(enforcement(), FILED_ON), DORN.asks(signature, FILED_ON))
    story.given(HCC.asks(repayment(10_000_00, FILED_ON), FILED_ON))
    story.when(interest_waiver(FILED_ON), as_=BIRKE).granted()
    story.when(signature, as_=DORN).granted()
    assert claim(story).hold_lifted


def test_a_case_does_not_close_while_a_remedy_against_its_claim_is_pending() -> None:
    story = given(*CONTESTED, *Recall().repaid(), *Recall().assessed(), *Recall().paid())
    close = CloseCase(case=CASE)
    story.when(close, as_=SYSTEM, on=ENDED_ON).refused("recovery_running")
    story.when(claim_remedy_end(), as_=ADLER, on=ENDED_ON).granted()
    story.when(close, as_=SYSTEM).granted()


def test_the_guards_of_a_contested_claim_say_what_the_acts_would() -> None:
    desk = given(*CONTESTED).desk
    may_end_claim_remedy(desk, CASE, context(ADLER, FILED_ON))
    may_order_enforcement(desk, CASE, context(BIRKE, FILED_ON))
    with pytest.raises(Refused):
        may_record_claim_remedy(desk, CASE, context(ADLER, FILED_ON))
