"""Views: read-only connections to the read models, and waiting for one's own write to show."""

import time
from contextlib import AbstractContextManager

from psycopg import Connection
from psycopg.errors import UndefinedTable
from psycopg.sql import SQL, Identifier
from psycopg_pool import ConnectionPool

from projections.projection import CHANNEL
from projections.register import PROJECTIONS

_POLL = 0.25
_POSITION = SQL("SELECT position FROM {}.tracking")


class Views:
    """The door for readers; may be used by many threads. Connections open at first use."""

    def __init__(self, conninfo: str, *, pool_size: int = 5) -> None:
        self._pool = ConnectionPool(
            conninfo,
            min_size=0,
            max_size=pool_size,
            open=True,
            check=ConnectionPool.check_connection,
            configure=_configure,
            kwargs={"autocommit": True},
            name="views",
        )

    def read(self) -> AbstractContextManager[Connection]:
        """A connection on which every statement sees what is committed then.

        Raises psycopg_pool.PoolTimeout where the database does not answer.
        """
        return self._pool.connection()

    def position(self, name: str) -> int:
        """How far a read model has come, 0 where it was never started."""
        with self.read() as connection:
            return _lowest(connection, [name])

    def wait_for(self, position: int, timeout: float = 5.0) -> bool:
        """Waits at most `timeout` seconds until all read models are there; whether they are."""
        deadline = time.monotonic() + timeout
        with self.read() as connection:
            # LISTEN comes before the first look, so no advance can pass unseen in between.
            connection.execute(SQL("LISTEN {}").format(Identifier(CHANNEL)))
            reached = _reached(connection, position, deadline)
            connection.execute("UNLISTEN *")
        return reached

    def close(self) -> None:
        """Closes the connections."""
        self._pool.close()


def _reached(connection: Connection, position: int, deadline: float) -> bool:
    names = [projection.name for projection in PROJECTIONS]
    while _lowest(connection, names) < position:
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        for _ in connection.notifies(timeout=min(left, _POLL), stop_after=1):
            pass
    return True


def _lowest(connection: Connection, names: list[str]) -> int:
    positions = SQL(" UNION ALL ").join(_POSITION.format(Identifier(name)) for name in names)
    try:
        [(lowest,)] = connection.execute(SQL("SELECT min(position) FROM ({}) x").format(positions))
    except UndefinedTable:
        return 0
    return int(lowest)


def _configure(connection: Connection) -> None:
    connection.execute("SET default_transaction_read_only = on")
    connection.execute("SET TimeZone = 'UTC'")
