"""Tests of the record behind a connection that is cut, before the commit and after it."""

import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from select import select
from typing import ClassVar

import pytest
from eventsourcing.persistence import OperationalError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from domain.kernel import Command, Context, Event, Key, Subject
from office.personal import Keys
from office.receipts import Receipt
from office.record import Filed, Record
from office.verify import verify

LAMP = Subject("lamp", "l-1")


class LampLit(Event):
    TOPIC: ClassVar[str] = "sample.lamp_lit.v1"
    BASIS: ClassVar[str] = "an example"
    lamp: Key


class LightLamp(Command):
    NAME: ClassVar[str] = "light_lamp"
    lamp: Key


class Cutter:
    """A proxy before PostgreSQL's socket; cuts a connection once, at the bytes it is told."""

    def __init__(self, server: str) -> None:
        self.cut_request: bytes | None = None
        self.cut_reply: bytes | None = None
        self.cuts = 0
        self.folder = tempfile.mkdtemp(prefix="akte-")
        self._server = f"{server}/.s.PGSQL.5432"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(f"{self.folder}/.s.PGSQL.5432")
        self._listener.listen()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()
        shutil.rmtree(self.folder)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._threads.append(threading.Thread(target=self._carry, args=(client, server)))
                self._threads[-1].start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        other = {client: server, server: client}
        with client, server, suppress(OSError):
            while all(
                self._pass_on(source, other[source], request=source is client)
                for source in select([client, server], [], [])[0]
            ):
                pass

    def _pass_on(self, source: socket.socket, target: socket.socket, *, request: bool) -> bool:
        data = source.recv(65_536)
        mark = self.cut_request if request else self.cut_reply
        if mark and mark in data:
            self.cut_request = self.cut_reply = None
            self.cuts += 1
            return False
        target.sendall(data)
        return bool(data)


@pytest.fixture
def cutter(database) -> Iterator[Cutter]:
    cutter = Cutter(str(conninfo_to_dict(database.app)["host"]))
    yield cutter
    cutter.close()


@pytest.fixture
def record(database, cutter: Cutter, keys: Keys) -> Iterator[Record]:
    behind = make_conninfo(database.app, host=cutter.folder)
    with Record(behind, events=[LampLit], keys=keys) as record:
        yield record


def light(record: Record, version: int, *, receipt: bool = True, lamp: str = "l-1") -> Filed:
    """Handles the command `c-<version>`."""
    filings = [(LAMP, version, LampLit(lamp=lamp))]
    return record.file(
        filings,
        context=Context(
            command_id=f"c-{version}",
            person="clerk-1",
            role="clerk",
            today=date(2026, 3, 2),
            now=datetime(2026, 3, 2, 12, tzinfo=UTC),
        ),
        programme=None,
        receipt=Receipt.of(LightLamp(lamp=lamp), filings, key=b"k") if receipt else None,
    )


def test_a_commit_whose_reply_was_cut_is_answered_by_its_receipt(
    record: Record, cutter: Cutter, database
) -> None:
    light(record, 1)
    cutter.cut_reply = b"SELECT 1\x00"
    filed = light(record, 2)
    assert cutter.cuts == 1
    assert (filed.first, filed.last, filed.receipt) == (3, 4, record.receipt("c-2"))
    assert [entry.version for entry in record.history(LAMP)] == [1, 2]
    assert (verify(database.app).ok, verify(database.app).events) == (True, 4)


def test_a_request_that_was_cut_is_an_error_and_may_be_sent_again(
    record: Record, cutter: Cutter
) -> None:
    light(record, 1)
    cutter.cut_request = b"c-2"
    with pytest.raises(OperationalError):
        light(record, 2)
    assert cutter.cuts == 1
    assert record.receipt("c-2") is None
    assert light(record, 2).last == 4


def test_without_a_receipt_a_cut_reply_stays_an_open_question(
    record: Record, cutter: Cutter
) -> None:
    light(record, 1, receipt=False)
    cutter.cut_reply = b"SELECT 1\x00"
    with pytest.raises(OperationalError):
        light(record, 2, receipt=False)
    assert record.head().position == 2


def test_the_receipt_of_another_command_is_no_answer_after_a_cut(
    record: Record, cutter: Cutter
) -> None:
    light(record, 1)
    cutter.cut_request = b"c-1"
    with pytest.raises(OperationalError):
        light(record, 1, lamp="l-2")
    assert record.head().position == 2
