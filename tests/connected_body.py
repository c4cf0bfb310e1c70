"""A body that connects its own programs: a calendar, and an address that is told of changes."""

from collections.abc import Iterator
from datetime import date

from domain.calendar_feed import RenewFeed, RevokeFeed
from domain.webhook import PauseWebhook, RegisterWebhook, RemoveWebhook, ResumeWebhook
from tests.cast import BODY, KASSE, SYSTEM
from tests.story import Story, given
from tests.usual_grant import Grant

CONNECTED = date(2016, 1, 12)
SECRET = f"whsec_{'A' * 32}"
ADDRESS = "https://kasse.example/meldung"
REGISTER = RegisterWebhook(recipient=BODY, address=ADDRESS, secret=SECRET)
REMOVE, RESUME = RemoveWebhook(recipient=BODY), ResumeWebhook(recipient=BODY)
PAUSE = PauseWebhook(recipient=BODY, number=1, reason="unreachable")
RENEW, REVOKE = RenewFeed(recipient=BODY), RevokeFeed(recipient=BODY)


def connection_stories() -> Iterator[Story]:
    """One story of each connection, from its beginning to its end."""
    registered = Grant().registered()
    yield given(
        *registered,
        KASSE.asks(REGISTER, CONNECTED),
        SYSTEM.asks(PAUSE, CONNECTED),
        KASSE.asks(RESUME, CONNECTED),
        KASSE.asks(REMOVE, CONNECTED),
    )
    yield given(*registered, KASSE.asks(RENEW, CONNECTED), KASSE.asks(REVOKE, CONNECTED))
