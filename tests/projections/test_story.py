"""The replay of a played grant: at every position what the read models showed there."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

import pytest
from psycopg import Connection

from office.moment import Moment
from office.office import Office
from office.record import Record
from projections.payments import grants, payments
from projections.story import told_at
from projections.timeline import TimelineRow, timeline
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, life, register
from web.past import compared, standing_at, step
from web.standing import changes

CASE = Grant().case


class Shown(NamedTuple):
    """What the read models said of the case at a position."""

    lines: list[TimelineRow]
    granted: int
    paid: int
    draws: list[str]


def shown(connection: Connection) -> Shown:
    draws = payments(connection, case=CASE)
    return Shown(
        timeline(connection, CASE),
        sum(one.granted_cents for one in grants(connection) if one.case == CASE),
        sum(one.amount_cents for one in draws if one.status == "booked"),
        [one.status for one in draws],
    )


@pytest.fixture
def office(record: Record) -> Office:
    return Office(record, wall_clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))


def test_the_replay_shows_at_every_position_what_was_shown_there(
    show: Show, record: Record, office: Office
) -> None:
    then = {}
    for moment in [*register(), *life()]:
        connection = show([moment])
        then[record.head().position] = shown(connection)
    rows = timeline(connection, CASE)
    for position, seen in then.items():
        at = Moment(position=position)
        facts = standing_at(office, CASE, at)
        draws = [str(facts[f"standing.draw.{n}"]) for n in range(1, len(seen.draws) + 1)]
        assert told_at(rows, at) == seen.lines
        assert facts.get("money.granted", 0) == seen.granted
        assert facts.get("money.paid", 0) == seen.paid
        assert draws == seen.draws


def test_the_steps_of_a_case_join_without_a_gap(show: Show, office: Office) -> None:
    connection = show([*register(), *life()])
    rows = timeline(connection, CASE)
    stepped = (step(office, connection, CASE, row.position) for row in rows)
    steps = [found for found in stepped if found]
    assert [one.number for one in steps] == list(range(1, len(rows) + 1))
    assert [one.next for one in steps[:-1]] == [one.row.position for one in steps[1:]]
    assert all(not changes(one.after, two.before) for one, two in pairwise(steps))
    first, last = (Moment(position=one.row.position) for one in (steps[0], steps[-1]))
    changed = {one.key: one.after for one in compared(office, CASE, first, last)}
    assert (changed["money.paid"], changed["standing.closed"]) == (50_000_00, True)


def test_a_step_leads_to_the_letter_and_the_bank_file_that_followed(
    show: Show, office: Office
) -> None:
    story = [*register(), *life()]
    for moment in story:
        connection = show([moment])
    rows = timeline(connection, CASE)
    found = {row.topic: step(office, connection, CASE, row.position) for row in rows}
    followed = {topic: [row.topic for row in one.followed] for topic, one in found.items() if one}
    assert followed["approval.signed.v1"] == ["letter.prepared.v1"]
    assert followed["payment_run.frozen.v1"] == ["payment_run.file_written.v1"]
    assert followed["letter.prepared.v1"] == []


def test_a_case_has_no_step_where_another_files(show: Show, office: Office) -> None:
    connection = show([*register(), *life()])
    assert step(office, connection, CASE, 0) is None
    assert step(office, connection, CASE, 10_000) is None
