"""What the bank said of the payment of one draw-down; the same facts in any order are the same."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.kernel import Event, Money
from domain.payment import PaymentBooked, PaymentRejected, PaymentReturned, ReturnKept


class BankEntry(NamedTuple):
    """A booking as the bank names it, money that came where `credit` holds."""

    reference: str
    credit: bool
    amount_cents: Money


@dataclass(frozen=True)
class BankFacts:
    """The facts that outlive a change of status.

    `entries` are all bookings that were taken in, `rejected` the attempts that the bank refused and
    did not book all the same, `kept` the returns whose booking is not known yet.
    """

    entries: frozenset[BankEntry] = frozenset()
    rejected: frozenset[str] = frozenset()
    kept: frozenset[ReturnKept] = frozenset()

    def after(self, event: Event) -> "BankFacts":
        """The facts with what an event adds or settles."""
        match event:
            case PaymentRejected(end_to_end_id=reference):
                return replace(self, rejected=self.rejected | {reference})
            case PaymentBooked(end_to_end_id=reference):
                return replace(self._with(event), rejected=self.rejected - {reference})
            case ReturnKept():
                return replace(self._with(event), kept=self.kept | {event})
            case PaymentReturned(entry_reference=entry):
                left = frozenset(one for one in self.kept if one.entry_reference != entry)
                return replace(self._with(event), kept=left)
        return self

    def names(self, reference: str) -> bool:
        """Whether a booking with this entry reference was taken in."""
        return any(one.reference == reference for one in self.entries)

    def return_of(self, reference: str) -> ReturnKept | None:
        """The return of an attempt that waits for its booking."""
        return next((one for one in self.kept if one.end_to_end_id == reference), None)

    def _with(self, event: PaymentBooked | PaymentReturned | ReturnKept) -> "BankFacts":
        came = not isinstance(event, PaymentBooked)
        entry = BankEntry(event.entry_reference, came, event.amount_cents)
        return replace(self, entries=self.entries | {entry})


NOTHING_TOLD = BankFacts()
"""Before the bank said anything."""
