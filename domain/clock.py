"""The training clock: in training the business date runs ahead of the wall clock, by record."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, ClassVar

from pydantic import Field

from domain.calendar import BERLIN
from domain.desk import Desk
from domain.kernel import Command, Context, Day, Event, Filings, Subject
from domain.reasons.general import CLOCK_BACKWARDS

CLOCK = "training"


class AdvanceClock(Command):
    """Move the business date forward to a day; training mode only."""

    NAME: ClassVar[str] = "advance_clock"
    to: Annotated[Day, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class ClockAdvanced(Event):
    """The business date was moved; `offset_days` counts from the wall clock's day."""

    TOPIC: ClassVar[str] = "clock.advanced.v1"
    BASIS: ClassVar[str] = "Übungsbetrieb"
    to: Day
    offset_days: int


@dataclass(frozen=True)
class Clock:
    """How far the business date is from the wall clock; `started` says whether it was ever set."""

    KIND: ClassVar[str] = "clock"
    key: str
    offset_days: int = 0
    started: bool = False

    def evolve(self, event: Event) -> "Clock":
        """The state after the event."""
        if isinstance(event, ClockAdvanced):
            return replace(self, offset_days=event.offset_days, started=True)
        return self


def advance(desk: Desk, command: AdvanceClock, context: Context) -> Filings:
    """Move the clock; it never runs backwards, except when it is set for the first time."""
    clock = desk.read(Clock, CLOCK)
    # From the wall clock, not from `context.today`: another trainer may just have moved it.
    wall = context.now.astimezone(BERLIN).date()
    today = wall + timedelta(days=clock.offset_days)
    if command.to == today and clock.started:
        return []
    if clock.started and command.to < today:
        raise CLOCK_BACKWARDS.because(today=today.isoformat())
    event = ClockAdvanced(to=command.to, offset_days=(command.to - wall).days)
    return [(Subject("clock", CLOCK), event)]
