"""The usual grant after its end: kept, held, offered, decided on and destroyed, or erased from."""

from collections.abc import Iterator
from datetime import date

from domain.audit_note import AnswerAuditNote, CloseAuditNote, WriteAuditNote
from domain.erasure import ProposeErasure, RecordErasure, SignErasure
from domain.personal_data import Locked
from domain.retention import (
    OfferToArchive,
    ProposeDisposal,
    RecordArchiveDecision,
    RecordDestruction,
    ReleaseAuditHold,
    SetAuditHold,
    SignDisposal,
)
from tests.cast import ADLER, BIRKE, BODY, DORN, SYSTEM
from tests.story import Act, Actor, Story, given
from tests.usual_award import made
from tests.usual_grant import CASE, DIGEST, Grant

GRANT = Grant()
PRUEFER = Actor("r.iltis", "auditor")
ENDED = date(2017, 2, 22)
KEPT_UNTIL = date(2027, 12, 31)
OFFERED = date(2028, 1, 1)
APPRAISED = date(2028, 3, 1)
FILES = (f"application:{CASE}", f"approval:{CASE}", f"disbursement:{CASE}.1")
LOCKED = Locked(
    keys=(CASE, f"{CASE}.1.1"), files=FILES, boxes=(3, 17, 25), head_position=99, head=DIGEST
)

HOLD = SetAuditHold(case=CASE, reference="LRH V-1", reasons="Querschnittsprüfung der Linie.")
RELEASE = ReleaseAuditHold(case=CASE, reference="LRH V-1", reasons="Die Prüfung ist beendet.")
ANSWER = AnswerAuditNote(case=CASE, note=1, text="Der Betrag liegt unter der Bagatellgrenze.")
CLOSE = CloseAuditNote(case=CASE, note=1, outcome="settled", text="Damit ausgeräumt.")
OFFER = OfferToArchive(case=CASE)
DISPOSE = ProposeDisposal(case=CASE)
ORDER = SignDisposal(case=CASE)
DESTROYED = RecordDestruction(
    case=CASE, locked=LOCKED, destroyed=(DIGEST,), kept=(), document=DIGEST
)
SIGN_ERASURE = SignErasure(case=CASE, officer_informed_on=ENDED)
ERASED = RecordErasure(case=CASE, locked=LOCKED)


def note(**changes: object) -> WriteAuditNote:
    """The auditor asks about an entry, to be answered within four weeks."""
    content = {
        "case": CASE,
        "category": "question",
        "text": "Warum wurde über Zinsen nicht entschieden?",
        "asked": "interest_unconsidered",
        "entry": 12,
        "due_on": date(2017, 3, 22),
    }
    return made(WriteAuditNote, content, changes)


def noted() -> list[Act]:
    """A note that the authority answered and the auditor ended."""
    return [
        *GRANT.until("closed"),
        PRUEFER.asks(note(), ENDED),
        ADLER.asks(ANSWER, ENDED),
        PRUEFER.asks(CLOSE, ENDED),
    ]


def appraisal(**changes: object) -> RecordArchiveDecision:
    """The archive found the file not worthy of archiving."""
    content = {
        "case": CASE,
        "appraisal": "not_worthy",
        "reference": "HStAD 12/28",
        "decided_on": APPRAISED,
    }
    return made(RecordArchiveDecision, content, changes)


def erasure(**changes: object) -> ProposeErasure:
    """The contact asks to be forgotten: the data were never allowed to be there."""
    content = {
        "case": CASE,
        "data": "persons",
        "ground": "unlawful",
        "reference": "Schreiben vom 20.02.2017",
    }
    return made(ProposeErasure, content, changes)


def offered() -> list[Act]:
    """The whole grant, ten years, and the offer to the archive."""
    return [*GRANT.until("closed"), SYSTEM.asks(OFFER, OFFERED)]


def appraised() -> list[Act]:
    """The archive has answered."""
    return [*offered(), ADLER.asks(appraisal(), APPRAISED)]


def ordered() -> list[Act]:
    """Two persons want the file destroyed."""
    return [*appraised(), ADLER.asks(DISPOSE, APPRAISED), DORN.asks(ORDER, APPRAISED)]


def destroyed() -> list[Act]:
    """The file is gone."""
    return [*ordered(), SYSTEM.asks(DESTROYED, APPRAISED)]


def erased() -> list[Act]:
    """A person was forgotten right after the case was closed."""
    return [
        *GRANT.until("closed"),
        BIRKE.asks(erasure(), ENDED),
        DORN.asks(SIGN_ERASURE, ENDED),
        SYSTEM.asks(ERASED, ENDED),
    ]


def stories() -> Iterator[Story]:
    """A hold set and released, a file destroyed, a person forgotten."""
    held = [PRUEFER.asks(HOLD, ENDED), PRUEFER.asks(RELEASE, ENDED)]
    yield given(*GRANT.until("closed"), *held)
    yield given(*noted())
    yield given(*destroyed())
    yield given(*erased())


def account_erased() -> list[Act]:
    """The recipient's account is taken out of the register when the file's years are over."""
    files = (f"recipient:{BODY}",)
    locked = Locked(keys=(BODY,), files=files, boxes=(2,), head_position=99, head=DIGEST)
    propose = erasure(data="account", ground="not_needed")
    return [
        *GRANT.until("closed"),
        BIRKE.asks(propose, OFFERED),
        DORN.asks(SIGN_ERASURE, OFFERED),
        SYSTEM.asks(RecordErasure(case=CASE, locked=locked), OFFERED),
    ]
