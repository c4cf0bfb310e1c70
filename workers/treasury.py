"""Treasury: payment runs become bank files, and the bank's answers become commands."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import cast

from pydantic import ValidationError

from adapters.bank import AnswerLost, BankDoor, BankFolders, IncomingFile
from adapters.bank_container import messages_in
from adapters.iso20022 import (
    BadBankMessage,
    Balance,
    BankMessage,
    Booking,
    PaymentStatus,
    read_bank_message,
)
from adapters.sepa import Transfer, TransferFile, pain001
from adapters.training_bank import TrainingBank, training_iban
from adapters.xml_door import bad
from domain.bank_account import Statement, account_key
from domain.bank_message import (
    UNNAMED,
    BookingLine,
    MessageKind,
    RecordBankMessage,
    StatusLine,
)
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.hand_over import RecordHandOver, ReportLostAnswer
from domain.kernel import Command, Day, Money
from domain.payment_run import (
    Debtor,
    OpenPaymentRun,
    OrderReference,
    PaymentRun,
    RecordPaymentFile,
)
from office.record import Record
from workers.agenda_watch import to_take_up

TRAINING_DEBTOR = Debtor(
    name="Regierungspräsidium Darmstadt", iban=training_iban(1), bic="HELADEFFXXX"
)
_LARGEST_RUN = 500
_MOST_LINES = 2000


class Treasury:
    """The bank's side of the engine; `training_bank` answers in training, `None` otherwise.

    Orders leave through `door`, by default the outbox that the bank's transfer program empties.
    """

    def __init__(
        self,
        record: Record,
        folders: BankFolders,
        *,
        debtor: Debtor,
        training_bank: TrainingBank | None = None,
        door: BankDoor | None = None,
    ) -> None:
        self._record = record
        self._folders = folders
        self._door: BankDoor = door or folders
        self._debtor = debtor
        self._training_bank = training_bank
        self.look_again_seconds = 60 if training_bank else 300

    def run_to_open(
        self, desk: Desk, today: Day, made_at: datetime | None = None
    ) -> OpenPaymentRun | None:
        """The run of all that was ordered before today, for the day that the cut-off allows.

        In training days count and hours do not, for its clock moves by days.
        """
        orders = self._ordered(desk, today)
        if not orders:
            return None
        number = 1
        while desk.read(PaymentRun, f"{today.isoformat()}-{number}").frozen:
            number += 1
        return OpenPaymentRun(
            run=f"{today.isoformat()}-{number}",
            execution_on=desk.bank_days.execution_on(
                today, None if self._training_bank else made_at
            ),
            debtor=self._debtor,
            orders=tuple(orders[:_LARGEST_RUN]),
        )

    def _ordered(self, desk: Desk, today: Day) -> list[OrderReference]:
        found = []
        for subject in self._record.subjects("disbursement"):
            disbursement = desk.read(Disbursement, subject.key)
            request = disbursement.request
            if request and to_take_up(self._record, disbursement, today):
                found.append(OrderReference(case=request.case, number=request.number))
        return found

    def write_file(self, desk: Desk, run: str) -> RecordPaymentFile:
        """Names and hashes the file that the frozen run gives."""
        name, content = payment_file(desk, run)
        return RecordPaymentFile(run=run, name=name, sha256=hashlib.sha256(content).hexdigest())

    def hand_over(self, desk: Desk, run: str, *, first: bool) -> RecordHandOver | ReportLostAnswer:
        """Puts exactly the recorded file into the bank's door, or says that nobody knows.

        A try after the first that had no end goes to the door only where the door itself proves
        that the same file cannot arrive twice. A further attempt has a file name of its own.
        """
        name, content = payment_file(desk, run)
        found = desk.read(PaymentRun, run)
        if found.file is None or found.file.sha256 != hashlib.sha256(content).hexdigest():
            raise RuntimeError(f"payment run {run} no longer gives the file on record")
        if not (first or self._door.repeatable):
            return ReportLostAnswer(run=run)
        attempt = found.hand_over.attempt
        sent = name if attempt == 1 else f"{name.removesuffix('.xml')}.{attempt}.xml"
        try:
            self._door.hand_over(sent, content)
        except AnswerLost:
            return ReportLostAnswer(run=run)
        return RecordHandOver(run=run, name=sent)

    def collect(self, today: Day, hand_in: Callable[[Command, str], bool]) -> int:
        """Reads what the bank left; a file leaves the inbox only after it is on record."""
        if self._training_bank:
            self._training_bank.work(today)
        return sum(self._take_in(file, hand_in) for file in self._folders.waiting())

    def _take_in(self, file: IncomingFile, hand_in: Callable[[Command, str], bool]) -> bool:
        """Each message of the file counts by itself; with one that is refused the file is kept."""
        filed, faults = False, []
        try:
            for one in messages_in(file):
                try:
                    command = bank_command(one)
                except BadBankMessage as fault:
                    faults.append(f"{one.name}: {fault}")
                    continue
                filed |= hand_in(command, f"bank_message/{one.sha256}")
        except BadBankMessage as fault:
            faults.append(str(fault))
        if faults:
            self._folders.quarantine(file, "\n".join(faults))
        else:
            self._folders.archive(file)
        return filed


def payment_file(desk: Desk, run: str) -> tuple[str, bytes]:
    """Name and bytes of a run's file: a pure function of what is filed."""
    frozen = desk.read(PaymentRun, run).frozen
    if frozen is None:
        raise LookupError("the payment run is not frozen")
    transfers = []
    for item in frozen.items:
        draw = desk.read(Disbursement, disbursement_key(item.case, item.number))
        order = draw.order if draw.run == run else None
        if order is None or order.end_to_end_id != item.end_to_end_id or order.iban is None:
            raise RuntimeError(f"order {item.end_to_end_id} no longer fits payment run {run}")
        transfers.append(
            Transfer(
                end_to_end_id=item.end_to_end_id,
                amount_cents=item.amount_cents,
                creditor_name=order.holder or order.payee,
                creditor_iban=order.iban,
                remittance=order.remittance,
            )
        )
    file = TransferFile(
        message_id=frozen.message_id,
        created_at=frozen.created_at,
        execution_on=frozen.execution_on,
        debtor_name=frozen.debtor.name,
        debtor_iban=frozen.debtor.iban,
        debtor_bic=frozen.debtor.bic,
        transfers=tuple(transfers),
    )
    return f"{frozen.message_id}.xml", pain001(file)


