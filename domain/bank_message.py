"""What a bank file says about our payments: accepted, refused, booked, returned, or unknown."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.bank_account import Statement
from domain.kernel import Command, Day, Digest, Event, Line, Message, Payable

MessageKind = Literal["pain.002", "camt.052", "camt.053", "camt.054"]

UNNAMED = "NOTPROVIDED"
"""How ISO 20022 writes that a transfer has no reference of ours."""


class StatusLine(Message):
    """One line of a pain.002; without an end-to-end id it speaks of the whole original message.

    `amount_cents` is the amount, or of a whole message the sum, that the bank repeats.
    """

    end_to_end_id: Line | None
    original_message_id: Line | None = None
    status: Literal["accepted", "rejected", "pending"]
    reason_code: Line | None = None
    amount_cents: Payable | None = None


class BookingLine(Message):
    """One booked transaction of a camt.053 or camt.054; account and entry reference name it.

    `credit` says whether money came; with `reversal` the bank takes back a booking of its own.
    `claim` is the reference of a claim in what the payer wrote, `payer` its account.
    """

    end_to_end_id: Line
    amount_cents: Payable
    credit: bool
    booked_on: Day
    entry_reference: Line
    return_reason: Line | None = None
    reversal: bool = False
    account: Line = ""
    claim: Line | None = None
    payer: Line | None = None


# Commands


class RecordBankMessage(Command):
    """Record what a file of the bank says; the file is known by its SHA-256."""

    NAME: ClassVar[str] = "record_bank_message"
    file: Digest
    kind: MessageKind
    message_id: Line
    statuses: Annotated[tuple[StatusLine, ...], Field(max_length=2000)] = ()
    bookings: Annotated[tuple[BookingLine, ...], Field(max_length=2000)] = ()
    statements: Annotated[tuple[Statement, ...], Field(max_length=100)] = ()


# Events


class BankMessageRecorded(Event):
    """A file of the bank was read; `unmatched` holds the references that fit no order.

    A reference that is not made here stands there by its hash: it may name a person.
    """

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
