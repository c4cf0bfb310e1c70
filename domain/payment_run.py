"""Zahlungslauf: the frozen content of one bank file and the way of that file to the bank."""

import hashlib
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from domain.bank_account import BankAccount, account_key
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.hand_over import BEFORE_HAND_OVER, HandOver
from domain.iban import Iban
from domain.kernel import (
    CaseId,
    Command,
    Context,
    Day,
    Digest,
    Event,
    Filings,
    Key,
    Line,
    Message,
    Moment,
    Money,
    Payable,
    Subject,
)
from domain.onward import grantor_of
from domain.payment import Number, PaymentIncluded
from domain.reasons.onward import NOT_OF_THE_LAND
from domain.reasons.payment import (
    FILE_DIFFERS,
    NOT_A_BANKING_DAY,
    NOT_ORDERED,
    RUN_EXISTS,
    RUN_UNKNOWN,
    STATEMENT_MISSING,
)

RunKey = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9.-]{0,29}$")]
"""The key of a run; with `AKTE-` before it a message id that every bank takes."""

Bic = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$")
]
"""The identifier of a bank, ISO 9362."""


class OrderReference(Message):
    """Names one ordered draw-down."""

    case: CaseId
    number: Number


class Debtor(Message):
    """The authority's own account from which the bank pays."""

    name: Line
    iban: Iban
    bic: Bic


class RunItem(Message):
    """One payment of the run; payee and account stand in the order under `content_hash`."""

    case: CaseId
    number: Number
    end_to_end_id: Line
    amount_cents: Payable
    content_hash: Digest


# Commands


class OpenPaymentRun(Command):
    """Put ordered payments together into one bank file."""

    NAME: ClassVar[str] = "open_payment_run"
    run: RunKey
    execution_on: Day
    debtor: Debtor
    orders: Annotated[tuple[OrderReference, ...], Field(min_length=1, max_length=500)]


class RecordPaymentFile(Command):
    """Record the file that was made from the frozen run."""

    NAME: ClassVar[str] = "record_payment_file"
    run: Key
    name: Line
    sha256: Digest


# Events


class PaymentRunFrozen(Event):
    """The content of one bank file is fixed, before the file exists."""

    TOPIC: ClassVar[str] = "payment_run.frozen.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1"
    run: Key
    message_id: Line
    created_at: Moment
    execution_on: Day
    debtor: Debtor
    items: tuple[RunItem, ...]
    count: int
    total_cents: Payable
    content_hash: Digest


class PaymentFileWritten(Event):
    """The file exists; its hash is what the run's content gives."""

    TOPIC: ClassVar[str] = "payment_run.file_written.v1"
    BASIS: ClassVar[str] = "ISO 20022 pain.001"
    name: Line
    sha256: Digest


class PaymentRunSettled(Event):
    """Every payment of the run was booked or rejected."""

    TOPIC: ClassVar[str] = "payment_run.settled.v1"
    BASIS: ClassVar[str] = "ISO 20022 pain.002, camt.053/054"
    run: Key


Standing = Literal["frozen", "written", "handed_over", "unknown", "settled"]
"""Where the file of a run is; `unknown` until the bank or two persons say."""

# State


@dataclass(frozen=True)
class PaymentRun:
    """One bank file so far."""

    KIND: ClassVar[str] = "payment_run"
    key: str
    frozen: PaymentRunFrozen | None = None
    file: PaymentFileWritten | None = None
    hand_over: HandOver = BEFORE_HAND_OVER
    settled: bool = False

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def handed_over(self) -> bool:
        """Whether the file lies in the bank's door for certain."""
        return self.hand_over.done

    @property
    def standing(self) -> Standing:
        """Where its file is, in one word."""
        if self.settled:
            return "settled"
        if self.hand_over.unknown:
            return "unknown"
        if self.handed_over:
            return "handed_over"
        return "written" if self.file else "frozen"

    def evolve(self, event: Event) -> "PaymentRun":
        """The state after the event."""
        match event:
            case PaymentRunFrozen():
                return replace(self, frozen=event)
            case PaymentFileWritten():
                return replace(self, file=event)
            case PaymentRunSettled():
                return replace(self, settled=True)
        return replace(self, hand_over=self.hand_over.evolve(event))


# Decisions


