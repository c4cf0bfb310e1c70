"""Interest on what must be repaid: day by day, in whole fractions, with a sheet to check it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from domain.base_rate import BaseRates, Rate
from domain.kernel import ZERO, Amount, Day, Digest, Message, Money
from domain.sourced import Percent, Rounding, rounded

DayCount = Literal["act/365", "act/act", "30/360"]
"""How days become parts of a year.

- `act/365`: each day is one of 365, in leap years too
- `act/act`: each day is one of the days its year has
- `30/360`: each month has 30 days, day 31 counts as day 30, the year has 360
"""

_DAY = timedelta(days=1)


class InterestTerms(Message):
    """The rule set's terms: points above the base rate, day count, rounding of the total."""

    points: Percent
    day_count: DayCount
    rounding: Rounding


class Movement(Message):
    """Money that came to the debtor (above zero) or went back (below); it counts from next day."""

    on: Day
    amount_cents: Money


class Segment(Message):
    """A stretch of days, both counted, with one principal and one rate; nothing is rounded here."""

    first: Day
    last: Day
    days: int
    year_days: Literal[360, 365, 366]
    principal_cents: Amount
    base_rate: Rate
    rate: Rate

    @property
    def interest(self) -> Fraction:
        """The interest in cents, exactly: principal x rate / 100 % x days / days of the year."""
        return Fraction(self.principal_cents * self.rate * self.days, 10_000 * self.year_days)


class InterestSheet(Message):
    """A computation of interest that anybody can do again, with the base rates it rests on."""

    terms: InterestTerms
    base_rates: Day
    base_rates_digest: Digest
    movements: tuple[Movement, ...]
    until: Day
    segments: Annotated[tuple[Segment, ...], Field(max_length=1_000)]
    total_cents: Money

    def faults(self) -> tuple[str, ...]:
        """What does not add up when the lines are computed again; nothing where all is right."""
        found = [
            f"{one.first}: {one.days} days at {one.rate}"
            for one in self.segments
            if (one.days, one.year_days) != _days(one.first, one.last, self.terms.day_count)
            or one.rate != one.base_rate + 100 * self.terms.points
        ]
        if _total(self.segments, self.terms.rounding) != self.total_cents:
            found.append(f"total: {int(self.total_cents)}")
        return tuple(found)


def interest(
    movements: Iterable[Movement], until: Day, *, terms: InterestTerms, rates: BaseRates
) -> InterestSheet:
    """Simple interest on the balance of all movements, up to and with the day `until`.

    The day of a movement still counts with the balance before it: the start day does not count,
    the day of repayment does. Lines end at each 30 June and 31 December and where the balance
    changes; only their sum is rounded. A rate below zero stays below zero. Refused where the base
    rate of any day is missing; ValueError where more went back than had come.
    """
    ordered = tuple(sorted(movements, key=lambda one: one.on))
    segments = _segments(ordered, until, terms=terms, rates=rates)
    return InterestSheet(
        terms=terms,
        base_rates=rates.version,
        base_rates_digest=rates.digest,
        movements=ordered,
        until=until,
        segments=segments,
        total_cents=_total(segments, terms.rounding),
    )


def _segments(
    movements: Iterable[Movement], until: Day, *, terms: InterestTerms, rates: BaseRates
) -> tuple[Segment, ...]:
    return tuple(
        _segment(first, last, principal=balance, terms=terms, rates=rates)
        for first, last, balance in _stretches(movements, until)
    )


def _stretches(movements: Iterable[Movement], until: Day) -> Iterator[tuple[Day, Day, Money]]:
    """First day, last day and balance of each stretch with money outstanding."""
    changes: dict[date, Money] = {}
    for one in movements:
        changes[one.on] = changes.get(one.on, ZERO) + one.amount_cents
    days = [*(day for day in changes if day < until), until]
    balance = ZERO
    for day, end in pairwise(days):
        balance += changes[day]
        if balance < ZERO:
            raise ValueError("more went back than had come")
        first = day + _DAY
        while balance and first <= end:
            last = min(end, _half_year_end(first))
            yield first, last, balance
            first = last + _DAY


def _half_year_end(day: date) -> date:
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def _segment(
    first: Day, last: Day, *, principal: Money, terms: InterestTerms, rates: BaseRates
) -> Segment:
    base = rates.on(first).rate
    days, year_days = _days(first, last, terms.day_count)
    return Segment(
        first=first,
        last=last,
        days=days,
        year_days=year_days,
        principal_cents=principal,
        base_rate=base,
        rate=base + 100 * terms.points,
    )


def _days(first: date, last: date, count: DayCount) -> tuple[int, Literal[360, 365, 366]]:
    """The days that count from the first to the last, and those of their year."""
    if count == "30/360":
        return _thirties(last) - _thirties(first - _DAY), 360
    leap = date(first.year + 1, 1, 1) - date(first.year, 1, 1) == timedelta(days=366)
    return (last - first).days + 1, 366 if count == "act/act" and leap else 365


def _thirties(day: date) -> int:
    return 360 * day.year + 30 * day.month + min(day.day, 30)


def _total(segments: Iterable[Segment], rounding: Rounding) -> Money:
    exact = sum((one.interest for one in segments), start=Fraction(0))
    return rounded(exact.numerator, exact.denominator, rounding)
