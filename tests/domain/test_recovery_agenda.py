"""The process of a recovery: its stages, and the letters it owes."""

from datetime import date

import pytest

from domain.agenda import AT_ONCE, plan
from domain.claim_decisions import may_record_repayment, may_record_surplus_return
from domain.kernel import Refused
from domain.measure_decisions import may_sign
from domain.measure_rules import (
    may_propose_interest,
    may_propose_refund,
    may_propose_refund_waiver,
    may_propose_relief,
)
from domain.proof_of_use import CloseCase
from domain.recovery import Recovery
from domain.recovery_agenda import due_letters
from domain.recovery_decisions import (
    may_abandon,
    may_open,
    may_start_hearing,
    may_submit_statement,
)
from domain.recovery_terms import RecoveryTerms
from tests.cast import ADLER, BIRKE, DORN, HCC, KASSE, SYSTEM
from tests.story import Story, context, given
from tests.usual_grant import CASE, Grant
from tests.usual_recovery import (
    ASSESSED,
    CHAPTERS,
    CLAIMED,
    Recall,
    deferral,
    interest,
    refund_waiver,
    repayment,
    signature,
    suspension,
)

RECALL = Recall()


@pytest.mark.parametrize(
    ("chapter", "stage"),
    [
        ("opened", "proceeding"),
        ("heard", "proceeding"),
        ("proposed", "proceeding"),
        ("claimed", "collection"),
        ("repaid", "collection"),
        ("assessed", "collection"),
        ("paid", "letters"),
    ],
)
def test_a_recovery_is_a_process_until_nothing_is_open(chapter: str, stage: str) -> None:
    assert plan(given(*RECALL.until(chapter)).desk, "recovery", CASE).stage == stage


def test_a_recovery_that_is_over_ends_with_its_last_letter() -> None:
    story = given(*RECALL.until("paid"))
    for kind, about, _ in sorted(every_letter(story)):
        letter = Grant().letter(kind, about, stream="recovery")
        assert plan(story.desk, "recovery", CASE).stage == "letters"
        story.when(letter, as_=SYSTEM).granted()
    assert plan(story.desk, "recovery", CASE).closed


def test_the_case_is_closed_by_the_system_once_the_recovery_is_over() -> None:
    repaid, paid = (given(*RECALL.until(one)) for one in ("repaid", "paid"))
    letter = Grant().letter("examination_note", stream="proof_of_use")
    for story, step in ((repaid, None), (paid, f"proof_of_use/{CASE}/close")):
        story.when(letter, as_=SYSTEM).granted()
        standing = plan(story.desk, "proof_of_use", CASE)
        assert standing.stage == "closing"
        assert (standing.step and standing.step.key) == step


def test_a_notice_revoked_in_full_is_not_reminded_of_its_proof() -> None:
    whole = Recall(ground="revocation", refund=50_000_00)
    story = given(*whole.until("claimed"))
    assert plan(story.desk, "proof_of_use", CASE).stage == "closing"


def test_a_letter_of_a_recovery_is_recorded_once() -> None:
    letter = Grant().letter("closing_letter", stream="recovery")
    story = given(*RECALL.until("claimed")).when(letter, as_=SYSTEM).granted()
    story.when(letter, as_=SYSTEM).nothing()
    assert story.state(Recovery, CASE).duty is None


def every_letter(story: Story) -> set[tuple[str, str, date]]:
    """The letters of the recovery, sent or not, without the notes that stay in the house."""
    found = due_letters(story.state(Recovery, CASE), terms_of(story))
    return {one for one in found if one.kind != "limitation_note"}


def terms_of(story: Story) -> RecoveryTerms:
    return story.desk.programme("wir@2014-01-01").parameters.recovery


