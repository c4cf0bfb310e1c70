"""Decisions on draw-downs: how much may be drawn and certified, and when it was used."""

from domain.approval import Approval, DisbursementOpened
from domain.calendar import months_after
from domain.deadline import Deadline
from domain.desk import Desk
from domain.disbursement import (
    CertifyArithmetically,
    CertifyFactually,
    Disbursement,
    DrawdownRequested,
    DrawdownReturned,
    PaymentCertified,
    ReportUse,
    RequestDrawdown,
    ReturnDrawdown,
    UseReported,
    disbursement_key,
)
from domain.kernel import ZERO, Context, Day, Filings, Money, Subject
from domain.notice_decisions import signed_approval
from domain.onward_decisions import refuse_proven_upper
from domain.proof_of_use import ProofOfUse
from domain.reasons import payment as reasons
from domain.reasons.general import DAY_IN_FUTURE, FOUR_EYES, WRONG_STAGE
from domain.reasons.set_off import SET_OFF_STANDS
from domain.recovery import Recovery
from domain.sourced import rounded
from domain.terms import granted_content, programme_of

ORDERABLE = ("certified", "rejected", "order_withdrawn", "returned")
"""Certified and not on the way: a first order, or a new one after the bank gave the last back."""


def disbursements_of(desk: Desk, case: str) -> list[Disbursement]:
    """All draw-downs of a case in their order."""
    count = desk.read(Approval, case).disbursements
    return [desk.read(Disbursement, disbursement_key(case, n)) for n in range(1, count + 1)]


def claimed_cents(desk: Desk, case: str, *, without: str = "") -> Money:
    """What the draw-downs claim together."""
    draws = disbursements_of(desk, case)
    return Money(sum(one.claimed_cents for one in draws if one.key != without))


def withheld_cents(desk: Desk, case: str) -> Money:
    """What the notice holds back until the proof of use is examined (VV Nr. 5.3.7)."""
    approval = desk.read(Approval, case)
    if approval.proposal is None or desk.read(ProofOfUse, case).settled:
        return ZERO
    return rounded(approval.amount_cents * approval.proposal.reserve_percent, 100, "down")


def unpaid_rest(desk: Desk, case: str, *, without: str = "") -> Money:
    """What of the grant can still be claimed; after the settlement, of the final sum.

    More from an amending notice counts once that is in force, less from its signature. What was
    revoked is no longer granted; what is claimed back and not forgiven is no longer taken of it.
    """
    approval, recovery = desk.read(Approval, case), desk.read(Recovery, case)
    proof = desk.read(ProofOfUse, case)
    final = programme_of(desk, case).parameters.payout_requires_final.value
    granted = approval.payable_cents(final=final) - withheld_cents(desk, case)
    ceiling = proof.final_cents if proof.settled else granted - recovery.revoked_cents
    claimed = claimed_cents(desk, case, without=without) - recovery.principal.demanded_cents
    return Money(max(0, ceiling - claimed))


def may_request(desk: Desk, case: str, context: Context) -> None:
    """Money is drawn on an accepted notice, where the rules ask for it on a final one."""
    refuse_undrawable(desk, case)


def refuse_undrawable(desk: Desk, case: str) -> None:
    """Refused where nothing can be drawn on a case, whoever asks."""
    approval = signed_approval(desk, case)
    if approval.declaration is None:
        raise reasons.NO_DECLARATION.because()
    final = programme_of(desk, case).parameters.payout_requires_final.value
    if final and approval.final_on is None:
        raise reasons.NOT_FINAL.because()
    proof = desk.read(ProofOfUse, case)
    if proof.closed:
        raise WRONG_STAGE.because(stage="closed")
    if proof.examined_anew:
        raise reasons.EXAMINED_ANEW.because()
    refuse_proven_upper(desk, case)


def request(desk: Desk, command: RequestDrawdown, context: Context) -> Filings:
    """Take in a draw-down of at most the proven need and the unpaid rest."""
    may_request(desk, command.case, context)
    approval = desk.read(Approval, command.case)
    need = _need(desk, command, context.today)
    rest = unpaid_rest(desk, command.case)
    if command.amount_cents > rest:
        raise reasons.ABOVE_REST.because(rest=rest.euro)
    unlocked = rest + withheld_cents(desk, command.case)
    _refuse_early_instalment(approval, command.amount_cents, unlocked, context.today)
    if need is not None and command.amount_cents > need:
        if other_funds(desk, command.case):
            raise reasons.ABOVE_SHARE.because(need=need.euro)
        raise reasons.ABOVE_NEED.because(need=need.euro)
    number = approval.disbursements + 1
    event = DrawdownRequested(
        case=command.case,
        number=number,
        amount_cents=command.amount_cents,
        need_cents=need,
        due_payments=command.due_payments,
        unspent_cents=command.unspent_cents,
        requested_by=context.person,
    )
    draw = desk.read(Disbursement, disbursement_key(command.case, number))
    return [(approval.subject, DisbursementOpened(number=number)), (draw.subject, event)]


def by_need(approval: Approval) -> bool:
    """Whether money is drawn by need; with a fixed day for each instalment it is not."""
    return not approval.instalments or not all(one.from_on for one in approval.instalments)


def need_until(desk: Desk, case: str, today: Day) -> Deadline:
    """The last day of a payment for which money can be drawn today."""
    months = programme_of(desk, case).parameters.draw_down_months.value
    return months_after(today, months, desk.calendar, basis="ANBest Nr. 1.4")


