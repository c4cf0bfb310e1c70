"""What a bank file says about our payments: accepted, refused, booked, returned, or unknown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.booking import booked, rejected, returned
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import (
    Command,
    Context,
    Day,
    Digest,
    Event,
    Filing,
    Filings,
    Line,
    Message,
    Payable,
    Subject,
)
from domain.payment import PaymentAccepted, parse_end_to_end_id
from domain.payment_run import PaymentRun, PaymentRunSettled, run_of

MessageKind = Literal["pain.002", "camt.052", "camt.053", "camt.054"]


_UNNAMED = "NOTPROVIDED"
_UNDERWAY = frozenset({"in_run", "accepted"})


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

    def named(self, reference: str) -> Disbursement | None:
        """The draw-down that a reference of ours names, whatever its attempt."""
        parsed = parse_end_to_end_id(reference)
        if parsed is None:
            return None
        key = disbursement_key(parsed[0], parsed[1])
        return self.states.get(key) or self.desk.read(Disbursement, key)

    def matching(self, reference: str) -> Disbursement | None:
        """The draw-down whose present attempt has the reference."""
        state = self.named(reference)
        fits = state and state.order and state.order.end_to_end_id == reference
        return state if fits else None

    def file(self, state: Disbursement, *filings: Filing) -> None:
        """Keep filings and go on from the state of the draw-down after its own."""
        for subject, event in filings:
            self.filings.append((subject, event))
            state = state.evolve(event) if subject == state.subject else state
        self.states[state.key] = state


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
    """File what the status changes; one that cannot be true is kept as unmatched."""
    state = draft.matching(reference)
    if state is None or state.order is None:
        draft.unmatched.append(reference)
    elif line.status == "accepted" and state.status == "in_run":
        draft.file(state, (state.subject, PaymentAccepted(end_to_end_id=reference)))
    elif line.status == "rejected" and state.status in _UNDERWAY:
        code = line.reason_code or "MS03"
        draft.file(state, *rejected(draft.desk, state, code=code))
    elif line.status == "rejected" and state.status != "rejected":
        draft.unmatched.append(reference)


def _take_booking(draft: _Draft, line: BookingLine) -> None:
    """File a booking once, by its entry reference; what fits no order is kept as unmatched.

    So is what names a payment that never went through a run: a county's, from its own account.
    """
    named = draft.named(line.end_to_end_id)
    if named and line.entry_reference in named.entries:
        return
    state = draft.matching(line.end_to_end_id)
    if state is None or state.order is None or state.order.amount_cents != line.amount_cents:
        draft.unmatched.append(line.end_to_end_id)
    elif line.credit and state.status == "booked" and state.run:
        on, entry, code = line.booked_on, line.entry_reference, line.return_reason or "MS03"
        draft.file(state, *returned(draft.desk, state, on=on, entry=entry, code=code))
    elif not line.credit and state.status in _UNDERWAY:
        on, entry = line.booked_on, line.entry_reference
        draft.file(state, *booked(draft.desk, state, on=on, entry=entry))
    else:
        draft.unmatched.append(line.end_to_end_id)


def _settled_runs(draft: _Draft) -> Iterator[tuple[Subject, Event]]:
    """The runs whose last open payment this message answered."""
    touched = {state.run for state in draft.states.values() if state.run}
    for key in sorted(touched):
        run = draft.desk.read(PaymentRun, key)
        if run.frozen is None or run.settled:
            continue
        keys = [disbursement_key(item.case, item.number) for item in run.frozen.items]
        states = [draft.states.get(one) or draft.desk.read(Disbursement, one) for one in keys]
        if not any(one.status in _UNDERWAY and one.run == key for one in states):
            yield run.subject, PaymentRunSettled(run=key)
