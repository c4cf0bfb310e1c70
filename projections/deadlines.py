"""Deadlines: every day that law or the notice has set, and the day on which it was met."""

from collections.abc import Iterator, Sequence
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
from domain.approval import DeclarationReturned, NoticeBecameFinal, NoticeNotified
from domain.disbursement import UseReported
from domain.kernel import Entry
from domain.payment import PaymentBooked, PaymentReturned
from domain.proof_of_use import ProofExpected, ProofReturned, ProofSubmitted
from projections.projection import Projection
from projections.subjects import case_of, number_of
from projections.table import Drawer, Table

NAME = "deadlines"
VERSION = 1


class Owner(NamedTuple):
    """The recipient of a case."""

    case: str
    recipient: str


class Deadline(NamedTuple):
    """A deadline of a case; without a day it does not run (yet, or any more).

    `open_cents` is what must still be reported as used; the deadline is met at zero.
    """

    case: str
    kind: str
    number: int
    due_on: date | None
    derivation: str
    met_on: date | None
    open_cents: int


class DeadlineRow(NamedTuple):
    """One deadline; `number` is the draw-down it is about, 0 for the case.

    Kinds: application, documents, declaration, remedies, use, proof. `derivation` says in
    German how the day was found, or by which law it was set.
    """

    case: str
    recipient: str
    kind: str
    number: int
    due_on: date
    derivation: str
    met_on: date | None


OWNERS = Table("owners", Owner)
DEADLINES = Table("deadlines", Deadline, key=3)


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes in the entries that set, meet or void a deadline."""
    keyed = [(entry, case) for entry in entries if (case := case_of(entry))]
    owners, deadlines = Drawer(connection, OWNERS), Drawer(connection, DEADLINES)
    deadlines.load("case", {case for _, case in keyed})
    for entry, case in keyed:
        if isinstance(entry.event, ApplicationSubmitted):
            owners.put(Owner(case, entry.event.recipient))
        for kind, changes in _changes(entry):
            number = number_of(entry)
            standing = deadlines.get(case, kind, number)
            new = standing or Deadline(case, kind, number, None, "", None, 0)
            deadlines.put(_settled(new._replace(**changes), entry))
    owners.save()
    deadlines.save()


PROJECTION = Projection(NAME, VERSION, (OWNERS, DEADLINES), process)
