"""The ledger: the same sums as the domain's own titles, on every day."""

from datetime import date

from psycopg import Connection

from domain.appropriation import (
    Appropriation,
    OrderReversed,
    PaymentReversed,
    ReservationReleased,
)
from domain.kernel import Money
from projections.ledger import LedgerRow, ledger
from tests.projections.conftest import Show
from tests.projections.grant_story import TITLE, Grant, Moment, Story, life, register

ONE, TWO = Grant(), Grant(case="WIR-2016-OTHER", amount=Money(12_345_67))


def title(story: Story) -> Appropriation:
    state = Appropriation(TITLE.key)
    for moment in story:
        state = state.evolve(moment.event) if moment.subject == TITLE else state
    return state


def rows(connection: Connection) -> tuple[LedgerRow, list[LedgerRow]]:
    own, *lines = ledger(connection)
    assert own.line == ""
    return own, lines


def test_every_chapter_moves_the_ledger_as_it_moves_the_title(show: Show) -> None:
    story = [*register(), *life(ONE), *TWO.reserved(), *TWO.signed(), *TWO.ordered()]
    story += [*ONE.released(Money(1_00)), *TWO.released(Money(45_67))]
    for length in range(2, len(story) + 1, 5):
        part, told = story[:length], story[max(0, length - 5) if length > 2 else 0 : length]
        own, lines = rows(show(told))
        expected = title(part)
        shares = expected.shares.values()
        assert own.appropriated_cents == expected.appropriated
        assert own.free_cents == expected.free
        assert own.reserved_cents == sum(one.reserved for one in shares)
        assert own.committed_cents == sum(one.committed for one in shares)
        assert own.ordered_cents == sum(one.ordered for one in shares)
        assert own.paid_cents == sum(one.paid for one in shares)
        assert own[5:10] == tuple(map(sum, zip(*(row[5:10] for row in lines), strict=True))) or (
            lines == []
        )


def test_a_refused_and_a_returned_payment_leave_the_commitment_whole(show: Show) -> None:
    reference, when = f"{ONE.case}.1.1", date(2016, 3, 1)
    facts = {"case": ONE.case, "line": "coordination", "end_to_end_id": reference}
    refused = OrderReversed(**facts, amount_cents=ONE.amount)
    returned = PaymentReversed(**facts, amount_cents=ONE.amount)
    connection = show([*register(), *ONE.reserved(), *ONE.signed(), *ONE.ordered()])
    show(ONE.of_title(when, refused))
    own, _ = rows(connection)
    assert (own.committed_cents, own.ordered_cents, own.paid_cents) == (ONE.amount, 0, 0)
    show([*ONE.ordered(), *ONE.booked(), *ONE.of_title(when, returned)])
    own, _ = rows(connection)
    assert (own.committed_cents, own.ordered_cents, own.paid_cents) == (ONE.amount, 0, 0)


def test_a_withdrawn_case_frees_its_reservation(show: Show) -> None:
    freed = ReservationReleased(case=ONE.case, line="coordination", amount_cents=ONE.amount)
    connection = show([*register(), *ONE.reserved()])
    assert rows(connection)[0].reserved_cents == ONE.amount
    show(ONE.of_title(date(2015, 12, 9), freed))
    own, [line] = rows(connection)
    assert (own.reserved_cents, line.reserved_cents) == (0, 0)
    assert own.free_cents == own.appropriated_cents


def test_what_is_appropriated_and_free_stands_in_the_title_alone(show: Show) -> None:
    [own, line] = ledger(show([*register(), *ONE.reserved()]))
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
