"""Days on which no period ends, as data: weekly, fixed, counted from Easter, or single."""

from datetime import date, timedelta
from functools import cache
from typing import Annotated

from pydantic import Field

from domain.kernel import Day, Line, Message
from domain.words import Words


class ClosedDay(Message):
    """A rule that closes days: its name and the law that says so."""

    name: Words
    reference: Line


class Weekly(ClosedDay):
    """The same weekday in every week; 1 is Monday, 7 is Sunday."""

    weekday: Annotated[int, Field(ge=1, le=7)]

    def closes(self, day: date) -> bool:
        """Whether the day is one of these."""
        return day.isoweekday() == self.weekday


class Fixed(ClosedDay):
    """The same date in every year."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]

    def closes(self, day: date) -> bool:
        """Whether the day is one of these."""
        return (day.month, day.day) == (self.month, self.day)


class FromEaster(ClosedDay):
    """A fixed number of days after Easter Sunday; before it where negative."""

    offset_days: Annotated[int, Field(ge=-60, le=100)]

    def closes(self, day: date) -> bool:
        """Whether the day is one of these."""
        return day - easter_sunday(day.year) == timedelta(self.offset_days)


class Single(ClosedDay):
    """One day only, by a law of its own."""

    on: Day

    def closes(self, day: date) -> bool:
        """Whether the day is one of these."""
        return day == self.on


class ClosedDays(Message):
    """The table of closed days of one Land, with its version."""

    version: Day
    title: Words
    weekly: tuple[Weekly, ...]
    fixed: tuple[Fixed, ...]
    easter: tuple[FromEaster, ...]
    single: tuple[Single, ...] = ()

    def closing(self, day: date) -> ClosedDay | None:
        """The first rule that closes the day: holidays before weekdays, so the name says most."""
        rules: tuple[Weekly | Fixed | FromEaster | Single, ...]
        rules = (*self.single, *self.fixed, *self.easter, *self.weekly)
        return next((rule for rule in rules if rule.closes(day)), None)


@cache
def easter_sunday(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (algorithm of Butcher, 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, skips = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    sunday = (32 + 2 * skips + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
