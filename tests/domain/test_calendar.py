"""Periods and deadlines against a slow reference that walks day by day, and word by word."""

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import programmes
from domain.calendar import (
    Deadline,
    Period,
    days_after,
    days_before,
    end_instant,
    fixed_day,
    latest_of,
    months_after,
    notification_by_portal,
    notification_by_post,
    start_instant,
    weeks_after,
)
from domain.holidays import easter_sunday

CALENDAR = programmes.calendar()
HESSE = holidays.country_holidays("DE", subdiv="HE", years=range(2013, 2046))
FIRST, LAST = date(2014, 1, 1), date(2040, 12, 31)
ALL_DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
DAY = timedelta(days=1)
days = st.dates(FIRST, LAST)


def closed(day):
    return day.isoweekday() >= 6 or day in HESSE


def walked_months(event, months):
    """Walks on until so many months have turned and the day has the number, or none is left."""
    day, turned = event, 0
    while True:
        day += DAY
        turned += day.day == 1
        last_of_month = (day + DAY).day == 1
        if turned == months and (day.day == event.day or (last_of_month and day.day < event.day)):
            return day


def walked_on(day):
    while closed(day):
        day += DAY
    return day


def test_closed_days_are_the_weekends_and_the_holidays_of_hesse():
    for day in ALL_DAYS:
        assert CALENDAR.is_working_day(day) is not closed(day), day


def test_the_holidays_are_those_of_the_statute_and_one_more_in_2017():
    weekdays = {rule.name.de for rule in CALENDAR.closed.weekly}
    for year in range(2014, 2041):
        ours = [d for d in ALL_DAYS if d.year == year and name_of(d) not in {None, *weekdays}]
        assert ours == sorted(day for day in HESSE if day.year == year)
        assert len(ours) == (11 if year == 2017 else 10)
    assert name_of(date(2017, 10, 31)) == "Reformationstag 2017"


def name_of(day):
    rule = CALENDAR.why_closed(day)
    return rule.name.de if rule else None


@pytest.mark.parametrize("months", [1, 2, 3, 12])
def test_month_periods_agree_with_walking_for_every_day_from_2014_to_2040(months):
    for event in ALL_DAYS:
        deadline = months_after(event, months, CALENDAR, basis="Gesetz")
        ends = walked_months(event, months)
        assert deadline.on == walked_on(ends), event
        assert deadline.shifted_from == (ends if closed(ends) else None)


@given(days, st.integers(1, 40))
def test_month_periods_of_any_length_agree_with_walking(event, months):
    deadline = months_after(event, months, CALENDAR, basis="Gesetz")
    assert deadline.on == walked_on(walked_months(event, months))


@given(days, st.integers(1, 60))
def test_day_and_week_periods_agree_with_walking(event, length):
    on = event
    for _ in range(length):
        on += DAY
    assert days_after(event, length, CALENDAR, basis="Gesetz").on == walked_on(on)
    weeks = weeks_after(event, length, CALENDAR, basis="Gesetz")
    assert (weeks.shifted_from or weeks.on).isoweekday() == event.isoweekday()
    assert weeks.on == walked_on(event + 7 * length * DAY)


@given(days)
def test_working_days_are_found_on_either_side(day):
    after, before = CALENDAR.next_working_day(day), CALENDAR.working_day_before(day)
    assert before < day <= after
    assert not any(closed(one) for one in (after, before))
    assert all(closed(before + n * DAY) for n in range(1, (day - before).days))
    assert fixed_day(day, CALENDAR, basis="Aufruf").on == after


@given(days, st.integers(0, 10))
def test_notification_never_moves(day, fiction_days):
    assert notification_by_post(day, fiction_days).on == day + fiction_days * DAY
    assert notification_by_portal(day).on == day + DAY
    assert days_before(day, fiction_days, basis="Richtlinie").on == day - fiction_days * DAY


def test_easter_moves_between_22_march_and_25_april():
    assert easter_sunday(2008) == date(2008, 3, 23)
    assert easter_sunday(2038) == date(2038, 4, 25)
    assert easter_sunday(1818) == date(1818, 3, 22)
    assert all(easter_sunday(year).isoweekday() == 7 for year in range(1800, 2300))


def test_the_latest_deadline_is_the_one_that_ends_last():
    three, four = (notification_by_post(date(2025, 4, 17), n) for n in (3, 4))
    assert latest_of(three, four) == latest_of(four, three) == four


def test_a_deadline_is_over_after_its_day():
    deadline = months_after(date(2016, 1, 31), 1, CALENDAR, basis="Gesetz")
    assert not deadline.passed(date(2016, 2, 29))
    assert deadline.passed(date(2016, 3, 1))


