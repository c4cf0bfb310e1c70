"""Late use: oldest payout first, interest from the payout, only for what is kept."""

from datetime import date

import pytest

from domain.calendar import months_after
from domain.disbursement import Disbursement, Use
from domain.kernel import Money
from domain.late_use import LateUse, late_uses
from domain.payment import PaymentBooked
from programmes import calendar

MARCH, JUNE = date(2016, 3, 3), date(2016, 6, 3)
ALL = Money(10**9)


def draw(booked_on: date | None, cents: int, *uses: tuple[date, int]) -> Disbursement:
    """A payout with the uses reported for it."""
    booking = booked_on and PaymentBooked(
        end_to_end_id="X",
        amount_cents=Money(cents),
        booked_on=booked_on,
        entry_reference="E",
        use=months_after(booked_on, 2, calendar(), basis="ANBest"),
    )
    told = tuple(Use(used_on=day, amount_cents=Money(amount)) for day, amount in uses)
    use = booking.use if booking else None
    return Disbursement("X", booking=booking or None, use=use, uses=told)


def late(*draws: Disbursement, kept: Money = ALL) -> list[tuple[int, date, date, int]]:
    found = late_uses(draws, kept_cents=kept)
    return [(one.number, one.booked_on, one.used_on, one.amount_cents) for one in found]


@pytest.mark.parametrize(
    ("used_on", "is_late"),
    [(date(2016, 2, 1), False), (date(2016, 5, 3), False), (date(2016, 5, 4), True)],
)
def test_use_is_in_time_up_to_the_last_day_of_the_two_months(used_on: date, is_late: bool) -> None:
    assert bool(late(draw(MARCH, 100, (used_on, 100)))) is is_late


def test_late_use_bears_interest_from_the_payout_and_not_from_the_end_of_the_two_months() -> None:
    used_on = date(2016, 6, 1)
    found = late_uses([draw(MARCH, 100, (used_on, 60))], kept_cents=ALL)
    assert [(one.on, one.amount_cents) for one in found[0].movements] == [
        (MARCH, 60),
        (used_on, -60),
    ]


def test_uses_take_the_oldest_money_first_whatever_payout_they_were_reported_for() -> None:
    first = draw(MARCH, 100, (date(2016, 6, 10), 100))
    second = draw(JUNE, 50, (date(2016, 4, 1), 30), (date(2016, 9, 1), 20))
    assert late(second, first) == [
        (2, MARCH, date(2016, 6, 10), 70),
        (1, JUNE, date(2016, 9, 1), 20),
    ]


def test_one_use_can_take_the_rest_of_one_payout_and_a_part_of_the_next() -> None:
    first, second = draw(MARCH, 100), draw(date(2016, 4, 4), 100, (date(2016, 7, 1), 150))
    assert [row[3] for row in late(first, second)] == [100, 50]


def test_what_is_refunded_was_not_used_for_the_purpose() -> None:
    one = draw(MARCH, 100, (date(2016, 6, 1), 60), (date(2016, 7, 1), 40))
    assert [row[3] for row in late(one, kept=Money(75))] == [60, 15]
    assert late(one, kept=Money(0)) == []


def test_money_that_never_arrived_cannot_be_late() -> None:
    assert late(draw(None, 0), draw(MARCH, 100)) == []


def test_a_line_of_late_use_says_all_its_days() -> None:
    line = late_uses([draw(MARCH, 100, (date(2016, 6, 1), 60))], kept_cents=ALL)[0]
    assert line == LateUse(
        number=1,
        booked_on=MARCH,
        use_due_on=date(2016, 5, 3),
        used_on=date(2016, 6, 1),
        amount_cents=Money(60),
    )