def test_each_act_has_its_letter_and_what_is_not_paid_is_dunned_on_its_days() -> None:
    hearing = ("hearing", "2017-03-27", AT_ONCE)
    refund = ("refund_notice", "wir-2016-t0001.r1", AT_ONCE)
    first = ("dunning_letter", "2017-04-20.7", date(2017, 4, 27))
    second = ("dunning_letter", "2017-04-20.28", date(2017, 5, 18))
    assert every_letter(given(*RECALL.until("opened"))) == set()
    assert every_letter(given(*RECALL.until("heard"))) == {hearing}
    claimed = given(*RECALL.until("claimed"))
    assert every_letter(claimed) == {refund, first, second}
    assert every_letter(given(*RECALL.until("repaid"))) == {refund}
    claimed.when(suspension(date(2017, 5, 1)), as_=BIRKE).granted()
    claimed.when(signature, as_=DORN).granted()
    rests = ("dunning_letter", "2017-04-20.7", date(2017, 5, 1))
    assert every_letter(claimed) == {refund, rests, second}
    assessed = every_letter(given(*RECALL.until("assessed")))
    assert ("interest_notice", "wir-2016-t0001.r2", AT_ONCE) in assessed


def test_a_deferral_has_its_notice_and_is_dunned_by_its_plan() -> None:
    parts = ((date(2017, 6, 1), 6_000_00), (date(2017, 9, 1), 4_000_00))
    story = given(*RECALL.until("claimed")).when(deferral(*parts), as_=BIRKE).granted()
    story.when(signature, as_=DORN).granted()
    found = every_letter(story)
    assert ("deferral_notice", "v1", AT_ONCE) in found
    assert ("dunning_letter", "2017-06-01.7", date(2017, 6, 8)) in found


def test_a_revocation_has_a_notice_of_its_own_and_a_resolving_condition_has_none() -> None:
    for ground, known in (("revocation", True), ("condition", False)):
        story = given(*Recall(ground=ground, refund=20_000_00).until("claimed"))
        found = {kind for kind, _, _ in every_letter(story)}
        assert ("cancellation_notice" in found) is known


def test_interest_of_nothing_needs_no_letter() -> None:
    until = date(2016, 3, 3)
    story = given(*RECALL.until("claimed")).when(interest(until), as_=BIRKE, on=ASSESSED).granted()
    story.when(signature, as_=DORN).granted()
    assert not any(kind == "interest_notice" for kind, _, _ in every_letter(story))


QUESTIONS = [
    (may_open, RECALL.opening(), ADLER),
    (may_start_hearing, RECALL.hearing(), ADLER),
    (may_submit_statement, RECALL.statement(), KASSE),
    (may_propose_refund, RECALL.demand(), BIRKE),
    (may_propose_refund_waiver, refund_waiver(), BIRKE),
    (may_propose_interest, interest(date(2017, 1, 31)), BIRKE),
    (may_propose_relief, suspension(date(2099, 1, 1)), BIRKE),
    (may_sign, signature, DORN),
    (may_record_repayment, repayment(1, date(2017, 2, 1), entry="Q"), HCC),
    (may_record_surplus_return, None, HCC),
    (may_abandon, None, ADLER),
]


@pytest.mark.parametrize(("guard", "ask", "who"), QUESTIONS)
def test_a_guard_says_what_the_act_would_be_answered(guard, ask, who) -> None:
    """Where the ground is wrong the form is still open: the guard asks no content."""
    for chapter in CHAPTERS:
        story = given(*RECALL.until(chapter))
        code = None
        try:
            guard(story.desk, CASE, context(who, story.today))
        except Refused as refused:
            code = refused.refusal.code
        if ask is None:
            assert code
            continue
        answer = story.when(ask, as_=who)
        told = answer.refusal.refusal.code if answer.refusal else None
        assert told == code or (code is None and told in {"no_refund_determined"}), chapter


def test_a_case_without_money_or_notice_offers_no_recovery() -> None:
    for chapter, code in (("signed", "nothing_paid"), ("proposed", "no_notice")):
        story = given(*Grant().until(chapter))
        story.when(RECALL.opening(), as_=ADLER, on=CLAIMED).refused(code)
    closed = given(*RECALL.until("paid")).when(CloseCase(case=CASE), as_=SYSTEM).granted()
    closed.when(RECALL.opening(), as_=ADLER).refused("wrong_stage")