def bank_command(file: IncomingFile) -> RecordBankMessage:
    """The command that records a file of the bank. Errors: `BadBankMessage`."""
    message = read_bank_message(file.content)
    if len(message.lines) > _MOST_LINES:
        raise bad("too_large")
    try:
        return _command(file, message)
    except ValidationError:  # its words would repeat the message
        raise bad("value") from None


def _command(file: IncomingFile, message: BankMessage) -> RecordBankMessage:
    return RecordBankMessage(
        file=file.sha256,
        kind=cast(MessageKind, message.kind),
        message_id=message.message_id,
        statuses=tuple(_status(line) for line in message.lines if isinstance(line, PaymentStatus)),
        bookings=tuple(_booking(line) for line in message.lines if isinstance(line, Booking)),
        statements=tuple(map(_statement, message.balances)),
    )


def _status(line: PaymentStatus) -> StatusLine:
    return StatusLine(
        end_to_end_id=line.end_to_end_id,
        original_message_id=line.original_message_id,
        status=line.status,
        reason_code=line.reason_code,
        amount_cents=None if line.amount_cents is None else Money(line.amount_cents),
    )


def _booking(line: Booking) -> BookingLine:
    return BookingLine(
        end_to_end_id=line.end_to_end_id or UNNAMED,
        amount_cents=Money(line.amount_cents),
        credit=line.credit,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        return_reason=line.return_reason,
        reversal=line.reversal,
        account=account_key(line.account_iban),
        claim=line.claim,
        payer=line.payer_iban,
    )


def _statement(balance: Balance) -> Statement:
    if balance.first_on is None or balance.last_on is None:
        raise AssertionError("a balance that was read has its days")
    return Statement(
        iban=balance.account_iban,
        statement_id=balance.statement_id,
        number=balance.sequence,
        first_on=balance.first_on,
        last_on=balance.last_on,
        opening_cents=Money(balance.opening_cents),
        closing_cents=Money(balance.closing_cents),
    )
