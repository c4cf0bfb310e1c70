"""Verwendungsnachweis: handed in, examined by two persons, settled, and the case closed."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.approval import ApprovalSigned
from domain.kernel import Money, Subject
from domain.proof_of_use import (
    CloseCase,
    CloseExamination,
    GrantSettled,
    ProofExamined,
    ProofOfUse,
    ProofReturned,
    ProofSubmitted,
    RefundDetermined,
    ReturnProof,
)
from domain.settlement import Settlement
from domain.trace import recheck
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, KASSE, SYSTEM
from tests.story import Actor, given
from tests.usual_grant import CASE, DIGEST, Grant

GRANT = Grant()
USED, PROVEN, EXAMINED = (GRANT.until(name) for name in ("used", "proven", "examined"))
SETTLED = GRANT.until("settled")
DAY = date(2017, 2, 6)
RETURN = ReturnProof(case=CASE, remark="Bitte den Sachbericht ergänzen.")
CLOSE = CloseCase(case=CASE)
LESS = {"eligible_cents": 48_000_00, "months": 12}


def test_a_proof_is_taken_in_with_its_day() -> None:
    content = {name: value for name, value in GRANT.proof() if name != "case"}
    handed_in = ProofSubmitted(**content, submitted_by=ANTRAG.person, submitted_on=DAY, late=False)
    given(*USED).when(GRANT.proof(), as_=ANTRAG, on=DAY).then(handed_in)


def test_a_late_proof_is_taken_in_and_marked() -> None:
    for day, late in ((date(2017, 3, 31), False), (date(2017, 4, 1), True)):
        story = given(*USED).when(GRANT.proof(), as_=KASSE, on=day).granted()
        assert story.state(ProofOfUse, CASE).submitted.late is late


def test_a_corrected_proof_replaces_the_one_before_until_it_is_examined() -> None:
    corrected = GRANT.proof(report="Ergänzt.")
    story = given(*PROVEN).when(corrected, as_=ANTRAG).then(ProofSubmitted)
    assert story.state(ProofOfUse, CASE).submitted.report == "Ergänzt."
    given(*EXAMINED).when(corrected, as_=ANTRAG).refused("wrong_stage")


@pytest.mark.parametrize(
    ("chapter", "day", "code"),
    [
        ("registered", DAY, "case_unknown"),
        ("proposed", DAY, "no_notice"),
        ("used", date(2016, 12, 31), "period_running"),
        ("settled", DAY, "wrong_stage"),
        ("closed", DAY, "wrong_stage"),
    ],
)
def test_a_proof_has_its_time(chapter: str, day: date, code: str) -> None:
    given(*GRANT.until(chapter)).when(GRANT.proof(), as_=ANTRAG, on=day).refused(code)


def test_a_proof_is_possible_from_the_day_after_the_period() -> None:
    given(*USED).when(GRANT.proof(), as_=ANTRAG, on=date(2017, 1, 1)).then(ProofSubmitted)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"eligible_cents": 1}, "facts.months"), ({"eligible_cents": 1.5, "months": 1}, None)],
)
def test_facts_that_cannot_be_computed_are_refused_in_proof_and_note(facts, field) -> None:
    given(*USED).when(GRANT.proof(facts=facts), as_=ANTRAG, on=DAY).refused("facts_invalid", field)
    note = GRANT.note(recognised_facts=facts)
    given(*PROVEN).when(note, as_=BIRKE).refused("facts_invalid", field)


def test_no_more_months_are_proven_or_recognised_than_the_period_has() -> None:
    facts = {"eligible_cents": 58_300_00, "months": 10}
    short = Grant(facts=facts, requested=41_666_66, parts=((41_666_66, None),))
    application = short.application(period_to=date(2016, 10, 31))
    told = [*short.registered(), ANTRAG.asks(application, date(2015, 12, 7))]
    story = given(*told, *short.since("submitted", "confirmed"))
    full = {"eligible_cents": 58_300_00, "months": 11}
    story.when(short.proof(facts=full), as_=ANTRAG, on=DAY).refused("months_beyond_period")
    story.when(short.proof(), as_=ANTRAG).granted()
    story.when(short.note(recognised_facts=full), as_=BIRKE).refused("months_beyond_period")
    story.when(short.note(), as_=BIRKE).granted()


@pytest.mark.parametrize(
    "changes", [{"report": ""}, {"report": "x" * 2001}, {"expenditure": ()}, {"documents": ("x",)}]
)
def test_a_proof_has_a_report_and_expenditure(changes) -> None:
    with pytest.raises(ValidationError):
        GRANT.proof(**changes)
    assert len(GRANT.proof(report="x" * 2000).report) == 2000


def test_a_note_computes_the_final_grant_and_shows_how() -> None:
    note = GRANT.note(recognised_facts=LESS)
    story = given(*PROVEN).when(note, as_=BIRKE).then(ProofExamined)
    examined = story.state(ProofOfUse, CASE).examined
    assert (examined.final_cents, examined.examined_by) == (48_000_00, BIRKE.person)
    settlement = Settlement.model_validate(examined.settlement)
    assert (settlement.final_cents, recheck(settlement.trace)) == (48_000_00, ())


def test_a_second_note_replaces_the_first() -> None:
    story = given(*EXAMINED)
    old = GRANT.settlement(story.desk)
    story.when(GRANT.note(findings="Neu gefasst."), as_=ADLER).then(ProofExamined)
    story.when(old, as_=DORN).refused("content_changed", "content_hash")
    story.when(GRANT.settlement, as_=DORN).then(GrantSettled)


@pytest.mark.parametrize("wish", [GRANT.note(), RETURN])
def test_an_examination_needs_a_proof_another_person_and_no_payment_on_its_way(wish) -> None:
    given(*USED).when(wish, as_=BIRKE, on=DAY).refused("no_proof_submitted", "case")
    same_person = Actor(ANTRAG.person, "clerk")
    given(*PROVEN).when(wish, as_=same_person).refused("four_eyes")
    given(*SETTLED).when(wish, as_=BIRKE).refused("wrong_stage")
    underway = [*GRANT.until("accepted"), *GRANT.proven()]
    given(*underway).when(wish, as_=BIRKE).refused("payment_running")


def test_a_proof_goes_back_and_comes_again() -> None:
    returned = ProofReturned(returned_by=BIRKE.person, remark=RETURN.remark)
    story = given(*EXAMINED).when(RETURN, as_=BIRKE).then(returned)
    assert story.state(ProofOfUse, CASE).duty.name == "proof"
    story.when(GRANT.note(), as_=BIRKE).refused("no_proof_submitted")
    story.when(GRANT.proof(), as_=ANTRAG).then(ProofSubmitted)


def settled(final: int, paid: int = 50_000_00) -> GrantSettled:
    return GrantSettled(
        final_cents=Money(final),
        paid_cents=Money(paid),
        refund_cents=Money(max(0, paid - final)),
        rest_cents=Money(max(0, final - paid)),
        closed_by=DORN.person,
    )


def test_a_second_person_settles_the_grant() -> None:
    given(*EXAMINED).when(GRANT.settlement, as_=DORN).then(settled(50_000_00))


def test_what_was_paid_above_the_final_grant_is_to_be_refunded() -> None:
    note = GRANT.note(recognised_facts=LESS)
    story = given(*PROVEN).when(note, as_=BIRKE).granted()
    refund = RefundDetermined(amount_cents=Money(2_000_00))
    story.when(GRANT.settlement, as_=DORN).then(settled(48_000_00), refund)
    assert story.state(ProofOfUse, CASE).refund_cents == 2_000_00
    for who in (SYSTEM, ADLER):
        story.when(CLOSE, as_=who).refused("case_not_balanced", "case")


@pytest.mark.parametrize("person", [ANTRAG.person, BIRKE.person])
def test_who_handed_in_or_examined_does_not_settle(person: str) -> None:
    given(*EXAMINED).when(GRANT.settlement, as_=Actor(person, "signatory")).refused("four_eyes")


@pytest.mark.parametrize("chapter", ["used", "proven", "settled"])
def test_a_settlement_needs_a_note_and_is_made_once(chapter: str) -> None:
    wish = CloseExamination(case=CASE, content_hash=DIGEST)
    given(*GRANT.until(chapter)).when(wish, as_=DORN).refused("no_proof_submitted")


def test_a_case_closes_once_it_is_settled() -> None:
    given(*EXAMINED).when(CLOSE, as_=SYSTEM).refused("not_settled", "case")
    given(*GRANT.until("closed")).when(CLOSE, as_=SYSTEM).nothing()


def test_a_case_that_owes_no_proof_has_none() -> None:
    """Files could only come to this by hand; the answer is plain all the same."""
    signed = ApprovalSigned(
        amount_cents=Money(1), content_hash=DIGEST, signed_by="x", signed_on=date(2016, 1, 11)
    )
    story = given(*GRANT.until("reserved"), (Subject("approval", CASE), signed))
    story.when(GRANT.proof(), as_=ANTRAG, on=DAY).refused("no_proof_expected", "case")


def test_before_the_settlement_nothing_is_final() -> None:
    proof = given(*EXAMINED).state(ProofOfUse, CASE)
    assert (proof.final_cents, proof.duty) == (0, None)
