"""Decisions on money that came back: how it pays a claim, and what was paid beyond it."""

from typing import TypedDict

from domain.claim import (
    RecordRepayment,
    RecordSurplusReturn,
    RepaymentReceived,
    SurplusReturned,
    parts_after,
)
from domain.desk import Desk
from domain.kernel import Context, Day, Filings, Money
from domain.reasons import recovery as reasons
from domain.reasons.general import DAY_IN_FUTURE
from domain.recovery import Recovery
from domain.recovery_decisions import recovery_of
from domain.recovery_terms import Allocation
from domain.terms import programme_of


def may_record_repayment(desk: Desk, case: str, context: Context) -> None:
    """Money is taken in for a claim that was assessed, also when it is met already."""
    if not recovery_of(desk, case).claims:
        raise reasons.NO_CLAIM.because()


def record_repayment(desk: Desk, command: RecordRepayment, context: Context) -> Filings:
    """Take money in once; it pays in the order that the rules state, the rest is a surplus."""
    recovery = desk.read(Recovery, command.case)
    if command.entry_reference in recovery.entries:
        return []
    may_record_repayment(desk, command.case, context)
    if command.booked_on > context.today:
        raise DAY_IN_FUTURE.because("booked_on")
    order = programme_of(desk, command.case).parameters.recovery.allocation.value
    return [(recovery.subject, _received(recovery, command, order, by=context.person))]


def _received(
    recovery: Recovery, command: RecordRepayment, order: Allocation, *, by: str
) -> RepaymentReceived:
    met = meeting(recovery, command.amount_cents, order)
    return RepaymentReceived(
        **{name: value for name, value in command if name != "case"},
        surplus_cents=command.amount_cents - met["principal_cents"] - met["interest_cents"],
        recorded_by=by,
        **met,
    )


class Met(TypedDict):
    """What an amount pays of a claim, and what is left of that."""

    principal_cents: Money
    interest_cents: Money
    allocation: Allocation
    open_cents: Money
    next_due_on: Day | None


def meeting(recovery: Recovery, amount: Money, order: Allocation) -> Met:
    """How an amount meets the claim, whether it was transferred or set off."""
    principal, interest = allocated(recovery, amount, order)
    plan = parts_after(recovery.plan, principal + interest)
    return Met(
        principal_cents=principal,
        interest_cents=interest,
        allocation=order,
        open_cents=Money(sum(one.amount_cents for one in plan)),
        next_due_on=plan[0].due_on if plan else None,
    )


def allocated(recovery: Recovery, amount: Money, order: Allocation) -> tuple[Money, Money]:
    """What an amount pays of principal and of interest."""
    owed = recovery.principal.open_cents, recovery.interest.open_cents
    if order == "principal_first":
        principal = Money(min(amount, owed[0]))
        return principal, Money(min(amount - principal, owed[1]))
    interest = Money(min(amount, owed[1]))
    return Money(min(amount - interest, owed[0])), interest


def may_record_surplus_return(desk: Desk, case: str, context: Context) -> None:
    """Only what was paid beyond the claim goes back."""
    if not recovery_of(desk, case).surplus_cents:
        raise reasons.NO_SURPLUS.because()


def record_surplus_return(desk: Desk, command: RecordSurplusReturn, context: Context) -> Filings:
    """Record once that the surplus, or a part of it, went back."""
    recovery = desk.read(Recovery, command.case)
    if command.entry_reference in recovery.entries:
        return []
    may_record_surplus_return(desk, command.case, context)
    if command.amount_cents > recovery.surplus_cents:
        raise reasons.ABOVE_SURPLUS.because(surplus=recovery.surplus_cents.euro)
    if command.booked_on > context.today:
        raise DAY_IN_FUTURE.because("booked_on")
    content = {name: value for name, value in command if name != "case"}
    return [(recovery.subject, SurplusReturned(**content, recorded_by=context.person))]
