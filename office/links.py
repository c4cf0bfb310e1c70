"""Reads the record as links of its chain: each event's canonical bytes with its entry hash."""

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from office.chain import COLUMNS, GENESIS

_COPY = SQL(
    "COPY (SELECT {}, entry_hash FROM record.events WHERE ({}) AND position > %s"
    " ORDER BY position LIMIT 4096) TO STDOUT (FORMAT binary)"
)
ALL = SQL("true")
_COLUMNS = SQL(", ").join(map(Identifier, COLUMNS))
_HEADER = 19
_TRAILER = b"\xff\xff"
_UNHASHED_END = 36  # length and bytes of the entry hash
_POSITION_AND_TIME = struct.Struct(">2x4xq4xq")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Link(NamedTuple):
    """One event: its number, when it was recorded, its canonical bytes and its entry hash."""

    position: int
    recorded_at: datetime
    row: bytes
    entry_hash: bytes


@contextmanager
def snapshot(conninfo: str) -> Iterator[psycopg.Connection]:
    """A connection that sees the record as it stands at one moment and changes nothing."""
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield connection


def links(
    connection: psycopg.Connection,
    condition: SQL = ALL,
    values: Sequence[object] = (),
    *,
    after: int = 0,
) -> Iterator[Link]:
    """The events after a number that meet a condition, by number, as they are stored.

    They are read page by page, so the reader may leave at any event. Nothing is checked here.
    """
    query = _COPY.format(_COLUMNS, condition)
    while page := _page(connection, query, [*values, after]):
        yield from page
        after = page[-1].position


def hashes_before(connection: psycopg.Connection, positions: Sequence[int]) -> dict[int, bytes]:
    """By number, the entry hash of the event before it."""
    query = "SELECT position + 1, entry_hash FROM record.events WHERE position = ANY(%s)"
    found = connection.execute(query, [[one - 1 for one in positions]])
    return {1: GENESIS} | {int(number): bytes(entry_hash) for number, entry_hash in found}


def _page(connection: psycopg.Connection, query: Composed, values: Sequence[object]) -> list[Link]:
    with connection.cursor().copy(query, values) as blocks:
        rows = [bytes(block) for block in blocks]
    rows[0] = rows[0][_HEADER:]
    return [_link(row) for row in rows if row != _TRAILER]


def _link(row: bytes) -> Link:
    position, microseconds = _POSITION_AND_TIME.unpack_from(row)
    moment = _EPOCH + timedelta(microseconds=microseconds)
    return Link(position, moment, row[2:-_UNHASHED_END], row[-32:])
