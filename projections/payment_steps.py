"""Grants and payments entry by entry: what an entry changes about them."""

from datetime import date
from typing import NamedTuple

from domain.amendment import ApprovalAmended
from domain.application import ApplicationSubmitted
from domain.approval import ApprovalProposed, ApprovalSigned, DeclarationReturned
from domain.bank_text import REMITTANCE_LENGTH, sepa_text
from domain.claim import (
    ClaimDeferred,
    ClaimRemitted,
    InterestAssessed,
    NoticeRevoked,
    RefundAssessed,
    RefundWaived,
    RepaymentReceived,
    RepaymentTakenBack,
)
from domain.disbursement import DrawdownRequested, PaymentCertified, UseReported
from domain.extension import PeriodExtended
from domain.kernel import Entry, Event
from domain.notice import NoticeNotified
from domain.payment import PaymentBooked, PaymentOrdered, PaymentRejected, PaymentReturned
from domain.proof_of_use import (
    CaseClosed,
    GrantSettled,
    ProofExpected,
    ProofReturned,
    ProofSubmitted,
    RefundDetermined,
)
from domain.reopening import ExaminationReopened
from domain.set_off import ClaimSetOff, DrawdownSetOff
from projections.subjects import status_after


class Grant(NamedTuple):
    """What is known of a case; `granted_cents` is zero before the signature.

    `payable_cents` is what can be drawn in all, `claimed_cents` what of it was claimed back.
    """

    case: str
    line: str
    year: int
    recipient: str
    title: str
    purpose: str
    granted_cents: int
    to_repay_cents: int
    repay_by: date | None
    repay_reference: str | None
    proof_due_on: date | None
    proof_handed_in: bool
    closed: bool
    grantor: str
    payable_cents: int = 0
    claimed_cents: int = 0
    instalments: int = 0
    signed_on: date | None = None
    declare_by: date | None = None
    declared: bool = False
    cash_reference: str | None = None
    owed_since: date | None = None


class Payment(NamedTuple):
    """What is known of a draw-down and its present payment."""

    case: str
    number: int
    attempt: int
    amount_cents: int
    set_off_cents: int
    used_cents: int
    status: str
    remittance: str | None
    requested_on: date
    ordered_on: date | None
    booked_on: date | None
    use_due_on: date | None
    reason_code: str | None


class Happening(NamedTuple):
    """One step of a payment, on the day that counts for it."""

    case: str
    number: int
    position: int
    happened_on: date
    step: str


def step_of(entry: Entry) -> str | None:
    """The key of the step that an entry is in a payment's history."""
    if isinstance(entry.event, DrawdownSetOff):
        return "set_off"
    return "use_reported" if isinstance(entry.event, UseReported) else status_after(entry.event)


def grant_opened(event: ApplicationSubmitted) -> Grant:
    """The grant that an application asks for."""
    return Grant(
        case=event.case,
        line=event.line,
        year=event.year,
        recipient=event.recipient,
        title=event.title,
        purpose=event.purpose,
        granted_cents=0,
        to_repay_cents=0,
        repay_by=None,
        repay_reference=None,
        proof_due_on=None,
        proof_handed_in=False,
        closed=False,
        grantor=event.grantor or "",
    )


def grant_after(grant: Grant, entry: Entry) -> Grant:
    """The grant after an entry about its case."""
    match entry.event:
        case ApprovalProposed(instalments=instalments):
            return grant._replace(instalments=len(instalments))
        case ApprovalSigned(amount_cents=amount, signed_on=day):
            return grant._replace(granted_cents=amount, payable_cents=amount, signed_on=day)
        case ApprovalAmended():
            return _amended(grant, entry.event)
        case NoticeNotified(version=1, declaration=declaration):
            return grant._replace(declare_by=declaration.on)
        case DeclarationReturned(cash_reference=own):
            return grant._replace(declared=True, cash_reference=own)
        case ProofExpected(due_on=due_on):
            return grant._replace(proof_due_on=due_on)
        case PeriodExtended(duty="proof", due_on=due_on):
            return grant._replace(proof_due_on=due_on)
        case ProofSubmitted():
            return grant._replace(proof_handed_in=True)
        case ProofReturned():
            return grant._replace(proof_handed_in=False)
        case CaseClosed():
            return grant._replace(closed=True)
        case ExaminationReopened(undecided_cents=amount, granted_cents=granted):
            grant = grant._replace(closed=False, payable_cents=granted)
            return grant._replace(to_repay_cents=grant.to_repay_cents - amount)
    return _owing(grant, entry)


