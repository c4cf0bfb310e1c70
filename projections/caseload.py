"""The caseload: every case with what it waits for, on whose desk, since when and until when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL, Identifier

from domain.application import ApplicationSubmitted
from domain.clock import ClockAdvanced
from domain.disbursement import DrawdownRequested
from domain.hand_over import (
    HandOverProven,
    HandOverUnknown,
    PaymentFileHandedOver,
    ReceiptConfirmed,
)
from domain.kernel import Entry
from projections.case_sides import HIDDEN, Side, sides_of
from projections.case_stages import (
    Case,
    Draw,
    Payee,
    case_after,
    draw_after,
    drawn,
    opened,
    payee_after,
)
from projections.case_waits import Wait, waits_of
from projections.projection import Projection
from projections.recovery_waits import Claim, claim_after
from projections.subjects import case_of, number_of
from projections.table import Drawer, Table

NAME = "caseload"
VERSION = 5
_WITH_FILE = frozenset({"in_run", "handed_over", "hand_over_unknown"})


class Offset(NamedTuple):
    """How many days the business date of the training mode runs ahead of the wall clock."""

    clock: str
    days: int


class CaseRow(NamedTuple):
    """One case with the waiting point that hurts most.

    `desk` is a role, `recipient`, `bank`, `system`, or `nobody` where only time must pass.
    `number` is the draw-down that is waited for, 0 where it is the case itself. `grantor` is empty
    where the Land grants; else the recipient that passes money of the case `upper` on.
    """

    case: str
    line: str
    year: int
    recipient: str
    recipient_name: str
    title: str
    amount_cents: int
    stage: str
    desk: str
    waits_for: str
    since: date
    due_on: date | None
    late: bool
    position: int
    number: int
    grantor: str
    upper: str


CASES = Table("cases", Case, indexed=["recipient"])
DRAWS = Table("draws", Draw, key=2, indexed=["run"])
PAYEES = Table("payees", Payee)
CLAIMS = Table("claims", Claim)
WAITS = Table("waits", Wait, key=2)
SIDES = Table("sides", Side, key=3)
CLOCK = Table("clock", Offset)


class _Batch:
    """The rows that a batch touches."""

    def __init__(self, connection: Connection, entries: Sequence[Entry]) -> None:
        self.connection = connection
        self.cases = Drawer(connection, CASES)
        self.draws = Drawer(connection, DRAWS)
        self.payees = Drawer(connection, PAYEES)
        self.sides = Drawer(connection, SIDES)
        self.claims = Drawer(connection, CLAIMS)
        self.clock = Drawer(connection, CLOCK)
        payees = {one.subject.key for one in entries if one.subject.kind == "recipient"}
        runs = {one.subject.key for one in entries if one.subject.kind == "payment_run"}
        self.touched = {case for one in entries if (case := case_of(one))}
        self.touched.update(one.case for one in CASES.load(connection, "recipient", payees))
        self.touched.update(one.case for one in DRAWS.load(connection, "run", runs))
        self.cases.load("case", self.touched)
        self.sides.load("case", self.touched)
        self.claims.load("case", self.touched)
        self.draws.load("case", self.touched)
        payees.update(one.recipient for one in self.cases.rows())
        payees.update(
            one.event.recipient for one in entries if isinstance(one.event, ApplicationSubmitted)
        )
        self.payees.load("recipient", payees)

    def take(self, entry: Entry) -> None:
        """Changes what the entry is about."""
        match entry.event:
            case ClockAdvanced(offset_days=days):
                self.clock.put(Offset(entry.subject.key, days))
            case HandOverUnknown():
                self._move_file(entry, "hand_over_unknown")
            case PaymentFileHandedOver() | HandOverProven():
                self._move_file(entry, "handed_over")
            case ReceiptConfirmed(receipt=receipt):
                self._move_file(entry, "handed_over" if receipt == "received" else "in_run")
        if entry.subject.kind == "recipient":
            key = entry.subject.key
            known = self.payees.get(key) or Payee(key, key, bank_confirmed=False, bank_since=None)
            self.payees.put(payee_after(known, entry))
        elif case := case_of(entry):
            self._take_case(case, entry)

    def _take_case(self, key: str, entry: Entry) -> None:
        for side in sides_of(key, entry):
            self.sides.put(side)
        if entry.subject.kind == "recovery":
            self.claims.put(claim_after(self.claims.get(key) or Claim(key), entry))
        if isinstance(entry.event, ApplicationSubmitted):
            self.cases.put(opened(entry, entry.event))
        elif case := self.cases.get(key):
            self.cases.put(case_after(case, entry))
        if isinstance(entry.event, DrawdownRequested):
            self.draws.put(drawn(entry, entry.event))
        elif draw := self.draws.get(key, number_of(entry)):
            self.draws.put(draw_after(draw, entry))

    def _move_file(self, entry: Entry, status: str) -> None:
        """All payments of a run stand where its file does, until the bank speaks of one."""
        for draw in self.draws.rows():
            if draw.run == entry.subject.key and draw.status in _WITH_FILE:
                self.draws.put(draw._replace(status=status, since=entry.context.today))

    def save(self) -> None:
        """Writes everything back and derives the waiting points anew."""
        for drawer in (
            *(self.cases, self.draws, self.payees),
            *(self.sides, self.claims, self.clock),
        ):
            drawer.save()
        WAITS.remove(self.connection, "case", sorted(self.touched))
        WAITS.append(self.connection, self._waits())

    def _waits(self) -> Iterable[Wait]:
        draws: dict[str, list[Draw]] = defaultdict(list)
        sides: dict[str, list[Side]] = defaultdict(list)
        for draw in self.draws.rows():
            draws[draw.case].append(draw)
        for side in self.sides.rows():
            sides[side.case].append(side)
        for case in self.cases.rows():
            key = case.case
            yield from waits_of(
                case,
                draws[key],
                payee=self.payees.get(case.recipient),
                sides=sides[key],
                claim=self.claims.get(key),
            )


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes entries in; a recipient's entry touches all its cases, a bank file all its runs'."""
    batch = _Batch(connection, entries)
    for entry in entries:
        batch.take(entry)
    batch.save()


