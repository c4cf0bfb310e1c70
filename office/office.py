"""The office: the one door through which a wish becomes part of the record, or is refused."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

import programmes
from domain.amendment import ApprovalAmended
from domain.application import Application, ApplicationSubmitted
from domain.approval import Approval
from domain.clock import CLOCK, AdvanceClock, Clock
from domain.desk import Desk, S
from domain.kernel import Command, Conflict, Context, Day, Event, Filings, Subject
from domain.personal_data import PersonalDataErased
from domain.policy import permit
from domain.programme import Programme
from domain.reasons.general import CHANGED_MEANWHILE, ID_REUSED, TRAINING_ONLY
from office.deciders import DECIDERS
from office.receipts import Receipt, ReceiptLine
from office.record import Filed, Record

BERLIN = ZoneInfo("Europe/Berlin")
_TRIES = 20
_IDLE = timedelta(hours=1)
_SHARED = frozenset({"appropriation", "recipient", "onward"})


class ProgrammeAltered(Exception):
    """A programme file no longer has the content to which cases are pinned."""


@dataclass(frozen=True)
class Answer:
    """What became of a command.

    `position` is the record's position after it, 0 where nothing was filed because the wish was
    already fulfilled. `repeated` says that the same command id was answered before.
    """

    position: int
    filed: tuple[ReceiptLine, ...] = ()
    repeated: bool = False


@dataclass(frozen=True)
class _Remembered:
    """A state and how far it has been folded."""

    state: object
    version: int = 0
    position: int = 0
    used_at: datetime | None = None


class Office:
    """Handles commands and reads subjects; may be used by many threads.

    `wall_clock` gives the present moment; in training the business date runs ahead of it by
    what the record says. The states of the last `remembers` subjects are kept and folded on,
    none longer than `_IDLE` after it was last used. One in whose file personal data were erased
    is folded anew, in every process: then its fields read `None`.
    """

    def __init__(
        self,
        record: Record,
        *,
        wall_clock: Callable[[], datetime],
        training: bool = False,
        remembers: int = 4_000,
    ) -> None:
        self.record = record
        self.training = training
        self._wall_clock = wall_clock
        self._remembers = remembers
        self._memory: OrderedDict[Subject, _Remembered] = OrderedDict()
        self._lock = Lock()

    def now(self) -> datetime:
        """The moment on the wall clock, with its zone."""
        return self._wall_clock()

    def today(self) -> Day:
        """The business date in Europe/Berlin."""
        return self.business_day(self.now())

    def clock_started(self) -> bool:
        """Whether the training clock was ever set."""
        return self.read(Clock, CLOCK).started

    def business_day(self, moment: datetime) -> Day:
        """The business date at a moment of the wall clock."""
        offset = self.read(Clock, CLOCK).offset_days if self.training else 0
        return moment.astimezone(BERLIN).date() + timedelta(days=offset)

    def handle(self, command: Command, context: Context) -> Answer:
        """Decides a command and files the result in one transaction.

        The same command id gives the first answer for ever. Raises Refused where a rule forbids
        it, Conflict only where others keep filing on the same subjects at the same moment.
        """
        if isinstance(command, AdvanceClock) and not self.training:
            raise TRAINING_ONLY.because()
        for _ in range(_TRIES):
            if answer := self._first_answer(command, context):
                return answer
            desk = _OfficeDesk(self)
            permit(desk, command, context)
            filings = DECIDERS[type(command)](desk, command, context)
            desk.refuse_stale(context, filings)
            if not filings:
                return Answer(position=0)
            try:
                filed = self._file(desk, command, context, filings=filings)
            except Conflict:
                continue
            return Answer(filed.last, filed.receipt.filed if filed.receipt else ())
        raise Conflict(f"others kept filing while {command.NAME} was decided")

    def read(self, state: type[S], key: str, *, as_of: int | datetime | date | None = None) -> S:
        """The state of a subject now, or as of a position, a recorded moment, a business date."""
        if as_of is None:
            return self.desk().read(state, key)
        folded = state(key)
        for entry in self.record.history(Subject(state.KIND, key), until=as_of):
            folded = folded.evolve(entry.event)
        return folded

    def desk(self) -> "_OfficeDesk":
        """A desk with the present state of everything, for questions such as `may_sign`."""
        return _OfficeDesk(self)

    def _first_answer(self, command: Command, context: Context) -> Answer | None:
        filed = self.record.found(context.command_id)
        if filed is None or filed.receipt is None:
            return None
        if not filed.receipt.answers(command, self.record.keys.receipts):
            raise ID_REUSED.because()
        return Answer(filed.last, filed.receipt.filed, repeated=True)

    def _file(
        self, desk: "_OfficeDesk", command: Command, context: Context, *, filings: Filings
    ) -> Filed:
        numbered = desk.numbered(filings)
        written = {subject for subject, _, _ in numbered}
        return self.record.file(
            numbered,
            context=context,
            programme=desk.pinned(filings),
            read={one: seen for one, seen in desk.versions().items() if one not in written},
            receipt=Receipt.of(command, numbered, key=self.record.keys.receipts),
        )

    def remembered(self, state: type[S], subject: Subject) -> tuple[S, int, int]:
        """State, version and last position of a subject, folded on from where it was left."""
        with self._lock:
            known = self._memory.get(subject, _Remembered(state(subject.key)))
        folded = known.state
        assert isinstance(folded, state)
        version, position = known.version, known.position
        news = self.record.history(subject, after=position)
        if position and any(isinstance(entry.event, PersonalDataErased) for entry in news):
            folded, news = state(subject.key), self.record.history(subject)
        for entry in news:
            folded = folded.evolve(entry.event)
            version, position = entry.version, entry.position
        self._remember(subject, _Remembered(folded, version, position, self.now()))
        return folded, version, position

    def _remember(self, subject: Subject, known: _Remembered) -> None:
        """Keeps a state as the one used last; what rested too long or is too much goes."""
        with self._lock:
            self._memory[subject] = known
            self._memory.move_to_end(subject)
            while len(self._memory) > self._remembers or self._rests(known.used_at):
                self._memory.popitem(last=False)

    def _rests(self, now: datetime | None) -> bool:
        oldest = next(iter(self._memory.values()), None)
        used_at = oldest and oldest.used_at
        return bool(now and used_at and now - used_at > _IDLE)


class _OfficeDesk(Desk):
    """Reads each subject once and knows afterwards what a decision rests on."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._seen: dict[Subject, tuple[object, int, int]] = {}
        self.calendar = programmes.calendar()
        self.bank_days = programmes.bank_days()
        self.base_rates = programmes.base_rates()

    def read(self, state: type[S], key: str) -> S:
        subject = Subject(state.KIND, key)
        if subject not in self._seen:
            self._seen[subject] = self._office.remembered(state, subject)
        found = self._seen[subject][0]
        assert isinstance(found, state)
        _check_pin(found)
        return found

    def cases_of(self, recipient: str) -> list[str]:
        return self._office.record.cases_of(recipient)

    def programme(self, reference: str) -> Programme:
        return programmes.load(reference)

    def in_force(self, name: str, day: Day) -> Programme:
        return programmes.in_force(name, day)

    def digest(self, reference: str) -> str:
        return programmes.digest(reference)

    def versions(self) -> dict[Subject, int]:
        """The version of every subject that was read."""
        return {subject: version for subject, (_, version, _) in self._seen.items()}

    def numbered(self, filings: Filings) -> list[tuple[Subject, int, Event]]:
        """The events with their new versions; decisions read every subject they write to."""
        versions = self.versions()
        numbered = []
        for subject, event in filings:
            versions[subject] += 1
            numbered.append((subject, versions[subject], event))
        return numbered

    def pinned(self, filings: Filings) -> str | None:
        """The programme version to which the case at hand is pinned, by its last notice."""
        states = [state for state, _, _ in self._seen.values()]
        for state in states:
            if isinstance(state, Approval) and state.changes:
                return state.changes[-1].programme
        for state in states:
            if isinstance(state, Application) and state.content:
                return state.content.programme
        submitted = (one for _, one in filings if isinstance(one, ApplicationSubmitted))
        return next((one.programme for one in submitted), None)

    def refuse_stale(self, context: Context, filings: Filings) -> None:
        """Refuses where the file an act is about moved on after the person looked at it.

        Files that acts on many cases write to may move on; a recipient's file is what an act is
        about where the act writes to no other.
        """
        expected = context.expected_position
        if expected is None:
            return
        written = {subject for subject, _ in filings}
        own = {subject for subject in written if subject.kind not in _SHARED}
        about = own or {subject for subject in written if subject.kind == "recipient"}
        if any(self._seen[subject][2] > expected for subject in about):
            raise CHANGED_MEANWHILE.because()


def _check_pin(state: object) -> None:
    """Raises where the rules that an application or an amending notice pinned were altered."""
    pinned: ApplicationSubmitted | ApprovalAmended | None = None
    if isinstance(state, Application):
        pinned = state.content
    elif isinstance(state, Approval) and state.changes:
        pinned = state.changes[-1]
    if pinned and programmes.digest(pinned.programme) != pinned.programme_digest:
        raise ProgrammeAltered(pinned.programme)
