"""The grammar of what people type: amounts, hours, numbers and days, and nothing in between."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.entries import (
    Mistyped,
    echo,
    read_day,
    read_hours,
    read_iban,
    read_money,
    read_number,
    search_text,
    shown_hours,
    shown_money,
)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.234,56", 123_456), ("1234,56", 123_456), ("1.234", 123_400), ("1234", 123_400),
        ("0,05", 5), ("0", 0), ("50.000,00 €", 5_000_000), ("50.000,00€", 5_000_000),
        ("1.000.000,00", 100_000_000),
    ],
)  # fmt: skip
def test_amounts_in_german_notation(typed: str, cents: int) -> None:
    assert read_money(typed) == cents


@pytest.mark.parametrize(
    "typed",
    ["1,000.00", "1.5", "1,5", "12.34", "1.23,45", "1e3", "NaN", "Infinity", "0x10", "１２", "+5",
     "1 000", "1.000,0", ",50", "5,", "5,005", "€ 5", "fünf", "1.0000", "0001.000", "1_000", ""],
)  # fmt: skip
def test_what_is_no_such_amount(typed: str) -> None:
    with pytest.raises(Mistyped) as mistyped:
        read_money(typed)
    assert mistyped.value.problem == "money_format"


@pytest.mark.parametrize("typed", ["-1", "-1.000,00", "−5"])
def test_a_negative_amount_is_told_as_such(typed: str) -> None:
    with pytest.raises(Mistyped) as mistyped:
        read_money(typed)
    assert mistyped.value.problem == "negative"


@given(st.integers(0, 10**14 - 1))
def test_an_amount_as_shown_is_read_as_itself(cents: int) -> None:
    assert read_money(shown_money(cents)) == cents
    assert echo("money", shown_money(cents), "de") == f"{shown_money(cents)} €"


@given(st.text(alphabet="0123456789.,e-+ €", max_size=12))
def test_an_amount_is_read_as_a_slow_reader_would_or_not_at_all(typed: str) -> None:
    try:
        cents = read_money(typed)
    except Mistyped:
        return
    plain = typed.removesuffix("€").removesuffix(" ")
    whole, _, part = plain.partition(",")
    groups = whole.split(".")
    assert all(len(group) == 3 for group in groups[1:]) and part in {"", *_two_digits()}
    assert cents == int("".join(groups)) * 100 + int(part or 0)
    assert re.fullmatch(r"[0-9.,]+", plain)


def _two_digits() -> set[str]:
    return {f"{number:02d}" for number in range(100)}


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("276", 16_560),
        ("276:30", 16_590),
        ("276,5", 16_590),
        ("0:05", 5),
        ("1,25", 75),
        ("8 h", 480),
    ],
)
def test_hours_and_minutes(typed: str, minutes: int) -> None:
    assert read_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["276:60", "1,3", "1.5", "1e3", "-1", "１２", "", "8h30"])
def test_what_is_no_such_time(typed: str) -> None:
    with pytest.raises(Mistyped):
        read_hours(typed)


@given(st.integers(0, 527_040))
def test_a_time_as_shown_is_read_as_itself(minutes: int) -> None:
    assert read_hours(shown_hours(minutes)) == minutes


def test_a_time_is_echoed_in_words() -> None:
    assert echo("hours", "276:30", "de") == "276 Stunden 30 Minuten"
    assert echo("hours", "1e3", "de") is None
    assert echo("line", "276", "de") is None


@pytest.mark.parametrize("typed", ["12", "0", "999999999"])
def test_numbers_are_digits(typed: str) -> None:
    assert read_number(typed) == int(typed)


@pytest.mark.parametrize("typed", ["1.0", "1e3", "-1", "１", "1000000000", " 1"])
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(Mistyped):
        read_number(typed)


@pytest.mark.parametrize("typed", ["2016-03-31", "31.03.2016", "31.3.2016"])
def test_days_as_browsers_and_as_people_write_them(typed: str) -> None:
    assert read_day(typed) == "2016-03-31"


@pytest.mark.parametrize(
    "typed", ["2016-02-30", "31.2.2016", "31/03/2016", "gestern", "２０１６-03-31"]
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(Mistyped):
        read_day(typed)


def test_an_account_may_stand_in_groups() -> None:
    assert read_iban("de89 3704 0044 0532 0130 00") == "DE89370400440532013000"


def test_a_search_has_no_letters_that_break_anything() -> None:
    assert search_text("  kin\x00zig\n ") == "kinzig"
    assert len(search_text("x" * 1000)) == 60
