"""Decisions on money that came back: how it pays a claim, and what was paid beyond it."""

from typing import TypedDict

from domain.claim import (
    RecordRepayment,
    RecordSurplusReturn,
    RepaymentReceived,
    SurplusReturned,
)
from domain.claim_account import parts_after
from domain.claim_credits import Credit
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
    content = {name: value for name, value in command if name != "case"}
    credit = Credit(command.booked_on, command.entry_reference, command.amount_cents, order)
    return RepaymentReceived(**content, **paid(recovery, credit), recorded_by=by)


class Paid(TypedDict):
    """By how much a booking moves the accounts of a claim, and what is left of that."""

    principal_cents: Money
    interest_cents: Money
    surplus_cents: Money
    allocation: Allocation
    open_cents: Money
    next_due_on: Day | None


def paid(recovery: Recovery, credit: Credit, *, back: bool = False) -> Paid:
    """What one more credit pays, or takes back, once all are counted by their days."""
    now = recovery.standing
    after = recovery.credits.plus(credit, now, back=back).due(now)
    sign = -1 if back else 1
    return Paid(
        principal_cents=(after.principal.repaid_cents - now.principal.repaid_cents) * sign,
        interest_cents=(after.interest.repaid_cents - now.interest.repaid_cents) * sign,
        surplus_cents=(after.surplus_cents - now.surplus_cents) * sign,
        allocation=credit.allocation,
        open_cents=Money(sum(one.amount_cents for one in after.plan)),
        next_due_on=after.plan[0].due_on if after.plan else None,
    )


class Met(TypedDict):
    """What an amount pays of a claim, and what is left of that."""

    principal_cents: Money
    interest_cents: Money
    allocation: Allocation
    open_cents: Money
    next_due_on: Day | None


def meeting(recovery: Recovery, amount: Money, order: Allocation) -> Met:
    """How an amount meets the claim by set-off."""
    principal, interest = recovery.standing.allocated(amount, order)
    plan = parts_after(recovery.plan, principal + interest)
    return Met(
        principal_cents=principal,
        interest_cents=interest,
        allocation=order,
        open_cents=Money(sum(one.amount_cents for one in plan)),
        next_due_on=plan[0].due_on if plan else None,
    )


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
