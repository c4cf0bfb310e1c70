"""Bewilligung: a draft by one person, a signature under exactly that draft by another."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.appropriation import FundsCommitted
from domain.approval import (
    Approval,
    ApprovalProposed,
    ApprovalSentBack,
    ApprovalSigned,
    SendBackApproval,
    SignApproval,
)
from domain.approval_decisions import content_hash
from domain.kernel import Money
from domain.proof_of_use import ProofExpected, ProofOfUse
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, EICHE
from tests.story import Actor, given
from tests.usual_grant import CASE, DIGEST, Grant

GRANT = Grant()
RESERVED, PROPOSED, SIGNED = (GRANT.until(name) for name in ("reserved", "proposed", "signed"))
SEND_BACK = SendBackApproval(case=CASE, remark="Bitte zwei Raten.")
FOUR = ({"amount_cents": Money(12_500_00)},) * 4


def test_a_draft_lies_before_the_second_person_with_the_hash_of_its_content() -> None:
    draft = GRANT.proposal()
    proposed = ApprovalProposed(
        **dict(draft), proposed_by=BIRKE.person, content_hash=content_hash(draft)
    )
    given(*RESERVED).when(draft, as_=BIRKE).then(proposed).when(draft, as_=ADLER).nothing()


def test_every_word_of_a_draft_is_in_its_hash() -> None:
    changes = (
        {"reasons": "Anders."},
        {"channel": "portal"},
        {"conditions": ()},
        {"instalments": FOUR},
        {"amount_cents": Money(1)},
        {"case": "WIR-2016-OTHER"},
    )
    hashes = {content_hash(GRANT.proposal(**one)) for one in ({}, *changes)}
    assert len(hashes) == len(changes) + 1


def test_a_new_draft_replaces_the_old_one() -> None:
    other = GRANT.proposal(instalments=FOUR)
    story = given(*PROPOSED)
    old = GRANT.signature(story.desk)
    story.when(other, as_=ADLER).then(ApprovalProposed)
    story.when(old, as_=DORN).refused("content_changed", "content_hash")
    story.when(GRANT.signature, as_=DORN).then(ApprovalSigned, FundsCommitted, ProofExpected)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"amount_cents": Money(50_000_01)}, "above_reservation", "amount_cents"),
        ({"amount_cents": Money(49_999_99)}, "instalments_do_not_add_up", "instalments"),
        ({"instalments": FOUR[:3]}, "instalments_do_not_add_up", "instalments"),
        ({"case": "WIR-2016-OTHER"}, "case_unknown", "case"),
    ],
)
def test_a_draft_keeps_within_the_reservation_and_adds_up(changes, code, field) -> None:
    given(*RESERVED).when(GRANT.proposal(**changes), as_=BIRKE).refused(code, field)


@pytest.mark.parametrize(
    ("chapter", "code"),
    [
        ("submitted", "application_not_checked"),
        ("checked", "funds_not_reserved"),
        ("signed", "wrong_stage"),
        ("closed", "wrong_stage"),
    ],
)
def test_a_draft_has_its_time(chapter: str, code: str) -> None:
    given(*GRANT.until(chapter)).when(GRANT.proposal(), as_=BIRKE).refused(code)


def test_nobody_drafts_the_decision_on_an_application_of_ones_own() -> None:
    same_person = Actor(ANTRAG.person, "clerk")
    given(*RESERVED).when(GRANT.proposal(), as_=same_person).refused("four_eyes")


@pytest.mark.parametrize(
    "changes",
    [
        {"instalments": ()},
        {"instalments": FOUR * 4},
        {"reasons": ""},
        {"reasons": "x" * 2001},
        {"conditions": ("surprise",)},
        {"channel": "pigeon"},
        {"amount_cents": Money(0)},
    ],
)
def test_a_draft_has_instalments_reasons_and_known_conditions(changes) -> None:
    with pytest.raises(ValidationError):
        GRANT.proposal(**changes)
    assert len(GRANT.proposal(reasons="x" * 2000, instalments=FOUR * 3).reasons) == 2000


def test_a_signature_commits_the_money_and_expects_the_proof() -> None:
    day = date(2016, 1, 11)
    story = given(*PROPOSED)
    signature = GRANT.signature(story.desk)
    signed = ApprovalSigned(
        amount_cents=Money(50_000_00),
        content_hash=signature.content_hash,
        signed_by=DORN.person,
        signed_on=day,
    )
    committed = FundsCommitted(case=CASE, line="coordination", amount_cents=Money(50_000_00))
    story.when(signature, as_=DORN, on=day).then(signed, committed, ProofExpected)
    assert story.state(Approval, CASE).amount_cents == 50_000_00
    assert story.state(ProofOfUse, CASE).expected.due_on == date(2017, 3, 31)


@pytest.mark.parametrize(
    ("person", "did"),
    [
        (ANTRAG.person, "Antrag eingereicht"),
        (ADLER.person, "Antrag geprüft"),
        (BIRKE.person, "Entwurf vorgelegt"),
    ],
)
def test_who_prepared_a_decision_in_any_role_neither_signs_nor_sends_it_back(person, did) -> None:
    same_person = Actor(person, "signatory")
    for wish in (GRANT.signature, SEND_BACK):
        answer = given(*PROPOSED).when(wish, as_=same_person)
        answer.refused("four_eyes")
        assert did in answer.refusal.refusal.german


def test_a_draft_that_was_sent_back_is_not_signed_until_it_is_proposed_again() -> None:
    sent_back = ApprovalSentBack(sent_back_by=DORN.person, remark=SEND_BACK.remark)
    story = given(*PROPOSED).when(SEND_BACK, as_=DORN).then(sent_back)
    story.when(GRANT.signature, as_=DORN).refused("nothing_to_sign")
    story.when(SEND_BACK, as_=EICHE).refused("nothing_to_sign")
    story.when(GRANT.proposal(), as_=BIRKE).then(ApprovalProposed)
    story.when(GRANT.signature, as_=DORN).granted()


@pytest.mark.parametrize(
    ("chapter", "code"),
    [
        ("registered", "case_unknown"),
        ("submitted", "nothing_to_sign"),
        ("reserved", "nothing_to_sign"),
        ("signed", "wrong_stage"),
    ],
)
def test_a_signature_needs_a_draft_and_is_given_once(chapter: str, code: str) -> None:
    story = given(*GRANT.until(chapter))
    story.when(SignApproval(case=CASE, content_hash=DIGEST), as_=DORN).refused(code)
    story.when(SEND_BACK, as_=DORN).refused(code)


def test_a_signature_is_refused_where_the_reservation_is_gone() -> None:
    """The files could only come to this by hand; the money is checked all the same."""
    proposal = next(
        filing
        for subject, events in given(*PROPOSED).desk.files.items()
        for event in events
        if isinstance(event, ApprovalProposed) and (filing := (subject, event))
    )
    story = given(*GRANT.until("checked"), proposal)
    story.when(GRANT.signature, as_=DORN).refused("above_reservation")


def test_before_the_signature_nothing_is_granted_and_nothing_owed() -> None:
    approval = given(*PROPOSED).state(Approval, CASE)
    assert (approval.amount_cents, approval.duty) == (0, None)
    assert given(*SIGNED).state(Approval, CASE).duty is None
