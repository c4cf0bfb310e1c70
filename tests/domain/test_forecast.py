"""The forecast: low, expected and high keep their order, and each cent comes from a plan."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain.decision import Instalment
from domain.explanation import explain
from domain.forecast import Commitment, Drawn, draw_shares, flowing, forecast
from domain.kernel import Money
from domain.trace import recheck

TERMS = programmes.load("wir@2014-01-01").parameters.forecast
TODAY, END = date(2016, 7, 1), date(2016, 12, 31)
DAYS = st.dates(date(2016, 1, 1), date(2017, 12, 31))
CENTS = st.integers(0, 60_000_00).map(Money)


def commitment(cents: int, *parts: tuple[int, date | None], last: date = END) -> Commitment:
    plan = [Instalment(amount_cents=Money(amount), from_on=on) for amount, on in parts]
    return Commitment(Money(cents), plan, first=date(2016, 1, 1), last=last)


@st.composite
def commitments(draw: st.DrawFn) -> Commitment:
    parts = draw(st.lists(st.tuples(st.integers(1, 30_000_00), st.none() | DAYS), max_size=4))
    whole = sum(cents for cents, _ in parts)
    return commitment(draw(st.integers(0, max(whole, 1))), *parts, last=draw(DAYS))


CLOSED = st.lists(st.builds(Drawn, CENTS, CENTS), max_size=9)


@given(CENTS, st.lists(commitments(), max_size=5), CLOSED, DAYS)
def test_low_expected_and_high_keep_their_order_and_add_up_again(out, bound, closed, today) -> None:
    found = forecast(out, bound, closed=closed, today=today, until=END, terms=TERMS)
    whole = sum(one.open_cents for one in bound)
    assert out <= found.low_cents <= found.expected_cents <= found.high_cents <= out + whole
    assert found.beyond_cents <= found.left_cents <= whole
    assert out + whole == found.high_cents + found.beyond_cents
    assert out + whole == found.expected_cents + found.left_cents
    assert recheck(found.trace) == ()
    assert found == forecast(out, bound, closed=closed, today=today, until=END, terms=TERMS)


@given(commitments(), DAYS, st.integers(0, 400))
def test_more_time_never_lets_less_flow(one: Commitment, until: date, more: int) -> None:
    short = flowing(one, today=TODAY, until=until)
    assert 0 <= short <= one.open_cents
    assert short <= flowing(one, today=TODAY, until=until + timedelta(days=more))


def test_an_instalment_of_next_year_does_not_flow_in_this_one() -> None:
    halves = ((25_000_00, date(2016, 3, 1)), (25_000_00, date(2017, 3, 1)))
    assert flowing(commitment(50_000_00, *halves), today=TODAY, until=END) == 25_000_00
    assert flowing(commitment(25_000_00, *halves), today=TODAY, until=END) == 0
    assert flowing(commitment(30_000_00, *halves), today=TODAY, until=END) == 5_000_00


def test_by_need_money_flows_evenly_over_the_rest_of_the_period() -> None:
    year_more = commitment(36_500, (36_500, None), last=date(2017, 6, 30))
    assert flowing(year_more, today=TODAY, until=END) == 36_500 * 184 // 365
    assert flowing(commitment(1_00, (1_00, None)), today=TODAY, until=END) == 1_00
    assert flowing(commitment(1_00, (1_00, None)), today=date(2017, 1, 1), until=END) == 0


def test_an_instalment_is_paid_some_days_after_its_own() -> None:
    december = commitment(10_00, (10_00, date(2016, 12, 2)))
    assert flowing(december, today=TODAY, until=END, lag_days=29) == 10_00
    assert flowing(december, today=TODAY, until=END, lag_days=30) == 0
    by_need = commitment(10_00, (10_00, None))
    assert flowing(by_need, today=TODAY, until=END, lag_days=30) == 10_00


def test_what_no_plan_names_is_drawn_by_need() -> None:
    assert flowing(commitment(7_00), today=TODAY, until=END) == 7_00


def test_too_few_closed_grants_leave_the_assumption_and_say_so() -> None:
    low, usual = draw_shares([Drawn(Money(100), Money(10))] * 4, TERMS)
    assert (low.inputs["percent"], usual.inputs["percent"]) == (80, 95)
    assert low.by.assumption and usual.by.assumption
    found = forecast(
        Money(5_00),
        [commitment(100_00, last=date(2016, 11, 30))],
        closed=[],
        today=TODAY,
        until=END,
        terms=TERMS,
    )
    assert (found.low_cents, found.expected_cents, found.high_cents) == (85_00, 100_00, 105_00)
    assert any("Annahme" in line for line in explain(found, "de"))


def test_enough_closed_grants_speak_for_themselves() -> None:
    shares = (40, 60, 90, 100, 100)
    low, usual = draw_shares([Drawn(Money(100), Money(one)) for one in shares], TERMS)
    assert low.inputs == {"paid_cents": 60, "per_cents": 100}
    assert usual.inputs == {"paid_cents": 390, "per_cents": 500}
    assert not low.by.assumption


def test_low_is_never_above_expected_and_no_share_above_the_whole() -> None:
    one_large = [Drawn(Money(100_000), Money(0)), *[Drawn(Money(1), Money(1))] * 9]
    low, usual = draw_shares(one_large, TERMS)
    assert low.inputs == usual.inputs == {"paid_cents": 9, "per_cents": 100_009}
    _, more = draw_shares([Drawn(Money(1), Money(2))] * 5, TERMS)
    assert more.inputs == {"paid_cents": 5, "per_cents": 5}
