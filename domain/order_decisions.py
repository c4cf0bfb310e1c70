"""Decisions on payment orders: who may order what, from which title, under which reference."""

import hashlib

from domain.application import Application
from domain.appropriation import (
    Appropriation,
    FundsOrdered,
)
from domain.approval import Approval
from domain.clearing import Clearing
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.disbursement_decisions import (
    ORDERABLE,
    at_stage,
    may_request,
    refuse_drawer,
    unpaid_rest,
)
from domain.kernel import Context, Day, Filings, Money
from domain.payee import refuse_payee
from domain.payment import OrderPayment, PaymentOrdered, end_to_end_id
from domain.reasons import payment as reasons
from domain.reasons.budget import NOT_YET_PAYABLE
from domain.reasons.general import FOUR_EYES
from domain.recipient import Recipient
from domain.terms import programme_of
from domain.titles import titles_of


def may_order(desk: Desk, key: tuple[str, int], context: Context) -> None:
    """An order needs both certificates, a confirmed account that works by now, and a third person.

    Whoever drew the money or told the account orders nothing, in whatever role.
    """
    disbursement = at_stage(desk, *key, *ORDERABLE)
    refuse_parties(disbursement, context)
    if disbursement.to_clear and not desk.read(Clearing, disbursement.to_clear).confirmed:
        raise reasons.EARLIER_DEBIT_OPEN.because()
    recipient = desk.read(Recipient, desk.read(Application, key[0]).require().recipient)
    terms = programme_of(desk, key[0]).parameters.account
    refuse_payee(recipient, terms, desk.calendar, context=context)
    refuse_unpayable(desk, disbursement, key[0], context=context)


def refuse_parties(disbursement: Disbursement, context: Context) -> None:
    """Whoever drew the money or certified it does not decide that it is paid."""
    refuse_drawer(disbursement, context)
    if context.person in disbursement.certifiers:
        raise FOUR_EYES.because(act="Zahlung festgestellt", done="payment certified")


def refuse_unpayable(
    desk: Desk, disbursement: Disbursement, case: str, *, context: Context
) -> None:
    """Refuses to pay, in money or by set-off, what the notice does not give any more."""
    may_request(desk, case, context)
    rest = unpaid_rest(desk, case, without=disbursement.key)
    if disbursement.certified_cents > rest:
        raise reasons.ABOVE_REST.because(rest=rest.euro)


def order(desk: Desk, command: OrderPayment, context: Context) -> Filings:
    """Freeze payee, account, amount and reference; each new attempt has a new reference.

    What was set off is paid already; the bank is told of the rest only.
    """
    may_order(desk, (command.case, command.number), context)
    disbursement = at_stage(desk, command.case, command.number, *ORDERABLE)
    application = desk.read(Application, command.case)
    recipient = desk.read(Recipient, application.submitted.recipient)
    fund = title_of(desk, application, disbursement.to_order_cents, today=context.today)
    attempt = disbursement.order.attempt + 1 if disbursement.order else 1
    reference = end_to_end_id(command.case, command.number, attempt)
    text = _remittance(desk, application, command.number)
    frozen = "\n".join(
        (reference, str(int(disbursement.to_order_cents)), recipient.iban or "", text)
    )
    ordered = PaymentOrdered(
        attempt=attempt,
        end_to_end_id=reference,
        amount_cents=disbursement.to_order_cents,
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
        amount_cents=disbursement.to_order_cents,
    )
    return [(disbursement.subject, ordered), (fund.subject, bound)]


def title_of(desk: Desk, application: Application, amount: Money, *, today: Day) -> Appropriation:
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
