"""Decisions that record letters and reminders: each is filed once, for the subject it is about."""

from domain.application import Application
from domain.approval import Approval
from domain.correspondence import (
    LetterPrepared,
    RecordLetter,
    RecordReminder,
    ReminderSent,
    letter_mark,
    reminder_mark,
)
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.kernel import Context, Filings, Subject
from domain.proof_of_use import ProofOfUse
from domain.reasons.general import CASE_UNKNOWN
from domain.recipient import Recipient
from domain.recovery import Recovery
from domain.retention import Retention

OfCase = Application | Approval | Disbursement | ProofOfUse | Recovery | Retention
Correspondent = OfCase | Recipient

_STATES: dict[str, type[OfCase]] = {
    state.KIND: state
    for state in (Application, Approval, Disbursement, ProofOfUse, Recovery, Retention)
}


def correspondent(desk: Desk, stream: str) -> Correspondent:
    """The state of a subject that letters can be about; Refused for any other stream."""
    kind, _, key = stream.partition(":")
    if kind == Recipient.KIND and (body := desk.read(Recipient, key)).exists:
        return body
    if kind not in _STATES or desk.read(Application, key.split(".")[0]).content is None:
        raise CASE_UNKNOWN.because("subject")
    return desk.read(_STATES[kind], key)


def record_reminder(desk: Desk, command: RecordReminder, context: Context) -> Filings:
    """File a reminder once; none for a duty that is fulfilled or has another day by now."""
    state = correspondent(desk, command.subject)
    duty = state.duty
    if duty is None or (duty.name, duty.due_on) != (command.duty, command.due_on):
        return []
    if reminder_mark(command.duty, command.due_on, command.planned_on) in state.sent:
        return []
    event = ReminderSent(**{name: value for name, value in command if name != "subject"})
    return [(Subject.parse(command.subject), event)]


def record_letter(desk: Desk, command: RecordLetter, context: Context) -> Filings:
    """File a letter once."""
    state = correspondent(desk, command.subject)
    if letter_mark(command.kind, command.about) in state.sent:
        return []
    event = LetterPrepared(kind=command.kind, about=command.about, document=command.document)
    return [(Subject.parse(command.subject), event)]
