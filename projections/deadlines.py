"""Deadlines: every day that law or the notice has set, and the day on which it was met."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

from domain.application import (
    ApplicationRejected,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    DocumentsRequested,
    DocumentsSupplied,
    LateApplicationFlagged,
)
from domain.approval import DeclarationReturned
from domain.audit_note import AuditNoteAnswered, AuditNoteClosed, AuditNoteWritten
from domain.claim import RepaymentTakenBack
from domain.deadline import Deadline
from domain.disbursement import UseReported
from domain.extension import PeriodExtended
from domain.kernel import Entry, Event
from domain.notice import (
    InstructionDefectFound,
    NoticeBecameFinal,
    NoticeEvent,
    NoticeNotified,
    RemedyFiled,
)
from domain.payment import PaymentBooked, PaymentReturned
from domain.proof_of_use import ProofExpected, ProofReturned, ProofSubmitted
from domain.proof_queries import ProofQueried, QueriesAnswered
from domain.retention import FileOffered, RetentionBegan, RetentionInterrupted
from domain.set_off import DrawdownSetOff
from projections import recovery_deadlines
from projections.projection import Projection
from projections.subjects import case_of, note_of, number_of
from projections.table import Drawer, Table

NAME = "deadlines"
VERSION = 4


class Owner(NamedTuple):
    """The recipient of a case, and who passes the money on where the Land does not grant it."""

    case: str
    recipient: str
    grantor: str


class Row(NamedTuple):
    """A deadline of a case; without a day it does not run (yet, or any more).

    `open_cents` is what must still be reported as used; the deadline is met at zero.
    """

    case: str
    kind: str
    number: int
    due_on: date | None = None
    derivation_de: str = ""
    derivation_en: str = ""
    met_on: date | None = None
    open_cents: int = 0


class DayRow(NamedTuple):
    """A day that a deadline had, from an entry of the record on."""

    case: str
    kind: str
    number: int
    position: int
    due_on: date
    set_on: date


class DeadlineRow(NamedTuple):
    """One deadline; `number` is the draw-down or the version it is about, 0 for the case.

    Kinds: application, documents, declaration, remedies, use, proof, queries; of a recovery:
    revocation and its latest posting, statement, repayment, and when claim and interest lapse;
    of the keeping: file and receipts; of an audit: audit_answer, by the number of its note.
    The derivation says how the day was found, or by which law the authority set it. `earlier` are
    the days it had before, oldest first; the present one was set on `set_on`.
    """

    case: str
    recipient: str
    kind: str
    number: int
    due_on: date
    derivation_de: str
    derivation_en: str
    met_on: date | None
    earlier: list[date]
    set_on: date


OWNERS = Table("owners", Owner)
DEADLINES = Table("deadlines", Row, key=3)
DAYS = Table("days", DayRow, key=4)

RESTING = ("file", "receipts")
"""Days until which something is kept; on them nothing has to be done."""

_KINDS: dict[type[Event], tuple[str, ...]] = {
    LateApplicationFlagged: ("application",),
    DocumentsRequested: ("documents",),
    DocumentsSupplied: ("documents",),
    ApplicationWithdrawn: ("documents",),
    ApplicationRejected: ("documents",),
    NoticeNotified: ("declaration", "remedies"),
    DeclarationReturned: ("declaration",),
    NoticeBecameFinal: ("remedies",),
    RemedyFiled: ("remedies",),
    InstructionDefectFound: ("remedies",),
    PaymentBooked: ("use",),
    UseReported: ("use",),
    PaymentReturned: ("use",),
    DrawdownSetOff: ("use",),
    ProofExpected: ("proof",),
    ProofSubmitted: ("proof",),
    ProofReturned: ("proof",),
    ProofQueried: ("queries",),
    QueriesAnswered: ("queries",),
    RetentionBegan: RESTING,
    RetentionInterrupted: RESTING,
    FileOffered: ("file",),
    **dict.fromkeys((AuditNoteWritten, AuditNoteAnswered, AuditNoteClosed), ("audit_answer",)),
    **recovery_deadlines.KINDS,
}


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes in the entries that set, meet or void a deadline."""
    keyed = [(entry, case) for entry in entries if (case := case_of(entry))]
    owners, deadlines = Drawer(connection, OWNERS), Drawer(connection, DEADLINES)
    days: list[DayRow] = []
    deadlines.load("case", {case for _, case in keyed})
    for entry, case in keyed:
        if isinstance(entry.event, ApplicationSubmitted):
            owners.put(Owner(case, entry.event.recipient, entry.event.grantor or ""))
        number, today = _number_of(entry), entry.context.today
        for kind in kinds_of(entry.event):
            before = deadlines.get(case, kind, number) or Row(case, kind, number)
            after = _handed_in(_set(before, entry), entry)
            if after != before:
                deadlines.put(after)
            if after.due_on and after.due_on != before.due_on:
                days.append(DayRow(case, kind, number, entry.position, after.due_on, today))
    owners.save()
    deadlines.save()
    DAYS.append(connection, days)


PROJECTION = Projection(NAME, VERSION, (OWNERS, DEADLINES, DAYS), process)


def _number_of(entry: Entry) -> int:
    """The draw-down or audit note; of the remedies the amending notice, as version from 2 on."""
    version = entry.event.version if isinstance(entry.event, NoticeEvent) else 1
    return version if version > 1 else number_of(entry) or note_of(entry)


def kinds_of(event: Event) -> tuple[str, ...]:
    """The deadlines that an event touches; an amending notice asks for no declaration."""
    if isinstance(event, PeriodExtended):
        return (event.duty,)
    kinds = _KINDS.get(type(event), ())
    amending = isinstance(event, NoticeEvent) and event.version > 1
    return tuple(kind for kind in kinds if kind != "declaration") if amending else kinds


