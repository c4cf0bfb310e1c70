"""A read model of the past is what the live one was: the same fold, over what counted then."""

from collections.abc import Sequence
from datetime import date

import pytest
from psycopg import Connection

from office.moment import Moment
from office.record import Record
from projections import caseload as caseloads
from projections import payments as paid
from projections.caseload import case_row, caseload
from projections.payments import grants, payments
from projections.then import as_it_stood, entries_then, shown_at
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, life, register

CASE = Grant().case
OTHER = Grant(case="WIR-2016-OTHER", recipient="fulda")
DAY = date(2030, 1, 1)


def then(record: Record, connection: Connection, moment: Moment) -> Sequence[object]:
    """The line of the case, its grant and its payments as they stood at a moment."""
    entries = entries_then(record, connection, [CASE], moment=moment)
    with as_it_stood(connection, caseloads.PROJECTION, entries) as model:
        row = case_row(connection, CASE, today=DAY, model=model)
    with as_it_stood(connection, paid.PROJECTION, entries) as model:
        return [row, grants(connection, model=model), payments(connection, model=model)]


def now(connection: Connection) -> Sequence[object]:
    return [case_row(connection, CASE, today=DAY), grants(connection), payments(connection)]


def test_every_position_shows_what_was_shown_there(show: Show, record: Record) -> None:
    seen = {}
    for chapter in [*register(), *life()]:
        connection = show([chapter])
        seen[record.head().position] = now(connection)
    for position, shown in seen.items():
        assert then(record, connection, Moment(position=position)) == shown, position


def test_what_is_filed_later_never_changes_the_past(show: Show, record: Record) -> None:
    connection = show([*register(), *life()[:12]])
    moment = Moment(position=record.head().position)
    before = then(record, connection, moment)
    assert then(record, show(life()[12:]), moment) == before


def test_the_tables_of_the_past_are_gone_and_the_live_ones_untouched(
    show: Show, record: Record
) -> None:
    connection = show([*register(), *life()])
    shown = now(connection)
    with (
        pytest.raises(KeyError),
        shown_at(
            connection, record, projection=paid.PROJECTION, moment=Moment(position=3)
        ) as model,
    ):
        assert payments(connection, model=model) == []
        raise KeyError
    assert now(connection) == shown
    assert connection.execute("SHOW transaction_read_only").fetchone() == ("on",)


def test_only_what_is_asked_for_is_read(show: Show, record: Record) -> None:
    connection = show([*register(), *life(), *life(OTHER)])
    moment = Moment(position=record.head().position)
    mine = entries_then(record, connection, [CASE], moment=moment)
    assert not any(entry.subject.key.startswith(OTHER.case) for entry in mine)
    projection, year = caseloads.PROJECTION, 2016
    for asked, count in (({"recipient": "fulda"}, 1), ({"year": year}, 2), ({"grantor": "x"}, 0)):
        with shown_at(connection, record, projection=projection, moment=moment, **asked) as model:
            assert len(caseload(connection, today=DAY, model=model)) == count
    with shown_at(connection, record, projection=projection, moment=Moment()) as model:
        assert model == "caseload"
