"""Measures a command through the office against a raw INSERT of the bytes that it files."""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.append import compare, databases
from domain.kernel import Command, Context
from office.deciders import EVENTS
from office.migrations import migrate, migrate_keys
from office.office import Office
from office.personal import Keys
from office.record import Record
from workers.demo.grants import coordination
from workers.demo.scenes import Actor, Scene
from workers.demo.stories import Grant, applying
from workers.demo.year_2016 import scenes

COMMANDS = 100
NOW = datetime(2026, 1, 4, 9, tzinfo=UTC)
_numbers = count(1)


def context(actor: Actor) -> Context:
    """A new command's context."""
    return Context(
        command_id=f"bench-{next(_numbers)}",
        person=actor.person,
        role=actor.role,
        scope=actor.scope,
        today=date(2015, 12, 31),
        now=NOW,
    )


def applications(template: Grant) -> Iterator[Scene]:
    """Applications without end, each with a file number of its own."""
    for number in count(1):
        [scene] = applying(_numbered(template, number))
        yield scene


def _numbered(template: Grant, number: int) -> Grant:
    return Grant(**{**vars(template), "case": f"WIR-2016-B{number:05d}"})


def handle(office: Office, source: Iterator[Scene]) -> None:
    """Hands in a hundred applications."""
    for _ in range(COMMANDS):
        scene = next(source)
        command: Command = scene.ask(office.desk())
        office.handle(command, context(scene.actor))


def insert(connection: psycopg.Connection, states: Sequence[tuple[str, bytes]]) -> None:
    """Inserts the same bytes, row by row, each command its own transaction."""
    for _ in range(COMMANDS):
        with connection.transaction():
            for topic, state in states:
                connection.execute(
                    "INSERT INTO bare (stream, version, topic, state) VALUES (%b, %b, %b, %b)",
                    (f"bare:{next(_numbers)}", 1, topic, state),
                    prepare=True,
                )


def measure(office: Office, owner: str, template: Grant) -> None:
    """One line: the office against the database alone."""
    source = applications(template)
    handle(office, source)
    bare = psycopg.connect(owner, autocommit=True)
    bare.execute(
        "CREATE TABLE IF NOT EXISTS bare (stream text, version bigint, topic text, state bytea,"
        " PRIMARY KEY (stream, version))"
    )
    states = bare.execute(
        "SELECT topic, state FROM record.events ORDER BY position DESC LIMIT 2", binary=True
    ).fetchall()
    compare(
        "a command through the office : INSERT of its bytes",
        partial(handle, office, source),
        partial(insert, bare, states),
    )
    bare.close()


def main(arguments: Sequence[str]) -> None:
    """Prepares a register of recipients and measures."""
    with databases(arguments) as (owner, keys_owner, folder):
        migrate(owner)
        migrate_keys(keys_owner)
        keys = Keys(
            make_conninfo(keys_owner, user="akte"), master=folder / "master.key", training=True
        )
        record = Record(make_conninfo(owner, user="akte"), events=EVENTS, keys=keys)
        office = Office(record, wall_clock=lambda: NOW)
        year = scenes()
        for scene in year:
            if scene.name.startswith("register/"):
                office.handle(scene.ask(office.desk()), context(scene.actor))
        measure(office, owner, coordination(1, "hanau", 50_000_00))
        record.close()
        keys.close()


if __name__ == "__main__":
    main(sys.argv[1:])
