"""Connections to PostgreSQL: the library's pool, opened with a complete connection string."""

from eventsourcing.postgres import PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row

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

    def register_type_adapters(self) -> None:
        """Nothing to register: events travel as binary arrays, not as composites."""
