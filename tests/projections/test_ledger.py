"""The ledger: the same sums as the domain's own titles, and each cent on one account only."""

from datetime import date

import pytest
from psycopg import Connection

from domain.appropriation import (
    Appropriation,
    FundsOrdered,
    ReservationReleased,
)
from domain.kernel import Money
from projections.book import LedgerBroken
from projections.ledger import LedgerRow, journal, ledger, trial_balance
from tests.projections.conftest import Show
from tests.projections.grant_story import TITLE, Grant, Moment, Story, life, register

ONE, TWO = Grant(), Grant(case="WIR-2016-OTHER", amount=Money(12_345_67))
BOUND = (
    *("committed", "ordered", "in_transit", "paid", "proven"),
    *("to_repay", "repaid", "waived", "written_off"),
)
DRAWN = ("ordered", "in_transit")
OUT = BOUND[3:]


def title(story: Story) -> Appropriation:
    state = Appropriation(TITLE.key)
    for moment in story:
        state = state.evolve(moment.event) if moment.subject == TITLE else state
    return state


def rows(connection: Connection) -> tuple[LedgerRow, list[LedgerRow]]:
    own, *lines = ledger(connection)
    assert own.line == ""
    return own, lines


def total(row: LedgerRow, names: tuple[str, ...]) -> int:
    return sum(getattr(row, f"{name}_cents") for name in names)


def test_every_chapter_moves_the_ledger_as_it_moves_the_title(show: Show) -> None:
    story = [*register(), *life(ONE), *TWO.submitted(), *TWO.reserved(), *TWO.signed()]
    story += [*TWO.ordered(), *TWO.released(Money(45_67))]
    for length in range(2, len(story) + 1, 5):
        part, told = story[:length], story[max(0, length - 5) if length > 2 else 0 : length]
        own, lines = rows(show(told))
        expected = title(part)
        shares = expected.shares.values()
        assert own.appropriated_cents == expected.appropriated
        assert own.free_cents == expected.free
        assert own.reserved_cents == sum(one.reserved for one in shares)
        assert total(own, BOUND) == sum(one.committed for one in shares)
        assert total(own, DRAWN) == sum(one.ordered for one in shares)
        assert total(own, OUT) == sum(one.paid for one in shares)
        assert own[10:-1] == tuple(
            sum(row[place] for row in lines) for place in range(10, len(own) - 1)
        )
        assert own.appropriated_cents == sum(own[6:-1])


def test_a_refused_and_a_returned_payment_leave_the_commitment_whole(show: Show) -> None:
    when = date(2016, 3, 1)
    story = [*register(), *ONE.submitted(), *ONE.reserved(), *ONE.signed(), *ONE.ordered()]
    connection = show([*story, *ONE.in_run(), *ONE.rejected(when=when)])
    own, _ = rows(connection)
    assert (own.committed_cents, total(own, DRAWN), own.paid_cents) == (ONE.amount, 0, 0)
    show([*ONE.ordered(attempt=2), *ONE.booked(), *ONE.returned(when=when)])
    own, _ = rows(connection)
    assert (own.committed_cents, total(own, DRAWN), own.paid_cents) == (ONE.amount, 0, 0)


def test_a_withdrawn_case_frees_its_reservation(show: Show) -> None:
    freed = ReservationReleased(case=ONE.case, line="coordination", amount_cents=ONE.amount)
    connection = show([*register(), *ONE.submitted(), *ONE.reserved()])
    assert rows(connection)[0].reserved_cents == ONE.amount
    show(ONE.of_title(date(2015, 12, 9), freed))
    own, [line] = rows(connection)
    assert (own.reserved_cents, line.reserved_cents) == (0, 0)
    assert own.free_cents == own.appropriated_cents


def test_what_is_appropriated_and_free_stands_in_the_title_alone(show: Show) -> None:
    [own, line] = ledger(show([*register(), *ONE.submitted(), *ONE.reserved()]))
    assert (own.programme, own.fund, own.year) == ("wir", "regional", 2016)
    assert (line.line, line.appropriated_cents, line.free_cents) == ("coordination", 0, 0)
    assert own.free_cents == 300_000_00 - ONE.amount


def test_a_title_without_cases_has_its_own_row_and_years_can_be_picked(show: Show) -> None:
    connection = show(register())
    [own] = ledger(connection, year=2016)
    assert own.free_cents == own.appropriated_cents == 300_000_00
    assert ledger(connection, year=2017) == []


def test_money_added_later_counts(show: Show) -> None:
    [_, more] = register()
    connection = show([*register(), Moment(TITLE, more.event, date(2016, 5, 1))])
    assert ledger(connection)[0].appropriated_cents == 600_000_00


def test_the_accounts_of_every_day_add_up_to_nothing(show: Show) -> None:
    story = [*register(), *life(ONE)]
    connection = show(story)
    days = sorted({moment.day for moment in story})
    for day in days:
        balance = trial_balance(connection, day=day)
        assert sum(row.amount_cents for row in balance) == 0
        assert balance or day < date(2016, 1, 1)
    assert trial_balance(connection, day=days[-1]) == trial_balance(connection)
    first = {row.account for row in trial_balance(connection, day=days[0])}
    assert "paid" not in first and "proven" not in first


def test_the_journal_tells_each_move_of_a_case_in_order(show: Show) -> None:
    connection = show([*register(), *life(ONE)])
    moves = [(line.source, line.target) for line in journal(connection, case=ONE.case)]
    way = [
        *[("free", "reserved"), ("reserved", "free"), ("free", "committed")],
        *[("committed", "ordered"), ("ordered", "in_transit"), ("in_transit", "paid")],
        ("paid", "proven"),
    ]
    assert moves == way
    paid = [line for line in journal(connection, title=TITLE.key) if line.target == "paid"]
    assert [line.reference for line in paid] == [f"{ONE.case}.1.1"]


def test_more_than_an_account_holds_stops_the_ledger_and_names_the_event(show: Show) -> None:
    [order] = [one for one in ONE.ordered() if isinstance(one.event, FundsOrdered)]
    more = order.event.model_copy(update={"amount_cents": Money(ONE.amount + 1)})
    story = [*register(), *ONE.reserved(), *ONE.signed()]
    with pytest.raises(LedgerBroken, match=r"appropriation\.ordered\.v1 needs 1 cents more"):
        show([*story, order._replace(event=more)])


def test_the_ledger_of_a_past_day_is_the_one_that_stood_there(show: Show) -> None:
    story = [*register(), *life(ONE)]
    stood = {}
    for place in range(2, len(story) + 1):
        rows_now = ledger(show(story[place - 1 if place > 2 else 0 : place]))
        stood[story[place - 1].day] = rows_now
    connection = show([])
    assert len(stood) > 5
    for day, then in stood.items():
        assert ledger(connection, day=day) == then
