"""Interest on refunds: days, segments, conventions, and a naive count that knows no segments."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain.interest import DayCount, InterestSheet, InterestTerms, Movement, interest
from domain.kernel import Money, Refused
from tests.domain.reference_interest import half_up, naive

RATES = programmes.base_rates()
CONVENTIONS: tuple[DayCount, ...] = ("act/365", "act/act", "30/360")
DAYS = st.dates(date(2014, 1, 1), date(2026, 6, 30))


def terms(day_count: DayCount = "act/365") -> InterestTerms:
    return InterestTerms(points=5, day_count=day_count, rounding="half_up")


def moved(*movements: tuple[date, int]) -> list[Movement]:
    return [Movement(on=day, amount_cents=Money(cents)) for day, cents in movements]


def sheet(movements: list[Movement], until: date, day_count: DayCount = "act/365") -> InterestSheet:
    return interest(movements, until, terms=terms(day_count), rates=RATES)


PAID, REPAID = date(2023, 3, 15), date(2024, 8, 20)
E1 = moved((PAID, 10_000_00), (REPAID, -10_000_00))


def test_a_refund_of_2023_bears_interest_from_the_day_after_the_payout_to_the_repayment() -> None:
    found = sheet(E1, REPAID)
    lines = [(one.first, one.last, one.days, one.rate) for one in found.segments]
    assert lines == [
        (date(2023, 3, 16), date(2023, 6, 30), 107, 662),
        (date(2023, 7, 1), date(2023, 12, 31), 184, 812),
        (date(2024, 1, 1), date(2024, 6, 30), 182, 862),
        (date(2024, 7, 1), REPAID, 51, 837),
    ]
    shown = [round(one.interest / 100, 4) for one in found.segments]
    assert shown == [Fraction(text) for text in ("194.0658", "409.3370", "429.8192", "116.9507")]
    assert found.total_cents == 1_150_17


@pytest.mark.parametrize(
    ("day_count", "cents"), [("act/365", 1_150_17), ("act/act", 1_148_68), ("30/360", 1_146_33)]
)
def test_each_convention_gives_its_own_total(day_count: DayCount, cents: int) -> None:
    assert sheet(E1, REPAID, day_count).total_cents == cents


def test_a_negative_base_rate_lowers_the_rate_below_five_percent() -> None:
    found = sheet(moved((date(2022, 11, 1), 5_000_00)), date(2023, 2, 28))
    assert [(one.days, one.rate) for one in found.segments] == [(60, 412), (59, 662)]
    assert found.total_cents == 87_37


def test_no_rate_is_lifted_to_zero() -> None:
    bare = InterestTerms(points=0, day_count="act/365", rounding="half_up")
    movements = moved((date(2015, 1, 1), 365_000_00))
    found = interest(movements, date(2015, 1, 11), terms=bare, rates=RATES)
    assert (found.segments[0].rate, found.total_cents) == (-83, -83_00)


@pytest.mark.parametrize(
    ("first", "until"),
    [(date(2026, 6, 1), date(2026, 7, 1)), (date(2002, 6, 29), date(2002, 7, 5))],
)
def test_a_day_without_a_base_rate_gives_no_value_at_all(first: date, until: date) -> None:
    with pytest.raises(Refused) as refused:
        sheet(moved((first, 100_00)), until)
    assert refused.value.refusal.code == "base_rate_missing"


def test_the_last_known_day_can_still_be_computed() -> None:
    assert sheet(moved((date(2026, 6, 29), 100_000_00)), date(2026, 6, 30)).segments[0].days == 1


def test_nothing_outstanding_bears_nothing() -> None:
    gone = moved((PAID, 100_00), (PAID, -100_00), (date(2030, 1, 1), 100_00))
    for found in (sheet(gone, date(2029, 1, 1)), sheet([], REPAID), sheet(E1, PAID)):
        assert (found.segments, found.total_cents) == ((), 0)


def test_more_cannot_go_back_than_had_come() -> None:
    with pytest.raises(ValueError, match="went back"):
        sheet(moved((PAID, 100), (REPAID, -101)), date(2025, 1, 1))


def test_a_part_repaid_begins_a_new_line_on_the_next_day() -> None:
    half = moved((date(2016, 1, 10), 1_000_00), (date(2016, 2, 10), -400_00))
    found = sheet(half, date(2016, 3, 1))
    lines = [(one.first, one.last, one.principal_cents) for one in found.segments]
    assert lines == [
        (date(2016, 1, 11), date(2016, 2, 10), 1_000_00),
        (date(2016, 2, 11), date(2016, 3, 1), 600_00),
    ]


def test_a_sheet_names_its_base_rates_and_shows_what_was_changed_in_it() -> None:
    found = sheet(E1, REPAID)
    assert (found.base_rates, found.base_rates_digest) == (RATES.version, RATES.digest)
    assert found.faults() == ()
    one = found.segments[0]
    wrong = one.model_copy(update={"days": 108}), one.model_copy(update={"rate": 661})
    for line in wrong:
        tampered = found.model_copy(update={"segments": (line, *found.segments[1:])})
        assert len(tampered.faults()) == 2
    assert found.model_copy(update={"total_cents": Money(1)}).faults() == ("total: 1",)


HISTORIES = st.lists(st.tuples(DAYS, st.integers(1, 10**9)), min_size=1, max_size=4)


@given(HISTORIES, st.sampled_from(CONVENTIONS), DAYS)
def test_lines_give_what_a_count_day_by_day_gives(history, day_count, until) -> None:
    movements = moved(*history)
    told = [(one.on, one.amount_cents) for one in movements]
    assert sheet(movements, until, day_count).total_cents == half_up(naive(told, until, day_count))


@given(HISTORIES, st.sampled_from(CONVENTIONS), st.tuples(DAYS, DAYS))
def test_interest_adds_up_over_adjacent_periods_before_it_is_rounded(history, count, ends) -> None:
    movements, (end, later) = moved(*history), sorted(ends)
    standing = [one for one in movements if one.on <= end]
    carried = [Movement(on=end, amount_cents=Money(sum(one.amount_cents for one in standing)))]
    rest = [one for one in movements if one.on > end]
    parts = (*sheet(movements, end, count).segments, *sheet(carried + rest, later, count).segments)
    whole = sheet(movements, later, count).segments
    assert sum(one.interest for one in parts) == sum(one.interest for one in whole)
