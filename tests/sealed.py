"""A record of purses for tests of the seal, and a shelf in memory that can break."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import psycopg

from domain.kernel import Context, Event, Key, Subject
from office.record import Record
from projections.audit.notes import SigningKey

KEY = SigningKey("akte.example", bytes(range(32)))
TODAY = date(2026, 11, 22)


class CoinPaid(Event):
    TOPIC: ClassVar[str] = "sample.coin_paid.v1"
    BASIS: ClassVar[str] = "an example"
    purse: Key
    cents: int


def said(command_id: str) -> Context:
    return Context(
        command_id=command_id,
        person="clerk-1",
        role="clerk",
        today=date(2026, 3, 2),
        now=datetime(2026, 3, 2, 12, tzinfo=UTC),
    )


def pay(record: Record, count: int) -> None:
    """Files so many more coins, three purses in turn."""
    done = record.head().position
    for number in range(done, done + count):
        subject = Subject("purse", f"p-{number % 3}")
        coin = CoinPaid(purse=subject.key, cents=500 + number)
        context = said(f"c-{number}")
        filing = (subject, number // 3 + 1, coin)
        record.file([filing], context=context, programme=None, receipt=None)


@contextmanager
def administrator(database: Any) -> Iterator[psycopg.Connection[Any]]:
    """Who owns the database and switches its triggers off."""
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        yield owner


class Broken(OSError):
    """The shelf broke, or its process was killed."""


class MemoryShelf:
    """A shelf in memory; it breaks when it was put to `strength` times."""

    def __init__(self, strength: int | None = None) -> None:
        self.files: dict[str, bytes] = {}
        self.strength = strength

    def get(self, name: str) -> bytes:
        return self.files[name]

    def put(self, name: str, content: bytes) -> None:
        if self.strength is not None:
            if self.strength == 0:
                raise Broken
            self.strength -= 1
        self.files[name] = content

    def drop(self, name: str) -> None:
        self.files.pop(name, None)

    def names(self, start: str) -> list[str]:
        return sorted(name for name in self.files if name.startswith(start))
