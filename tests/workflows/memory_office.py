"""The office without a database: real decisions on files kept in memory, and fakes at the ports."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

import programmes
from domain.agenda import Step
from domain.application import ApplicationSubmitted
from domain.desk import Desk, S
from domain.disbursement import Disbursement
from domain.erasure import RecordErasure
from domain.hand_over import RecordHandOver
from domain.kernel import Command, Context, Day, Digest, Event, Subject
from domain.payment_run import (
    Debtor,
    OpenPaymentRun,
    OrderReference,
    RecordPaymentFile,
)
from domain.personal_data import Locked
from domain.policy import permit
from domain.programme import Programme
from domain.retention import RecordDestruction
from office.deciders import DECIDERS
from office.office import Answer
from workers.demo.scenes import Scene

DEBTOR = Debtor(name="Land Hessen", iban="DE89370400440532013000", bic="COBADEFFXXX")


class Files(Desk):
    """Folds every state anew from what was filed."""

    def __init__(self, filed: Sequence[tuple[Subject, Event]]) -> None:
        self.calendar = programmes.calendar()
        self.bank_days = programmes.bank_days()
        self.base_rates = programmes.base_rates()
        self._events: dict[Subject, list[Event]] = defaultdict(list)
        for subject, event in filed:
            self._events[subject].append(event)

    def read(self, state: type[S], key: str) -> S:
        folded = state(key)
        for event in self._events[Subject(state.KIND, key)]:
            folded = folded.evolve(event)
        return folded

    def cases_of(self, recipient: str) -> list[str]:
        told = (one for file in self._events.values() for one in file)
        applied = (one for one in told if isinstance(one, ApplicationSubmitted))
        return [one.case for one in applied if one.recipient == recipient]

    def recipients(self) -> list[str]:
        return [one.key for one in self._events if one.kind == "recipient"]

    def fingerprint(self, text: str) -> Digest:
        return sha256(text.encode()).hexdigest()

    def programme(self, reference: str) -> Programme:
        return programmes.load(reference)

    def in_force(self, name: str, day: Day) -> Programme:
        return programmes.in_force(name, day)

    def digest(self, reference: str) -> str:
        return programmes.digest(reference)


class MemoryOffice:
    """Handles commands as the office does; `today` is set by the test."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.filed: list[tuple[Subject, Event]] = []
        self.ids: list[str] = []

    def handle(self, command: Command, context: Context) -> Answer:
        if context.command_id in self.ids:
            return Answer(len(self.filed), repeated=True)
        desk = self.desk()
        permit(desk, command, context)
        filings = DECIDERS[type(command)](desk, command, context)
        if not filings:
            return Answer(0)
        self.filed += filings
        self.ids.append(context.command_id)
        return Answer(len(self.filed))

    def desk(self) -> Files:
        return Files(self.filed)

    def business_day(self, moment: datetime) -> Day:
        return self.today

    def play(self, scenes: Sequence[Scene]) -> None:
        """Plays scenes on their days."""
        for scene in scenes:
            self.today = scene.on
            context = Context(
                command_id=scene.name,
                person=scene.actor.person,
                role=scene.actor.role,
                scope=scene.actor.scope,
                today=scene.on,
                now=datetime.combine(scene.on, time(9), UTC),
            )
            self.handle(scene.ask(self.desk()), context)


class PaperTray:
    """Keeps the keys of the steps for which something left the house."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.before_letter: Callable[[], object] = lambda: None

    def letter(self, desk: Desk, step: Step, key: str, *, dated: Day) -> str:
        self.before_letter()
        self.sent.append(step.key)
        return sha256(step.key.encode()).hexdigest()

    def post_notice(self, desk: Desk, case: str, version: int) -> None:
        self.sent.append(f"{case}/post")

    def remind(self, desk: Desk, step: Step, key: str, *, dated: Day) -> None:
        self.sent.append(step.key)


class Safe:
    """A bank's door that only counts; `inbox` holds what the bank left, by command id."""

    look_again_seconds = 77

    def __init__(self) -> None:
        self.orders: tuple[OrderReference, ...] = ()
        self.handed_over: list[str] = []
        self.inbox: dict[str, Command] = {}

    def run_to_open(
        self, desk: Desk, today: Day, made_at: datetime | None = None
    ) -> OpenPaymentRun | None:
        open_now = [
            one
            for one in self.orders
            if desk.read(Disbursement, f"{one.case}.{one.number}").status == "ordered"
        ]
        if not open_now:
            return None
        return OpenPaymentRun(
            run=f"{today}-1",
            execution_on=today + timedelta(days=1),
            debtor=DEBTOR,
            orders=tuple(open_now),
        )

    def write_file(self, desk: Desk, run: str) -> RecordPaymentFile:
        digest = sha256(run.encode()).hexdigest()
        return RecordPaymentFile(run=run, name=f"{run}.xml", sha256=digest)

    def hand_over(self, desk: Desk, run: str, *, first: bool) -> RecordHandOver:
        self.handed_over.append(run)
        return RecordHandOver(run=run, name=f"{run}.xml")

    def collect(self, today: Day, hand_in: Callable[[Command, str], bool]) -> int:
        waiting, self.inbox = self.inbox, {}
        return sum(hand_in(command, command_id) for command_id, command in waiting.items())


class Shredder:
    """A vault that destroys nothing and says that it did; `orders` are what it was asked."""

    def __init__(self) -> None:
        self.orders: list[str] = []

    def destroy(self, desk: Desk, case: str, *, dated: Day) -> RecordDestruction:
        self.orders.append(f"destroy {case}")
        locked = Locked(keys=(case,), files=(), boxes=(), head_position=1, head="0" * 64)
        return RecordDestruction(case=case, locked=locked, destroyed=(), kept=(), document="1" * 64)

    def erase(self, desk: Desk, case: str) -> RecordErasure:
        self.orders.append(f"erase {case}")
        locked = Locked(keys=(case,), files=(), boxes=(), head_position=1, head="0" * 64)
        return RecordErasure(case=case, locked=locked)
