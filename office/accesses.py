"""Who looked at what: noted at once, written in batches beside the record, read by auditors."""

from collections.abc import Sequence
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import NamedTuple

import structlog
from psycopg import OperationalError
from psycopg.rows import args_row
from psycopg_pool import ConnectionPool

_PAUSE_S = 1.0
_PATIENCE_S = 5.0


class Look(NamedTuple):
    """A person saw something: `what` is the kind of page or file, `about` the key of its subject.

    Neither holds content; `person` is the person's key.
    """

    at: datetime
    person: str
    role: str
    what: str
    about: str


class Accesses:
    """The book of looks. `note` never waits; `close` writes all that was noted."""

    def __init__(self, conninfo: str, *, months: int = 24) -> None:
        self._pool = ConnectionPool(
            conninfo, min_size=0, max_size=2, open=True, timeout=_PATIENCE_S, name="accesses"
        )
        self._months = months
        self._noted: SimpleQueue[Look | None] = SimpleQueue()
        self._ending = Event()
        self._writer = Thread(target=self._write, name="accesses", daemon=True)
        self._writer.start()

    def note(self, look: Look) -> None:
        """Takes a look in; the writer brings it to the table."""
        self._noted.put(look)

    def looks(self, *, about: str = "", person: str = "", limit: int = 500) -> list[Look]:
        """The newest looks, at a subject or of a person where one is named."""
        statement = """
            SELECT at, person, role, what, about FROM access.looks
            WHERE (%(about)s = '' OR about = %(about)s)
              AND (%(person)s = '' OR person = %(person)s)
            ORDER BY id DESC LIMIT %(limit)s
            """
        wanted = {"about": about, "person": person, "limit": limit}
        with (
            self._pool.connection() as connection,
            connection.cursor(row_factory=args_row(Look)) as cursor,
        ):
            return cursor.execute(statement, wanted).fetchall()

    def expire(self) -> int:
        """Deletes looks that are older than their time; how many those were."""
        with self._pool.connection() as connection:
            [(gone,)] = connection.execute("SELECT access.expire(%s)", [self._months])
        return int(gone)

    def close(self) -> None:
        """Writes what is noted and ends."""
        self._ending.set()
        self._noted.put(None)
        self._writer.join()
        self._pool.close()

    def _write(self) -> None:
        ended = False
        while not ended:
            taken = self._taken()
            ended = None in taken
            self._keep([one for one in taken if one])

    def _taken(self) -> list[Look | None]:
        """All that is noted by now; waits for the first."""
        taken = [self._noted.get()]
        try:
            while True:
                taken.append(self._noted.get_nowait())
        except Empty:
            return taken

    def _keep(self, looks: Sequence[Look]) -> None:
        """Writes a batch in one round trip; tries again while the database is away."""
        while looks:
            try:
                self._insert(looks)
            except OperationalError:
                structlog.get_logger().warning("looks wait", count=len(looks))
                if self._ending.wait(_PAUSE_S):
                    structlog.get_logger().error("looks lost", count=len(looks))
                    return
            else:
                return

    def _insert(self, looks: Sequence[Look]) -> None:
        columns = [list(column) for column in zip(*looks, strict=True)]
        statement = """
            INSERT INTO access.looks (at, person, role, what, about)
            SELECT * FROM unnest(
                %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[])
            """
        with self._pool.connection() as connection:
            connection.execute(statement, columns)
