"""All that a workflow may do to the world: look at the record, take one due step, open a run."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn, Protocol, cast

from temporalio import activity

from domain.agenda import AT_ONCE, Plan, Process, Step, makes_runs, plan
from domain.approval import RecordFinality, RecordNotification, RecordPosting
from domain.calendar import start_instant
from domain.clock import CLOCK, Clock
from domain.correspondence import RecordLetter, RecordReminder
from domain.decision import NoticeChannel
from domain.desk import Desk
from domain.erasure import RecordErasure
from domain.hand_over import BeginHandOver, RecordHandOver, ReportLostAnswer
from domain.kernel import Command, Context, Day, Refused, Subject
from domain.payment_run import OpenPaymentRun, RecordPaymentFile
from domain.proof_of_use import CloseCase
from domain.retention import OfferToArchive, RecordDestruction
from workflows.messages import Look, Outcome, Outlook
from workflows.triggers import OWNERS

_LOOK_AGAIN = 3600


class Filed(Protocol):
    """What the office answers."""

    @property
    def position(self) -> int:
        """The record's position after the command, 0 where nothing was filed."""
        ...

    @property
    def repeated(self) -> bool:
        """Whether the same command id was answered before."""
        ...


class OfficeDoor(Protocol):
    """The office, as far as a workflow needs it."""

    def handle(self, command: Command, context: Context) -> Filed:
        """Files a command or refuses it."""
        ...

    def desk(self) -> Desk:
        """The present state of everything."""
        ...

    def business_day(self, moment: datetime) -> Day:
        """The business date at a moment of the wall clock."""
        ...


class PaperDoor(Protocol):
    """Letters and reminders; every method may be called twice for the same step."""

    def letter(self, desk: Desk, step: Step, key: str, *, dated: Day) -> str:
        """Makes a letter, keeps it, gives it to the post unless it is a notice; its hash."""
        ...

    def post_notice(self, desk: Desk, case: str, version: int) -> None:
        """Gives a version of the notice to the post."""
        ...

    def remind(self, desk: Desk, step: Step, key: str, *, dated: Day) -> None:
        """Sends a reminder."""
        ...


class VaultDoor(Protocol):
    """Keys and documents; every method may be called twice."""

    def destroy(self, desk: Desk, case: str, *, dated: Day) -> RecordDestruction:
        """Destroys a file: its keys and its documents; what to record of it."""
        ...

    def erase(self, desk: Desk, case: str) -> RecordErasure:
        """Destroys the key of the data that are to be erased; what to record of it."""
        ...


class TreasuryDoor(Protocol):
    """The bank's side; every method may be called twice."""

    look_again_seconds: int

    def run_to_open(
        self, desk: Desk, today: Day, made_at: datetime | None = None
    ) -> OpenPaymentRun | None:
        """The run that the ordered payments make at a moment of today, `None` without any."""
        ...

    def write_file(self, desk: Desk, run: str) -> RecordPaymentFile:
        """Makes the file from the frozen run."""
        ...

    def hand_over(self, desk: Desk, run: str, *, first: bool) -> RecordHandOver | ReportLostAnswer:
        """Puts the file into the bank's door; `first` is false where an earlier try had no end."""
        ...

    def collect(self, today: Day, hand_in: Callable[[Command, str], bool]) -> int:
        """Hands in what the bank left, file by file, each under its own id; how many were new."""
        ...


def _now() -> datetime:
    # The server's time of this attempt: real in production, skipped in time-skipping tests.
    return activity.info().started_time


