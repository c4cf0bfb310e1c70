"""All rows of all read models as bytes, to compare one state of them with another."""

import psycopg
from psycopg.sql import SQL, Identifier

from projections.register import PROJECTIONS

Bytes = dict[str, bytes]


def table_bytes(conninfo: str) -> Bytes:
    """Every table of every read model, its rows in order of their columns; tracking included."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return {
            f"{projection.name}.{table}": rows(connection, projection.name, table)
            for projection in PROJECTIONS
            for table in ["tracking", *(table.name for table in projection.tables)]
        }


def rows(connection: psycopg.Connection, schema: str, table: str) -> bytes:
    """One table in PostgreSQL's own text form."""
    whole = SQL("COPY (SELECT t FROM {} t ORDER BY t) TO STDOUT").format(Identifier(schema, table))
    with connection.cursor() as cursor, cursor.copy(whole) as copy:
        return b"".join(bytes(chunk) for chunk in copy)


def schemas(conninfo: str) -> list[str]:
    """The names of all schemas of ours, copies under construction included."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        found = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspowner = 'akte'::regrole ORDER BY nspname"
        )
        return [name for (name,) in found]
