"""What a bank file says about our payments: accepted, refused, booked, returned, or unknown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.application import Application
from domain.appropriation import FundsPaid, OrderReversed, PaymentReversed, appropriation_of
from domain.calendar import months_after
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import (
    Command,
    Context,
    Day,
    Digest,
    Event,
    Filings,
    Line,
    Message,
    Payable,
    Subject,
)
from domain.notice_decisions import programme_of
from domain.payment import (
    PaymentAccepted,
    PaymentBooked,
    PaymentRejected,
    PaymentReturned,
    parse_end_to_end_id,
)
from domain.payment_run import PaymentRun, PaymentRunSettled, run_of
from domain.recipient import BankDetailsQuestioned, Recipient

MessageKind = Literal["pain.002", "camt.052", "camt.053", "camt.054"]


_UNNAMED = "NOTPROVIDED"


class StatusLine(Message):
    """One line of a pain.002; without an end-to-end id it speaks of the whole original message."""

    end_to_end_id: Line | None
    original_message_id: Line | None = None
    status: Literal["accepted", "rejected", "pending"]
    reason_code: Line | None = None


class BookingLine(Message):
    """One booked transaction of a camt.053 or camt.054."""

    end_to_end_id: Line
    amount_cents: Payable
    credit: bool
    booked_on: Day
    entry_reference: Line
    return_reason: Line | None = None


# Commands


class RecordBankMessage(Command):
    """Record what a file of the bank says; the file is known by its SHA-256."""

    NAME: ClassVar[str] = "record_bank_message"
    file: Digest
    kind: MessageKind
    message_id: Line
    statuses: Annotated[tuple[StatusLine, ...], Field(max_length=2000)] = ()
    bookings: Annotated[tuple[BookingLine, ...], Field(max_length=2000)] = ()


# Events


class BankMessageRecorded(Event):
    """A file of the bank was read; `unmatched` holds the references that fit no order."""

    TOPIC: ClassVar[str] = "bank_message.recorded.v1"
    BASIS: ClassVar[str] = "ISO 20022"
    kind: Line
    message_id: Line
    lines: int
    unmatched: tuple[Line, ...]


# State


@dataclass(frozen=True)
class BankMessage:
    """One file of the bank, under its hash."""

    KIND: ClassVar[str] = "bank_message"
    key: str
    recorded: bool = False

    def evolve(self, event: Event) -> "BankMessage":
        """The state after the event."""
        return replace(self, recorded=True) if isinstance(event, BankMessageRecorded) else self


# Decisions


class _Draft:
    """The disbursements a message touches, folded on while its lines are read in order."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.states: dict[str, Disbursement] = {}
        self.filings: Filings = []
        self.unmatched: list[str] = []

    def matching(self, reference: str) -> Disbursement | None:
        """The draw-down whose present attempt has the reference."""
        parsed = parse_end_to_end_id(reference)
        if parsed is None:
            return None
        key = disbursement_key(parsed[0], parsed[1])
        state = self.states.get(key) or self.desk.read(Disbursement, key)
        fits = state.order is not None and state.order.end_to_end_id == reference
        return state if fits else None

    def file(self, state: Disbursement, event: Event) -> None:
        """Keep an event of a draw-down and go on from the state after it."""
        self.filings.append((state.subject, event))
        self.states[state.key] = state.evolve(event)


def record(desk: Desk, command: RecordBankMessage, context: Context) -> Filings:
    """Take the message in once; every line fits an order of ours or is kept as unmatched."""
    if desk.read(BankMessage, command.file).recorded:
        return []
    draft = _Draft(desk)
    for status in command.statuses:
        for reference in _references(desk, status):
            _take_status(draft, status, reference)
    if command.kind != "camt.052":
        for booking in command.bookings:
            _take_booking(draft, booking)
    recorded = BankMessageRecorded(
        kind=command.kind,
        message_id=command.message_id,
        lines=len(command.statuses) + len(command.bookings),
        unmatched=tuple(draft.unmatched),
    )
    settled = list(_settled_runs(draft))
    return [(Subject("bank_message", command.file), recorded), *draft.filings, *settled]


