"""Waiting points beside the stage of a case: what an entry opens and what it closes."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.amendment import (
    AmendmentProposed,
    AmendmentRefused,
    AmendmentRequested,
    AmendmentSentBack,
    AmendmentSigned,
    ApprovalAmended,
)
from domain.approval import ApprovalSigned
from domain.audit_note import AuditNoteAnswered, AuditNoteClosed, AuditNoteWritten
from domain.change_report import ChangeReported, ChangeReviewed
from domain.co_financing import DoubleFundingFlagged, GrantorsAgreed
from domain.early_start import (
    EarlyStartPermitted,
    EarlyStartRefused,
    EarlyStartRequested,
    StartAlarmRaised,
    StartReviewed,
)
from domain.enforcement import ClaimContested, ClaimRemedyEnded
from domain.erasure import ErasureCarriedOut, ErasureProposed, ErasureSigned
from domain.kernel import Entry, Event
from domain.notice import NoticePosted, RemedyEnded, RemedyFiled
from domain.onward import UnderuseReported
from domain.proof_of_use import ProofSubmitted
from domain.retention import (
    ArchiveDecided,
    DisposalProposed,
    DisposalSigned,
    FileDestroyed,
    FileOffered,
    RetentionInterrupted,
)
from projections.subjects import note_of


class Side(NamedTuple):
    """One waiting point beside the stage; without a day it is over. `number` tells like ones.

    `due_on` is there where somebody set a day for it.
    """

    case: str
    waits_for: str
    number: int
    since: date | None
    due_on: date | None = None


_OPENED: dict[type[Event], str] = {
    AmendmentRequested: "amendment",
    AmendmentProposed: "amendment_signature",
    AmendmentSentBack: "amendment",
    ApprovalAmended: "amending_notice",
    RemedyFiled: "court",
    ClaimContested: "court",
    ChangeReported: "change_review",
    EarlyStartRequested: "early_start",
    StartAlarmRaised: "start_review",
    DoubleFundingFlagged: "agreement",
    FileOffered: "appraisal",
    ArchiveDecided: "disposal",
    DisposalProposed: "disposal_signature",
    DisposalSigned: "destruction",
    ErasureProposed: "erasure_signature",
    ErasureSigned: "erasure",
    UnderuseReported: "underuse",
    AuditNoteWritten: "audit_note",
}
_CLOSED: dict[type[Event], tuple[str, ...]] = {
    AmendmentProposed: ("amendment",),
    AmendmentSentBack: ("amendment_signature",),
    AmendmentRefused: ("amendment", "amendment_signature"),
    AmendmentSigned: ("amendment_signature",),
    NoticePosted: ("amending_notice",),
    RemedyEnded: ("court", "objection"),
    ClaimRemedyEnded: ("court",),
    ChangeReviewed: ("change_review",),
    ApprovalSigned: ("early_start",),
    EarlyStartPermitted: ("early_start",),
    EarlyStartRefused: ("early_start",),
    StartReviewed: ("start_review",),
    GrantorsAgreed: ("agreement",),
    ArchiveDecided: ("appraisal",),
    DisposalProposed: ("disposal",),
    DisposalSigned: ("disposal", "disposal_signature"),
    FileDestroyed: ("destruction",),
    RetentionInterrupted: ("appraisal", "disposal", "disposal_signature"),
    ErasureSigned: ("erasure_signature",),
    ErasureCarriedOut: ("erasure",),
    ProofSubmitted: ("underuse",),
    AuditNoteAnswered: ("audit_note",),
    AuditNoteClosed: ("audit_note",),
}
AFTER_THE_END = frozenset(
    {
        *("appraisal", "disposal", "disposal_signature", "destruction"),
        *("erasure_signature", "erasure", "audit_note"),
    }
)
"""What is waited for although the case itself is over."""

HIDDEN = ("audit_note",)
"""What recipients are not told of."""


_ONE = frozenset({"amendment", "amendment_signature", "underuse"})
"""Waiting points of which a case has one at a time."""


def sides_of(case: str, entry: Entry) -> Iterator[Side]:
    """The waiting points that an entry closes, then the one that it opens."""
    event = entry.event
    named = (getattr(event, name, 0) for name in ("report", "version"))
    number = note_of(entry) or next(filter(None, named), 0)
    for waits_for in _CLOSED.get(type(event), ()):
        yield Side(case, waits_for, _told_apart(waits_for, number), None)
    if waits_for := _opened_by(event):
        told, due_on = _told_apart(waits_for, number), _due_on(event)
        yield Side(case, waits_for, told, entry.context.today, due_on)


def _opened_by(event: Event) -> str:
    """What an event opens; who granted the money decides on an objection itself (§ 73 VwGO)."""
    if isinstance(event, RemedyFiled) and event.remedy == "objection":
        return "objection"
    if isinstance(event, AuditNoteWritten) and event.due_on is None:
        return ""
    return _OPENED.get(type(event), "")


def _due_on(event: Event) -> date | None:
    return event.due_on if isinstance(event, AuditNoteWritten) else None


def _told_apart(waits_for: str, number: int) -> int:
    return 0 if waits_for in _ONE else number
