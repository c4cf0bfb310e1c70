"""Decisions on draw-downs: how much may be drawn, certified, ordered, and when it was used."""

import hashlib

from domain.application import Application
from domain.appropriation import Appropriation, FundsOrdered, titles_of
from domain.approval import Approval, DisbursementOpened
from domain.calendar import months_after
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
from domain.payment import OrderPayment, PaymentOrdered, end_to_end_id
from domain.proof_of_use import ProofOfUse
from domain.reasons import payment as reasons
from domain.reasons.budget import NOT_YET_PAYABLE
from domain.reasons.general import DAY_IN_FUTURE, FOUR_EYES, WRONG_STAGE
from domain.recipient import Recipient
from domain.recovery import Recovery
from domain.sourced import rounded
from domain.terms import programme_of

_ORDERABLE = ("certified", "rejected", "returned")
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
    revoked is no longer granted, and what is claimed back is no longer taken of it.
    """
    approval, recovery = desk.read(Approval, case), desk.read(Recovery, case)
    proof = desk.read(ProofOfUse, case)
    final = programme_of(desk, case).parameters.payout_requires_final.value
    granted = approval.payable_cents(final=final) - withheld_cents(desk, case)
    ceiling = proof.final_cents if proof.settled else granted - recovery.revoked_cents
    claimed = claimed_cents(desk, case, without=without) - recovery.principal.claimed_cents
    return Money(max(0, ceiling - claimed))


def may_request(desk: Desk, case: str, context: Context) -> None:
    """Money is drawn on an accepted notice, where the rules ask for it on a final one."""
    approval = signed_approval(desk, case)
    if approval.declaration is None:
        raise reasons.NO_DECLARATION.because()
    final = programme_of(desk, case).parameters.payout_requires_final.value
    if final and approval.final_on is None:
        raise reasons.NOT_FINAL.because()
    if desk.read(ProofOfUse, case).closed:
        raise WRONG_STAGE.because(stage="closed")
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


def _need(desk: Desk, command: RequestDrawdown, today: Day) -> Money | None:
    """The payments due in the next months less what is unspent; `None` with fixed instalments."""
    approval = desk.read(Approval, command.case)
    if approval.instalments and all(one.from_on for one in approval.instalments):
        return None
    months = programme_of(desk, command.case).parameters.draw_down_months.value
    until = months_after(today, months, desk.calendar, basis="ANBest Nr. 1.4").on
    due = sum(one.amount_cents for one in command.due_payments if one.due_on <= until)
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
    at_stage(desk, *key, "requested", "factually_certified", *_ORDERABLE)


def return_drawdown(desk: Desk, command: ReturnDrawdown, context: Context) -> Filings:
    """Return the draw-down with a remark; the recipient may draw again."""
    may_return(desk, (command.case, command.number), context)
    event = DrawdownReturned(returned_by=context.person, remark=command.remark)
    return [(Subject("disbursement", disbursement_key(command.case, command.number)), event)]


def may_certify_factually(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """The first certificate needs a person who did not draw the money."""
    _refuse_drawer(at_stage(desk, *key, "requested"), context)


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
    _refuse_drawer(disbursement, context)
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


def may_order(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """An order needs both certificates, a confirmed account and a third person.

    Whoever drew the money or told the account orders nothing, in whatever role.
    """
    disbursement = at_stage(desk, *key, *_ORDERABLE)
    _refuse_drawer(disbursement, context)
    if context.person in disbursement.certifiers:
        raise FOUR_EYES.because(act="Zahlung festgestellt", done="payment certified")
    recipient = desk.read(Recipient, desk.read(Application, key[0]).require().recipient)
    if context.person == recipient.bank_reported_by:
        raise FOUR_EYES.because(act="Bankverbindung gemeldet", done="account reported")
    if not recipient.bank_confirmed or recipient.iban is None:
        raise reasons.BANK_NOT_CONFIRMED.because()
    may_request(desk, key[0], context)
    rest = unpaid_rest(desk, key[0], without=disbursement.key)
    if disbursement.certified_cents > rest:
        raise reasons.ABOVE_REST.because(rest=rest.euro)


def _refuse_drawer(disbursement: Disbursement, context: Context) -> None:
    if disbursement.request and context.person == disbursement.request.requested_by:
        raise FOUR_EYES.because(act="Mittel abgerufen", done="money drawn")


def order(desk: Desk, command: OrderPayment, context: Context) -> Filings:
    """Freeze payee, account, amount and reference; each new attempt has a new reference."""
    may_order(desk, (command.case, command.number), context)
    disbursement = at_stage(desk, command.case, command.number, *_ORDERABLE)
    application = desk.read(Application, command.case)
    recipient = desk.read(Recipient, application.submitted.recipient)
    fund = _title_of(desk, application, disbursement.certified_cents, today=context.today)
    attempt = disbursement.order.attempt + 1 if disbursement.order else 1
    reference = end_to_end_id(command.case, command.number, attempt)
    text = _remittance(desk, application, command.number)
    frozen = "\n".join(
        (reference, str(int(disbursement.certified_cents)), recipient.iban or "", text)
    )
    ordered = PaymentOrdered(
        attempt=attempt,
        end_to_end_id=reference,
        amount_cents=disbursement.certified_cents,
        recipient=recipient.key,
        payee=recipient.name,
        remittance=text,
        fund=fund.key,
        content_hash=hashlib.sha256(frozen.encode()).hexdigest(),
        ordered_by=context.person,
        iban=recipient.iban,
        holder=recipient.holder,
    )
    bound = FundsOrdered(
        case=command.case,
        line=application.submitted.line,
        end_to_end_id=reference,
        amount_cents=disbursement.certified_cents,
    )
    return [(disbursement.subject, ordered), (fund.subject, bound)]


def _title_of(desk: Desk, application: Application, amount: Money, *, today: Day) -> Appropriation:
    """The title that carries an order; of a later year only once that year has begun."""
    titles = titles_of(desk, application)
    if len(titles) == 1:
        return titles[0]
    begun = [one for one in titles if one is titles[0] or one.year <= today.year]
    for title in begun:
        if title.share(application.key).undrawn >= amount:
            return title
    undrawn = Money(sum(one.share(application.key).undrawn for one in begun))
    raise NOT_YET_PAYABLE.because(open=undrawn.euro)


def _remittance(desk: Desk, application: Application, number: int) -> str:
    """The text on the county's bank statement: line, year, file number, instalment, reference."""
    content, approval = application.submitted, desk.read(Approval, application.key)
    declaration = approval.declaration
    own = declaration.cash_reference if declaration else None
    count = max(number, len(approval.instalments))
    code = desk.programme(content.programme).line(content.line).code
    text = f"WIR {code} {content.year} AZ {application.key} RATE {number}/{count}"
    return (f"{text} KZ {own}" if own else text)[:140]


def may_report_use(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """Use is reported for money that arrived."""
    signed_approval(desk, key[0])
    disbursement = desk.read(Disbursement, disbursement_key(*key))
    if disbursement.booking is None:
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
    due = disbursement.booking.use_due_on if disbursement.booking else context.today
    late = sum((use.amount_cents for use in command.uses if use.used_on > due), start=ZERO)
    return [(disbursement.subject, UseReported(uses=command.uses, late_cents=Money(late)))]
