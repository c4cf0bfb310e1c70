"""Where a process stands and its next own step: what the agenda says and workflows carry about."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from domain.correspondence import Duty, DutyName, LetterKind, Sent, letter_mark, reminder_mark
from domain.correspondence import Step as ReminderStep
from domain.desk import Desk
from domain.kernel import Day, Message
from domain.notice import Version
from domain.terms import programme_of

_Money = Literal["disbursement", "payment_run", "proof_of_use", "recovery"]
Process = Literal["review", "notice", _Money, "retention", "erasure", "bank_details"]
_Kept = Literal["offer", "destroy", "erase"]
_Files = Literal["write_file", "hand_over", "collect"]
Act = Literal["letter", "post", "notify", "finalise", "remind", _Files, "close", _Kept]
CLOSED = "closed"
AT_ONCE = date.min
"""The day of a step that is due whatever day it is."""


class Step(Message):
    """One own act of the engine, due from a day on; `key` makes it unique for ever.

    `collect` alone is repeated: it looks into the bank's door until the run is settled. `version`
    is that of the notice which the step is about.
    """

    act: Act
    key: str
    due_on: Day = AT_ONCE
    letter: LetterKind | None = None
    about: str = ""
    duty: DutyName | None = None
    reminder: ReminderStep | None = None
    duty_due_on: Day | None = None
    version: Version = 1


class Plan(Message):
    """Where a process stands, what it waits for, and the engine's next own step if there is one."""

    stage: str
    step: Step | None = None

    @property
    def closed(self) -> bool:
        """Whether the process is over."""
        return self.stage == CLOSED


class Correspondence(NamedTuple):
    """What is sent for a subject of a process, and the marks of what was sent."""

    process: Process
    key: str
    sent: Sent

    def letter(self, kind: LetterKind, about: str, due_on: date = AT_ONCE) -> Step | None:
        """The letter's step, `None` once it was sent."""
        if letter_mark(kind, about) in self.sent:
            return None
        key = f"{self.process}/{self.key}/letter/{kind}/{about}"
        return Step(act="letter", key=key, due_on=due_on, letter=kind, about=about)

    def about(self, desk: Desk, duty: Duty | None) -> Step | None:
        """What is to be said of a duty: that its day moved, else its next reminder."""
        if duty is None:
            return None
        if duty.was_due_on and (
            told := self.letter("extension_letter", f"{duty.name}.{duty.due_on}")
        ):
            return told
        return self._reminder(desk, duty)

    def _reminder(self, desk: Desk, duty: Duty) -> Step | None:
        """The duty's first reminder that was not sent; each is sent once, however late."""
        offsets = programme_of(desk, self.key.split(".")[0]).parameters.reminder_offsets.value
        for offset in sorted(offsets):
            step: ReminderStep = "before" if offset < 0 else "after" if offset else "at"
            planned_on = duty.due_on + timedelta(days=offset)
            if reminder_mark(duty.name, duty.due_on, planned_on) in self.sent:
                continue
            return Step(
                act="remind",
                key=f"{self.process}/{self.key}/{duty.name}/{duty.due_on}/{planned_on}",
                due_on=planned_on,
                duty=duty.name,
                reminder=step,
                duty_due_on=duty.due_on,
            )
        return None
