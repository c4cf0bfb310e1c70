"""What a signed measure does: the events of a claim, with their days and their sheets."""

from datetime import timedelta
from typing import TypedDict, assert_never, cast

from domain.application import Application
from domain.approval import Approval
from domain.calendar import Deadline
from domain.claim import (
    ClaimDeferred,
    ClaimRemitted,
    CollectionSuspended,
    InterestAssessed,
    InterestWaived,
    NoticeRevoked,
    RefundAssessed,
    RefundWaived,
)
from domain.desk import Desk
from domain.enforcement import EnforcementOrdered
from domain.interest import InterestSheet
from domain.kernel import ZERO, Context, Day, Event, Money
from domain.late_use import LateUse
from domain.legal_periods import (
    action,
    final_from,
    interest_limitation,
    notification,
    refund_limitation,
    set_by_authority,
)
from domain.lines import RecipientClass
from domain.measure import (
    Deferral,
    Enforcement,
    Interest,
    InterestWaiver,
    MeasureProposed,
    Refund,
    RefundWaiver,
    Remission,
    SetOff,
    Suspension,
)
from domain.proceeding import RecoveryOpened
from domain.proof_decisions import paid_cents
from domain.recipient import Recipient
from domain.recovery import Recovery
from domain.recovery_decisions import running
from domain.recovery_interest import interest_due, undecided_refund
from domain.terms import programme_of


class _Signatures(TypedDict):
    proposed_by: str
    signed_by: str


class _Computed(TypedDict):
    amount_cents: Money
    decided_before_cents: Money
    sheet: InterestSheet
    late_uses: tuple[LateUse, ...]
    reasons: str


def effects(desk: Desk, draft: MeasureProposed, context: Context) -> list[Event]:
    """The events of the claim that a signature files; a set-off has files of its own."""
    by = _Signatures(proposed_by=draft.proposed_by, signed_by=context.person)
    measure, day = draft.measure, context.today
    match measure:
        case Refund():
            return _refund(desk, measure, day, by=by)
        case RefundWaiver():
            return [_refund_waived(desk, measure, by)]
        case Interest():
            return [_interest(desk, measure, day, by=by)]
        case InterestWaiver():
            return [_interest_waived(desk, measure, by)]
        case Deferral(plan=plan, reasons=reasons):
            return [ClaimDeferred(plan=plan, reasons=reasons, **by)]
        case Suspension(until=until, reasons=reasons):
            return [CollectionSuspended(until=until, reasons=reasons, **by)]
        case Remission():
            return [_remitted(desk, measure, day, by=by)]
        case SetOff():
            return []
        case Enforcement(reasons=reasons):
            return [EnforcementOrdered(ordered_on=day, reasons=reasons, **by)]
        case _:
            assert_never(measure)


def recipient_class_of(desk: Desk, case: str) -> RecipientClass:
    """The class under which the recipient of a case got its grant; the application needed one."""
    content = desk.read(Application, case).submitted
    found = desk.read(Recipient, content.recipient).class_on(content.period_from)
    return cast(RecipientClass, found)


def _refund(desk: Desk, measure: Refund, day: Day, *, by: _Signatures) -> list[Event]:
    recovery, opened = running(desk, measure.case)
    first = min(one.from_on for one in measure.bears_interest)
    due, lapses = _due_and_lapse(desk, measure.case, day)
    assessed = RefundAssessed(
        ground=opened.ground,
        amount_cents=measure.amount_cents,
        bears_interest=measure.bears_interest,
        due=due,
        reference=_reference(recovery),
        reasons=measure.reasons,
        claim_lapses=lapses,
        interest_lapses=interest_limitation(first, opened.known_on),
        **by,
    )
    if opened.ground == "settlement":
        return [assessed]
    return [_revoked(desk, measure, opened, by=by), assessed]


def _revoked(
    desk: Desk, measure: Refund, opened: RecoveryOpened, *, by: _Signatures
) -> NoticeRevoked:
    rest = unpaid_in_force(desk, measure.case) if measure.ends_grant else ZERO
    return NoticeRevoked(
        ground=opened.ground,
        amount_cents=measure.amount_cents,
        rest_cents=rest,
        reasons=measure.reasons,
        trust=measure.trust,
        obtained_by=measure.obtained_by,
        known_on=opened.known_on,
        limit=opened.notify_by,
        **by,
    )


def unpaid_in_force(desk: Desk, case: str) -> Money:
    """What of the notice is still in force and was not paid; a final notice can be below that."""
    recovery = desk.read(Recovery, case)
    in_force = desk.read(Approval, case).amount_cents - recovery.revoked_cents
    kept = paid_cents(desk, case) - recovery.principal.claimed_cents
    return Money(max(0, in_force - kept))


def _refund_waived(desk: Desk, measure: RefundWaiver, by: _Signatures) -> RefundWaived:
    recipient_class = recipient_class_of(desk, measure.case)
    return RefundWaived(
        amount_cents=undecided_refund(desk, measure.case),
        limit_cents=programme_of(desk, measure.case).small_refund_limit(recipient_class),
        recipient_class=recipient_class,
        reasons=measure.reasons,
        **by,
    )


def _interest(desk: Desk, measure: Interest, day: Day, *, by: _Signatures) -> InterestAssessed:
    recovery = desk.read(Recovery, measure.case)
    found = _computed(desk, measure)
    due, lapses = _due_and_lapse(desk, measure.case, day)
    return InterestAssessed(
        from_surplus_cents=Money(min(recovery.surplus_cents, found["amount_cents"])),
        due=due,
        reference=_reference(recovery),
        lapses=lapses,
        **found,
        **by,
    )


def _interest_waived(desk: Desk, measure: InterestWaiver, by: _Signatures) -> InterestWaived:
    return InterestWaived(
        not_responsible=measure.not_responsible,
        paid_in_time=measure.paid_in_time,
        **_computed(desk, measure),
        **by,
    )


def _computed(desk: Desk, measure: Interest | InterestWaiver) -> _Computed:
    found = interest_due(desk, measure.case, measure.until)
    return _Computed(
        amount_cents=found.amount_cents,
        decided_before_cents=found.before_cents,
        sheet=found.sheet,
        late_uses=found.late_uses,
        reasons=measure.reasons,
    )


def _remitted(desk: Desk, measure: Remission, day: Day, *, by: _Signatures) -> ClaimRemitted:
    gone = measure.principal_cents + measure.interest_cents
    return ClaimRemitted(
        principal_cents=measure.principal_cents,
        interest_cents=measure.interest_cents,
        open_cents=desk.read(Recovery, measure.case).open_cents - gone,
        remitted_on=day,
        reasons=measure.reasons,
        **by,
    )


def _due_and_lapse(desk: Desk, case: str, signed_on: Day) -> tuple[Deadline, Deadline]:
    """When a claim signed today must be paid, and when it lapses if no remedy is filed."""
    programme = programme_of(desk, case)
    notified_on = notification(signed_on, programme.notification_fiction).on
    days = programme.parameters.recovery.refund_due_days.value
    months = programme.parameters.remedy_months.value
    final_on = final_from(action(notified_on, desk.calendar, months=months))
    due = set_by_authority(notified_on, desk.calendar, days=days)
    return due, refund_limitation(final_on - timedelta(days=1))


def _reference(recovery: Recovery) -> str:
    """What the recipient writes on its transfer: `WIR-2016-7K3QF.R1` for the first claim."""
    return f"{recovery.key}.R{recovery.claims + 1}"
