"""Fristenkalender: the secret address under which a calendar program reads a body's deadlines.

The record keeps a count, never the address: that is signed from the count at the edge, so that a
new count or an end makes every earlier address worthless.
"""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field

from domain.desk import Desk
from domain.kernel import Command, Context, Event, Filings, Key, Subject
from domain.reasons.connection import NO_FEED
from domain.recipient_changes import known

Count = Annotated[int, Field(strict=True, ge=1)]


class RenewFeed(Command):
    """Make a new address for the calendar; the one before opens nothing any more."""

    NAME: ClassVar[str] = "renew_feed"
    recipient: Key


class RevokeFeed(Command):
    """Make the address of the calendar worthless."""

    NAME: ClassVar[str] = "revoke_feed"
    recipient: Key


class FeedRenewed(Event):
    """The body has a new address for its calendar, the `address`-th."""

    TOPIC: ClassVar[str] = "calendar_feed.renewed.v1"
    BASIS: ClassVar[str] = "§ 25 Abs. 1 HVwVfG"
    recipient: Key
    address: Count
    renewed_by: Key


class FeedRevoked(Event):
    """The address of the calendar opens nothing any more."""

    TOPIC: ClassVar[str] = "calendar_feed.revoked.v1"
    BASIS: ClassVar[str] = "§ 25 Abs. 1 HVwVfG"
    recipient: Key
    address: Count
    revoked_by: Key


@dataclass(frozen=True)
class CalendarFeed:
    """The calendar of a body; `address` counts its addresses, `is_open` says if the last holds."""

    KIND: ClassVar[str] = "calendar_feed"
    key: str
    address: int = 0
    is_open: bool = False

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def opens(self, address: int) -> bool:
        """Whether the address of that count is the one that holds."""
        return self.is_open and address == self.address

    def evolve(self, event: Event) -> "CalendarFeed":
        """The state after the event."""
        match event:
            case FeedRenewed(address=address):
                return replace(self, address=address, is_open=True)
            case FeedRevoked():
                return replace(self, is_open=False)
        return self


def renew(desk: Desk, command: RenewFeed, context: Context) -> Filings:
    """File the next address."""
    known(desk, command.recipient)
    feed = desk.read(CalendarFeed, command.recipient)
    event = FeedRenewed(
        recipient=command.recipient, address=feed.address + 1, renewed_by=context.person
    )
    return [(feed.subject, event)]


def may_revoke(desk: Desk, recipient: str, context: Context) -> None:
    """Only an address that holds can be ended."""
    if not desk.read(CalendarFeed, recipient).is_open:
        raise NO_FEED.because()


def revoke(desk: Desk, command: RevokeFeed, context: Context) -> Filings:
    """File that the address ended."""
    may_revoke(desk, command.recipient, context)
    feed = desk.read(CalendarFeed, command.recipient)
    event = FeedRevoked(
        recipient=command.recipient, address=feed.address, revoked_by=context.person
    )
    return [(feed.subject, event)]
