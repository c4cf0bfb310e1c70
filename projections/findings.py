"""What audit courts ask of the record: marks that answer it, and each case's acting persons."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from psycopg import Connection

from domain.approval import ApprovalProposed, ApprovalSigned
from domain.audit_note import AuditNoteAnswered, AuditNoteClosed, AuditNoteWritten
from domain.claim import InterestAssessed, InterestWaived, RefundAssessed
from domain.clearing import ClearingConfirmed
from domain.co_financing import DoubleFundingFlagged, GrantorsAgreed
from domain.disbursement import UseReported
from domain.early_start import StartAlarmRaised, StartReviewed
from domain.erasure import ErasureCarriedOut, ErasureProposed
from domain.hand_over import ReceiptConfirmed
from domain.kernel import Entry, Event
from domain.notice import NoticeBecameFinal
from domain.payment import PaymentOrdered
from domain.proceeding import RecoveryOpened
from domain.proof_of_use import (
    CaseClosed,
    GrantSettled,
    ProofExamined,
    ProofReturned,
    ProofSubmitted,
)
from domain.reopening import ExaminationReopened
from domain.retention import FileDestroyed
from domain.statement_gap import GapPassedOver
from office.receipts import Receipt
from projections.projection import Projection
from projections.subjects import case_of, note_of, number_of
from projections.table import Drawer, Table

NAME = "findings"
VERSION = 2

INTERVENTIONS: dict[type[Event], str] = {
    ClearingConfirmed: "cleared_by_hand",
    GapPassedOver: "gap_passed_over",
    ReceiptConfirmed: "receipt_by_hand",
    ExaminationReopened: "reopened",
    ErasureCarriedOut: "erased",
}
"""Acts by which persons set the usual course aside, in the record's own words."""

_MARKS: dict[type[Event], str] = {
    ApprovalProposed: "proposed",
    ApprovalSigned: "signed",
    NoticeBecameFinal: "final",
    PaymentOrdered: "ordered",
    UseReported: "used",
    ProofSubmitted: "proof",
    ProofReturned: "proof_returned",
    ProofExamined: "examined",
    GrantSettled: "settled",
    CaseClosed: "closed",
    StartAlarmRaised: "start_alarm",
    StartReviewed: "start_reviewed",
    DoubleFundingFlagged: "double_flagged",
    GrantorsAgreed: "double_agreed",
    RecoveryOpened: "recovery",
    RefundAssessed: "refund",
    InterestAssessed: "interest",
    InterestWaived: "interest",
    ErasureProposed: "erasure_proposed",
    FileDestroyed: "destroyed",
    AuditNoteWritten: "note_written",
    AuditNoteAnswered: "note_answered",
    AuditNoteClosed: "note_closed",
    **INTERVENTIONS,
}
_DAYS = ("final_on", "submitted_on", "concluded_on")
_SUMS = ("late_cents", "others_cents", "amount_cents", "moved_cents")


class Mark(NamedTuple):
    """An entry that a question hangs on, on the day that counts for it.

    `case` is empty where the entry is about none; `subject` says what it is about. `person` is
    the key of whoever acted.
    """

    position: int
    case: str
    subject: str
    kind: str
    on: date
    person: str
    number: int
    amount_cents: int
    programme: str | None


class Hand(NamedTuple):
    """A person that acted on a case in a role, first with the entry at `position`."""

    case: str
    person: str
    role: str
    position: int
    on: date


MARKS = Table("marks", Mark, indexed=["case", "kind"])
HANDS = Table("hands", Hand, key=3, indexed=["case"])


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Keeps the marks of a batch and who acted in which role for the first time."""
    MARKS.append(connection, [_mark(one) for one in entries if _kind_of(one.event)])
    keyed = [(one, case) for one in entries if (case := case_of(one)) and _by_a_person(one)]
    hands = Drawer(connection, HANDS)
    hands.load("case", {case for _, case in keyed})
    for entry, case in keyed:
        said = entry.context
        if hands.get(case, said.person, said.role) is None:
            hands.put(Hand(case, said.person, said.role, entry.position, said.today))
    hands.save()


PROJECTION = Projection(NAME, VERSION, (MARKS, HANDS), process)


def amount_of(event: Event) -> tuple[str, int]:
    """What an event is about in cents, with its field; an empty name and 0 where it is no money."""
    sums = ((name, getattr(event, name, None)) for name in _SUMS)
    return next(((name, int(one)) for name, one in sums if one is not None), ("", 0))


def _by_a_person(entry: Entry) -> bool:
    return entry.context.role not in {"system", "trainer"} and not isinstance(entry.event, Receipt)


def _kind_of(event: Event) -> str | None:
    """The kind of mark that an event leaves; of a notice the first version alone counts."""
    match event:
        case NoticeBecameFinal(version=version) if version > 1:
            return None
        case ProofExamined(interest_considered=False):
            return "examined_without_interest"
        case UseReported(late_cents=late) if late:
            return "used_late"
        case UseReported():
            return None
        case StartReviewed(harmful=True):
            return "start_harmful"
    return _MARKS.get(type(event))


def _mark(entry: Entry) -> Mark:
    event = entry.event
    days = (getattr(event, name, None) for name in _DAYS)
    _, amount = amount_of(event)
    return Mark(
        position=entry.position,
        case=case_of(entry) or "",
        subject=str(entry.subject),
        kind=_kind_of(event) or "",
        on=next((day for day in days if day), entry.context.today),
        person=entry.context.person,
        number=number_of(entry) or note_of(entry),
        amount_cents=amount,
        programme=entry.programme,
    )
