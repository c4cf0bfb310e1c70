"""Schlusszahlungsvorbehalt: the last part is paid only after the proof of use was examined."""

from datetime import date

import pytest

from domain.disbursement_decisions import unpaid_rest, withheld_cents
from domain.kernel import Money
from domain.programme import Parameters
from tests.cast import BIRKE, KASSE
from tests.story import Story, given
from tests.usual_grant import CASE, MARCH, Grant

FIVE = Grant(parts=tuple((10_000_00, date(2016, month, 1)) for month in (3, 4, 5, 6, 7)))
AUGUST = date(2016, 8, 1)


def reserved(percent: int) -> Story:
    """A notice that holds so many percent back, up to its finality."""
    draft = FIVE.proposal(reserve_percent=percent)
    story = given(*FIVE.until("reserved"), BIRKE.asks(draft, date(2016, 1, 8)))
    return story.given(*FIVE.since("proposed", "confirmed"))


def test_four_fifths_are_paid_and_the_last_only_after_the_examination() -> None:
    story = reserved(20)
    assert withheld_cents(story.desk, CASE) == 10_000_00
    for number in (1, 2, 3, 4):
        story.given(*FIVE.paying(number, AUGUST.replace(day=number)))
    story.when(FIVE.drawdown(5), as_=KASSE, on=date(2016, 9, 1)).refused("above_unpaid_rest")
    story.given(*FIVE.since("used", "settled"))
    assert withheld_cents(story.desk, CASE) == 0
    assert unpaid_rest(story.desk, CASE) == 10_000_00
    story.given(*FIVE.paying(5, date(2017, 3, 1)))
    assert unpaid_rest(story.desk, CASE) == 0


def test_the_reserve_locks_no_instalment_whose_day_has_come() -> None:
    story = reserved(20)
    story.when(FIVE.drawdown(1), as_=KASSE, on=MARCH).granted()
    wish = FIVE.drawdown(1).model_copy(update={"amount_cents": Money(1)})
    story.when(wish, as_=KASSE).refused("instalment_too_early")


@pytest.mark.parametrize(("percent", "cents"), [(0, 0), (33, 16_500_00), (100, 50_000_00)])
def test_the_reserve_is_rounded_down_to_the_cent(percent: int, cents: int) -> None:
    assert withheld_cents(reserved(percent).desk, CASE) == cents


def test_a_programme_that_says_nothing_holds_nothing_back() -> None:
    assert Parameters.model_fields["final_payment_reserve_percent"].default.value == 0
