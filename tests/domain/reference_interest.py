"""Interest counted one day after the other: slow, in fractions, to check the sheets by."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

import programmes
from domain.interest import DayCount

RATES = programmes.base_rates()


def naive(movements: Iterable[tuple[date, int]], until: date, day_count: DayCount) -> Fraction:
    """The exact interest in cents on what came (above zero) and went back (below), by days."""
    moved = [(on, int(cents)) for on, cents in movements]
    total, day = Fraction(0), min(on for on, _ in moved)
    while day < until:
        day += timedelta(days=1)
        balance = sum(cents for on, cents in moved if on < day)
        weight, year = 1, 365
        if day_count == "30/360":
            before = day - timedelta(days=1)
            months = 12 * (day.year - before.year) + day.month - before.month
            weight, year = 30 * months + min(day.day, 30) - min(before.day, 30), 360
        elif day_count == "act/act":
            year = (date(day.year, 12, 31) - date(day.year - 1, 12, 31)).days
        rate = Fraction(RATES.on(day).rate, 100) + 5
        total += balance * rate / 100 * Fraction(weight, year)
    return total


def half_up(exact: Fraction) -> int:
    """Whole cents, from half a cent on the next."""
    return int(exact + Fraction(1, 2))
