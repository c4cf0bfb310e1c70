"""Every day from 2014 to 2040 as a start: days, weeks, months, years, fictions and leads, walked.

The reference knows no formula of a period: it goes from one day to the next and asks a table of
holidays that others keep.
"""

from datetime import date, timedelta
from itertools import pairwise

import holidays
import pytest

import programmes
from domain import legal_periods as law
from domain.calendar import Deadline, days_after, months_after, weeks_after, years_after
from domain.programme import FictionSpan
from domain.sourced import Sourced

CALENDAR = programmes.calendar()
HESSE = holidays.country_holidays("DE", subdiv="HE", years=range(2013, 2051))
DAY = timedelta(days=1)
FIRST, LAST = date(2014, 1, 1), date(2040, 12, 31)
STARTS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
CLOSED = {
    day
    for day in (FIRST - 60 * DAY + timedelta(n) for n in range(13_500))
    if day.isoweekday() >= 6 or day in HESSE
}


def opened(day: date) -> date:
    """The day, or the next on which something can be done."""
    while day in CLOSED:
        day += DAY
    return day


def ends(deadline: Deadline) -> tuple[date, date]:
    """The day before it was moved, and the day itself."""
    return deadline.shifted_from or deadline.on, deadline.on


def same_number(start: date) -> list[date]:
    """The day of each later month with the start's number, or the last of a month without it."""
    found, day = [], start
    while len(found) < 24:
        day += DAY
        last_of_month = (day + DAY).day == 1
        if day.day == start.day or (last_of_month and day.day < start.day):
            found.append(day)
    return found


def span(number: int, valid_from: date, valid_to: date | None = None) -> FictionSpan:
    days = Sourced[int](value=number, unit="days", reference="§ 41 Abs. 2 HVwVfG")
    return FictionSpan(valid_from=valid_from, valid_to=valid_to, days=days)


def test_days_and_weeks_are_walked() -> None:
    for start in STARTS:
        day = start
        for number in range(1, 29):
            day += DAY
            if number in {1, 10, 14, 28}:
                found = days_after(start, number, CALENDAR, basis="G")
                assert ends(found) == (day, opened(day)), start
            if number in {14, 28}:
                found = weeks_after(start, number // 7, CALENDAR, basis="G")
                assert ends(found) == (day, opened(day)), start


def test_months_and_years_are_walked() -> None:
    for start in STARTS:  # 1, 2, 3 and 12 months are walked in test_calendar
        months = same_number(start)
        for number in (4, 6, 18):
            day = months[number - 1]
            expected = (day, opened(day))
            assert ends(months_after(start, number, CALENDAR, basis="G")) == expected, start
        for years in (1, 2):
            day = months[12 * years - 1]
            assert ends(years_after(start, years, CALENDAR, basis="G")) == (day, opened(day)), start


# Whether and when Hesse went from three days to four is open: never, in 2025, or nobody knows.
VARIANTS = {
    "never": ((span(3, FIRST),), lambda _: 3),
    "in 2025": (
        (span(3, FIRST, date(2024, 12, 31)), span(4, date(2025, 1, 1))),
        lambda day: 3 if day.year < 2025 else 4,
    ),
    "open": (
        (span(3, FIRST), span(4, date(2025, 1, 1))),
        lambda day: 3 if day.year < 2025 else 4,
    ),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_posted_counts_as_notified_after_the_days_of_its_law(variant: str) -> None:
    spans, length = VARIANTS[variant]
    found = [law.notification(posted, spans) for posted in STARTS]
    for posted, notified in zip(STARTS, found, strict=True):
        day = posted
        for _ in range(length(posted)):
            day += DAY
        assert ends(notified) == (day, day)
        doubtful = "der spätere Tag gilt" in notified.basis
        assert doubtful is (variant == "open" and posted.year >= 2025)
    assert all(one.on < other.on for one, other in pairwise(found))


def test_four_weeks_before_a_start_never_move_and_read_strictly_move_back() -> None:
    asked = {"days": 28, "basis": "Richtlinie"}
    for start in STARTS:
        day = start
        for _ in range(28):
            day -= DAY
        assert ends(law.application_by_lead(start, CALENDAR, **asked)) == (day, day)
        strict = clear = day - DAY
        while strict in CLOSED:
            strict -= DAY
        lead = law.application_by_lead(start, CALENDAR, reading="strict", **asked)
        assert ends(lead) == (clear, strict), start
