"""Übergabe: the way of a payment file into the bank's door, and what is done where it is unknown.

A file whose hand-over had no certain end may be at the bank. It is never sent again by itself: a
message of the bank shows that it arrived, or two persons of the treasury say what the bank told.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.kernel import Command, Digest, Event, Key, Line, Text

Attempt = Annotated[int, Field(strict=True, ge=1)]

Receipt = Literal["received", "not_received"]
"""What the bank said when it was asked.

- `received`: it has the file; only its booking is awaited
- `not_received`: it never got it; the same file goes once more, under the same message id
"""

# Commands


class BeginHandOver(Command):
    """Record, before the bank's door is touched, that the file is about to go."""

    NAME: ClassVar[str] = "begin_hand_over"
    run: Key


class RecordHandOver(Command):
    """Record that the file was put into the bank's door."""

    NAME: ClassVar[str] = "record_hand_over"
    run: Key
    name: Line


class ReportLostAnswer(Command):
    """Report that nobody knows whether the bank has the file of a run."""

    NAME: ClassVar[str] = "report_lost_answer"
    run: Key


class ProposeReceipt(Command):
    """Propose what the bank says of the file, with reasons; a new proposal replaces it."""

    NAME: ClassVar[str] = "propose_receipt"
    run: Key
    receipt: Receipt
    reasons: Text


class ConfirmReceipt(Command):
    """Confirm, as another person, exactly the proposal that lies there, named by its hash."""

    NAME: ClassVar[str] = "confirm_receipt"
    run: Key
    content_hash: Digest


# Events


class HandOverBegun(Event):
    """The file is about to go; without a record of its end nobody knows whether it went."""

    TOPIC: ClassVar[str] = "payment_run.hand_over_begun.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1"
    attempt: Attempt


class PaymentFileHandedOver(Event):
    """The file lies in the bank's door; only the bank's answer says what became of it."""

    TOPIC: ClassVar[str] = "payment_run.handed_over.v1"
    BASIS: ClassVar[str] = "ISO 20022 pain.001"
    name: Line


class HandOverUnknown(Event):
    """Nobody knows whether the bank has the file; from now on only facts or people move it."""

    TOPIC: ClassVar[str] = "payment_run.hand_over_unknown.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1"
    attempt: Attempt


class HandOverProven(Event):
    """A message of the bank speaks of the run, so the bank has its file."""

    TOPIC: ClassVar[str] = "payment_run.hand_over_proven.v1"
    BASIS: ClassVar[str] = "ISO 20022 pain.002, camt.053/054"
    message: Digest


class ReceiptProposed(Event):
    """A first person said what the bank told of the file."""

    TOPIC: ClassVar[str] = "payment_run.receipt_proposed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    attempt: Attempt
    receipt: Receipt
    reasons: Text
    proposed_by: Key

    @property
    def content_hash(self) -> str:
        """The hash by which a confirmation names it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class ReceiptConfirmed(Event):
    """A second person confirmed it; where the bank has nothing, the same file goes once more."""

    TOPIC: ClassVar[str] = "payment_run.receipt_confirmed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    attempt: Attempt
    receipt: Receipt
    proposed_by: Key
    confirmed_by: Key


# State


@dataclass(frozen=True)
class HandOver:
    """Where the file of a run is on its way; `doubted` remembers that it was unknown once."""

    attempt: int = 1
    begun: bool = False
    done: bool = False
    unknown: bool = False
    doubted: bool = False
    proposal: ReceiptProposed | None = None

    def evolve(self, event: Event) -> "HandOver":
        """The state after the event."""
        match event:
            case HandOverBegun():
                return replace(self, begun=True)
            case PaymentFileHandedOver() | HandOverProven():
                return self._done()
            case HandOverUnknown():
                return replace(self, done=False, unknown=True, doubted=True)
            case ReceiptProposed():
                return replace(self, proposal=event)
            case ReceiptConfirmed(receipt="received"):
                return self._done()
            case ReceiptConfirmed():
                return HandOver(attempt=self.attempt + 1, doubted=True)
        return self

    def _done(self) -> "HandOver":
        return replace(self, done=True, unknown=False, proposal=None)


BEFORE_HAND_OVER = HandOver()
"""Before the file is written and before it goes."""
