"""Blue and green: a copy of a read model is built beside the live one and takes its place."""

from collections.abc import Callable

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from projections.projection import Projection, Source, advance, create, exists, hold

Progress = Callable[[int, int], None]
"""Told after each batch: the position done and the position of the record's end."""


def rebuild(
    connection: Connection,
    projection: Projection,
    *,
    source: Source,
    page_size: int,
    progress: Progress | None = None,
) -> int:
    """Builds the read model anew from the first entry, puts it in place, gives its position.

    The live copy goes on meanwhile, and its readers notice nothing. The connection commits by
    itself and has the right to build (`hold_building`). Whatever interrupts this leaves the live
    copy as it is; what is left of the other is cleared by the next rebuild.
    """
    copy, spent = f"{projection.name}_next", f"{projection.name}_old"
    _drop(connection, spent)
    _drop(connection, copy)
    with connection.transaction():
        create(connection, projection, copy)
    done, full = 0, True
    while full:
        page = source.page(done, page_size)
        with connection.transaction():
            done = advance(connection, projection, page, schema=copy)
        full = len(page) == page_size
        if progress:
            progress(done, max(done, source.head().position))
    with connection.transaction():
        hold(connection, projection)
        while page := source.page(done, page_size):
            done = advance(connection, projection, page, schema=copy)
        _replace(connection, projection.name, by=copy, spent=spent)
    _drop(connection, spent)
    return done


def _replace(connection: Connection, live: str, *, by: str, spent: str) -> None:
    rename = SQL("ALTER SCHEMA {} RENAME TO {}")
    if exists(connection, live):
        connection.execute(rename.format(Identifier(live), Identifier(spent)))
    connection.execute(rename.format(Identifier(by), Identifier(live)))


def _drop(connection: Connection, schema: str) -> None:
    connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))
