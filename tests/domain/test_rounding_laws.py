"""Rounding is done once: what it can cost, and that parts of a period add up to it."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor

from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain.interest import DayCount, InterestSheet, InterestTerms, Movement, interest
from domain.kernel import Money
from domain.settlement import instalments
from domain.sourced import rounded

RATES = programmes.base_rates()
CONVENTIONS: tuple[DayCount, ...] = ("act/365", "act/act", "30/360")
numbers = st.integers(0, 10**15)
divisors = st.integers(1, 10**6)
days = st.dates(date(2014, 1, 1), date(2026, 6, 30))
principals = st.integers(1, 10**9)


@given(numbers, divisors)
def test_down_gives_away_less_than_a_cent_and_half_up_at_most_half_of_one(one, per) -> None:
    exact = Fraction(one, per)
    assert 0 <= exact - rounded(one, per, "down") < 1
    assert Fraction(-1, 2) <= exact - rounded(one, per, "half_up") < Fraction(1, 2)
    assert rounded(one, per, "half_up") == floor(exact + Fraction(1, 2))


@given(numbers, divisors)
def test_whole_cents_are_left_alone(one, per) -> None:
    for rounding in ("down", "half_up"):
        assert rounded(one * per, per, rounding) == one


@given(numbers, numbers, divisors)
def test_more_is_never_rounded_to_less(one, more, per) -> None:
    for rounding in ("down", "half_up"):
        assert rounded(one, per, rounding) <= rounded(one + more, per, rounding)


@given(numbers.map(Money), st.integers(1, 60))
def test_instalments_lose_no_cent(amount, count) -> None:
    parts = instalments(amount, count)
    assert sum(parts) == amount
    assert parts[-1] - parts[0] == amount % count


def sheet(movements: list[Movement], until: date, count: DayCount) -> InterestSheet:
    terms = InterestTerms(points=5, day_count=count, rounding="half_up")
    return interest(movements, until, terms=terms, rates=RATES)


def owed(on: date, cents: int) -> list[Movement]:
    return [Movement(on=on, amount_cents=Money(cents))]


@given(principals, st.lists(days, min_size=2, max_size=6), st.sampled_from(CONVENTIONS))
def test_a_period_in_parts_differs_from_the_whole_by_half_a_cent_a_part(cents, ends, count) -> None:
    cuts = sorted(ends)
    parts = [sheet(owed(start, cents), end, count) for start, end in pairwise(cuts)]
    whole = sheet(owed(cuts[0], cents), cuts[-1], count)
    exact = [sum(one.interest for one in part.segments) for part in (*parts, whole)]
    assert sum(exact[:-1]) == exact[-1]
    apart = abs(sum(part.total_cents for part in parts) - whole.total_cents)
    assert 2 * apart <= len(parts) + 1


@given(principals, principals, st.tuples(days, days), st.sampled_from(CONVENTIONS))
def test_two_debts_bear_what_each_bears(one, other, ends, count) -> None:
    first, last = sorted(ends)
    alone = [sheet(owed(first, cents), last, count) for cents in (one, other)]
    both = sheet(owed(first, one) + owed(first, other), last, count)
    exact = [sum(line.interest for line in found.segments) for found in (*alone, both)]
    assert exact[0] + exact[1] == exact[2]
    assert abs(sum(found.total_cents for found in alone) - both.total_cents) <= 1


@given(principals, st.tuples(days, days, days), st.sampled_from(CONVENTIONS))
def test_longer_never_costs_less_while_the_rate_is_above_zero(cents, ends, count) -> None:
    first, until, longer = sorted(ends)
    found = [sheet(owed(first, cents), day, count).total_cents for day in (until, longer)]
    assert 0 <= found[0] <= found[1]