PROJECTION = Projection(NAME, VERSION, (CASES, DRAWS, PAYEES, CLAIMS, SIDES, WAITS, CLOCK), process)

_LINES = SQL(
    """
    WITH today AS (
        SELECT coalesce(
            %(today)s::date,
            (now() AT TIME ZONE 'Europe/Berlin')::date
            + coalesce((SELECT max(days) FROM {model}.clock), 0)::int
        ) AS day
    ), standing AS (
        SELECT "case", place, desk, waits_for, since, due_on, number
        FROM {model}.waits, today WHERE since <= today.day AND waits_for <> ALL(%(hidden)s)
        UNION ALL
        SELECT "case", 99, 'nobody', 'period_end', since, NULL, 0
        FROM {model}.cases c, today WHERE NOT EXISTS (
            SELECT FROM {model}.waits w WHERE w."case" = c."case" AND w.since <= today.day
            AND w.waits_for <> ALL(%(hidden)s)
        )
    ), lines AS (
        SELECT DISTINCT ON (c."case")
               c."case", c.line, c.year, c.recipient, coalesce(p.name, c.recipient), c.title,
               c.amount_cents, c.stage, s.desk, s.waits_for, s.since, s.due_on,
               coalesce(s.due_on < today.day, false) AS late, c.position, s.number,
               c.grantor, c.upper
        FROM {model}.cases c JOIN standing s USING ("case") CROSS JOIN today
        LEFT JOIN {model}.payees p USING (recipient)
        WHERE (%(case)s::text IS NULL OR c."case" = %(case)s)
          AND (%(scope)s::text IS NULL OR c.recipient = %(scope)s)
          AND (%(grantor)s::text IS NULL OR c.grantor = %(grantor)s)
          AND (%(year)s::int IS NULL OR c.year = %(year)s)
          AND (%(desks)s::text[] IS NULL OR s.desk = ANY(%(desks)s))
        ORDER BY c."case", s.due_on, s.since, s.place
    )
    SELECT * FROM lines
    ORDER BY desk = 'nobody', waits_for = 'nothing', due_on, since, "case"
    """
)
_WAITS = SQL(
    'SELECT "case", place, desk, waits_for, since, due_on, number'
    ' FROM {model}.waits WHERE "case" = %s ORDER BY place'
)


def caseload(
    connection: Connection,
    *,
    desks: Collection[str] | None = None,
    scope: str | None = None,
    grantor: str | None = None,
    year: int | None = None,
    today: date | None = None,
    model: str = NAME,
) -> list[CaseRow]:
    """One line a case: overdue first, then the nearest day, then the oldest, then what rests.

    A case may wait on several desks at once. `desks` leaves only cases that wait there, each
    with what hurts most on those desks, so a person's own list needs it; `scope` leaves only
    those of one recipient; `grantor` only those that it grants, the Land where it is empty.
    `today` is the business date unless given; `model` names the schema to read, for the past.
    """
    return _lines(
        connection,
        model,
        desks=None if desks is None else list(desks),
        scope=scope,
        grantor=grantor,
        year=year,
        today=today,
    )


def naming(rows: Iterable[CaseRow], text: str) -> list[CaseRow]:
    """The lines with these letters in file number, title or recipient's name."""
    wanted = text.strip().casefold()
    return [
        row for row in rows if wanted in f"{row.case}\n{row.title}\n{row.recipient_name}".casefold()
    ]


def case_row(
    connection: Connection,
    case: str,
    *,
    scope: str | None = None,
    today: date | None = None,
    model: str = NAME,
) -> CaseRow | None:
    """The line of one case, `None` where it is unknown; `scope` is the recipient that reads it.

    The rest is as for the caseload.
    """
    return next(iter(_lines(connection, model, case=case, scope=scope, today=today)), None)


def waits(connection: Connection, case: str, *, model: str = NAME) -> list[Wait]:
    """All waiting points of a case, those that begin later included, the main one first."""
    with connection.cursor(row_factory=args_row(Wait)) as cursor:
        return cursor.execute(_WAITS.format(model=Identifier(model)), (case,)).fetchall()


def _lines(connection: Connection, model: str, **wanted: Any) -> list[CaseRow]:
    names = ("case", "scope", "grantor", "year", "desks", "today")
    hidden = list(HIDDEN) if wanted.get("scope") else []
    filters = {**dict.fromkeys(names), **wanted, "hidden": hidden}
    with connection.cursor(row_factory=args_row(CaseRow)) as cursor:
        return cursor.execute(_LINES.format(model=Identifier(model)), filters).fetchall()
