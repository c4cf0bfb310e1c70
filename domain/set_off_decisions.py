"""Decisions on set-offs: which claim may meet which draw-down, and what both files learn."""

from domain.application import Application
from domain.claim_decisions import meeting
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.enforcement_decisions import held_back
from domain.exclusion import refuse_if_excluded
from domain.kernel import Context, Day, Filings
from domain.legal_periods import use_of_payment
from domain.measure import MeasureProposed, SetOff
from domain.order_decisions import refuse_parties, refuse_unpayable, title_of
from domain.reasons import recovery as recovery_reasons
from domain.reasons import set_off as reasons
from domain.reasons.contest import HELD_BACK
from domain.recovery import Recovery
from domain.recovery_decisions import recovery_of
from domain.set_off import ClaimSetOff, DrawdownSetOff, FundsSetOff
from domain.terms import programme_of


def may_propose_set_off(desk: Desk, case: str, context: Context) -> None:
    """The claim must be open, due, enforceable, and where the rules ask for it, final."""
    recovery = recovery_of(desk, case)
    if not recovery.open_cents:
        raise recovery_reasons.NO_CLAIM.because()
    rests_until = recovery.suspended_until
    if rests_until and context.today < rests_until:
        raise reasons.COLLECTION_RESTS.because(until=rests_until.isoformat())
    _refuse_unenforceable(desk, recovery, context.today)
    if not recovery.due_cents(context.today):
        raise reasons.NOT_DUE.because(until=recovery.plan[0].due_on.isoformat())


def _refuse_unenforceable(desk: Desk, recovery: Recovery, today: Day) -> None:
    if held_back(desk, recovery):
        raise HELD_BACK.because()
    final = programme_of(desk, recovery.key).parameters.recovery.set_off_requires_final.value
    until = recovery.remedies_until
    if final and until and today <= until and not recovery.hold_lifted:
        raise reasons.CLAIM_NOT_FINAL.because(until=until.isoformat())


def check_set_off(desk: Desk, measure: SetOff, context: Context) -> None:
    """Refuses what is not mutual, not certified, not payable, or more than is due or drawn."""
    may_propose_set_off(desk, measure.case, context)
    refuse_if_excluded(desk, measure.draw_case, context)
    if _recipient_of(desk, measure.draw_case) != _recipient_of(desk, measure.case):
        raise reasons.OTHER_RECIPIENT.because()
    draw = draw_of(desk, measure)
    if draw.status != "certified":
        raise reasons.NOT_CERTIFIED.because()
    refuse_unpayable(desk, draw, measure.draw_case, context=context)
    due = desk.read(Recovery, measure.case).due_cents(context.today)
    if measure.amount_cents > due:
        raise reasons.ABOVE_DUE.because(due=due.euro)
    if measure.amount_cents > draw.to_order_cents:
        raise reasons.ABOVE_DRAW.because(rest=draw.to_order_cents.euro)


def _recipient_of(desk: Desk, case: str) -> str | None:
    content = desk.read(Application, case).content
    return content.recipient if content else None


def draw_of(desk: Desk, measure: SetOff) -> Disbursement:
    """The draw-down that a set-off names, known or not."""
    return desk.read(Disbursement, disbursement_key(measure.draw_case, measure.draw_number))


def refuse_set_off_parties(desk: Desk, measure: SetOff, context: Context) -> None:
    """A set-off pays: who drew the money or certified it does not sign that."""
    refuse_parties(draw_of(desk, measure), context)


def set_off_filings(desk: Desk, draft: MeasureProposed, context: Context) -> Filings:
    """The claim met, the draw-down paid in part or as a whole, and its title charged."""
    measure = draft.measure
    if not isinstance(measure, SetOff):
        return []
    application = desk.read(Application, measure.draw_case)
    title = title_of(desk, application, measure.amount_cents, today=context.today)
    met = _claim_met(desk, measure, context, proposed_by=draft.proposed_by)
    charged = FundsSetOff(
        case=measure.draw_case,
        line=application.submitted.line,
        number=measure.draw_number,
        amount_cents=measure.amount_cents,
    )
    return [
        (desk.read(Recovery, measure.case).subject, met),
        (draw_of(desk, measure).subject, _draw_paid(desk, measure, met)),
        (title.subject, charged),
    ]


def _claim_met(desk: Desk, measure: SetOff, context: Context, *, proposed_by: str) -> ClaimSetOff:
    recovery, draw = desk.read(Recovery, measure.case), draw_of(desk, measure)
    order = programme_of(desk, measure.case).parameters.recovery.allocation.value
    return ClaimSetOff(
        **{name: value for name, value in measure if name not in {"kind", "case"}},
        certified_cents=draw.certified_cents,
        rest_cents=draw.to_order_cents - measure.amount_cents,
        set_off_on=context.today,
        reference=recovery.reference,
        proposed_by=proposed_by,
        signed_by=context.person,
        **meeting(recovery, measure.amount_cents, order),
    )


def _draw_paid(desk: Desk, measure: SetOff, met: ClaimSetOff) -> DrawdownSetOff:
    """Where nothing is left to transfer, the two months of use run from the set-off on."""
    months = programme_of(desk, measure.draw_case).parameters.use_months.value
    use = use_of_payment(met.set_off_on, desk.calendar, months=months)
    return DrawdownSetOff(
        amount_cents=met.amount_cents,
        certified_cents=met.certified_cents,
        rest_cents=met.rest_cents,
        claim_case=measure.case,
        reference=met.reference,
        set_off_on=met.set_off_on,
        use=None if met.rest_cents else use,
        signed_by=met.signed_by,
    )
