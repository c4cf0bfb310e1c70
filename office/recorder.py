"""The library's recorder over our own table: one call files a command, and reads are binary."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from eventsourcing.persistence import BaseInfrastructureFactory, IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment
from psycopg.rows import tuple_row
from psycopg.sql import SQL
from psycopg.types.numeric import Int8

from domain.kernel import Context, Subject

_STALE_STATES = frozenset({"23K01", "23K02"})

Row = tuple[Any, ...]
"""One row of `record.events`, its sixteen columns in their order."""

_FILE = SQL(
    "SELECT record.file(%b, %b, %b, %b, %b::text[], %b::bigint[],"
    " %s, %s, %s, %s, %s, %b, %b, %s, %s)"
)
_COLUMNS = SQL(
    "SELECT position, recorded_at, version, stream, topic, state, command_id, person, role,"
    " scope, reason, business_date, said_at, causation, programme, entry_hash"
)
_ROWS = _COLUMNS + SQL(" FROM record.events WHERE ")
# OFFSET 0 has each stream looked up in the index, whatever the planner knows of a young table.
_NEWS = _COLUMNS + SQL(
    " FROM unnest(%b::text[], %b::bigint[]) AS known(name, seen) CROSS JOIN LATERAL"
    " (SELECT * FROM record.events WHERE stream = name AND version > seen OFFSET 0) AS news"
    " ORDER BY stream, version"
)
_STREAMS = SQL(
    "SELECT stream FROM unnest(%b::text[]) AS kind"
    " JOIN record.events ON stream >= kind || ':' AND stream < kind || ';'"
    " WHERE version = 1 ORDER BY position"
)
_CASES = SQL(
    "SELECT substr(stream, 13) FROM record.events"
    " WHERE stream >= 'application:' AND stream < 'application;' AND version = 1"
    " AND convert_from(state, 'UTF8')::jsonb ->> 'recipient' = %b ORDER BY position"
)
_HEAD = SQL("SELECT position, entry_hash, recorded_at FROM record.head")


class Recorder(PostgresApplicationRecorder):
    """Reads like the library's recorder (through a view) and writes through `record.file`."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        super().__init__(datastore, events_table_name="notifications")
        self.channel_name = "record"

    def insert_events(self, stored_events: Sequence[StoredEvent], **envelope: Any) -> Sequence[int]:
        """Files all events in one statement and returns their positions.

        `envelope` holds `context`, `programme` and `read`. Unlike the library this never tries
        again: what a lost connection meant is for the receipt to say. Raises `IntegrityError`,
        with a `stale_stream`, where somebody else filed first.
        """
        parameters = (
            [event.originator_id for event in stored_events],
            [Int8(event.originator_version) for event in stored_events],
            [event.topic for event in stored_events],
            [event.state for event in stored_events],
            *_envelope(**envelope),
        )
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            [(last,)] = cursor.execute(_FILE, parameters, prepare=True)
        return range(last - len(stored_events) + 1, last + 1)

    def rows(self, condition: str, *parameters: Any) -> list[Row]:
        """The rows for which `condition` holds; it is our own SQL, values go as parameters."""
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return cursor.execute(_ROWS + SQL(condition), parameters, prepare=True).fetchall()

    def news(self, seen: Mapping[str, int]) -> list[Row]:
        """The rows of each stream after the version that was seen of it."""
        known = list(seen), list(seen.values())
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return cursor.execute(_NEWS, known, prepare=True).fetchall()

    def streams(self, kinds: Sequence[str]) -> list[str]:
        """The names of all streams of these kinds, in the order of their first events."""
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return [name for (name,) in cursor.execute(_STREAMS, (list(kinds),), prepare=True)]

    def cases_of(self, recipient: str) -> list[str]:
        """The keys of the applications in which a recipient is named, in their order."""
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return [case for (case,) in cursor.execute(_CASES, (recipient,))]

    def head(self) -> Row:
        """Position, entry hash and recorded time of the last event."""
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            [row] = cursor.execute(_HEAD, prepare=True)
            return row

    def wait(self, after: int, timeout: float) -> bool:
        """Whether the head is past `after`, at once or within `timeout` seconds."""
        deadline = time.monotonic() + timeout
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            # LISTEN comes before the first look, so nothing can be filed unseen in between.
            cursor.execute("LISTEN record")
            while True:
                [(position, *_)] = cursor.execute(_HEAD)
                left = deadline - time.monotonic()
                if position > after or left <= 0:
                    break
                for _ in connection.notifies(timeout=left, stop_after=1):
                    pass
            cursor.execute("UNLISTEN record")
            return bool(position > after)


def stale_stream(error: IntegrityError) -> str | None:
    """The written or read stream that has moved on; `None` where the fault is another one."""
    cause = error.__cause__
    if isinstance(cause, psycopg.Error) and cause.sqlstate in _STALE_STATES:
        return cause.diag.message_detail
    return None


def _envelope(
    *, context: Context, programme: str | None, read: Mapping[Subject, int], **_: object
) -> tuple[Any, ...]:
    said = context
    return (
        [str(subject) for subject in read],
        [Int8(version) for version in read.values()],
        *(said.command_id, said.person, said.role, said.scope, said.reason),
        *(said.today, said.now, said.causation, programme),
    )


class Factory(PostgresFactory):
    """Gives the library's application our datastore, and no settings by string."""

    def __init__(self, env: Environment, datastore: PostgresDatastore) -> None:
        # The parent would build a datastore from five settings; ours has a whole conninfo.
        BaseInfrastructureFactory.__init__(self, env)
        self.datastore = datastore
