"""The timeline: every entry of a case as a sentence, with who, when, why and by which law."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL, Identifier

from domain.application import ApplicationRejected, ApplicationSubmitted, ApplicationWithdrawn
from domain.correspondence import LetterPrepared
from domain.kernel import Entry
from domain.payment_run import PaymentRunFrozen
from domain.proof_of_use import CaseClosed
from domain.reopening import ExaminationReopened
from office.receipts import Receipt
from projections.projection import Projection
from projections.subjects import case_of, number_of
from projections.table import Drawer, Table
from projections.wording import sentence

NAME = "timeline"
VERSION = 3


class TimelineRow(NamedTuple):
    """One entry; `document` is the SHA-256 of the letter it made.

    `subject` says whose file it stands in: an entry about the recipient's account or about a
    payment run shows in the timeline of every case it concerns.
    """

    position: int
    case: str
    subject: str
    topic: str
    business_date: date
    recorded_at: datetime
    person: str
    role: str
    sentence_de: str
    sentence_en: str
    basis: str
    reason: str | None
    programme: str | None
    document: str | None


class File(NamedTuple):
    """A case, its recipient, and the position at which it ended."""

    case: str
    recipient: str
    ended_at: int | None


class Included(NamedTuple):
    """A case with a payment in a run."""

    run: str
    case: str


LINES = Table("lines", TimelineRow, indexed=["case", "subject"])
FILES = Table("files", File)
RUNS = Table("runs", Included, key=2, indexed=["case"])


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes all entries in but receipts, which say nothing that the others do not."""
    ours = [entry for entry in entries if not isinstance(entry.event, Receipt)]
    LINES.append(connection, map(_line, ours))
    files = Drawer(connection, FILES)
    files.load("case", {case for entry in ours if (case := case_of(entry))})
    runs: dict[Included, None] = {}
    for entry in ours:
        match entry.event:
            case ApplicationSubmitted(case=case, recipient=recipient):
                files.put(File(case, recipient, None))
            case ApplicationWithdrawn() | ApplicationRejected() | CaseClosed():
                if file := files.get(entry.subject.key):
                    files.put(file._replace(ended_at=entry.position))
            case ExaminationReopened():
                if file := files.get(entry.subject.key):
                    files.put(file._replace(ended_at=None))
            case PaymentRunFrozen(run=run, items=items):
                runs.update((Included(run, item.case), None) for item in items)
    files.save()
    RUNS.append(connection, runs)


PROJECTION = Projection(NAME, VERSION, (LINES, FILES, RUNS), process)


def _line(entry: Entry) -> TimelineRow:
    event, said, number = entry.event, entry.context, number_of(entry)
    return TimelineRow(
        position=entry.position,
        case=case_of(entry) or "",
        subject=str(entry.subject),
        topic=event.TOPIC,
        business_date=said.today,
        recorded_at=entry.recorded_at,
        person=said.person,
        role=said.role,
        sentence_de=sentence(event, "de", number=number),
        sentence_en=sentence(event, "en", number=number),
        basis=event.BASIS,
        reason=said.reason,
        programme=entry.programme,
        document=event.document if isinstance(event, LetterPrepared) else None,
    )


# Each part is found by an index of its own: the cost grows with the case, not with the record.
_ROWS = SQL(
    """
    WITH about AS (
        SELECT position FROM {model}.lines WHERE "case" = %(case)s
        UNION
        SELECT l.position FROM {model}.runs r
        JOIN {model}.lines l ON l.subject = 'payment_run:' || r.run WHERE r."case" = %(case)s
        UNION
        SELECT l.position FROM {model}.files f
        JOIN {model}.lines l ON l.subject = 'recipient:' || f.recipient
        WHERE f."case" = %(case)s AND (f.ended_at IS NULL OR l.position < f.ended_at)
    )
    SELECT position, %(case)s::text, l.subject, l.topic, l.business_date, l.recorded_at,
           l.person, l.role, l.sentence_de, l.sentence_en, l.basis, l.reason, l.programme,
           l.document
    FROM {model}.lines l WHERE position = ANY (ARRAY (SELECT position FROM about))
    ORDER BY position
    """
)


_LINES = SQL("SELECT {} FROM timeline.lines").format(
    SQL(", ").join(map(Identifier, TimelineRow._fields))
)
_KIND = _LINES + SQL(" WHERE subject LIKE %s ORDER BY position")
_AT = _LINES + SQL(" WHERE position = ANY(%s) OR subject = ANY(%s) ORDER BY position")


def lines_of(connection: Connection, kind: str) -> list[TimelineRow]:
    """The entries about all subjects of a kind that are about no case, oldest first."""
    with connection.cursor(row_factory=args_row(TimelineRow)) as cursor:
        return cursor.execute(_KIND, [f"{kind}:%"]).fetchall()


def lines_at(
    connection: Connection, *, positions: Sequence[int], subjects: Sequence[str]
) -> list[TimelineRow]:
    """The entries at positions and those of whole files, oldest first, each under its own case."""
    with connection.cursor(row_factory=args_row(TimelineRow)) as cursor:
        return cursor.execute(_AT, [list(positions), list(subjects)]).fetchall()


def timeline(connection: Connection, case: str, *, model: str = NAME) -> list[TimelineRow]:
    """The entries about a case, its recipient while it lasts and its payment runs, oldest first.

    `model` names the schema to read.
    """
    with connection.cursor(row_factory=args_row(TimelineRow)) as cursor:
        return cursor.execute(_ROWS.format(model=Identifier(model)), {"case": case}).fetchall()