def open_run(desk: Desk, command: OpenPaymentRun, context: Context) -> Filings:
    """Freeze the run; each order can be in one run only, whoever asks at the same moment.

    Two runs at once write the same version of the draw-down's file, and the record takes one of
    them. What did not decide here is stopped by the record as well: its index
    `one_order_and_one_run_an_attempt` holds each reference (case, number, attempt) once.
    """
    run = desk.read(PaymentRun, command.run)
    if run.frozen:
        if _content(run.frozen) != (command.execution_on, command.debtor, set(command.orders)):
            raise RUN_EXISTS.because()
        return []
    if len(set(command.orders)) != len(command.orders):
        raise NOT_ORDERED.because()
    _refuse_gap(desk, command.debtor)
    _refuse_closed(desk, command.execution_on)
    items = tuple(_item(desk, reference) for reference in command.orders)
    total = Money(sum(item.amount_cents for item in items))
    lines = [command.execution_on.isoformat(), command.debtor.iban, str(int(total))]
    content = "\n".join([*lines, *(f"{one.end_to_end_id} {one.content_hash}" for one in items)])
    frozen = PaymentRunFrozen(
        run=command.run,
        message_id=message_id_of(command.run),
        created_at=context.now,
        execution_on=command.execution_on,
        debtor=command.debtor,
        items=items,
        count=len(items),
        total_cents=total,
        content_hash=hashlib.sha256(content.encode()).hexdigest(),
    )
    included: Filings = [
        (
            Subject("disbursement", disbursement_key(item.case, item.number)),
            PaymentIncluded(run=command.run, end_to_end_id=item.end_to_end_id),
        )
        for item in items
    ]
    return [(run.subject, frozen), *included]


def _refuse_gap(desk: Desk, debtor: Debtor) -> None:
    """While a statement is missing, nobody knows what of the runs before was paid."""
    for gap in desk.read(BankAccount, account_key(debtor.iban)).gaps[:1]:
        raise STATEMENT_MISSING.because(after=gap.after.isoformat(), before=gap.before.isoformat())


def _refuse_closed(desk: Desk, execution_on: Day) -> None:
    """On a day on which nothing is settled no bank executes, whatever the file says."""
    rule = desk.bank_days.closed.closing(execution_on)
    if rule:
        following = desk.bank_days.next_banking_day(execution_on)
        raise NOT_A_BANKING_DAY.because(
            day=execution_on.isoformat(),
            german=rule.name.de,
            english=rule.name.en,
            following=following.isoformat(),
        )


def message_id_of(run: str) -> str:
    """The id under which the bank knows a run."""
    return f"AKTE-{run}"


def run_of(message_id: str) -> str:
    """The run behind an id made by `message_id_of`; a key of no run for any other."""
    return message_id.removeprefix("AKTE-") if message_id.startswith("AKTE-") else ""


def _content(frozen: PaymentRunFrozen) -> tuple[Day, Debtor, set[OrderReference]]:
    orders = {OrderReference(case=item.case, number=item.number) for item in frozen.items}
    return frozen.execution_on, frozen.debtor, orders


def _item(desk: Desk, reference: OrderReference) -> RunItem:
    if grantor_of(desk, reference.case):
        raise NOT_OF_THE_LAND.because("orders", case=reference.case)
    key = disbursement_key(reference.case, reference.number)
    disbursement = desk.read(Disbursement, key)
    if disbursement.status != "ordered" or disbursement.order is None:
        raise NOT_ORDERED.because()
    return RunItem(
        case=reference.case,
        number=reference.number,
        end_to_end_id=disbursement.order.end_to_end_id,
        amount_cents=disbursement.order.amount_cents,
        content_hash=disbursement.order.content_hash,
    )


def frozen_run(desk: Desk, key: str) -> tuple[PaymentRunFrozen, PaymentRun]:
    """A run with its frozen content; Refused where there is none."""
    run = desk.read(PaymentRun, key)
    if run.frozen is None:
        raise RUN_UNKNOWN.because()
    return run.frozen, run


def record_file(desk: Desk, command: RecordPaymentFile, context: Context) -> Filings:
    """Record the file once; another content for the same run is refused, never sent."""
    _, run = frozen_run(desk, command.run)
    if run.file:
        if run.file.sha256 != command.sha256:
            raise FILE_DIFFERS.because()
        return []
    return [(run.subject, PaymentFileWritten(name=command.name, sha256=command.sha256))]
