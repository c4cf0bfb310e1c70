"""Decisions on payments of a body that passes money on: booked from its own account, or back."""

from domain.bank_booking import Fit, book
from domain.bank_draft import Draft
from domain.bank_message import BookingLine
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.disbursement_decisions import at_stage
from domain.kernel import ZERO, Context, Filings
from domain.onward import RecordOnwardPayment, RecordOnwardReturn, grantor_of
from domain.proof_of_use import ProofOfUse
from domain.reasons import onward as reasons
from domain.reasons.general import DAY_IN_FUTURE, WRONG_STAGE


def may_record_payment(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """Only what was ordered can have left the grantor's account; the Land's goes by its runs."""
    _refuse_grant_of_the_land(desk, key[0])
    at_stage(desk, *key, "ordered")


def record_payment(desk: Desk, command: RecordOnwardPayment, context: Context) -> Filings:
    """Record a debit once, by its entry reference."""
    key = (command.case, command.number)
    draw = _ordered(desk, command, context, stages=("ordered", "booked", "returned"))
    if draw.told.names(command.entry_reference):
        return []
    may_record_payment(desk, key, context)
    return _booked(desk, draw, command)


def may_record_return(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """Only a booked payment can come back; once its use is settled, money back is a repayment."""
    _refuse_grant_of_the_land(desk, key[0])
    at_stage(desk, *key, "booked")
    if desk.read(ProofOfUse, key[0]).settled:
        raise WRONG_STAGE.because(stage="settled")


def record_return(desk: Desk, command: RecordOnwardReturn, context: Context) -> Filings:
    """Record once that a payment came back."""
    key = (command.case, command.number)
    draw = _ordered(desk, command, context, stages=("booked", "returned", "ordered"))
    if draw.told.names(command.entry_reference):
        return []
    may_record_return(desk, key, context)
    return _booked(desk, draw, command)


def _booked(
    desk: Desk, draw: Disbursement, command: RecordOnwardPayment | RecordOnwardReturn
) -> Filings:
    """What a line of the grantor's own account does, as one of the Land's bank would."""
    assert draw.order, "a booking belongs to an order"
    reason = command.reason if isinstance(command, RecordOnwardReturn) else None
    line = BookingLine(
        end_to_end_id=draw.order.end_to_end_id,
        amount_cents=command.amount_cents,
        credit=reason is not None,
        booked_on=command.booked_on,
        entry_reference=command.entry_reference,
        return_reason=reason,
    )
    draft = Draft(desk)
    book(draft, Fit(draw, draw.order), line)
    return draft.filings


def _refuse_grant_of_the_land(desk: Desk, case: str) -> None:
    if grantor_of(desk, case) is None:
        raise reasons.OF_THE_LAND.because()


def _ordered(
    desk: Desk,
    command: RecordOnwardPayment | RecordOnwardReturn,
    context: Context,
    *,
    stages: tuple[str, ...],
) -> Disbursement:
    """The draw-down; Refused for another amount or a day to come."""
    _refuse_grant_of_the_land(desk, command.case)
    draw = at_stage(desk, command.case, command.number, *stages)
    ordered = draw.order.amount_cents if draw.order else ZERO
    if command.amount_cents != ordered:
        raise reasons.OTHER_AMOUNT.because(amount=ordered.euro)
    if command.booked_on > context.today:
        raise DAY_IN_FUTURE.because("booked_on")
    return draw
