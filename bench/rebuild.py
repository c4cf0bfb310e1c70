"""Measures the rebuild of every read model against COPY of the same rows, in one run.

It files the lives of many grants, and then in each round builds all read models, rebuilds each,
and copies the rows that came out into empty tables of the same shape. Seconds depend on the
machine; what counts is the ratio, whose two sides are measured side by side. COPY is given the
finished rows: it reads no record, decodes no event and folds nothing.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.append import databases
from office.deciders import EVENTS
from office.migrations import migrate, migrate_keys
from office.personal import Keys
from office.record import Record
from projections.projection import Projection, create
from projections.projector import PROJECTIONS, Projector
from tests.projections.grant_story import Grant, Story, life, register, tell

GRANTS = 1_000
TOGETHER = 20
ROUNDS = 3
PAGE = 1_000
COPY = "measured_copy"


@dataclass
class Figures:
    """Seconds of each round: reading the record, and for each read model rebuild and COPY."""

    rows: dict[str, int] = field(default_factory=dict)
    reading: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    rebuilds: dict[str, list[float]] = field(default_factory=dict)
    copies: dict[str, list[float]] = field(default_factory=dict)


def lives(first: int) -> Story:
    """The lives of a few grants, chapter beside chapter, as they lie in a real record."""
    grants = [Grant(case=f"WIR-2016-{first + number:06d}") for number in range(TOGETHER)]
    stories = [
        [one for one in life(grant) if one.subject.kind != "payment_run"] for grant in grants
    ]
    return [
        moment
        for chapter in zip(*stories, strict=True)
        for moment in chapter
        if moment.subject.kind != "recipient"
    ]


def read_all(record: Record) -> int:
    """Reads and decodes the whole record; how many entries it has."""
    position = 0
    while page := record.page(position, PAGE):
        position = page[-1].position
    return position


def copy_rows(connection: psycopg.Connection, projection: Projection) -> tuple[int, float]:
    """Copies a read model's rows into empty tables; how many rows, in how many seconds."""
    name = projection.name
    with connection.transaction():
        connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(COPY)))
        create(connection, projection, COPY)
    count, seconds = 0, 0.0
    for table in projection.tables:
        source, target = Identifier(name, table.name), Identifier(COPY, table.name)
        with connection.cursor() as cursor:
            out = SQL("COPY {} TO STDOUT (FORMAT BINARY)").format(source)
            with cursor.copy(out) as copy:
                rows = b"".join(bytes(chunk) for chunk in copy)
            started = time.perf_counter()
            into = SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(target)
            with cursor.copy(into) as copy:
                copy.write(rows)
            seconds += time.perf_counter() - started
            count += cursor.rowcount
    return count, seconds


def measure(conninfo: str, record: Record, figures: Figures) -> None:
    """One round."""
    started = time.perf_counter()
    read_all(record)
    figures.reading.append(time.perf_counter() - started)
    projector = Projector(conninfo, record, page_size=PAGE)
    with psycopg.connect(
        conninfo, autocommit=True, options="-c synchronous_commit=off"
    ) as connection:
        for projection in PROJECTIONS:
            name = projection.name
            connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(name)))
        started = time.perf_counter()
        projector.catch_up()
        figures.together.append(time.perf_counter() - started)
        for projection in PROJECTIONS:
            started = time.perf_counter()
            projector.rebuild(projection.name)
            seconds = time.perf_counter() - started
            figures.rebuilds.setdefault(projection.name, []).append(seconds)
            count, seconds = copy_rows(connection, projection)
            figures.rows[projection.name] = count
            figures.copies.setdefault(projection.name, []).append(seconds)


def report(entries: int, figures: Figures) -> None:
    """Prints medians; a ratio is the time of COPY divided by ours in the same round."""
    together, copies = figures.together, list(zip(*figures.copies.values(), strict=True))
    ratios = [sum(copy) / ours for copy, ours in zip(copies, together, strict=True)]
    print(f"{entries:,} entries, median of {len(together)} rounds; ratio 1.00 = as fast as COPY")
    print(f"{'':<24}{'rows':>10}{'seconds':>10}{'COPY':>10}{'ratio':>8}")
    print(f"{'reading the record alone':<24}{'':>10}{median(figures.reading):>10.2f}")
    line(
        "all in one go",
        sum(figures.rows.values()),
        seconds=median(together),
        copied=median(map(sum, copies)),
        ratio=median(ratios),
    )
    for name, rebuilds in figures.rebuilds.items():
        pairs = zip(figures.copies[name], rebuilds, strict=True)
        line(
            f"rebuild {name}",
            figures.rows[name],
            seconds=median(rebuilds),
            copied=median(figures.copies[name]),
            ratio=median(copy / rebuild for copy, rebuild in pairs),
        )


def line(name: str, rows: int, *, seconds: float, copied: float, ratio: float) -> None:
    """Prints one comparison."""
    print(f"{name:<24}{rows:>10,}{seconds:>10.2f}{copied:>10.3f}{ratio:>8.3f}")


def main(arguments: Sequence[str]) -> None:
    """Files, measures and reports; see `bench.append` for the arguments."""
    with databases(arguments) as (owner, keys_owner, folder):
        migrate(owner)
        migrate_keys(keys_owner)
        app, master = make_conninfo(owner, user="akte"), folder / "master.key"
        keys = Keys(make_conninfo(keys_owner, user="akte"), master=master, training=True)
        record = Record(app, events=EVENTS, keys=keys)
        tell(record, register())
        for first in range(0, GRANTS, TOGETHER):
            tell(record, lives(first))
        figures = Figures()
        for _ in range(ROUNDS):
            measure(app, record, figures)
        report(record.head().position, figures)
        record.close()
        keys.close()


if __name__ == "__main__":
    main(sys.argv[1:])
