"""Letters and reminders: what left the house for a subject, each once and with its reason."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.deadline import Deadline
from domain.kernel import Command, Day, Digest, Event, Key, Line

DutyName = Literal["documents", "declaration", "use", "proof"]
Step = Literal["before", "at", "after"]
LetterKind = Literal[
    "document_request",
    "approval_notice",
    "amending_notice",
    "rejection_notice",
    "extension_letter",
    "examination_note",
    "closing_letter",
    "correction_letter",
    "hearing",
    "cancellation_notice",
    "refund_notice",
    "interest_notice",
    "deferral_notice",
    "dunning_letter",
    "set_off_declaration",
    "enforcement_order",
    "limitation_note",
    "archive_offer",
    "account_letter",
]
Sent = frozenset[str]
"""The marks of all that was sent for a subject."""


@dataclass(frozen=True)
class Duty:
    """An open duty of a recipient, its last day, and the one before where it was extended."""

    name: DutyName
    due_on: Day
    was_due_on: Day | None = None

    @classmethod
    def until(cls, name: DutyName, deadline: Deadline) -> "Duty":
        """The duty that a deadline sets."""
        return cls(name, deadline.on, deadline.extended_from)


def reminder_mark(duty: DutyName, due_on: Day, planned_on: Day) -> str:
    """What makes one reminder unique within its subject."""
    return f"reminder/{duty}/{due_on.isoformat()}/{planned_on.isoformat()}"


def letter_mark(kind: LetterKind, about: str) -> str:
    """What makes one letter unique within its subject."""
    return f"letter/{kind}/{about}"


# Commands


class RecordReminder(Command):
    """Record that a reminder left the house; `subject` is the stream it belongs to."""

    NAME: ClassVar[str] = "record_reminder"
    subject: Line
    duty: DutyName
    step: Step
    planned_on: Day
    due_on: Day


class RecordLetter(Command):
    """Record that a letter lies in the document store; `about` tells letters of a kind apart."""

    NAME: ClassVar[str] = "record_letter"
    subject: Line
    kind: LetterKind
    about: Key
    document: Digest


# Events


class ReminderSent(Event):
    """A reminder left the house; `planned_on` is the day the rules foresaw for it."""

    TOPIC: ClassVar[str] = "reminder.sent.v1"
    BASIS: ClassVar[str] = "Zuwendungsbescheid, Nebenbestimmungen"
    duty: DutyName
    step: Step
    planned_on: Day
    due_on: Day


class LetterPrepared(Event):
    """A letter lies in the document store under its hash and was given to the post."""

    TOPIC: ClassVar[str] = "letter.prepared.v1"
    BASIS: ClassVar[str] = "§ 37 Abs. 2 HVwVfG"
    kind: LetterKind
    about: Key
    document: Digest


def sent_with(sent: Sent, event: ReminderSent | LetterPrepared) -> Sent:
    """The marks so far, with this event's."""
    if isinstance(event, ReminderSent):
        return sent | {reminder_mark(event.duty, event.due_on, event.planned_on)}
    return sent | {letter_mark(event.kind, event.about)}
