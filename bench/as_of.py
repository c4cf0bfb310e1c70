"""Measures what the past of one case costs while the record grows by other cases' entries.

It files one grant and the lives of 20 others, then of ten and of fifty times as many, and each time
reads the same of the same case: its page of the past, one step of its replay, its line in the
caseload, and the whole story of its first payment. Seconds depend on the machine; what counts is
the ratio to the smallest record, which stays near 1 where the cost grows with the case and not
with the record. The caseload of all cases is measured beside them: it grows with what is asked.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

import psycopg
from psycopg import Connection
from psycopg.conninfo import make_conninfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.append import databases
from bench.rebuild import TOGETHER, lives
from office.deciders import EVENTS
from office.migrations import migrate, migrate_keys
from office.moment import Moment
from office.office import Office
from office.personal import Keys
from office.record import Record
from projections.caseload import PROJECTION, case_row
from projections.payment_story import payment_story
from projections.projector import Projector
from projections.then import as_it_stood, entries_then
from projections.views import Views
from tests.projections.grant_story import Grant, life, register, tell
from web.caseload_then import cases_then
from web.past import past, step
from workers.console import Listing, out

SIZES = (1, 10, 50)
ROUNDS = 7
CASE = "WIR-2016-FIRST"
DAY = date(2016, 6, 1)
Row = tuple[str, str, str, str]
Reading = Callable[[Office, Connection, int], object]


def page(office: Office, connection: Connection, position: int) -> object:
    """The page of the past."""
    return past(office, connection, case=CASE, moment=Moment(position=position))


def replay(office: Office, connection: Connection, position: int) -> object:
    """One step: before, command, rule, after."""
    return step(office, connection, CASE, position)


def line(office: Office, connection: Connection, position: int) -> object:
    """The line of the case in the caseload."""
    moment = Moment(position=position)
    entries = entries_then(office.record, connection, [CASE], moment=moment)
    with as_it_stood(connection, PROJECTION, entries) as model:
        return case_row(connection, CASE, today=DAY, model=model)


def whole(office: Office, connection: Connection, _: int) -> object:
    """The caseload of all cases at the end of a day."""
    return cases_then(office, connection, moment=Moment(DAY))


def payment(office: Office, connection: Connection, _: int) -> object:
    """The whole story of the first payment of the case."""
    found = payment_story(office.record, connection, case=CASE, number=1)
    assert found and found.way and found.postings
    return found


READINGS: dict[str, Reading] = {
    "page of the past": page,
    "step of the replay": replay,
    "line in the caseload": line,
    "story of a payment": payment,
    "caseload of all": whole,
}


@contextmanager
def opened(arguments: Sequence[str]) -> Iterator[tuple[str, Record, Views, Projector]]:
    """An empty record with its read models; see `bench.append` for the arguments."""
    with databases(arguments) as (owner, keys_owner, folder):
        migrate(owner)
        migrate_keys(keys_owner)
        app, master = make_conninfo(owner, user="akte"), folder / "master.key"
        keys = Keys(make_conninfo(keys_owner, user="akte"), master=master, training=True)
        record, views = Record(app, events=EVENTS, keys=keys), Views(app)
        yield app, record, views, Projector(app, record)
        views.close()
        record.close()
        keys.close()


def seconds(reading: Reading, office: Office, connection: Connection) -> float:
    """The median of some rounds, at places spread over the case's life."""
    took = []
    found = connection.execute(
        'SELECT position FROM timeline.lines WHERE "case" = %s ORDER BY 1', [CASE]
    ).fetchall()
    for number in range(ROUNDS):
        [position] = found[number * (len(found) - 1) // (ROUNDS - 1)]
        began = time.perf_counter()
        reading(office, connection, position)
        took.append(time.perf_counter() - began)
    return median(took)


def measured(office: Office, connection: Connection, base: dict[str, float]) -> Iterator[Row]:
    """One line for each reading; the first of each is what others are compared with."""
    entries = office.record.head().position
    for name, reading in READINGS.items():
        took = seconds(reading, office, connection)
        ratio = took / base.setdefault(name, took)
        yield name, f"{entries:,}", f"{took * 1000:.1f}", f"{ratio:.2f}"


def main(arguments: Sequence[str]) -> None:
    """Files, measures and reports."""
    base: dict[str, float] = {}
    rows: list[Row] = []
    with opened(arguments) as (app, record, views, projector):
        office = Office(record, wall_clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
        tell(record, [*register(), *life(Grant(case=CASE))])
        for before, size in pairwise((0, *SIZES)):
            for first in range(before * TOGETHER, size * TOGETHER, TOGETHER):
                tell(record, lives(first))
            projector.catch_up()
            with psycopg.connect(app, autocommit=True) as connection:
                connection.execute("ANALYZE")  # what autovacuum does within a minute
            with views.read() as connection:
                rows += measured(office, connection, base)
    heads = ("reading", "entries in the record", "ms", "ratio to the smallest")
    out.print(Listing("The past of one case", heads, sorted(rows, key=lambda row: row[0])))


if __name__ == "__main__":
    main(sys.argv[1:])
