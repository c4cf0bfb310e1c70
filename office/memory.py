"""What the office remembers of each subject: its state, folded on instead of anew each time."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from domain.desk import State
from domain.kernel import Entry, Subject
from domain.personal_data import PersonalDataErased
from office.record import Record

_IDLE = timedelta(hours=1)

Wanted = Mapping[Subject, type[State]]
"""Subjects and the state that each is read as."""


@dataclass(frozen=True)
class Remembered:
    """A state and how far it has been folded; version and position 0 where nothing was filed."""

    state: State
    version: int = 0
    position: int = 0
    used_at: datetime | None = None


class Memory:
    """The states of the last `size` subjects, none kept for longer than `_IDLE` after its use.

    A subject in whose file personal data were erased is folded anew: then its fields read `None`.
    May be used by many threads.
    """

    def __init__(self, record: Record, *, now: Callable[[], datetime], size: int) -> None:
        self._record = record
        self._now = now
        self._size = size
        self._kept: OrderedDict[Subject, Remembered] = OrderedDict()
        self._lock = Lock()

    def recall(self, wanted: Wanted) -> dict[Subject, Remembered]:
        """The present state of each subject, in one round trip for all."""
        with self._lock:
            known = {one: self._kept.get(one) for one in wanted}
        fresh = {one: Remembered(state(one.key)) for one, state in wanted.items()}
        found = {one: known[one] or fresh[one] for one in wanted}
        news = self._record.histories({one: seen.version for one, seen in found.items()})
        erased = {one: 0 for one, seen in found.items() if seen.version and _erased(news[one])}
        if erased:
            found |= {one: fresh[one] for one in erased}
            news |= self._record.histories(erased)
        now = self._now()
        folded = {one: _folded(seen, news[one], now) for one, seen in found.items()}
        self._keep(folded)
        return folded

    def _keep(self, folded: Mapping[Subject, Remembered]) -> None:
        """Keeps what has a file as used last; what rested too long or is too much goes."""
        with self._lock:
            for one, seen in folded.items():
                if seen.version:
                    self._kept[one] = seen
                    self._kept.move_to_end(one)
            while len(self._kept) > self._size or self._rests():
                self._kept.popitem(last=False)

    def _rests(self) -> bool:
        oldest = next(iter(self._kept.values()), None)
        used_at = oldest and oldest.used_at
        return bool(used_at and self._now() - used_at > _IDLE)


def _erased(news: list[Entry]) -> bool:
    return any(isinstance(entry.event, PersonalDataErased) for entry in news)


def _folded(seen: Remembered, news: list[Entry], now: datetime) -> Remembered:
    state, version, position = seen.state, seen.version, seen.position
    for entry in news:
        state = state.evolve(entry.event)
        version, position = entry.version, entry.position
    return Remembered(state, version, position, now)
