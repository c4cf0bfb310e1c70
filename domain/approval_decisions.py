"""Decisions on the grant itself: propose, send back, sign."""

import hashlib

from domain.application import Application
from domain.approval import (
    Approval,
    ApprovalProposed,
    ApprovalSentBack,
    ApprovalSigned,
    ProposeApproval,
    SendBackApproval,
    SignApproval,
)
from domain.calendar import months_after
from domain.co_financing import refuse_without_agreement
from domain.decision import Decision
from domain.desk import Desk
from domain.early_start import refuse_early_contract
from domain.kernel import Context, Filings
from domain.onward_decisions import refuse_unforeseen
from domain.proof_of_use import ProofExpected, ProofOfUse
from domain.reasons import approval as reasons
from domain.reasons.general import FOUR_EYES, WRONG_STAGE
from domain.reservation import commit, reserved_cents


def content_hash(decision: Decision) -> str:
    """The SHA-256 of a decision's content in its fixed JSON form, as hexadecimal digits."""
    content = decision.model_dump_json(include=set(Decision.model_fields))
    return hashlib.sha256(content.encode()).hexdigest()


def may_propose(desk: Desk, case: str, context: Context) -> None:
    """A draft needs a checked application, reserved funds, no signature, and not the applicant."""
    application = desk.read(Application, case)
    if context.person == application.require().submitted_by:
        raise FOUR_EYES.because(act="Antrag eingereicht", done="application submitted")
    if desk.read(Approval, case).signed:
        raise WRONG_STAGE.because(stage="signed")
    if application.status != "checked":
        raise reasons.NOT_CHECKED.because()
    refuse_early_contract(desk, case)
    refuse_without_agreement(desk, case)
    if not reserved_cents(desk, application):
        raise reasons.NOT_RESERVED.because()


def propose(desk: Desk, command: ProposeApproval, context: Context) -> Filings:
    """Lay the draft before the second person; a new draft replaces the old one."""
    may_propose(desk, command.case, context)
    application = desk.read(Application, command.case)
    reserved = reserved_cents(desk, application)
    if command.amount_cents > reserved:
        raise reasons.ABOVE_RESERVATION.because(reserved=reserved.euro)
    total = sum((one.amount_cents for one in command.instalments), start=command.amount_cents * 0)
    if total != command.amount_cents:
        raise reasons.INSTALMENTS_UNEQUAL.because(sum=total.euro, amount=command.amount_cents.euro)
    if "onward_grant" in command.conditions:
        refuse_unforeseen(desk, application.submitted)
    approval, digest = desk.read(Approval, command.case), content_hash(command)
    standing = approval.proposal
    if standing and not approval.sent_back and standing.content_hash == digest:
        return []
    event = ApprovalProposed(**dict(command), proposed_by=context.person, content_hash=digest)
    return [(approval.subject, event)]


def may_sign(desk: Desk, case: str, context: Context) -> None:
    """The signature needs a draft and a person who had no part in preparing it."""
    application, approval = desk.read(Application, case), desk.read(Approval, case)
    application.require()
    if approval.signed:
        raise WRONG_STAGE.because(stage="signed")
    if approval.proposal is None or approval.sent_back or application.status != "checked":
        raise reasons.NOT_PROPOSED.because()
    prepared_by = {
        ("Entwurf vorgelegt", "draft proposed"): approval.proposal.proposed_by,
        ("Antrag geprüft", "application checked"): application.checked_by,
        ("Antrag eingereicht", "application submitted"): application.submitted.submitted_by,
    }
    for (act, done), person in prepared_by.items():
        if person == context.person:
            raise FOUR_EYES.because(act=act, done=done)


def send_back(desk: Desk, command: SendBackApproval, context: Context) -> Filings:
    """Return the draft to the clerk."""
    may_sign(desk, command.case, context)
    event = ApprovalSentBack(sent_back_by=context.person, remark=command.remark)
    return [(desk.read(Approval, command.case).subject, event)]


def sign(desk: Desk, command: SignApproval, context: Context) -> Filings:
    """Decide the grant; the same transaction commits the funds and expects the proof of use."""
    may_sign(desk, command.case, context)
    application, approval = desk.read(Application, command.case), desk.read(Approval, command.case)
    proposal, content = approval.proposal, application.submitted
    if proposal is None or proposal.content_hash != command.content_hash:
        raise reasons.CONTENT_CHANGED.because()
    reserved = reserved_cents(desk, application)
    if proposal.amount_cents > reserved:
        raise reasons.ABOVE_RESERVATION.because(reserved=reserved.euro)
    months = desk.programme(content.programme).parameters.proof_months
    proof_due = months_after(content.period_to, months.value, desk.calendar, basis=months.reference)
    signed = ApprovalSigned(
        amount_cents=proposal.amount_cents,
        content_hash=command.content_hash,
        signed_by=context.person,
        signed_on=context.today,
    )
    expected = ProofExpected(deadline=proof_due)
    return [
        (approval.subject, signed),
        *commit(desk, application, proposal.amount_cents),
        (desk.read(ProofOfUse, command.case).subject, expected),
    ]
