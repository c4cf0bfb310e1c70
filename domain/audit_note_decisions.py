"""Decisions on audit notes: the auditor asks and ends, the granting authority answers."""

from domain.application import Application
from domain.audit_note import (
    AnswerAuditNote,
    AuditNoteAnswered,
    AuditNoteClosed,
    AuditNotes,
    AuditNoteWritten,
    CloseAuditNote,
    WriteAuditNote,
    note_key,
)
from domain.desk import Desk
from domain.erasure import Erasure
from domain.kernel import Context, Filings
from domain.reasons.application import DUE_TOO_SOON
from domain.reasons.audit_note import ANSWER_DAY_MISSING, NO_NOTE_OPEN, NOTE_UNKNOWN
from domain.reasons.erasure import ERASURE_UNDER_WAY
from domain.reasons.retention import DISPOSAL_ORDERED
from domain.retention import Retention


def may_write(desk: Desk, case: str, context: Context) -> None:
    """A note belongs to a known case, ended or not, of which nothing is just being destroyed."""
    desk.read(Application, case).require()
    if desk.read(Retention, case).signed_by:
        raise DISPOSAL_ORDERED.because()
    if desk.read(Erasure, case).signed:
        raise ERASURE_UNDER_WAY.because()


def write(desk: Desk, command: WriteAuditNote, context: Context) -> Filings:
    """File the note; a question or a finding says by when it is to be answered."""
    may_write(desk, command.case, context)
    if command.due_on is None and command.category != "observation":
        raise ANSWER_DAY_MISSING.because()
    if command.due_on and command.due_on <= context.today:
        raise DUE_TOO_SOON.because("due_on")
    notes = desk.read(AuditNotes, command.case)
    number = len(notes.notes) + 1
    sealed_for = note_key(command.case, number)
    event = AuditNoteWritten(
        **dict(command), note=number, sealed_for=sealed_for, written_by=context.person
    )
    return [(notes.subject, event)]


def may_answer(desk: Desk, case: str, context: Context) -> None:
    """An answer needs a note that is not ended."""
    desk.read(Application, case).require()
    if not desk.read(AuditNotes, case).open:
        raise NO_NOTE_OPEN.because()


def answer(desk: Desk, command: AnswerAuditNote, context: Context) -> Filings:
    """File the authority's answer."""
    may_answer(desk, command.case, context)
    _refuse_ended(desk, command)
    sealed_for = note_key(command.case, command.note)
    event = AuditNoteAnswered(**dict(command), sealed_for=sealed_for, answered_by=context.person)
    return [(desk.read(AuditNotes, command.case).subject, event)]


def may_close(desk: Desk, case: str, context: Context) -> None:
    """Only what is open ends."""
    may_answer(desk, case, context)


def close(desk: Desk, command: CloseAuditNote, context: Context) -> Filings:
    """File the end of a note, whether it was answered or not."""
    may_close(desk, command.case, context)
    _refuse_ended(desk, command)
    sealed_for = note_key(command.case, command.note)
    event = AuditNoteClosed(**dict(command), sealed_for=sealed_for, closed_by=context.person)
    return [(desk.read(AuditNotes, command.case).subject, event)]


def _refuse_ended(desk: Desk, command: AnswerAuditNote | CloseAuditNote) -> None:
    if command.note not in {one.number for one in desk.read(AuditNotes, command.case).open}:
        raise NOTE_UNKNOWN.because()
