"""Auszugslücke: a statement that the bank will never send, and the two persons who pass over it."""

import hashlib
from typing import ClassVar, NamedTuple

from domain.kernel import Command, Day, Digest, Event, Key, Money, Text


class Gap(NamedTuple):
    """A statement is missing after the last day of one and before the first of another.

    `moved_cents` is by how much the balance rose in between; it says how much nobody has seen.
    """

    after: Day
    before: Day
    moved_cents: Money

    def key(self, account: str) -> str:
        """The key of exactly this gap of an account; with one statement more it is another gap."""
        told = f"{self.after}\n{self.before}\n{int(self.moved_cents)}"
        return f"{account}.{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def account_of_gap(key: str) -> str:
    """The key of the account behind the key of a gap."""
    return key.partition(".")[0]


# Commands


class ProposePassingOver(Command):
    """Propose to pass over a gap for good, with what the bank said; the last proposal counts."""

    NAME: ClassVar[str] = "propose_passing_over"
    gap: Key
    reasons: Text


class ConfirmPassingOver(Command):
    """Confirm, as another person, exactly the proposal that lies there, named by its hash."""

    NAME: ClassVar[str] = "confirm_passing_over"
    gap: Key
    content_hash: Digest


# Events


class PassingOverProposed(Event):
    """A first person said that the statement will never come, and why."""

    TOPIC: ClassVar[str] = "bank_account.passing_over_proposed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    after: Day
    before: Day
    moved_cents: Money
    reasons: Text
    proposed_by: Key

    @property
    def gap(self) -> Gap:
        """The gap that it is about."""
        return Gap(self.after, self.before, self.moved_cents)

    @property
    def content_hash(self) -> str:
        """The hash by which a confirmation names it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class GapPassedOver(Event):
    """A second person confirmed it: the gap stays on record and holds no run back any more."""

    TOPIC: ClassVar[str] = "bank_account.gap_passed_over.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    after: Day
    before: Day
    moved_cents: Money
    proposed_by: Key
    confirmed_by: Key

    @property
    def gap(self) -> Gap:
        """The gap that it is about."""
        return Gap(self.after, self.before, self.moved_cents)
