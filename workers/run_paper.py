"""What the report of a payment run says, taken from the record alone."""

from collections.abc import Callable, Iterable

from adapters.run_report import (
    ReportedPayment,
    RunAct,
    RunPersons,
    RunReport,
    masked,
    render_run_report,
)
from domain.disbursement import Disbursement, disbursement_key
from domain.hand_over import ReceiptConfirmed
from domain.kernel import Entry, Money, Subject
from domain.payment import PaymentIncluded
from domain.payment_run import PaymentRun, PaymentRunFrozen, RunItem
from office.office import Office

_ENGINE = "system"


def run_report(office: Office, run: str, name: Callable[[str], str]) -> bytes:
    """The report as it stands now; `name` gives a person's. Errors: LookupError for no run."""
    return render_run_report(_content(office, run, name))


def _content(office: Office, key: str, name: Callable[[str], str]) -> RunReport:
    run = office.read(PaymentRun, key)
    frozen = run.frozen
    if frozen is None:
        raise LookupError("the payment run is not frozen")
    entries = office.record.history(run.subject)
    draws = [_as_included(office, item, key) for item in frozen.items]
    payments = [_payment(item, draw) for item, draw in zip(frozen.items, draws, strict=True)]
    return RunReport(
        run=key,
        made_on=entries[0].context.today,
        execution_on=frozen.execution_on,
        message_id=frozen.message_id,
        debtor=frozen.debtor.name,
        account=masked(frozen.debtor.iban),
        total_cents=frozen.total_cents,
        set_off_cents=Money(sum(one.set_off_cents for one in payments)),
        content_hash=frozen.content_hash,
        file_hash=run.file.sha256 if run.file else None,
        persons=tuple(_persons(entries, draws, name)),
        payments=tuple(payments),
    )


def _as_included(office: Office, item: RunItem, run: str) -> Disbursement:
    """The draw-down as it was when the run took it up, whatever was ordered since."""
    draw = Disbursement(disbursement_key(item.case, item.number))
    for entry in office.record.history(Subject(Disbursement.KIND, draw.key)):
        draw = draw.evolve(entry.event)
        if isinstance(entry.event, PaymentIncluded) and entry.event.run == run:
            break
    return draw


def _payment(item: RunItem, draw: Disbursement) -> ReportedPayment:
    order = draw.order
    if order is None:
        raise LookupError("the payment run names no order")
    return ReportedPayment(
        reference=item.end_to_end_id,
        payee=order.payee,
        account=masked(order.iban) if order.iban else None,
        amount_cents=item.amount_cents,
        fund=order.fund,
        set_off_cents=draw.set_off_cents,
    )


def _persons(
    entries: Iterable[Entry], draws: Iterable[Disbursement], name: Callable[[str], str]
) -> list[RunPersons]:
    """Who acted, by what they did; who did the same thing twice is named once."""
    done: list[tuple[RunAct, str]] = []
    for entry in entries:
        if isinstance(entry.event, PaymentRunFrozen):
            done.append(("opened", entry.context.person))
        elif isinstance(entry.event, ReceiptConfirmed):
            done.append(("told", entry.event.proposed_by))
            done.append(("confirmed", entry.event.confirmed_by))
    for draw in draws:
        done += [("certified", person) for person in draw.certifiers]
        done += [("ordered", draw.order.ordered_by)] if draw.order else []
    acts: tuple[RunAct, ...] = ("certified", "ordered", "opened", "told", "confirmed")
    found = {act: dict.fromkeys(who for one, who in done if one == act) for act in acts}
    return [
        RunPersons(act=act, names=tuple("" if who == _ENGINE else name(who) for who in people))
        for act, people in found.items()
        if people
    ]