def _references(desk: Desk, line: StatusLine) -> list[str]:
    """The payments of which a status speaks: one, or all of the run that it names."""
    if line.end_to_end_id is not None:
        return [line.end_to_end_id]
    run = desk.read(PaymentRun, run_of(line.original_message_id or ""))
    return [item.end_to_end_id for item in run.frozen.items] if run.frozen else [_UNNAMED]


def _take_status(draft: _Draft, line: StatusLine, reference: str) -> None:
    state = draft.matching(reference)
    if state is None or state.order is None:
        draft.unmatched.append(reference)
        return
    if line.status == "accepted" and state.status == "in_run":
        draft.file(state, PaymentAccepted(end_to_end_id=reference))
    if line.status == "rejected" and state.status in {"in_run", "accepted"}:
        code = line.reason_code or "MS03"
        rejected = PaymentRejected(end_to_end_id=reference, reason_code=code)
        draft.file(state, rejected)
        application = draft.desk.read(Application, state.order.end_to_end_id.split(".")[0])
        reversed_order = OrderReversed(
            case=application.key,
            line=application.submitted.line,
            end_to_end_id=reference,
            amount_cents=state.order.amount_cents,
        )
        draft.filings.append((appropriation_of(draft.desk, application).subject, reversed_order))
        _question_account(draft, state.order.recipient, code)


def _question_account(draft: _Draft, recipient: str, code: str) -> None:
    event = BankDetailsQuestioned(recipient=recipient, reason_code=code)
    draft.filings.append((draft.desk.read(Recipient, recipient).subject, event))


def _take_booking(draft: _Draft, line: BookingLine) -> None:
    state = draft.matching(line.end_to_end_id)
    fits = (
        state is not None
        and state.order is not None
        and state.order.amount_cents == line.amount_cents
    )
    if state is None or state.order is None or not fits:
        draft.unmatched.append(line.end_to_end_id)
    elif line.credit:
        _take_return(draft, state, line)
    elif state.status in {"in_run", "accepted"}:
        _take_debit(draft, state, line)
    elif state.booking is None:
        draft.unmatched.append(line.end_to_end_id)


def _take_debit(draft: _Draft, state: Disbursement, line: BookingLine) -> None:
    desk, application = draft.desk, _application(draft, line)
    months = programme_of(desk, application.key).parameters.use_months.value
    due = months_after(line.booked_on, months, desk.calendar, basis="ANBest Nr. 1.4")
    booked = PaymentBooked(
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        use=due,
    )
    draft.file(state, booked)
    paid = FundsPaid(
        case=application.key,
        line=application.submitted.line,
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
    )
    draft.filings.append((appropriation_of(desk, application).subject, paid))


def _take_return(draft: _Draft, state: Disbursement, line: BookingLine) -> None:
    if state.status != "booked":
        draft.unmatched.append(line.end_to_end_id)
        return
    application = _application(draft, line)
    code = line.return_reason or "MS03"
    returned = PaymentReturned(
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        reason_code=code,
    )
    draft.file(state, returned)
    reversed_payment = PaymentReversed(
        case=application.key,
        line=application.submitted.line,
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
    )
    fund = appropriation_of(draft.desk, application)
    draft.filings.append((fund.subject, reversed_payment))
    _question_account(draft, application.submitted.recipient, code)


def _application(draft: _Draft, line: BookingLine) -> Application:
    return draft.desk.read(Application, line.end_to_end_id.split(".")[0])


def _settled_runs(draft: _Draft) -> Iterator[tuple[Subject, Event]]:
    """The runs whose last open payment this message answered."""
    touched = {state.run for state in draft.states.values() if state.run}
    for key in sorted(touched):
        run = draft.desk.read(PaymentRun, key)
        if run.frozen is None or run.settled:
            continue
        keys = [disbursement_key(item.case, item.number) for item in run.frozen.items]
        states = [draft.states.get(one) or draft.desk.read(Disbursement, one) for one in keys]
        if not any(one.status in {"in_run", "accepted"} and one.run == key for one in states):
            yield run.subject, PaymentRunSettled(run=key)