def _set(deadline: Row, entry: Entry) -> Row:
    """What sets a day anew or takes it away."""
    match entry.event:
        case LateApplicationFlagged(due_on=due_on, received_on=day):
            return _by_law(deadline, due_on, entry.event.BASIS)._replace(met_on=day)
        case DocumentsRequested(due_on=due_on):
            return _by_law(deadline, due_on, entry.event.BASIS)._replace(met_on=None)
        case ApplicationWithdrawn() | ApplicationRejected() if deadline.met_on is None:
            return deadline._replace(due_on=None)
        case NoticeNotified(declaration=declaration, remedies=remedies):
            return _derived(deadline, declaration if deadline.kind == "declaration" else remedies)
        case InstructionDefectFound(remedies=remedies, reopened=reopened):
            met_on = None if reopened else deadline.met_on
            return _derived(deadline, remedies)._replace(met_on=met_on)
        case PaymentBooked(use=use, amount_cents=amount, set_off_cents=before):
            return _derived(deadline, use)._replace(met_on=None, open_cents=amount + before)
        case DrawdownSetOff(use=Deadline() as use, certified_cents=amount):
            return _derived(deadline, use)._replace(met_on=None, open_cents=amount)
        case PaymentReturned() | RetentionInterrupted():
            return deadline._replace(due_on=None, met_on=None, open_cents=0)
        case ProofExpected(deadline=due) | PeriodExtended(deadline=due):
            return _derived(deadline, due)
        case ProofReturned() | RepaymentTakenBack():
            return deadline._replace(met_on=None)
        case ProofQueried(due_on=due_on) | AuditNoteWritten(due_on=date() as due_on):
            return _by_law(deadline, due_on, entry.event.BASIS)._replace(met_on=None)
        case RetentionBegan(file=kept, receipts=receipts):
            until = kept if deadline.kind == "file" else receipts
            return _derived(deadline, until) if until else deadline
    found = recovery_deadlines.set_by(entry.event, deadline.kind)
    return _derived(deadline, found)._replace(met_on=None) if found else deadline


def _by_law(deadline: Row, due_on: date, basis: str) -> Row:
    return deadline._replace(due_on=due_on, derivation_de=basis, derivation_en=basis)


def _derived(deadline: Row, found: Deadline) -> Row:
    return deadline._replace(
        due_on=found.on, derivation_de=found.explain("de"), derivation_en=found.explain("en")
    )


def _handed_in(deadline: Row, entry: Entry) -> Row:
    """What meets a deadline; a declaration may arrive before its day is known."""
    today = entry.context.today
    match entry.event:
        case DocumentsSupplied(open_gaps=()) | DeclarationReturned() | QueriesAnswered():
            return deadline._replace(met_on=today)
        case AuditNoteAnswered() | AuditNoteClosed() if deadline.met_on is None:
            return deadline._replace(met_on=today)
        case FileOffered():
            return deadline._replace(met_on=deadline.due_on)
        case NoticeBecameFinal(final_on=day) | ProofSubmitted(submitted_on=day):
            return deadline._replace(met_on=day)
        case RemedyFiled(filed_on=day, suspensive=True):
            return deadline._replace(met_on=day)
        case UseReported(uses=uses):
            left = deadline.open_cents - sum(use.amount_cents for use in uses)
            return deadline._replace(open_cents=left, met_on=None if left > 0 else today)
    if deadline.met_on is None and recovery_deadlines.met_by(entry.event, deadline.kind):
        return deadline._replace(met_on=today)
    return deadline


_ROWS = SQL(
    """
    SELECT d."case", o.recipient, d.kind, d.number, d.due_on, d.derivation_de,
           d.derivation_en, d.met_on,
           ARRAY(SELECT due_on FROM deadlines.days w
                 WHERE (w."case", w.kind, w.number) = (d."case", d.kind, d.number)
                   AND w.due_on <> d.due_on ORDER BY w.position) AS earlier,
           (SELECT set_on FROM deadlines.days w
            WHERE (w."case", w.kind, w.number) = (d."case", d.kind, d.number)
            ORDER BY w.position DESC LIMIT 1)
    FROM deadlines.deadlines d JOIN deadlines.owners o USING ("case")
    WHERE d.due_on IS NOT NULL
      AND (%(scope)s::text IS NULL OR o.recipient = %(scope)s)
      AND (%(scope)s::text IS NULL OR d.kind <> ALL(%(internal)s))
      AND (%(grantor)s::text IS NULL OR o.grantor = %(grantor)s)
      AND (%(case)s::text IS NULL OR d."case" = %(case)s)
      AND (NOT %(open_only)s OR d.met_on IS NULL AND d.kind <> ALL(%(resting)s))
    ORDER BY d.due_on, d."case", d.kind, d.number
    """
)


def deadlines(
    connection: Connection,
    *,
    scope: str | None = None,
    grantor: str | None = None,
    case: str | None = None,
    open_only: bool = True,
) -> list[DeadlineRow]:
    """The deadlines, nearest first; `open_only` leaves out met ones and the days of keeping.

    `scope` is a recipient: it sees its own, without the days that bind the authority alone.
    `grantor` leaves only the cases that it grants, those of the Land where it is empty.
    """
    internal = ["file", *recovery_deadlines.INTERNAL]
    whose = {"scope": scope, "grantor": grantor, "case": case}
    wanted = {**whose, "open_only": open_only, "internal": internal, "resting": list(RESTING)}
    with connection.cursor(row_factory=args_row(DeadlineRow)) as cursor:
        return cursor.execute(_ROWS, wanted).fetchall()
