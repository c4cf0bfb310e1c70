"""The deadlines of a body as a calendar, under a signed address that needs no session."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event
from itsdangerous import BadSignature, URLSafeSerializer

from domain.calendar_feed import CalendarFeed
from domain.desk import Desk
from domain.words import Language
from projections.deadlines import DeadlineRow
from web.texts import say

WARNINGS = (timedelta(days=-14), timedelta(days=-3))
"""How long before a deadline a calendar program warns."""

_DAY = timedelta(days=1)


class Feeds:
    """Makes and reads the addresses, signed with the portal's secret."""

    def __init__(self, secret: bytes) -> None:
        self._signer = URLSafeSerializer(secret, salt="akte-calendar-feed")

    def token(self, feed: CalendarFeed) -> str:
        """The secret part of the address that holds now."""
        return str(self._signer.dumps([feed.key, feed.address]))

    def reader(self, desk: Desk, token: str) -> str | None:
        """The body whose calendar the address opens, `None` for every other text."""
        try:
            recipient, address = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return recipient if desk.read(CalendarFeed, recipient).opens(address) else None


def calendar_of(rows: Iterable[DeadlineRow], language: Language) -> bytes:
    """The deadlines as all-day entries with warnings; the same deadlines give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Förderakte//Fristen//DE")
    made.add("version", "2.0")
    made.add("x-wr-calname", say("feed.name", language))
    made.add("refresh-interval", _DAY, parameters={"value": "DURATION"})
    for row in rows:
        made.add_component(_entry(row, language))
    return bytes(made.to_ical())


def _entry(row: DeadlineRow, language: Language) -> Event:
    """One deadline; its id stays when the day moves, and the sequence counts the moves."""
    what = say(f"deadline.{row.kind}", language, number=row.number)
    derivation = row.derivation_de if language == "de" else row.derivation_en
    entry = Event()
    entry.add("uid", f"{row.case}.{row.kind}.{row.number}@foerderakte")
    entry.add("dtstamp", datetime.combine(row.set_on, time(), UTC))
    entry.add("sequence", len(row.earlier))
    entry.add("dtstart", row.due_on)
    entry.add("dtend", row.due_on + _DAY)
    entry.add("summary", f"{what}: {row.case}")
    entry.add("description", derivation)
    entry.add("transp", "TRANSPARENT")
    for before in WARNINGS:
        entry.add_component(_warning(what, before))
    return entry


def _warning(what: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", before)
    return alarm
