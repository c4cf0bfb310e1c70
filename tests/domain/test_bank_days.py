"""Bankarbeitstage against a second opinion, and the hour until which a file counts for its day."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain.bank_days import BankDays
from domain.calendar import BERLIN

BANK = programmes.bank_days()
YEARS = range(2014, 2041)
TARGET = holidays.financial_holidays("ECB", years=YEARS)
FIRST, LAST = date(2014, 1, 1), date(2040, 12, 31)
DAY = timedelta(days=1)
days = st.dates(FIRST, LAST - 30 * DAY)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in Berlin."""
    return datetime.combine(day, time(hour, minute), BERLIN)


def test_banks_are_closed_on_weekends_and_on_the_closing_days_of_target() -> None:
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + number * DAY
        assert BANK.is_banking_day(day) is (day.isoweekday() < 6 and day not in TARGET), day


@pytest.mark.parametrize(
    ("made_on", "execution_on"),
    [
        (date(2016, 3, 1), date(2016, 3, 2)),
        (date(2016, 3, 4), date(2016, 3, 7)),
        (date(2016, 3, 24), date(2016, 3, 29)),  # Maundy Thursday to Tuesday after Easter
        (date(2016, 5, 25), date(2016, 5, 26)),  # Corpus Christi: offices are closed, banks are not
        (date(2015, 12, 23), date(2015, 12, 24)),
        (date(2015, 12, 24), date(2015, 12, 28)),
        (date(2015, 12, 31), date(2016, 1, 4)),
    ],
)
def test_a_run_is_executed_on_the_next_banking_day(made_on: date, execution_on: date) -> None:
    assert BANK.execution_on(made_on) == execution_on
    assert BANK.execution_on(made_on, at(made_on, 14)) == execution_on


def test_after_the_cut_off_a_file_counts_for_the_next_banking_day() -> None:
    thursday = date(2016, 3, 3)
    assert BANK.execution_on(thursday, at(thursday, 14, 1)) == date(2016, 3, 7)
    assert BANK.execution_on(thursday, at(thursday, 14, 0)) == date(2016, 3, 4)


def test_the_hour_is_that_of_berlin_in_summer_and_in_winter() -> None:
    winter, summer = date(2016, 1, 12), date(2016, 7, 12)
    assert BANK.is_late(datetime(2016, 1, 12, 13, 1, tzinfo=UTC))
    assert not BANK.is_late(datetime(2016, 1, 12, 12, 1, tzinfo=UTC))
    assert BANK.is_late(datetime(2016, 7, 12, 12, 1, tzinfo=UTC))
    assert BANK.execution_on(winter, datetime(2016, 1, 12, 13, 0, tzinfo=UTC)) == winter + DAY
    assert BANK.execution_on(summer, datetime(2016, 7, 12, 12, 1, tzinfo=UTC)) == summer + 2 * DAY


def test_a_person_is_told_why_a_run_is_not_executed_earlier() -> None:
    thursday = date(2016, 3, 24)
    found = BANK.delays(thursday, date(2016, 3, 30), at(thursday, 15))
    told = [(one.on.day, one.rule.name.de if one.rule else "") for one in found]
    assert told == [
        (24, ""),
        (25, "Karfreitag"),
        (26, "Samstag"),
        (27, "Sonntag"),
        (28, "Ostermontag"),
    ]
    assert BANK.delays(date(2016, 3, 1), date(2016, 3, 2), None) == []


@given(days, st.times())
def test_a_run_is_executed_on_a_banking_day_and_never_on_its_own(day: date, hour: time) -> None:
    made_at = datetime.combine(day, hour, BERLIN)
    on = BANK.execution_on(day, made_at)
    assert BANK.is_banking_day(on)
    assert day < on <= day + 9 * DAY
    assert on >= BANK.execution_on(day)


def test_the_terms_of_the_bank_can_be_others() -> None:
    said = BANK.model_dump()
    said["lead_days"]["value"], said["run_weekdays"]["value"] = 0, (2, 4)
    other = BankDays.model_validate(said)
    tuesday = date(2016, 3, 1)
    assert other.execution_on(tuesday, at(tuesday, 9)) == tuesday
    assert [day for day in range(1, 8) if other.is_run_day(date(2016, 3, day))] == [1, 3]
    assert [day for day in range(1, 8) if BANK.is_run_day(date(2016, 3, day))] == [1, 2, 3, 4, 7]