def _amended(grant: Grant, event: ApprovalAmended) -> Grant:
    more = event.amount_cents - grant.granted_cents
    return grant._replace(
        granted_cents=event.amount_cents,
        payable_cents=grant.payable_cents + more,
        instalments=len(event.instalments),
    )


def _owing(grant: Grant, entry: Entry) -> Grant:
    """What can no longer be drawn, and what is claimed back, since when."""
    match entry.event:
        case GrantSettled(final_cents=final):
            return grant._replace(payable_cents=final)
        case NoticeRevoked(amount_cents=paid, rest_cents=rest):
            return grant._replace(payable_cents=grant.payable_cents - paid - rest)
        case RefundDetermined(amount_cents=amount):
            owed = grant.to_repay_cents + amount
            return grant._replace(to_repay_cents=owed, owed_since=entry.context.today)
        case RefundAssessed(amount_cents=amount):
            claimed = grant.claimed_cents + amount
            grant = grant._replace(claimed_cents=claimed, owed_since=entry.context.today)
        case RefundWaived(amount_cents=amount):
            grant = grant._replace(claimed_cents=grant.claimed_cents + amount)
        case InterestAssessed():
            grant = grant._replace(owed_since=entry.context.today)
    return _repaying(grant, entry.event)


def _repaying(grant: Grant, event: Event) -> Grant:
    """What is to repay; a refund that the settlement found counts before it is claimed."""
    owed = grant.to_repay_cents
    match event:
        case RefundAssessed(amount_cents=amount, ground=ground, due_on=due_on):
            more = 0 if ground == "settlement" else amount
            grant = grant._replace(to_repay_cents=owed + more)
            return grant._replace(repay_by=due_on, repay_reference=event.reference)
        case InterestAssessed(amount_cents=amount, due_on=due_on, from_surplus_cents=kept):
            grant = grant._replace(to_repay_cents=owed + amount - kept)
            return grant._replace(repay_by=due_on, repay_reference=event.reference)
        case RefundWaived(amount_cents=amount):
            return grant._replace(to_repay_cents=owed - amount)
        case ClaimDeferred(plan=plan):
            return grant._replace(repay_by=min(one.due_on for one in plan))
        case RepaymentReceived() | RepaymentTakenBack() | ClaimSetOff():
            return grant._replace(to_repay_cents=event.open_cents, repay_by=event.next_due_on)
        case ClaimRemitted(open_cents=left):
            return grant._replace(to_repay_cents=left)
    return grant


def payment_requested(entry: Entry, event: DrawdownRequested) -> Payment:
    """The payment that a draw-down asks for."""
    return Payment(
        case=event.case,
        number=event.number,
        attempt=0,
        amount_cents=event.amount_cents,
        set_off_cents=0,
        used_cents=0,
        status="requested",
        remittance=None,
        requested_on=entry.context.today,
        ordered_on=None,
        booked_on=None,
        use_due_on=None,
        reason_code=None,
    )


def payment_after(payment: Payment, entry: Entry) -> Payment:
    """The payment after an entry about its draw-down."""
    payment = payment._replace(status=status_after(entry.event) or payment.status)
    match entry.event:
        case PaymentCertified(amount_cents=amount):
            return payment._replace(amount_cents=amount)
        case PaymentOrdered(attempt=attempt, remittance=text):
            return payment._replace(
                attempt=attempt,
                remittance=sepa_text(text, REMITTANCE_LENGTH),
                ordered_on=entry.context.today,
                reason_code=None,
            )
        case PaymentRejected(reason_code=code):
            return payment._replace(reason_code=code)
        case PaymentBooked(booked_on=day, use_due_on=due_on):
            return payment._replace(booked_on=day, use_due_on=due_on, reason_code=None)
        case DrawdownSetOff():
            return _set_off(payment, entry.event)
        case PeriodExtended(due_on=due_on):
            return payment._replace(use_due_on=due_on)
        case PaymentReturned(reason_code=code):
            return payment._replace(booked_on=None, use_due_on=None, used_cents=0, reason_code=code)
        case UseReported(uses=uses):
            used = sum(use.amount_cents for use in uses)
            return payment._replace(used_cents=payment.used_cents + used)
    return payment


def _set_off(payment: Payment, event: DrawdownSetOff) -> Payment:
    """The payment after a set-off; where nothing is left to transfer, that was its payout."""
    payment = payment._replace(set_off_cents=payment.set_off_cents + event.amount_cents)
    if event.use is None:
        return payment
    return payment._replace(booked_on=event.set_off_on, use_due_on=event.use.on)
