"""What an entry is about: which case, which draw-down, and what a draw-down has become by it."""

from domain.audit_note import AuditNoteAnswered, AuditNoteClosed, AuditNoteWritten
from domain.disbursement import DrawdownRequested, DrawdownReturned, PaymentCertified
from domain.kernel import Entry, Event
from domain.payment import (
    OrderWithdrawn,
    PaymentAccepted,
    PaymentBooked,
    PaymentIncluded,
    PaymentOrdered,
    PaymentRejected,
    PaymentReturned,
)
from domain.set_off import DrawdownSetOff

_BY_CASE = frozenset(
    {
        *("amendment", "application", "approval", "audit_note", "change_report", "co_financing"),
        *("early_start", "exclusion", "onward", "proof_of_use", "recovery", "retention", "erasure"),
    }
)
_STATUS: dict[type[Event], str] = {
    DrawdownRequested: "requested",
    DrawdownReturned: "returned_to_recipient",
    PaymentOrdered: "ordered",
    PaymentIncluded: "in_run",
    PaymentAccepted: "accepted",
    PaymentRejected: "rejected",
    OrderWithdrawn: "order_withdrawn",
    PaymentBooked: "booked",
    PaymentReturned: "returned",
}


def case_of(entry: Entry) -> str | None:
    """The case an entry is about; `None` for recipients, runs, bank files and appropriations."""
    kind, key = entry.subject.kind, entry.subject.key
    if kind in _BY_CASE:
        return key
    if kind == "disbursement":
        return key.rpartition(".")[0]
    case = getattr(entry.event, "case", None)
    return case if isinstance(case, str) else None


def number_of(entry: Entry) -> int:
    """The number of the draw-down an entry is about, 0 for any other."""
    if entry.subject.kind != "disbursement":
        return 0
    return int(entry.subject.key.rpartition(".")[2])


def note_of(entry: Entry) -> int:
    """The number of the audit note an entry is about, 0 for any other."""
    match entry.event:
        case (
            AuditNoteWritten(note=note) | AuditNoteAnswered(note=note) | AuditNoteClosed(note=note)
        ):
            return note
    return 0


def status_after(event: Event) -> str | None:
    """The status that an event gives to its draw-down, `None` where it gives none."""
    if isinstance(event, DrawdownSetOff):
        return "set_off" if event.use else None
    if isinstance(event, PaymentCertified):
        return "factually_certified" if event.certificate == "factual" else "certified"
    return _STATUS.get(type(event))
