"""A desk of the past: every file as it stood at a moment, from the record alone."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import timedelta

import programmes
from domain.application import Application
from domain.clock import CLOCK, Clock
from domain.desk import Desk, S, State
from domain.kernel import Day, Digest, Entry, Subject
from domain.programme import Programme
from office.moment import Moment
from office.office import Office
from office.record import Record


def position_known(office: Office, moment: Moment) -> int | None:
    """The last position that was known at a moment; `None` where everything counts as known.

    Recorded time never runs backwards, so some twenty entries are looked at, however many
    there are.
    """
    until, record = moment.known_until, office.record
    if until is None:
        return moment.position
    positions = range(1, _end(record, moment) + 1)
    return bisect_right(positions, until, key=lambda at: record.page(at - 1, 1)[0].recorded_at)


def today_then(office: Office, moment: Moment) -> Day:
    """The business date at a moment, by which what was due is late; never after the present."""
    present = office.today()
    if moment.true_on:
        return min(moment.true_on, present)
    if moment.position is not None and (last := _end(office.record, moment)):
        return office.record.page(last - 1, 1)[0].context.today
    if moment.known_on is None:
        return present
    ahead = PastDesk(office, moment).read(Clock, CLOCK).offset_days if office.training else 0
    return min(moment.known_on + timedelta(days=ahead), present)


def _end(record: Record, moment: Moment) -> int:
    head = record.head().position
    return head if moment.position is None else min(moment.position, head)


class PastDesk(Desk):
    """Reads every file as it stood at a moment; the same moment gives the same for ever.

    Only the law is today's text of the version that was pinned then, which never changes. Of
    erased personal data the answer is `None`, as everywhere.
    """

    def __init__(self, office: Office, moment: Moment) -> None:
        self._office = office
        self._moment = moment
        self._read: dict[Subject, State] = {}
        self.calendar = programmes.calendar()
        self.bank_days = programmes.bank_days()
        self.base_rates = programmes.base_rates()

    def recall(self, wanted: Mapping[Subject, type[State]]) -> None:
        """Reads many files in one round trip, for those that ask for each afterwards."""
        found = self._office.record.histories(dict.fromkeys(wanted, 0))
        for subject, state in wanted.items():
            self._read[subject] = self._folded(state(subject.key), found[subject])

    def hold(self, states: Mapping[Subject, State]) -> None:
        """Takes files that were folded to this moment elsewhere."""
        self._read.update(states)

    def read(self, state: type[S], key: str) -> S:
        subject = Subject(state.KIND, key)
        if subject not in self._read:
            entries = self._office.record.history(subject, until=self._moment.known_until)
            self._read[subject] = self._folded(state(key), entries)
        found = self._read[subject]
        assert isinstance(found, state)
        return found

    def cases_of(self, recipient: str) -> list[str]:
        cases = self._office.record.cases_of(recipient)
        return [case for case in cases if self.read(Application, case).content]

    def recipients(self) -> list[str]:
        found = self._office.record.subjects("recipient")
        known = self._office.record.history
        return [one.key for one in found if self._moment.of(known(one))]

    def fingerprint(self, text: str) -> Digest:
        return self._office.fingerprint(text)

    def programme(self, reference: str) -> Programme:
        return programmes.load(reference)

    def in_force(self, name: str, day: Day) -> Programme:
        return programmes.in_force(name, day)

    def digest(self, reference: str) -> str:
        return programmes.digest(reference)

    def _folded(self, state: S, entries: list[Entry]) -> S:
        for entry in self._moment.of(entries):
            state = state.evolve(entry.event)
        return state
