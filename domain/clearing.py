"""Klärungsliste: a line of the bank that fits no order of ours, and what two persons make of it."""

import hashlib
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from domain.kernel import CaseId, Command, Day, Digest, Event, Key, Line, Payable, Subject, Text
from domain.payment import Number

What = Literal["debit", "credit", "rejected", "accepted", "pending"]
"""What the line says: money went, money came, or a status of an order."""

Why = Literal[
    "unknown_reference",
    "earlier_attempt",
    "other_amount",
    "not_expected",
    "contradiction",
    "unknown_payer",
    "other_payer",
    "claim_paid",
]
"""Why it could not take effect.

- `unknown_reference`: it names no order of ours
- `earlier_attempt`: the payment was ordered anew meanwhile
- `other_amount`: it differs from the order, if only by a cent
- `not_expected`: the order is not where such a line could follow
- `contradiction`: the bank refused an attempt and booked it, too
- `unknown_payer`: it names a claim, but comes from an account that no recipient has
- `other_payer`: it names a claim, but comes from another recipient
- `claim_paid`: it names a claim of which nothing was open any more
"""

Outcome = Literal["order", "repayment", "not_ours", "bank_error"]
"""What a line turned out to be.

- `order`: it belongs to the present payment of a draw-down and counts as its booking or return
- `repayment`: it pays the claim of a case
- `not_ours`: it was not meant for us and was sent back
- `bank_error`: the bank sets it right
"""

# Commands


class ProposeClearing(Command):
    """Propose what a line on the clearing list is, with reasons; a new proposal replaces it."""

    NAME: ClassVar[str] = "propose_clearing"
    item: Key
    outcome: Outcome
    case: CaseId | None = None
    number: Number | None = None
    reasons: Text


class ConfirmClearing(Command):
    """Confirm, as another person, exactly the proposal that lies there, named by its hash."""

    NAME: ClassVar[str] = "confirm_clearing"
    item: Key
    content_hash: Digest


# Events


class ClearingOpened(Event):
    """A line of the bank fits no order; `reference` stands here only where it is one of ours."""

    TOPIC: ClassVar[str] = "clearing.opened.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1"
    item: Key
    what: What
    why: Why
    reference: Line | None
    amount_cents: Payable | None = None
    booked_on: Day | None = None
    entry_reference: Line | None = None
    reason_code: Line | None = None
    reversal: bool = False


class ClearingProposed(Event):
    """A first person said what the line is."""

    TOPIC: ClassVar[str] = "clearing.proposed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    outcome: Outcome
    case: CaseId | None
    number: Number | None
    reasons: Text
    proposed_by: Key

    @property
    def content_hash(self) -> str:
        """The hash by which a confirmation names it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class ClearingConfirmed(Event):
    """A second person confirmed it; what follows from it is filed with this."""

    TOPIC: ClassVar[str] = "clearing.confirmed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    outcome: Outcome
    case: CaseId | None
    number: Number | None
    proposed_by: Key
    confirmed_by: Key


# State


@dataclass(frozen=True)
class Clearing:
    """One line on the clearing list, until a proposal is confirmed."""

    KIND: ClassVar[str] = "clearing"
    key: str
    line: ClearingOpened | None = None
    proposal: ClearingProposed | None = None
    confirmed: ClearingConfirmed | None = None

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def evolve(self, event: Event) -> "Clearing":
        """The state after the event."""
        match event:
            case ClearingOpened():
                return replace(self, line=event)
            case ClearingProposed():
                return replace(self, proposal=event)
            case ClearingConfirmed():
                return replace(self, confirmed=event)
        return self


def clearing_key(*marks: str) -> str:
    """The key of a line by what names it at the bank: the same line has the same key for ever."""
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:24]
