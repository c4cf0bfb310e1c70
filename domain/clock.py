"""The training clock: in training the business date runs ahead of the wall clock, by record."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from domain.desk import Desk
from domain.kernel import Command, Context, Day, Event, Filings, Subject
from domain.reasons.general import CLOCK_BACKWARDS

CLOCK = "training"


class AdvanceClock(Command):
    """Move the business date forward to a day; training mode only."""

    NAME: ClassVar[str] = "advance_clock"
    to: Day


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
    if command.to == context.today and clock.started:
        return []
    if clock.started and command.to < context.today:
        raise CLOCK_BACKWARDS.because(today=context.today.isoformat())
    wall = context.today - timedelta(days=clock.offset_days)
    event = ClockAdvanced(to=command.to, offset_days=(command.to - wall).days)
    return [(Subject("clock", CLOCK), event)]
