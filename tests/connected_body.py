"""A body that connects its own programs: a calendar, and an address that is told of changes."""

from collections.abc import Iterator
from datetime import date

from domain.calendar_feed import RenewFeed, RevokeFeed
from tests.cast import BODY, KASSE
from tests.story import Story, given
from tests.usual_grant import Grant

CONNECTED = date(2016, 1, 12)
RENEW, REVOKE = RenewFeed(recipient=BODY), RevokeFeed(recipient=BODY)


def connection_stories() -> Iterator[Story]:
    """One story of each connection, from its beginning to its end."""
    registered = Grant().registered()
    yield given(*registered, KASSE.asks(RENEW, CONNECTED), KASSE.asks(REVOKE, CONNECTED))
