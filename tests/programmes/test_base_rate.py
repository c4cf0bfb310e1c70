"""The base rates: every known half-year, none beyond, and a file that cannot be misread."""

from datetime import date
from importlib.resources import files

import pytest

import programmes
from domain.base_rate import BaseRates
from domain.kernel import Refused
from programmes.faults import BadFile
from programmes.reading import parse

RATES = programmes.base_rates()
CONTENT = (files("programmes") / "base_rate.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2002, 7, 1), 247),
        (date(2010, 12, 31), 12),
        (date(2016, 6, 30), -83),
        (date(2016, 7, 1), -88),
        (date(2022, 12, 31), -88),
        (date(2024, 1, 1), 362),
        (date(2026, 6, 30), 127),
    ],
)
def test_a_half_year_without_a_row_keeps_the_rate_before_it(day: date, rate: int) -> None:
    assert RATES.on(day).rate == rate


@pytest.mark.parametrize("day", [date(2002, 6, 30), date(2026, 7, 1), date(2040, 1, 1)])
def test_an_unknown_rate_is_never_guessed(day: date) -> None:
    with pytest.raises(Refused) as refused:
        RATES.on(day)
    assert day.isoformat() in refused.value.refusal.english


def test_rates_without_a_source_are_marked_as_assumed() -> None:
    assumed = [one.valid_from for one in RATES.rates if one.assumption]
    assert (min(assumed), len(assumed)) == (date(2023, 7, 1), 6)


def test_the_digest_changes_with_any_rate() -> None:
    other = parse(BaseRates, CONTENT.replace("3,12 %", "3,13 %").encode(), name="x")
    assert other.digest != RATES.digest == programmes.base_rates().digest


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('rate = "2,47 %"', 'rate = "2.47"', "should be a rate"),
        ("valid_from = 2003-01-01", "valid_from = 2003-02-01", "1 January or 1 July"),
        ("valid_from = 2003-01-01", "valid_from = 2002-07-01", "do not rise"),
        ("unknown_from = 2026-07-01", "unknown_from = 2026-01-01", "do not rise"),
    ],
)
def test_a_wrong_table_is_refused(before: str, after: str, told: str) -> None:
    with pytest.raises(BadFile, match=told):
        parse(BaseRates, CONTENT.replace(before, after, 1).encode(), name="base_rate.toml")
