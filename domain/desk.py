"""What a decision may look at: the files of other subjects, the rules in force, the calendar."""

from collections.abc import Sequence
from typing import ClassVar, Protocol, Self, TypeVar

from domain.bank_days import BankDays
from domain.base_rate import BaseRates
from domain.calendar import Calendar
from domain.kernel import Day, Digest, Event
from domain.programme import Programme


class State(Protocol):
    """What is true of one subject after its events so far; frozen, made anew by `evolve`."""

    KIND: ClassVar[str]

    @property
    def key(self) -> str:
        """Which one of its kind it is."""
        ...

    def __init__(self, key: str) -> None:
        """The state before the first event."""

    def evolve(self, event: Event) -> Self:
        """The state after the event; total, refuses nothing, asks nothing."""
        ...


S = TypeVar("S", bound=State)


class Desk(Protocol):
    """The reader that the office hands to every decision.

    All that is read through it is checked again when the result is filed: a decision is never
    filed on a file that somebody changed meanwhile.
    """

    calendar: Calendar
    bank_days: BankDays
    base_rates: BaseRates

    def read(self, state: type[S], key: str) -> S:
        """The subject's present state, its initial one if nothing was ever filed."""
        ...

    def cases_of(self, recipient: str) -> Sequence[str]:
        """The file numbers of all applications of a recipient, the first one first."""
        ...

    def recipients(self) -> Sequence[str]:
        """The keys of all registered recipients, the first one first."""
        ...

    def fingerprint(self, text: str) -> Digest:
        """A hash of a text that nobody finds again by trying, for it is made with a key."""
        ...

    def programme(self, reference: str) -> Programme:
        """The rules under a pinned reference such as `wir@2014-01-01`."""
        ...

    def in_force(self, name: str, day: Day) -> Programme:
        """The rules of the programme in force on a day; Refused where there are none."""
        ...

    def digest(self, reference: str) -> str:
        """The SHA-256 of the rules' file, to which a case is pinned together with its name."""
        ...
