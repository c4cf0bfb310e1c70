"""Bankarbeitstage: on which days banks execute, until which hour they take files, when runs go."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, NamedTuple

from pydantic import Field

from domain.calendar import BERLIN
from domain.holidays import ClosedDay, ClosedDays
from domain.kernel import Message
from domain.sourced import Sourced

Weekday = Annotated[int, Field(strict=True, ge=1, le=7)]
Lead = Annotated[int, Field(strict=True, ge=0, le=5)]


class Delay(NamedTuple):
    """A day on which a run could not be executed, and the rule that closes it; `None`: the hour."""

    on: date
    rule: ClosedDay | None


class BankDays(Message):
    """The closing days of TARGET and the terms of the bank; hours are those of Berlin.

    A file that comes by `cut_off` counts for that day, else for the next banking day; execution
    is `lead_days` banking days later. `run_weekdays` are the days of the schedule, Monday is 1.
    """

    closed: ClosedDays
    cut_off: Sourced[time]
    lead_days: Sourced[Lead]
    run_weekdays: Sourced[tuple[Weekday, ...]]

    def is_banking_day(self, day: date) -> bool:
        """Whether payments in euro are settled on the day."""
        return self.closed.closing(day) is None

    def next_banking_day(self, day: date) -> date:
        """The day itself where it is a banking day, else the first one after it."""
        while not self.is_banking_day(day):
            day += timedelta(days=1)
        return day

    def execution_on(self, made_on: date, made_at: datetime | None = None) -> date:
        """The day on which a run of a day is executed; without a moment it comes in time.

        `made_at` has a zone and falls on `made_on` in Berlin.
        """
        counts_on = made_on + timedelta(days=1) if self.is_late(made_at) else made_on
        day = self.next_banking_day(counts_on)
        for _ in range(self.lead_days.value):
            day = self.next_banking_day(day + timedelta(days=1))
        return day

    def is_late(self, made_at: datetime | None) -> bool:
        """Whether a moment lies after the hour until which the bank takes files."""
        if made_at is None:
            return False
        return made_at.astimezone(BERLIN).time() > self.cut_off.value

    def delays(self, made_on: date, execution_on: date, made_at: datetime | None) -> list[Delay]:
        """Why a run is not executed earlier: a late hour, and each closed day in between."""
        late = [Delay(made_on, None)] if self.is_late(made_at) else []
        span = range((execution_on - made_on).days)
        days = (made_on + timedelta(days=number) for number in span)
        closed = ((day, self.closed.closing(day)) for day in days)
        return late + [Delay(day, rule) for day, rule in closed if rule]

    def is_run_day(self, day: date) -> bool:
        """Whether the schedule opens runs on the day."""
        return day.isoweekday() in self.run_weekdays.value
