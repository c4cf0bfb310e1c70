"""Our account at the bank: which statements came, and between which of them one is missing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar, NamedTuple

from domain.iban import Iban
from domain.kernel import Day, Event, Key, Line, Message, Money, Subject
from domain.statement_gap import Gap, GapPassedOver, PassingOverProposed


class Statement(Message):
    """One day statement (camt.053): its days and the balances at its beginning and its end.

    `number` counts the account's statements, where the bank counts them.
    """

    iban: Iban
    statement_id: Line
    number: int | None
    first_on: Day
    last_on: Day
    opening_cents: Money
    closing_cents: Money


class StatementRecorded(Event):
    """A statement of an account was read; one with the same content is not recorded again."""

    TOPIC: ClassVar[str] = "bank_account.statement_recorded.v1"
    BASIS: ClassVar[str] = "ISO 20022 camt.053"
    account: Key
    statement_id: Line
    number: int | None
    first_on: Day
    last_on: Day
    opening_cents: Money
    closing_cents: Money


class Span(NamedTuple):
    """The content of a statement, in the order in which statements follow one another.

    Banks count the statements of a year; where one does not, `number` is 0 and days decide.
    """

    year: int
    number: int
    last_on: Day
    first_on: Day
    opening_cents: Money
    closing_cents: Money


@dataclass(frozen=True)
class BankAccount:
    """The statements of one account so far; keys are a hash of its IBAN.

    `proposals` are those on gaps that may be passed over, `passed` the gaps that were.
    """

    KIND: ClassVar[str] = "bank_account"
    key: str
    spans: frozenset[Span] = frozenset()
    proposals: tuple[PassingOverProposed, ...] = ()
    passed: frozenset[Gap] = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where a statement opens with another balance than the one before it closed with.

        A gap that two persons passed over is none any more, one that changed since is.
        """
        return tuple(gap for gap in self._gaps() if gap not in self.passed)

    def proposal_on(self, gap: Gap) -> PassingOverProposed | None:
        """The last proposal to pass over a gap."""
        return next((one for one in reversed(self.proposals) if one.gap == gap), None)

    def _gaps(self) -> Iterator[Gap]:
        for one, following in pairwise(sorted(self.spans)):
            if one.closing_cents != following.opening_cents:
                moved = Money(following.opening_cents - one.closing_cents)
                yield Gap(one.last_on, following.first_on, moved)

    def evolve(self, event: Event) -> "BankAccount":
        """The state after the event."""
        match event:
            case StatementRecorded():
                return replace(self, spans=self.spans | {span_of(event)})
            case PassingOverProposed():
                return replace(self, proposals=(*self.proposals, event))
            case GapPassedOver():
                return replace(self, passed=self.passed | {event.gap})
        return self


def span_of(told: Statement | StatementRecorded) -> Span:
    """What counts of a statement; its id does not, for the bank may send it again with another."""
    return Span(
        year=told.last_on.year,
        number=told.number or 0,
        last_on=told.last_on,
        first_on=told.first_on,
        opening_cents=told.opening_cents,
        closing_cents=told.closing_cents,
    )


def account_key(iban: str) -> str:
    """The key of an account."""
    return hashlib.sha256(iban.encode()).hexdigest()[:24]
