"""Decisions on the clearing list: one person says what a line is, another confirms it."""

from domain.bank_booking import Fit, book, fit
from domain.bank_draft import Draft
from domain.bank_message import BookingLine
from domain.bank_message_decisions import settled_runs
from domain.claim import RecordRepayment
from domain.claim_decisions import record_repayment
from domain.clearing import (
    Clearing,
    ClearingConfirmed,
    ClearingOpened,
    ClearingProposed,
    ConfirmClearing,
    ProposeClearing,
)
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.exclusion import refuse_if_excluded
from domain.kernel import Context, Filings
from domain.reasons import clearing as reasons
from domain.reasons.approval import CONTENT_CHANGED
from domain.reasons.general import FOUR_EYES


def may_propose(desk: Desk, key: str, context: Context) -> None:
    """Something can be proposed on a line that is not cleared."""
    item = desk.read(Clearing, key)
    if item.line is None:
        raise reasons.LINE_NOT_LISTED.because()
    if item.confirmed:
        raise reasons.LINE_CLEARED.because()


def may_confirm(desk: Desk, key: str, context: Context) -> None:
    """Another person than the one who proposed confirms."""
    may_propose(desk, key, context)
    proposal = desk.read(Clearing, key).proposal
    if proposal is None:
        raise reasons.NOTHING_PROPOSED.because()
    if proposal.proposed_by == context.person:
        raise FOUR_EYES.because(act="Klärung vorgeschlagen", done="clearing proposed")


def propose(desk: Desk, command: ProposeClearing, context: Context) -> Filings:
    """File the proposal; one whose effect would be refused is refused at once."""
    may_propose(desk, command.item, context)
    content = {name: value for name, value in command if name != "item"}
    proposed = ClearingProposed(**content, proposed_by=context.person)
    item = desk.read(Clearing, command.item)
    if item.proposal == proposed:
        return []
    _effects(desk, item, proposed, context=context)
    return [(item.subject, proposed)]


def confirm(desk: Desk, command: ConfirmClearing, context: Context) -> Filings:
    """File the confirmation of the last proposal together with what follows from it."""
    item = desk.read(Clearing, command.item)
    if item.confirmed and item.confirmed.confirmed_by == context.person:
        return []
    may_confirm(desk, command.item, context)
    proposal = item.proposal
    if proposal is None or proposal.content_hash != command.content_hash:
        raise CONTENT_CHANGED.because()
    told = {name: value for name, value in proposal if name != "reasons"}
    confirmed = ClearingConfirmed(**told, confirmed_by=context.person)
    return [(item.subject, confirmed), *_effects(desk, item, proposal, context=context)]


def _effects(
    desk: Desk, item: Clearing, proposal: ClearingProposed, *, context: Context
) -> Filings:
    """What the books learn: a booking or a return, a repayment, or nothing."""
    if proposal.case:
        refuse_if_excluded(desk, proposal.case, context)
    if item.line and proposal.outcome == "order":
        return _as_payment(desk, item.line, proposal)
    if item.line and proposal.outcome == "repayment":
        return _as_repayment(desk, item.line, proposal.case, context=context)
    return []


def _as_payment(desk: Desk, line: ClearingOpened, proposal: ClearingProposed) -> Filings:
    key = disbursement_key(proposal.case or "", proposal.number or 0)
    order = desk.read(Disbursement, key).order
    if not (order and line.amount_cents and line.booked_on and line.entry_reference):
        raise reasons.NOT_THAT_ORDER.because()
    booking = BookingLine(
        end_to_end_id=order.end_to_end_id,
        amount_cents=line.amount_cents,
        credit=line.what == "credit",
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        return_reason=line.reason_code,
        reversal=line.reversal,
    )
    draft = Draft(desk)
    found = fit(draft, booking)
    if not isinstance(found, Fit):
        raise reasons.NOT_THAT_ORDER.because()
    book(draft, found, booking)
    return [*draft.filings, *settled_runs(draft)]


def _as_repayment(
    desk: Desk, line: ClearingOpened, case: str | None, *, context: Context
) -> Filings:
    if not (case and line.what == "credit" and line.amount_cents and line.booked_on):
        raise reasons.NO_REPAYMENT.because()
    command = RecordRepayment(
        case=case,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference or line.item,
    )
    return record_repayment(desk, command, context)
