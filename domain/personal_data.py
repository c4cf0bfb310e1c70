"""Personal data after their key is gone: what was locked, noted in every file it stood in."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.application import Application
from domain.approval import Approval
from domain.audit_note import AuditNotes
from domain.desk import Desk, State
from domain.disbursement import Disbursement
from domain.kernel import Digest, Event, Filings, Line, Message, Subject
from domain.reasons.general import CASE_UNKNOWN
from domain.recipient import Recipient

Occasion = Literal["disposal", "erasure"]

_STATES: dict[str, type[State]] = {
    state.KIND: state for state in (Application, Approval, AuditNotes, Disbursement, Recipient)
}


class Locked(Message):
    """What a destroyed key has locked: names of keys and of files, never what was in them.

    `boxes` are the positions of the events that hold a sealed box of these keys. `head_position`
    and `head` are the end of the record that was verified before; the same hash must stand at the
    same place for ever after.
    """

    keys: Annotated[tuple[Line, ...], Field(max_length=10_000)]
    files: Annotated[tuple[Line, ...], Field(max_length=10_000)]
    boxes: tuple[int, ...]
    head_position: int
    head: Digest


class PersonalDataErased(Event):
    """The personal data in this file can no longer be read; whoever remembers them forgets."""

    TOPIC: ClassVar[str] = "personal_data.erased.v1"
    BASIS: ClassVar[str] = "Art. 5 Abs. 1 Buchst. e, Art. 17 DSGVO"
    occasion: Occasion


def marks(desk: Desk, files: Iterable[str], occasion: Occasion) -> Filings:
    """The note for each file; Refused for a file that holds no personal data."""
    noted: Filings = []
    for name in files:
        subject = Subject.parse(name)
        if subject.kind not in _STATES:
            raise CASE_UNKNOWN.because("files")
        desk.read(_STATES[subject.kind], subject.key)
        noted.append((subject, PersonalDataErased(occasion=occasion)))
    return noted
