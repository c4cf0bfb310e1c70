"""Connections to PostgreSQL: the library's pool, opened with a complete connection string."""

from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing.persistence import InterfaceError, OperationalError
from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, dict_row

_SESSION = "-c TimeZone=UTC -c lock_timeout=5s"


class Datastore(PostgresDatastore):
    """A pool of one to `pool_size` connections, opened at first use.

    Moments are read in UTC whatever the server's zone is. Nothing waits longer than five
    seconds for a lock; it then raises `eventsourcing.persistence.OperationalError`, as a lost
    connection does.
    """

    def __init__(self, conninfo: str, *, pool_size: int) -> None:
        super().__init__(
            *("", "", "", "", ""),
            pool_size=1,
            max_overflow=pool_size - 1,
            originator_id_type="text",
            schema="record",
        )
        # The parent knows five settings; TLS, options and socket folders are settings too.
        given = conninfo_to_dict(conninfo)
        options = f"{given.pop('options', None) or ''} {_SESSION}".strip()
        self.pool.kwargs = {**given, "options": options, "row_factory": dict_row}

    @contextmanager
    def get_connection(self) -> Iterator[Connection[DictRow]]:
        """A connection of the pool; after a fault the others are looked at too."""
        try:
            with super().get_connection() as connection:
                yield connection
        except (InterfaceError, OperationalError):
            # A server that went down took all of them; each would fail one more caller.
            self.pool.check()
            raise

    def register_type_adapters(self) -> None:
        """Nothing to register: events travel as binary arrays, not as composites."""
