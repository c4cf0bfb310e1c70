"""Prüfnotiz: what an auditor asks or finds about a case, the authority's answer, and the end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.kernel import CaseId, Command, Day, Event, Key, Personal, Subject, Text

NoteCategory = Literal["question", "observation", "finding"]
"""Frage, Hinweis, Feststellung; the first and the last want an answer (§ 96 LHO)."""

NoteOutcome = Literal["settled", "maintained"]
"""How a note ends: ausgeräumt, or aufrechterhalten and left to the report of the audit."""

AuditQuestion = Literal[
    "proof_unexamined",
    "note_missing",
    "interest_unconsidered",
    "limitation_near",
    "revocation_year",
    "fixed_amount",
    "paid_before_final",
    "started_before_notice",
    "split",
    "double_funding",
    "many_roles",
    "idle",
    "intervention",
]
"""The questions that audit courts ask, by the codes under which the findings answer them."""

NoteNumber = Annotated[int, Field(strict=True, ge=1, le=999)]
EntryNumber = Annotated[int, Field(strict=True, ge=1)]
"""The position of an entry in the record."""


def note_key(case: str, number: int) -> str:
    """The name of the key that seals the texts of a note; it goes with the file of the case."""
    return f"{case}.note.{number}"


# Commands


class WriteAuditNote(Command):
    """Note something about a case, to be answered by a day where one is named.

    `asked` is the code of the question of audit to which it belongs, `entry` the position of the
    event that it is about.
    """

    NAME: ClassVar[str] = "write_audit_note"
    case: CaseId
    category: NoteCategory
    text: Text
    asked: AuditQuestion | None = None
    entry: EntryNumber | None = None
    due_on: Day | None = None


class AnswerAuditNote(Command):
    """Answer a note for the authority; a later answer adds to an earlier one."""

    NAME: ClassVar[str] = "answer_audit_note"
    case: CaseId
    note: NoteNumber
    text: Text


class CloseAuditNote(Command):
    """End a note, settled or maintained, with reasons."""

    NAME: ClassVar[str] = "close_audit_note"
    case: CaseId
    note: NoteNumber
    outcome: NoteOutcome
    text: Text


# Events


class AuditNoteWritten(Event):
    """An auditor noted something about the case; each note's texts are sealed with its own key."""

    TOPIC: ClassVar[str] = "audit_note.written.v1"
    BASIS: ClassVar[str] = "§§ 91, 95, 96 LHO"
    case: CaseId
    note: NoteNumber
    category: NoteCategory
    sealed_for: str
    text: Annotated[Text | None, Personal("sealed_for")] = None
    asked: AuditQuestion | None = None
    entry: EntryNumber | None = None
    due_on: Day | None = None
    written_by: Key


class AuditNoteAnswered(Event):
    """The authority answered the note."""

    TOPIC: ClassVar[str] = "audit_note.answered.v1"
    BASIS: ClassVar[str] = "§§ 95, 96 Abs. 1 LHO"
    case: CaseId
    note: NoteNumber
    sealed_for: str
    text: Annotated[Text | None, Personal("sealed_for")] = None
    answered_by: Key


class AuditNoteClosed(Event):
    """The auditor ended the note."""

    TOPIC: ClassVar[str] = "audit_note.closed.v1"
    BASIS: ClassVar[str] = "§ 96 LHO"
    case: CaseId
    note: NoteNumber
    outcome: NoteOutcome
    sealed_for: str
    text: Annotated[Text | None, Personal("sealed_for")] = None
    closed_by: Key


# State


@dataclass(frozen=True)
class AuditNote:
    """One note with what was answered and how it ended."""

    written: AuditNoteWritten
    answers: tuple[AuditNoteAnswered, ...] = ()
    closed: AuditNoteClosed | None = None

    @property
    def number(self) -> int:
        """Its number in the case."""
        return self.written.note

    @property
    def waits(self) -> bool:
        """Whether the authority still owes an answer."""
        return bool(self.written.due_on) and not self.answers and self.closed is None


@dataclass(frozen=True)
class AuditNotes:
    """All notes on a case; a file of its own, so that no act on the case is held up by it."""

    KIND: ClassVar[str] = "audit_note"
    key: str
    notes: tuple[AuditNote, ...] = ()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def open(self) -> tuple[AuditNote, ...]:
        """The notes that the auditor has not ended."""
        return tuple(one for one in self.notes if one.closed is None)

    def evolve(self, event: Event) -> "AuditNotes":
        """The state after the event."""
        match event:
            case AuditNoteWritten():
                return replace(self, notes=(*self.notes, AuditNote(event)))
            case AuditNoteAnswered(note=number):
                return self._with(number, lambda one: replace(one, answers=(*one.answers, event)))
            case AuditNoteClosed(note=number):
                return self._with(number, lambda one: replace(one, closed=event))
        return self

    def _with(self, number: int, change: Callable[[AuditNote], AuditNote]) -> "AuditNotes":
        notes = tuple(change(one) if one.number == number else one for one in self.notes)
        return replace(self, notes=notes)
