"""Verifies the whole record: numbers, versions, hash chain and head, in constant memory."""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

import psycopg
from psycopg.sql import SQL, Identifier

from office.chain import COLUMNS, GENESIS, link

Problem = Literal[
    "missing_entry", "altered_entry", "time_backwards", "head_differs", "version_out_of_order"
]

_COPY = SQL(
    "COPY (SELECT {}, entry_hash FROM record.events ORDER BY position) TO STDOUT (FORMAT binary)"
).format(SQL(", ").join(map(Identifier, COLUMNS)))
_HEAD = "SELECT position, entry_hash, timestamptz_send(recorded_at) FROM record.head"
_VERSIONS = """
    SELECT min(position) FROM (
        SELECT position, version - row_number() OVER (PARTITION BY stream ORDER BY position)
        FROM record.events) AS numbered (position, surplus)
    WHERE surplus <> 0
"""
_COPY_HEADER = 19
_COPY_TRAILER = b"\xff\xff"
_POSITION_AND_TIME = struct.Struct(">2x4xq4xq")
_UNHASHED_END = 36  # length and bytes of the entry hash
_EPOCH = -946_684_800_000_000  # 1970, counted as PostgreSQL does: microseconds from 2000
_STEP = 10_000


@dataclass(frozen=True)
class Verification:
    """What a verification found.

    `events` were right from the first on, and `head` is the hash of the last of them.
    `first_bad` is the first position that is missing or wrong, `None` where all is well.
    """

    events: int
    ok: bool
    first_bad: int | None
    problem: Problem | None
    head: bytes


def verify(conninfo: str, *, progress: Callable[[int], None] | None = None) -> Verification:
    """Reads the record once, as it stands at one moment, and recomputes every hash.

    Positions run from 1 without a gap and recorded times never backwards, the versions of each
    stream run from 1, and the head row is equal to the last event. Writing may go on meanwhile.
    `progress` is called now and then with the number of events read.

    Whoever owns the database can write the whole record anew, or cut off its end together with
    the head. In itself that is consistent; it shows when `head` is compared with a copy that
    somebody else keeps.
    """
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.cursor().copy(_COPY) as copy:
            found, recorded_at = _follow(copy, progress)
        found = found if not found.ok else _check_head(connection, found, recorded_at)
        return found if not found.ok else _check_versions(connection, found)


def _follow(
    blocks: Iterable[bytes | bytearray | memoryview], progress: Callable[[int], None] | None
) -> tuple[Verification, int]:
    position, recorded_at, entry_hash = 0, _EPOCH, GENESIS
    problem: Problem | None = None
    for block in blocks:
        row = memoryview(block)[0 if position else _COPY_HEADER :]
        if row == _COPY_TRAILER:
            break
        number, moment = _POSITION_AND_TIME.unpack_from(row)
        linked = link(entry_hash, row[2:-_UNHASHED_END])
        if number > position + 1:
            problem = "missing_entry"
        elif number != position + 1 or linked != row[-32:]:
            problem = "altered_entry"
        elif moment < recorded_at:
            problem = "time_backwards"
        if problem:
            break
        position, recorded_at, entry_hash = number, moment, linked
        if progress and position % _STEP == 0:
            progress(position)
    bad = position + 1 if problem else None
    return Verification(position, not problem, bad, problem, entry_hash), recorded_at


def _check_head(
    connection: psycopg.Connection, found: Verification, recorded_at: int
) -> Verification:
    expected = (found.events, found.head, struct.pack(">q", recorded_at))
    [head] = connection.execute(_HEAD)
    if head == expected:
        return found
    if head[0] > found.events:
        return replace(found, ok=False, first_bad=found.events + 1, problem="missing_entry")
    bad = min(head[0] + 1, found.events)
    return replace(found, ok=False, first_bad=bad, problem="head_differs")


def _check_versions(connection: psycopg.Connection, found: Verification) -> Verification:
    [(bad,)] = connection.execute(_VERSIONS)
    if bad is None:
        return found
    return replace(found, ok=False, first_bad=bad, problem="version_out_of_order")
