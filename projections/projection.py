"""A read model and its position: both move in one transaction, so each entry counts once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.kernel import Entry
from office.record import Head
from projections.table import Table

CHANNEL = "projections"
"""The channel on which every advance of a read model is notified."""

_LOCKS = 1634431078  # the class of our advisory locks; the record has the number before


@dataclass(frozen=True)
class Projection:
    """A read model: its stable name, the version of its code, its tables, and its fold.

    `process` writes into the schema that the search path names and is given each entry once,
    in the order of positions. Whoever changes what it writes raises `version`.
    """

    name: str
    version: int
    tables: tuple[Table[Any], ...]
    process: Callable[[Connection, Sequence[Entry]], None]


class Source(Protocol):
    """What a projector needs of the record."""

    def page(self, after: int, limit: int = 500) -> list[Entry]:
        """The next entries after a position."""
        ...

    def head(self) -> Head:
        """Where the record ends."""
        ...

    def wait(self, after: int, timeout: float) -> bool:
        """Waits until the record goes on after a position."""
        ...


class Tracking(NamedTuple):
    """Which version of the code wrote a copy of a read model, and how far."""

    single: bool
    version: int
    position: int


TRACKING = Table("tracking", Tracking)


class RecordGap(Exception):
    """The record has a hole or runs backwards: nothing may be built on what follows."""

    def __init__(self, name: str, *, expected: int, found: int) -> None:
        super().__init__(f"{name}: position {expected} is missing, {found} came instead")
        self.position = expected


class OtherVersion(Exception):
    """The copy was written by another version of the code."""

    def __init__(self, projection: Projection, found: int) -> None:
        name, version = projection.name, projection.version
        super().__init__(f"{name}: the tables are of version {found}, the code of {version}")


def tracked(connection: Connection, schema: str) -> Tracking | None:
    """The tracking row of a copy, `None` where the schema does not exist."""
    if not exists(connection, schema):
        return None
    statement = SQL("SELECT single, version, position FROM {}").format(
        Identifier(schema, TRACKING.name)
    )
    [row] = connection.execute(statement)
    return Tracking(*row)


def exists(connection: Connection, schema: str) -> bool:
    """Whether there is a schema of that name."""
    # Read from the table: the server's name cache may be older than a lock we waited for.
    found = connection.execute("SELECT FROM pg_catalog.pg_namespace WHERE nspname = %s", (schema,))
    return found.rowcount > 0


def hold(connection: Connection, projection: Projection) -> None:
    """Waits for the projection's lock and holds it until the transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCKS, projection.name))


def hold_building(connection: Connection, projection: Projection) -> None:
    """Waits for the right to build a copy and holds it until the connection closes."""
    connection.execute(
        "SELECT pg_advisory_lock(%s, hashtext(%s))", (_LOCKS, f"{projection.name} building")
    )


def create(connection: Connection, projection: Projection, schema: str) -> None:
    """Makes an empty copy, inside a transaction."""
    connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    _enter(connection, schema)
    for table in (TRACKING, *projection.tables):
        table.create(connection)
    TRACKING.save(connection, [Tracking(True, projection.version, 0)])


def advance(
    connection: Connection, projection: Projection, entries: Sequence[Entry], *, schema: str
) -> int:
    """Takes entries into a copy, inside a transaction, and returns its position afterwards.

    Entries that the copy has already seen are passed over. Raises RecordGap where one is
    missing, OtherVersion where the copy belongs to other code.
    """
    _enter(connection, schema)
    [(version, position)] = connection.execute("SELECT version, position FROM tracking FOR UPDATE")
    if version != projection.version:
        raise OtherVersion(projection, version)
    fresh = [entry for entry in entries if entry.position > position]
    for expected, entry in enumerate(fresh, start=position + 1):
        if entry.position != expected:
            raise RecordGap(projection.name, expected=expected, found=entry.position)
    if fresh:
        projection.process(connection, fresh)
        position = fresh[-1].position
        connection.execute("UPDATE tracking SET position = %s", (position,))
        connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, projection.name))
    return int(position)


def _enter(connection: Connection, schema: str) -> None:
    connection.execute(
        "SELECT set_config('search_path', quote_ident(%s), true)", (schema,), prepare=True
    )
