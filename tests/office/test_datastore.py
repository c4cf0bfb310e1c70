"""A server that went down costs one caller a fault, however many connections it took with it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from eventsourcing.persistence import InterfaceError, OperationalError

from office.datastore import Datastore
from tests.conftest import Database

SIZE = 6


def filled(store: Datastore) -> None:
    """Has as many connections in use at once as the pool may hold."""
    together = Barrier(SIZE)

    def use(_: int) -> None:
        with store.get_connection() as connection:
            together.wait()
            connection.execute("SELECT 1")

    with ThreadPoolExecutor(SIZE) as threads:
        list(threads.map(use, range(SIZE)))


def test_one_fault_heals_all_connections(database: Database) -> None:
    store = Datastore(database.app, pool_size=SIZE)
    filled(store)
    with psycopg.connect(database.owner, autocommit=True) as owner:
        ended = owner.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE usename = 'akte' AND datname = current_database()"
        ).fetchone()
    assert ended == (SIZE,)
    with pytest.raises((InterfaceError, OperationalError)), store.get_connection() as connection:
        connection.execute("SELECT 1")
    filled(store)
    store.close()
