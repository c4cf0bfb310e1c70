"""The office: the one door through which a wish becomes part of the record, or is refused."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import ClassVar, Self

import programmes
from domain.amendment import ApprovalAmended
from domain.application import Application, ApplicationSubmitted
from domain.approval import Approval
from domain.calendar import BERLIN
from domain.clock import CLOCK, AdvanceClock, Clock
from domain.desk import Desk, S, State
from domain.kernel import Command, Conflict, Context, Day, Digest, Event, Filings, Subject
from domain.policy import permit
from domain.programme import Programme
from domain.reasons.general import CHANGED_MEANWHILE, ID_REUSED, TRAINING_ONLY
from office.deciders import DECIDERS
from office.foresight import Foresight
from office.memory import Memory, Remembered
from office.receipts import Receipt, ReceiptLine, receipt_of
from office.record import Filed, Record

_TRIES = 20
_SHARED = frozenset({"appropriation", "recipient", "onward"})
_NOTHING: Mapping[Subject, Remembered] = MappingProxyType({})


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


class Office:
    """Handles commands and reads subjects; may be used by many threads.

    `wall_clock` gives the present moment; in training the business date runs ahead of it by
    what the record says. The states of the last `remembers` subjects are kept and folded on.
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
        self.memory = Memory(record, now=wall_clock, size=remembers)
        self._foresight = Foresight()

    def now(self) -> datetime:
        """The moment on the wall clock, with its zone."""
        return self._wall_clock()

    def today(self) -> Day:
        """The business date in Europe/Berlin."""
        return self.business_day(self.now())

    def fingerprint(self, text: str) -> Digest:
        """The HMAC-SHA-256 of a text under the office's own key."""
        return hmac.digest(self.record.keys.receipts, f"seen\n{text}".encode(), "sha256").hex()

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
        receipt = receipt_of(context.command_id)
        for _ in range(_TRIES):
            ahead = self.memory.recall({receipt: _Answered, **self._foresight.of(command)})
            if answer := self._first_answer(command, ahead[receipt]):
                return answer
            desk = _OfficeDesk(self, ahead)
            try:
                permit(desk, command, context)
                filings = DECIDERS[type(command)](desk, command, context)
            finally:
                self._foresight.learn(command, desk.read_so_far())
            desk.refuse_stale(context, filings)
            if not filings:
                return Answer(position=0)
            try:
                filed = self._file(desk, command, context, filings=filings)
            except Conflict:
                continue
            return Answer(filed.last, filed.receipt.filed if filed.receipt else ())
        raise Conflict(f"others kept filing while {command.NAME} was decided")

    def read(self, state: type[S], key: str) -> S:
        """The present state of a subject; `office.past` reads those of the past."""
        return self.desk().read(state, key)

    def desk(self, ahead: Mapping[Subject, Remembered] = _NOTHING) -> "_OfficeDesk":
        """A desk with the present state of everything, for questions such as `may_sign`.

        `ahead` is what was recalled already and need not be asked for again.
        """
        return _OfficeDesk(self, ahead)

    def _first_answer(self, command: Command, told: Remembered) -> Answer | None:
        assert isinstance(told.state, _Answered)
        receipt = told.state.receipt
        if receipt is None:
            return None
        if not receipt.answers(command, self.record.keys.receipts):
            raise ID_REUSED.because()
        return Answer(told.position, receipt.filed, repeated=True)

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


@dataclass(frozen=True)
class _Answered:
    """What a command id was answered, if it was."""

    KIND: ClassVar[str] = "receipt"
    key: str
    receipt: Receipt | None = None

    def evolve(self, event: Event) -> Self:
        assert isinstance(event, Receipt)
        return replace(self, receipt=event)


class _OfficeDesk(Desk):
    """Reads each subject once and knows afterwards what a decision rests on."""

    def __init__(self, office: Office, ahead: Mapping[Subject, Remembered] = _NOTHING) -> None:
        self._office = office
        self._ahead = ahead
        self._seen: dict[Subject, Remembered] = {}
        self.calendar = programmes.calendar()
        self.bank_days = programmes.bank_days()
        self.base_rates = programmes.base_rates()

    def read(self, state: type[S], key: str) -> S:
        subject = Subject(state.KIND, key)
        if subject not in self._seen:
            ahead = self._ahead.get(subject)
            self._seen[subject] = ahead or self._office.memory.recall({subject: state})[subject]
        found = self._seen[subject].state
        assert isinstance(found, state)
        _check_pin(found)
        return found

    def cases_of(self, recipient: str) -> list[str]:
        return self._office.record.cases_of(recipient)

    def recipients(self) -> list[str]:
        return [one.key for one in self._office.record.subjects("recipient")]

    def fingerprint(self, text: str) -> Digest:
        return self._office.fingerprint(text)

    def programme(self, reference: str) -> Programme:
        return programmes.load(reference)

    def in_force(self, name: str, day: Day) -> Programme:
        return programmes.in_force(name, day)

    def digest(self, reference: str) -> str:
        return programmes.digest(reference)

    def versions(self) -> dict[Subject, int]:
        """The version of every subject that was read."""
        return {subject: seen.version for subject, seen in self._seen.items()}

    def read_so_far(self) -> list[State]:
        """The states that a decision looked at."""
        return [seen.state for seen in self._seen.values()]

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
        states = self.read_so_far()
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
        if any(self._seen[subject].position > expected for subject in about):
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
