"""Jahresabschluss: what is free lapses or is carried over; what is bound stays with its case."""

from datetime import date

from domain.application import WithdrawApplication
from domain.appropriation import Appropriation, ReserveFunds
from domain.kernel import Money
from domain.year_end import BudgetYearClosed, CloseBudgetYear, FundsCarriedIn
from tests.cast import ADLER, ANTRAG, FALK
from tests.story import Story, given
from tests.usual_grant import CASE, TITLE, Grant

GRANT = Grant()
NEXT = "wir.wir.2017"
JANUARY = date(2017, 1, 16)


def closing(carried: int = 0) -> CloseBudgetYear:
    return CloseBudgetYear(
        programme="wir",
        fund="wir",
        year=2016,
        carried_cents=Money(carried),
        reference="Kap. 08, Rest",
    )


def closed(lapsed: int, carried: int = 0, frozen: int = 0) -> BudgetYearClosed:
    return BudgetYearClosed(
        lapsed_cents=Money(lapsed),
        frozen_cents=Money(frozen),
        carried_cents=Money(carried),
        reference="Kap. 08, Rest",
        closed_by="b.falk",
    )


def reserved() -> Story:
    """50,000 euro reserved of 100,000."""
    return given(*GRANT.until("reserved"))


def test_what_is_free_lapses_and_what_is_bound_stays() -> None:
    story = reserved()
    story.when(closing(), as_=FALK, on=JANUARY).then(closed(50_000_00))
    title = story.state(Appropriation, TITLE)
    assert (title.free, title.unbound, title.share(CASE).reserved) == (0, 0, 50_000_00)
    story.when(closing(), as_=FALK, on=JANUARY).refused("nothing_to_close")


def test_a_rest_goes_into_the_next_years_title() -> None:
    story = reserved()
    carried = FundsCarriedIn(
        from_year=2016,
        amount_cents=Money(20_000_00),
        reference="Kap. 08, Rest",
        carried_by="b.falk",
    )
    answer = story.when(closing(20_000_00), as_=FALK, on=JANUARY)
    answer.then(closed(30_000_00, 20_000_00), carried)
    assert story.state(Appropriation, NEXT).free == 20_000_00
    story = reserved()
    story.when(closing(50_000_01), as_=FALK, on=JANUARY).refused("carried_above_free")


def test_a_year_is_closed_after_its_end_by_the_budget_officer() -> None:
    story = reserved()
    story.when(closing(), as_=FALK, on=date(2016, 12, 31)).refused("budget_year_runs")
    story.when(closing(), as_=ADLER, on=JANUARY).refused("not_your_role")


def test_nothing_is_reserved_in_a_title_that_is_closed() -> None:
    story = given(*GRANT.until("checked"), FALK.asks(closing(), JANUARY))
    story.when(ReserveFunds(case=CASE), as_=FALK).refused("budget_year_over")


def test_what_becomes_free_later_lapses_with_the_next_closing() -> None:
    story = reserved()
    story.when(closing(), as_=FALK, on=JANUARY).then(closed(50_000_00))
    story.when(WithdrawApplication(case=CASE), as_=ANTRAG, on=JANUARY).granted()
    assert story.state(Appropriation, TITLE).free == 0
    story.when(closing(), as_=FALK, on=JANUARY).then(closed(50_000_00))
