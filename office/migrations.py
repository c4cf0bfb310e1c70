"""Brings a database to the shape that the record, or the store of data keys, needs."""

from importlib.resources import files

import psycopg
from psycopg.sql import SQL, Identifier, Literal


def migrate(owner_conninfo: str, *, role: str = "akte") -> None:
    """Makes schema, tables, function, triggers and rights of the record; may run again.

    Connects as the owner of the database; `role` is created with LOGIN where it is missing (a
    password is the administrator's to set). `role` may read the record, file through the
    function, note who looked at what and how far, and make schemas of its own for projections.
    """
    _run("record.sql", owner_conninfo, role=role)
    _run("access.sql", owner_conninfo, role=role)
    _run("visits.sql", owner_conninfo, role=role)


def migrate_keys(owner_conninfo: str, *, role: str = "akte") -> None:
    """Makes the store of data keys in a database of its own; may run again."""
    _run("keys.sql", owner_conninfo, role=role)


def migrate_witness(owner_conninfo: str, *, role: str = "akte") -> None:
    """Makes the store of a witness in a database that others keep; may run again."""
    _run("witness.sql", owner_conninfo, role=role)


def _run(script: str, owner_conninfo: str, *, role: str) -> None:
    text = files("office").joinpath(script).read_text(encoding="utf-8")
    with psycopg.connect(owner_conninfo) as connection:
        # Two migrations at once would trip over each other's CREATE IF NOT EXISTS.
        connection.execute("SELECT pg_advisory_xact_lock(1634431077, 2)")
        connection.execute(
            SQL(text).format(
                role=Identifier(role),
                role_name=Literal(role),
                database=Identifier(connection.info.dbname),
            )
        )
