"""What stored events hold beside their words: sealed boxes of persons, names of documents."""

from collections.abc import Iterator
from typing import NamedTuple

import psycopg
from pydantic_core import from_json

from office.sealing import SEALED, sealed_for

_BOXES = """
    SELECT position, stream, state FROM record.events
    WHERE position('"$sealed"'::bytea in state) > 0 ORDER BY position
"""
_DOCUMENTS = """
    SELECT stream, state FROM record.events
    WHERE position('"document'::bytea in state) > 0 ORDER BY position
"""


class Box(NamedTuple):
    """A sealed box: the event's position and stream, and the name of the key that opens it."""

    position: int
    stream: str
    key: str


class Reference(NamedTuple):
    """A stream whose events refer to a document, by its SHA-256."""

    stream: str
    digest: str


def boxes(conninfo: str) -> Iterator[Box]:
    """Every box of the record, whether its key still exists or not; reads the record once."""
    with psycopg.connect(conninfo) as connection:
        for position, stream, state in connection.execute(_BOXES):
            payload = from_json(state)
            if SEALED in payload:
                yield from (Box(position, stream, key) for key in sorted(sealed_for(payload)))


def references(conninfo: str) -> Iterator[Reference]:
    """Every reference of the record to a document; reads the record once."""
    with psycopg.connect(conninfo) as connection:
        for stream, state in connection.execute(_DOCUMENTS):
            payload = from_json(state)
            single = payload.get("document")
            for digest in (*payload.get("documents", ()), *([single] if single else ())):
                yield Reference(stream, digest)