def test_days_begin_and_end_in_berlin_also_when_the_clock_changes():
    assert start_instant(date(2016, 1, 1)) == datetime(2015, 12, 31, 23, tzinfo=UTC)
    assert end_instant(date(2016, 7, 1)) == datetime(2016, 7, 1, 22, tzinfo=UTC)
    spring, autumn = date(2016, 3, 27), date(2016, 10, 30)
    assert end_instant(spring) - start_instant(spring) == timedelta(hours=23)
    assert end_instant(autumn) - start_instant(autumn) == timedelta(hours=25)


@given(days)
def test_each_day_ends_when_the_next_begins(day):
    assert end_instant(day) == start_instant(day + DAY)
    assert str(end_instant(day).tzinfo) == "UTC"


def test_a_period_knows_whether_it_lies_within_one_year():
    year = Period(first=date(2016, 1, 1), last=date(2016, 12, 31))
    assert year.within_one_year
    assert not year.model_copy(update={"last": date(2017, 1, 1)}).within_one_year
    assert not Period(first=date(2016, 2, 1), last=date(2016, 1, 1)).within_one_year


def test_a_period_of_negative_length_is_a_mistake():
    with pytest.raises(ValidationError):
        days_after(FIRST, -1, CALENDAR, basis="Gesetz")


SENTENCES = [
    (
        months_after(date(2025, 4, 20), 1, CALENDAR, basis="§ 74 Abs. 1 Satz 2 VwGO"),
        "Die Frist von 1 Monat beginnt mit dem Tag nach dem 20.04.2025 und endet mit Ablauf des "
        "20.05.2025 (§ 74 Abs. 1 Satz 2 VwGO; § 187 Abs. 1, § 188 Abs. 2 BGB).",
        "The period of 1 month starts on the day after 20 April 2025 and ends at the end of "
        "20 May 2025 (§ 74 Abs. 1 Satz 2 VwGO; § 187 Abs. 1, § 188 Abs. 2 BGB).",
    ),
    (
        months_after(date(2025, 11, 30), 3, CALENDAR, basis="Bescheid"),
        "Die Frist von 3 Monaten beginnt mit dem Tag nach dem 30.11.2025; weil der 28.02.2026 ein "
        "Samstag ist, endet sie mit Ablauf des 02.03.2026 "
        "(Bescheid; § 187 Abs. 1, § 188 Abs. 2 und 3, § 193 BGB).",
        "The period of 3 months starts on the day after 30 November 2025; as 28 February 2026 is a "
        "Saturday, it ends at the end of 2 March 2026 "
        "(Bescheid; § 187 Abs. 1, § 188 Abs. 2 und 3, § 193 BGB).",
    ),
    (
        fixed_day(date(2015, 12, 31), CALENDAR, basis="Richtlinie"),
        "Die Frist endet mit Ablauf des 31.12.2015 (Richtlinie).",
        "The period ends at the end of 31 December 2015 (Richtlinie).",
    ),
    (
        fixed_day(date(2015, 6, 4), CALENDAR, basis="Aufruf"),
        "Weil der 04.06.2015 ein gesetzlicher Feiertag ist, endet die Frist mit Ablauf des "
        "05.06.2015 (Aufruf; § 193 BGB).",
        "As 4 June 2015 is a public holiday, the period ends at the end of 5 June 2015 "
        "(Aufruf; § 193 BGB).",
    ),
    (
        days_before(date(2025, 9, 15), 28, basis="Richtlinie"),
        "Der letzte Tag ist der 18.08.2025; er liegt mit einem Abstand von 28 Tagen vor dem "
        "15.09.2025 (Richtlinie).",
        "The last day is 18 August 2025, 28 days before 15 September 2025 (Richtlinie).",
    ),
    (
        notification_by_post(date(2025, 4, 17), 3),
        "Der am 17.04.2025 zur Post gegebene Bescheid gilt am 3. Tag danach als bekannt gegeben, "
        "also am 20.04.2025; dieser Tag wird nicht verschoben (§ 41 Abs. 2 HVwVfG).",
        "The notice posted on 17 April 2025 counts as notified on day 3 after it, that is on "
        "20 April 2025; this day does not move (§ 41 Abs. 2 HVwVfG).",
    ),
    (
        notification_by_portal(date(2025, 4, 17)),
        "Der am 17.04.2025 abgerufene Bescheid gilt am Tag danach als bekannt gegeben, also am "
        "18.04.2025; dieser Tag wird nicht verschoben (§ 41 Abs. 2a HVwVfG).",
        "The notice retrieved on 17 April 2025 counts as notified on the day after, that is on "
        "18 April 2025; this day does not move (§ 41 Abs. 2a HVwVfG).",
    ),
]


@pytest.mark.parametrize(("deadline", "german", "english"), SENTENCES)
def test_a_deadline_explains_itself_in_one_sentence(deadline, german, english):
    assert deadline.explain("de") == german
    assert deadline.explain("en") == english


def test_a_deadline_reads_back_from_what_was_stored():
    deadline = weeks_after(date(2015, 12, 11), 2, CALENDAR, basis="Bescheid")
    assert Deadline.model_validate_json(deadline.model_dump_json()) == deadline