def other_funds(desk: Desk, case: str) -> tuple[Money, Money] | None:
    """The grant and the whole plan, where each payment is drawn pro rata with the other funds."""
    content, programme = granted_content(desk, case), programme_of(desk, case)
    financing = programme.line(content.line).financing.value
    granted = desk.read(Approval, case).amount_cents
    planned = Money(sum(one.amount_cents for one in content.plan))
    if financing not in programme.parameters.draw_down_pro_rata.value or granted >= planned:
        return None
    return granted, planned


def _need(desk: Desk, command: RequestDrawdown, today: Day) -> Money | None:
    """The payments due in the next months, as far as the grant bears them, less what is unspent."""
    if not by_need(desk.read(Approval, command.case)):
        return None
    until = need_until(desk, command.case, today).on
    due = sum(one.amount_cents for one in command.due_payments if one.due_on <= until)
    if share := other_funds(desk, command.case):
        granted, planned = share
        due = rounded(due * granted, planned, "down")
    return Money(max(0, due - command.unspent_cents))


def _refuse_early_instalment(approval: Approval, amount: Money, rest: Money, today: Day) -> None:
    later = [one for one in approval.instalments if one.from_on and one.from_on > today]
    locked = Money(sum(one.amount_cents for one in later))
    if later and amount > rest - locked:
        from_on = min(one.from_on for one in later if one.from_on)
        open_now = Money(max(0, rest - locked)).euro
        raise reasons.INSTALMENT_TOO_EARLY.because(from_on=from_on.isoformat(), rest=open_now)


def at_stage(desk: Desk, case: str, number: int, *stages: str) -> Disbursement:
    """The draw-down at one of the stages; Refused where it is unknown or elsewhere."""
    signed_approval(desk, case)
    disbursement = desk.read(Disbursement, disbursement_key(case, number))
    if disbursement.request is None:
        raise reasons.DISBURSEMENT_UNKNOWN.because()
    if disbursement.status not in stages:
        raise WRONG_STAGE.because(stage=disbursement.status)
    return disbursement


def may_return(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """A draw-down can be returned while no order for it can reach the bank."""
    draw = at_stage(desk, *key, "requested", "factually_certified", *ORDERABLE)
    if draw.set_off_cents:
        raise SET_OFF_STANDS.because(amount=draw.set_off_cents.euro)


def return_drawdown(desk: Desk, command: ReturnDrawdown, context: Context) -> Filings:
    """Return the draw-down with a remark; the recipient may draw again."""
    may_return(desk, (command.case, command.number), context)
    event = DrawdownReturned(returned_by=context.person, remark=command.remark)
    return [(Subject("disbursement", disbursement_key(command.case, command.number)), event)]


def may_certify_factually(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """The first certificate needs a person who did not draw the money."""
    refuse_drawer(at_stage(desk, *key, "requested"), context)


def certify_factually(desk: Desk, command: CertifyFactually, context: Context) -> Filings:
    """Certify at most what was requested, which is never above the need and the unpaid rest."""
    may_certify_factually(desk, (command.case, command.number), context)
    disbursement = at_stage(desk, command.case, command.number, "requested")
    if command.amount_cents > disbursement.claimed_cents:
        raise reasons.ABOVE_REQUEST.because(requested=disbursement.claimed_cents.euro)
    event = PaymentCertified(
        certificate="factual", amount_cents=command.amount_cents, certified_by=context.person
    )
    return [(disbursement.subject, event)]


def may_certify_arithmetically(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """The second certificate needs another person than the first, and not the drawer."""
    disbursement = at_stage(desk, *key, "factually_certified")
    refuse_drawer(disbursement, context)
    if context.person in disbursement.certifiers:
        raise FOUR_EYES.because(
            act="sachlich richtig festgestellt", done="certified as factually correct"
        )


def certify_arithmetically(desk: Desk, command: CertifyArithmetically, context: Context) -> Filings:
    """Certify the same amount a second time."""
    may_certify_arithmetically(desk, (command.case, command.number), context)
    disbursement = at_stage(desk, command.case, command.number, "factually_certified")
    if command.amount_cents != disbursement.certified_cents:
        raise reasons.CERTIFIED_OTHERWISE.because(amount=disbursement.certified_cents.euro)
    event = PaymentCertified(
        certificate="arithmetical", amount_cents=command.amount_cents, certified_by=context.person
    )
    return [(disbursement.subject, event)]


def refuse_drawer(disbursement: Disbursement, context: Context) -> None:
    """Whoever drew the money takes no further part in its payment."""
    if disbursement.request and context.person == disbursement.request.requested_by:
        raise FOUR_EYES.because(act="Mittel abgerufen", done="money drawn")


def may_report_use(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """Use is reported for money that arrived."""
    signed_approval(desk, key[0])
    if desk.read(Disbursement, disbursement_key(*key)).use is None:
        raise reasons.NOT_BOOKED.because()


def report_use(desk: Desk, command: ReportUse, context: Context) -> Filings:
    """Take in the days of use; what was used after the two months is kept as late."""
    may_report_use(desk, (command.case, command.number), context)
    disbursement = desk.read(Disbursement, disbursement_key(command.case, command.number))
    reported = Money(sum(use.amount_cents for use in command.uses))
    if reported > disbursement.paid_cents - disbursement.used_cents:
        rest = disbursement.paid_cents - disbursement.used_cents
        raise reasons.USE_ABOVE_PAYOUT.because(rest=rest.euro)
    if any(use.used_on > context.today for use in command.uses):
        raise DAY_IN_FUTURE.because("uses")
    due = disbursement.use.on if disbursement.use else context.today
    late = sum((use.amount_cents for use in command.uses if use.used_on > due), start=ZERO)
    return [(disbursement.subject, UseReported(uses=command.uses, late_cents=Money(late)))]
