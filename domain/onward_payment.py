"""Decisions on payments of a body that passes money on: booked from its own account, or back."""

from domain.booking import booked, returned
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.disbursement_decisions import at_stage
from domain.kernel import Context, Filings
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
    if command.entry_reference in draw.entries:
        return []
    may_record_payment(desk, key, context)
    return booked(desk, draw, on=command.booked_on, entry=command.entry_reference)


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
    if command.entry_reference in draw.entries:
        return []
    may_record_return(desk, key, context)
    on, entry = command.booked_on, command.entry_reference
    return returned(desk, draw, on=on, entry=entry, code=command.reason)


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
    if command.amount_cents != draw.certified_cents:
        raise reasons.OTHER_AMOUNT.because(amount=draw.certified_cents.euro)
    if command.booked_on > context.today:
        raise DAY_IN_FUTURE.because("booked_on")
    return draw
