"""Verifies the whole record: numbers, versions, hash chain and head, in constant memory."""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

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

    `events` is the number of events with an unbroken chain, and `head` the hash of the last of
    them. `first_bad` is the first position that is missing or wrong, `None` where all is well.
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
        try:
            with connection.cursor().copy(_COPY) as rows:
                end = _follow(rows, progress)
            _check_head(connection, end)
            _check_versions(connection, end)
        except _Flaw as flaw:
            return Verification(
                flaw.end.position, False, flaw.first_bad, flaw.problem, flaw.end.entry_hash
            )
    return Verification(end.position, True, None, None, end.entry_hash)


class _End(NamedTuple):
    """The last event that was right, with its recorded time in PostgreSQL's count."""

    position: int
    entry_hash: bytes
    recorded_at: int


class _Flaw(Exception):
    """Ends the reading at the first thing that is wrong."""

    def __init__(self, end: _End, first_bad: int, problem: Problem) -> None:
        super().__init__(problem)
        self.end, self.first_bad, self.problem = end, first_bad, problem


def _follow(
    blocks: Iterable[bytes | bytearray | memoryview], progress: Callable[[int], None] | None
) -> _End:
    position, entry_hash, recorded_at = 0, GENESIS, _EPOCH
    for block in blocks:
        row = memoryview(block)[0 if position else _COPY_HEADER :]
        if row == _COPY_TRAILER:
            continue
        number, moment = _POSITION_AND_TIME.unpack_from(row)
        linked = link(entry_hash, row[2:-_UNHASHED_END])
        if number != position + 1 or linked != row[-32:] or moment < recorded_at:
            end = _End(position, entry_hash, recorded_at)
            raise _Flaw(end, position + 1, _kind(number - position, linked == row[-32:]))
        position, entry_hash, recorded_at = number, linked, moment
        if progress and position % _STEP == 0:
            progress(position)
    return _End(position, entry_hash, recorded_at)


def _kind(step: int, intact: bool) -> Problem:
    if step > 1:
        return "missing_entry"
    return "time_backwards" if step == 1 and intact else "altered_entry"


def _check_head(connection: psycopg.Connection, end: _End) -> None:
    [(position, entry_hash, recorded_at)] = connection.execute(_HEAD)
    if position > end.position:
        raise _Flaw(end, end.position + 1, "missing_entry")
    if (position, entry_hash, recorded_at) != (*end[:2], struct.pack(">q", end.recorded_at)):
        raise _Flaw(end, min(position + 1, end.position), "head_differs")


def _check_versions(connection: psycopg.Connection, end: _End) -> None:
    [(first_bad,)] = connection.execute(_VERSIONS)
    if first_bad is not None:
        raise _Flaw(end, first_bad, "version_out_of_order")
