"""The read models driven entry by entry, and where the past differs from what they showed then."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.application import ApplicationSubmitted
from domain.desk import S
from domain.kernel import Entry, Subject
from domain.payment_run import PaymentRunFrozen
from office.moment import Moment
from office.office import Office
from office.past import PastDesk, today_then
from projections import caseload, payments, timeline
from projections.caseload import case_row, waits
from projections.projection import Projection, advance, create
from projections.story import story
from projections.subjects import case_of
from projections.then import as_it_stood, entries_then
from web.case_file import CaseFile
from web.past import standing_at
from web.standing import standing

DRIVEN = (caseload.PROJECTION, payments.PROJECTION, timeline.PROJECTION)
PAGE = 200
Shown = Mapping[str, object]
"""What a case shows: its line and waits, its payments, its timeline, its standing."""


class PresentDesk(PastDesk):
    """A desk whose files are those entries that were put on it so far."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, Moment())
        self.files: dict[Subject, list[Entry]] = defaultdict(list)

    def read(self, state: type[S], key: str) -> S:
        """The state after all that lies in the file."""
        folded = state(key)
        for entry in self.files[Subject(state.KIND, key)]:
            folded = folded.evolve(entry.event)
        return folded


@dataclass
class Replayed:
    """Drives empty read models through a record and compares on the way.

    `connection` may make schemas; `compared` counts what was compared.
    """

    office: Office
    connection: Connection
    compared: int = 0
    _bodies: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _runs: dict[str, list[str]] = field(default_factory=dict)

    def differences(self, *, every: int = 1) -> Iterator[str]:
        """At each so many entries, and for each case that one concerns: where the two differ."""
        desk, waiting = PresentDesk(self.office), list[Entry]()
        self._drop()
        self._create()
        for entry in self._entries():
            waiting.append(entry)
            desk.files[entry.subject].append(entry)
            concerned = self._concerned(entry)
            if entry.position % every == 0:
                self._drive(waiting)
                waiting.clear()
                for case in concerned:
                    yield from self._compared(entry, case, desk)
        self._drop()

    def _compared(self, entry: Entry, case: str, desk: PresentDesk) -> Iterator[str]:
        self.compared += 1
        now, then = self._now(entry, case, desk), self._then(entry.position, case)
        for name, shown in now.items():
            if shown != then[name]:
                yield f"{case}, entry {entry.position}, {name}:\n  {shown}\n  {then[name]}"

    def _now(self, entry: Entry, case: str, desk: PresentDesk) -> Shown:
        """What the live read models and files show after the entry."""
        one, today = self.connection, entry.context.today
        return {
            "line": case_row(one, case, today=today, model=_name(caseload.PROJECTION)),
            "waits": waits(one, case, model=_name(caseload.PROJECTION)),
            "payments": payments.payments(one, case=case, model=_name(payments.PROJECTION)),
            "timeline": timeline.timeline(one, case, model=_name(timeline.PROJECTION)),
            "standing": standing(CaseFile(case, desk, 0)),
        }

    def _then(self, position: int, case: str) -> Shown:
        """What the past says of the same place, from the record as it is today."""
        one, moment = self.connection, Moment(position=position)
        today = today_then(self.office, moment)
        entries = entries_then(self.office.record, one, [case], moment=moment)
        with as_it_stood(one, caseload.PROJECTION, entries) as model:
            row, waiting = (
                case_row(one, case, today=today, model=model),
                waits(one, case, model=model),
            )
        with as_it_stood(one, payments.PROJECTION, entries) as model:
            paid = payments.payments(one, case=case, model=model)
        return {
            "line": row,
            "waits": waiting,
            "payments": paid,
            "timeline": story(one, case, moment),
            "standing": standing_at(self.office, case, moment),
        }

    def _concerned(self, entry: Entry) -> list[str]:
        """The cases that an entry is about: its own, its recipient's, those of its payment run."""
        key, event = entry.subject.key, entry.event
        if isinstance(event, ApplicationSubmitted):
            self._bodies[event.recipient].append(event.case)
        if isinstance(event, PaymentRunFrozen):
            self._runs[event.run] = list(dict.fromkeys(one.case for one in event.items))
        case = case_of(entry)
        if entry.subject.kind == "recipient":
            return self._bodies[key]
        return self._runs.get(key, []) if case is None else [case]

    def _entries(self) -> Iterator[Entry]:
        position = 0
        while page := self.office.record.page(position, PAGE):
            yield from page
            position = page[-1].position

    def _drop(self) -> None:
        for projection in DRIVEN:
            name = Identifier(_name(projection))
            self.connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(name))

    def _create(self) -> None:
        for projection in DRIVEN:
            with self.connection.transaction():
                create(self.connection, projection, _name(projection))

    def _drive(self, entries: list[Entry]) -> None:
        for projection in DRIVEN:
            with self.connection.transaction():
                advance(self.connection, projection, entries, schema=_name(projection))


def _name(projection: Projection) -> str:
    return f"driven_{projection.name}"
