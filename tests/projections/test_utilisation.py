"""The use of a budget year: lines add up to titles, the forecast keeps its range, risks show."""

from datetime import date

from psycopg import Connection

import programmes
from domain.kernel import Money
from projections.ledger import ledger
from projections.risks import risks
from projections.utilisation import TitleUse, open_commitments, utilisation
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, life, register

ONE, TWO = Grant(), Grant(case="WIR-2016-OTHER", amount=Money(12_345_67))
TERMS = programmes.load("wir@2014-01-01").parameters.forecast
MIDDLE, YEAR_END = date(2016, 6, 30), date(2016, 12, 31)


def used(connection: Connection, on: date = MIDDLE) -> TitleUse:
    [title] = utilisation(connection, year=2016, today=on, terms=lambda _: TERMS)
    return title


def test_the_lines_add_up_to_the_title_and_the_forecast_keeps_its_range(show: Show) -> None:
    story = [*register(), *life(ONE), *TWO.submitted(), *TWO.reserved(), *TWO.proposed()]
    title = used(show([*story, *TWO.signed()]))
    [line] = title.lines
    assert (line.bound_cents, line.out_cents) == (TWO.amount, ONE.amount)
    assert title.out_cents == ONE.amount
    assert title.out_cents <= title.low_cents <= title.expected_cents <= title.high_cents
    assert title.high_cents == ONE.amount + TWO.amount
    assert title.expected_cents + title.left_cents == ONE.amount + TWO.amount
    assert title.lapsing_cents == ledger(show([]))[0].free_cents


def test_after_the_end_of_the_year_nothing_more_flows_in_it(show: Show) -> None:
    story = [*register(), *TWO.submitted(), *TWO.reserved(), *TWO.proposed(), *TWO.signed()]
    connection = show(story)
    title = used(connection, date(2017, 1, 2))
    assert (title.low_cents, title.high_cents, title.left_cents) == (0, 0, TWO.amount)
    assert utilisation(connection, year=2015, today=MIDDLE, terms=lambda _: TERMS) == []


def test_a_plan_is_kept_with_its_period(show: Show) -> None:
    connection = show([*register(), *TWO.submitted(), *TWO.reserved(), *TWO.proposed()])
    assert open_commitments(connection) == []
    [one] = open_commitments(show(TWO.signed()), year=2016)
    assert (one.case, one.line, one.commitment.open_cents) == (TWO.case, "coordination", TWO.amount)
    assert sum(part.amount_cents for part in one.commitment.instalments) > 0
    assert one.commitment.last == YEAR_END
    assert open_commitments(connection, year=2017) == []


def test_money_at_risk_names_the_case_and_its_day(show: Show) -> None:
    story = [*register(), *TWO.submitted(), *TWO.reserved(), *TWO.proposed(), *TWO.signed()]
    connection = show(story)
    late = date(2017, 7, 1)
    [undrawn] = risks(connection, today=late, warned_until=late)
    assert (undrawn.kind, undrawn.case, undrawn.on) == ("never_drawn", TWO.case, YEAR_END)
    assert undrawn.amount_cents == TWO.amount
    assert risks(connection, today=MIDDLE, warned_until=MIDDLE) == []


def test_a_proof_that_is_late_puts_what_was_paid_at_risk(show: Show) -> None:
    story = [*register(), *ONE.submitted(), *ONE.reserved(), *ONE.proposed(), *ONE.signed()]
    story += [*ONE.drawn(), *ONE.certified(), *ONE.ordered(), *ONE.in_run(), *ONE.booked()]
    late = date(2017, 7, 1)
    [proof] = risks(show(story), today=late, warned_until=late)
    assert (proof.kind, proof.case, proof.amount_cents) == ("proof_overdue", ONE.case, ONE.amount)
