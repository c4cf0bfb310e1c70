"""Processes: what the engine has ever started, so that it can be started again from nothing."""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row

from domain.agenda import Process
from domain.application import ApplicationSubmitted
from domain.approval import ApprovalSigned
from domain.disbursement import DrawdownRequested
from domain.kernel import Entry, Event
from domain.payment_run import PaymentRunFrozen
from domain.proof_of_use import ProofExpected
from projections.projection import Projection
from projections.table import Table

NAME = "processes"
VERSION = 1

STARTS: dict[type[Event], Process] = {
    ApplicationSubmitted: "review",
    ApprovalSigned: "notice",
    DrawdownRequested: "disbursement",
    PaymentRunFrozen: "payment_run",
    ProofExpected: "proof_of_use",
}
"""The event that starts each process, for the subject in whose file it stands."""


class ProcessRow(NamedTuple):
    """A process, the key of its subject, and the position that started it."""

    process: Process
    key: str
    position: int


STARTED = Table("started", ProcessRow, key=2)


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes in the entries that start a process; each such event happens once for a subject."""
    started = [
        ProcessRow(STARTS[type(entry.event)], entry.subject.key, entry.position)
        for entry in entries
        if type(entry.event) in STARTS
    ]
    STARTED.append(connection, started)


PROJECTION = Projection(NAME, VERSION, (STARTED,), process)


def processes(connection: Connection) -> list[ProcessRow]:
    """All processes ever started, in the order of their start."""
    with connection.cursor(row_factory=args_row(ProcessRow)) as cursor:
        return cursor.execute(
            "SELECT process, key, position FROM processes.started ORDER BY position"
        ).fetchall()
