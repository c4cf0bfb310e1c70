"""The rules of each measure: when it can be laid before the second person, and with what in it."""

from typing import assert_never

from domain.desk import Desk
from domain.disbursement_decisions import disbursements_of
from domain.enforcement_decisions import may_order_enforcement
from domain.kernel import ZERO, Context, Money
from domain.measure import (
    Deferral,
    Enforcement,
    Interest,
    InterestWaiver,
    Measure,
    Refund,
    RefundWaiver,
    Remission,
    SetOff,
    Suspension,
)
from domain.measure_effects import recipient_class_of
from domain.proceeding import RecoveryOpened
from domain.reasons import recovery as reasons
from domain.reasons.general import DAY_IN_FUTURE
from domain.reasons.proof import PAYMENT_RUNNING
from domain.recovery import Recovery
from domain.recovery_decisions import (
    YEAR_RUNS,
    intended_cents,
    recovery_of,
    refuse_ground,
    running,
)
from domain.recovery_interest import interest_due, late_uses_of, on_late_use, undecided_refund
from domain.set_off_decisions import check_set_off
from domain.settlement import may_waive
from domain.terms import programme_of


def check(desk: Desk, measure: Measure, context: Context) -> None:
    """Refuses a measure that the case or the law does not allow today."""
    match measure:
        case Refund():
            _check_refund(desk, measure, context)
        case RefundWaiver():
            may_propose_refund_waiver(desk, measure.case, context)
        case Interest() | InterestWaiver():
            _check_interest(desk, measure, context)
        case Deferral():
            _check_deferral(desk, measure, context)
        case Suspension():
            may_propose_relief(desk, measure.case, context)
            if measure.until <= context.today:
                raise reasons.DAY_NOT_AHEAD.because("until")
        case Remission():
            _check_remission(desk, measure, context)
        case SetOff():
            check_set_off(desk, measure, context)
        case Enforcement():
            may_order_enforcement(desk, measure.case, context)
        case _:
            assert_never(measure)


def _refuse_unheard(recovery: Recovery, context: Context) -> None:
    """Nothing burdening before the recipient spoke or could have spoken."""
    hearing = recovery.hearing
    if hearing is None:
        raise reasons.NOT_HEARD.because()
    if recovery.statement is None and not hearing.deadline.passed(context.today):
        raise reasons.HEARING_RUNS.because(until=hearing.due_on.isoformat())


# Refund


def may_propose_refund(desk: Desk, case: str, context: Context) -> None:
    """A refund is claimed once the recipient was heard, on any ground but late use."""
    recovery, opened = running(desk, case)
    _refuse_unheard(recovery, context)
    if opened.ground == "late_use":
        raise reasons.INTEREST_ONLY.because()
    refuse_ground(desk, case, opened.ground)


def _check_refund(desk: Desk, measure: Refund, context: Context) -> None:
    may_propose_refund(desk, measure.case, context)
    recovery, opened = running(desk, measure.case)
    heard = recovery.hearing.amount_cents if recovery.hearing else ZERO
    most = Money(min(heard, intended_cents(desk, measure.case, context)))
    if measure.amount_cents > most or (
        opened.ground == "settlement" and most != measure.amount_cents
    ):
        raise reasons.AMOUNT_NOT_RECOVERABLE.because(most=most.euro)
    _refuse_starts(desk, measure, context)
    _refuse_year_over(opened, measure, context)
    if opened.ground in YEAR_RUNS and measure.trust is None:
        raise reasons.TRUST_NOT_CONSIDERED.because()
    if measure.ends_grant and any(one.open for one in disbursements_of(desk, measure.case)):
        raise PAYMENT_RUNNING.because()


def _refuse_starts(desk: Desk, measure: Refund, context: Context) -> None:
    total = Money(sum(one.amount_cents for one in measure.bears_interest))
    if total != measure.amount_cents:
        raise reasons.STARTS_UNEQUAL.because(sum=total.euro, amount=measure.amount_cents.euro)
    draws = disbursements_of(desk, measure.case)
    first = min(payout.on for draw in draws for payout in draw.payouts)
    if any(not first <= one.from_on <= context.today for one in measure.bears_interest):
        raise reasons.START_OUTSIDE.because(first=first.isoformat())