class Activities:
    """Thin: every decision is the domain's, every effect a port's."""

    def __init__(
        self, office: OfficeDoor, paper: PaperDoor, treasury: TreasuryDoor, *, vault: VaultDoor
    ) -> None:
        self._office = office
        self._vault = vault
        self._paper = paper
        self._treasury = treasury

    @activity.defn(name="look")
    def look(self, look: Look) -> Outlook:
        """Where the process stands and when its next own step is due."""
        standing = self._plan(look)
        if standing.step is None:
            return Outlook(stage=standing.stage)
        again = _LOOK_AGAIN
        if standing.step.act == "collect":
            again = self._treasury.look_again_seconds
        return Outlook(
            stage=standing.stage,
            step=standing.step.key,
            due_at=self._due_at(standing.step),
            look_again_seconds=again,
        )

    @activity.defn(name="take_step")
    def take_step(self, look: Look) -> Outcome:
        """Takes the due step of a process; a refusal is an answer, not an error."""
        step = self._plan(look).step
        today = self._office.business_day(_now())
        if step is None and look.process == "payment_run":
            # The first of several bank files settled the run, then a fault stopped the reading.
            self._treasury.collect(today, self._hand_in)
        if step is None or step.due_on > today:
            return Outcome(recorded=False, outlook=self.look(look))
        try:
            recorded = self._take(look, step, today)
        except Refused as refused:
            return Outcome(recorded=False, refused=refused.refusal.code)
        return Outcome(recorded=recorded, outlook=self.look(look))

    @activity.defn(name="open_payment_run")
    def open_payment_run(self) -> Outcome:
        """Reads what the bank left, then opens a run of what is ordered; on days of runs only."""
        now = _now()
        today = self._office.business_day(now)
        # A return can come weeks after its run was settled, when no process waits for the bank.
        self._treasury.collect(today, self._hand_in)
        desk = self._office.desk()
        if not makes_runs(desk, today):
            return Outcome(recorded=False)
        command = self._treasury.run_to_open(desk, today, now)
        if command is None:
            return Outcome(recorded=False)
        try:
            return Outcome(recorded=self._hand_in(command, f"payment_day/{command.run}"))
        except Refused as refused:
            return Outcome(recorded=False, refused=refused.refusal.code)

    def _plan(self, look: Look) -> Plan:
        return plan(self._office.desk(), cast(Process, look.process), look.key)

    def _due_at(self, step: Step) -> datetime:
        if step.due_on == AT_ONCE:
            return _now()
        offset = self._office.desk().read(Clock, CLOCK).offset_days
        return start_instant(step.due_on - timedelta(days=offset))

    def _take(self, look: Look, step: Step, today: Day) -> bool:
        if step.act == "collect":
            return self._treasury.collect(today, self._hand_in) > 0
        if step.act == "hand_over":
            return self._hand_over(look.key, step.key)
        return self._hand_in(self._command(look, step, today), step.key)

    def _hand_over(self, run: str, key: str) -> bool:
        """The beginning is on record before the file goes: who finds it there does not know."""
        first = self._hand_in(BeginHandOver(run=run), f"{key}/begin")
        told = self._treasury.hand_over(self._office.desk(), run, first=first)
        lost = isinstance(told, ReportLostAnswer)
        return self._hand_in(told, f"{key}/lost" if lost else key)

    def _command(self, look: Look, step: Step, today: Day) -> Command:
        """The outside effect of a step, if it has one, then the command that records it."""
        desk = self._office.desk()
        match step.act:
            case "letter":
                document = self._paper.letter(desk, step, look.key, dated=today)
                return _letter(look, step, document)
            case "remind":
                self._paper.remind(desk, step, look.key, dated=today)
                return _reminder(look, step)
            case "post":
                return self._post(desk, step, look.key, today=today)
            case "write_file":
                return self._treasury.write_file(desk, look.key)
            case "notify":
                return RecordNotification(case=look.key, version=step.version)
            case "finalise":
                return RecordFinality(case=look.key, version=step.version)
            case "close":
                return CloseCase(case=look.key)
            case "offer":
                return OfferToArchive(case=look.key)
            case "destroy":
                return self._vault.destroy(desk, look.key, dated=today)
            case "erase":
                return self._vault.erase(desk, look.key)
            case "hand_over" | "collect":
                return _impossible(step)

    def _post(self, desk: Desk, step: Step, case: str, *, today: Day) -> RecordPosting:
        if step.about == "post":
            self._paper.post_notice(desk, case, step.version)
        return RecordPosting(
            case=case,
            channel=cast(NoticeChannel, step.about),
            posted_on=today,
            version=step.version,
        )

    def _hand_in(self, command: Command, command_id: str) -> bool:
        now = _now()
        context = Context(
            command_id=command_id,
            person="system",
            role="system",
            today=self._office.business_day(now),
            now=now,
        )
        filed = self._office.handle(command, context)
        return filed.position > 0 and not filed.repeated


def _subject(look: Look) -> Subject:
    kinds = {process: kind for kind, process in OWNERS.items()}
    return Subject(kinds[cast(Process, look.process)], look.key)


def _letter(look: Look, step: Step, document: str) -> RecordLetter:
    return RecordLetter(
        subject=str(_subject(look)),
        kind=step.letter or _impossible(step),
        about=step.about,
        document=document,
    )


def _reminder(look: Look, step: Step) -> RecordReminder:
    return RecordReminder(
        subject=str(_subject(look)),
        duty=step.duty or _impossible(step),
        step=step.reminder or _impossible(step),
        planned_on=step.due_on,
        due_on=step.duty_due_on or _impossible(step),
    )


def _impossible(step: Step) -> NoReturn:
    raise AssertionError(f"an incomplete step: {step.key}")
