"""An office on a real record, for tests: the usual grant goes through its door."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count

import pytest

from domain.kernel import Command, Day, Refused
from office.deciders import EVENTS
from office.office import Answer, Office
from office.personal import Keys
from office.record import Record
from tests.story import Act, Actor, context

WALL = datetime(2026, 11, 22, 9, tzinfo=UTC)
JANUARY = date(2016, 1, 9)


class Meeting:
    """A desk's reads wait until all who decide have read; then all try to file at once."""

    def __init__(self, people: int) -> None:
        self._barrier = threading.Barrier(people, timeout=20)
        self._met = threading.local()

    def __call__(self) -> None:
        if not getattr(self._met, "once", False):
            self._met.once = True
            self._barrier.wait()


class CrowdedRecord(Record):
    """A record to which several file at the same moment, as far as they can."""

    meeting: Callable[[], None] | None = None

    def file(self, *args, **more):
        if self.meeting:
            self.meeting()
        return super().file(*args, **more)


class House:
    """An office with its record, and the usual grant played through its door."""

    def __init__(self, record: CrowdedRecord, *, training: bool = False, remembers: int = 100):
        self.record = record
        self.numbers = count(1)
        self.office = Office(
            record, wall_clock=lambda: WALL, training=training, remembers=remembers
        )

    def ask(self, command: Command, who: Actor, on: Day = JANUARY, **envelope: object) -> Answer:
        """One command with an id of its own, unless the envelope names one."""
        said = context(who, on, f"test/{next(self.numbers)}")
        return self.office.handle(command, said.model_copy(update=envelope))

    def play(self, acts: list[Act]) -> None:
        """All acts of a story, each under an id of its own."""
        for ask, actor, on in acts:
            command = ask if isinstance(ask, Command) else ask(self.office.desk())
            self.ask(command, actor, on)


def opened(conninfo: str, keys: Keys) -> CrowdedRecord:
    """The record, to be used in a `with`."""
    return CrowdedRecord(conninfo, events=EVENTS, keys=keys)


def refused(answer: Callable[[], Answer]) -> str:
    """The code with which an answer is refused."""
    with pytest.raises(Refused) as raised:
        answer()
    return raised.value.refusal.code