def _refuse_year_over(opened: RecoveryOpened, measure: Refund, context: Context) -> None:
    """The act must be posted so that it is notified within the year (§ 48 Abs. 4 HVwVfG)."""
    limit, posting = opened.notify_by, opened.post_by
    if limit is None or posting is None or measure.obtained_by:
        return
    if posting.passed(context.today):
        raise reasons.YEAR_OVER.because(
            notify_by=limit.on.isoformat(), post_by=posting.on.isoformat()
        )


def may_propose_refund_waiver(desk: Desk, case: str, context: Context) -> None:
    """A small refund that the settlement found may be waived; a person decides, never a rule."""
    opened = recovery_of(desk, case).opened
    refund = undecided_refund(desk, case)
    if not refund or (opened and opened.ground != "settlement"):
        raise reasons.NO_REFUND_DETERMINED.because()
    programme, recipient_class = programme_of(desk, case), recipient_class_of(desk, case)
    if not may_waive(programme, recipient_class, refund):
        limit = programme.small_refund_limit(recipient_class)
        raise reasons.NOT_SMALL.because(limit=limit.euro)


# Interest


def may_propose_interest(desk: Desk, case: str, context: Context) -> None:
    """Interest is decided on refunds that were claimed, or on late use after a hearing."""
    recovery = recovery_of(desk, case)
    if on_late_use(recovery):
        _refuse_unheard(recovery, context)
        if not late_uses_of(desk, case):
            raise reasons.NO_LATE_USE.because()
    elif not recovery.principal.open_cents and not recovery.interest_pending:
        if recovery.interest_until is None:
            raise reasons.NO_CLAIM.because()
        raise reasons.INTEREST_DECIDED.because(until=recovery.interest_until.isoformat())


def _check_interest(desk: Desk, measure: Interest | InterestWaiver, context: Context) -> None:
    may_propose_interest(desk, measure.case, context)
    recovery = desk.read(Recovery, measure.case)
    if measure.until > context.today:
        raise DAY_IN_FUTURE.because("until")
    decided = recovery.interest_until
    if on_late_use(recovery):
        _refuse_above_hearing(desk, recovery, measure)
    elif decided and measure.until <= decided:
        raise reasons.INTEREST_DECIDED.because(until=decided.isoformat())


def _refuse_above_hearing(
    desk: Desk, recovery: Recovery, measure: Interest | InterestWaiver
) -> None:
    """More use may have been reported since; the recipient was not heard on that."""
    heard = recovery.hearing.amount_cents if recovery.hearing else ZERO
    if interest_due(desk, measure.case, measure.until).amount_cents > heard:
        raise reasons.AMOUNT_NOT_RECOVERABLE.because("until", most=heard.euro)


# Relief


def may_propose_relief(desk: Desk, case: str, context: Context) -> None:
    """What is open can be deferred, suspended or remitted."""
    if not recovery_of(desk, case).open_cents:
        raise reasons.NO_CLAIM.because()


def _check_deferral(desk: Desk, measure: Deferral, context: Context) -> None:
    may_propose_relief(desk, measure.case, context)
    total = Money(sum(one.amount_cents for one in measure.plan))
    rest = desk.read(Recovery, measure.case).open_cents
    if total != rest:
        raise reasons.PLAN_UNEQUAL.because(sum=total.euro, rest=rest.euro)
    if any(one.due_on <= context.today for one in measure.plan):
        raise reasons.DAY_NOT_AHEAD.because("plan")


def _check_remission(desk: Desk, measure: Remission, context: Context) -> None:
    may_propose_relief(desk, measure.case, context)
    recovery = desk.read(Recovery, measure.case)
    principal, interest = recovery.principal.open_cents, recovery.interest.open_cents
    within = measure.principal_cents <= principal and measure.interest_cents <= interest
    if not within or not measure.principal_cents + measure.interest_cents:
        raise reasons.REMISSION_ABOVE_CLAIM.because(
            principal=principal.euro, interest=interest.euro
        )
