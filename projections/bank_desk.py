"""What the treasury has to clear with the bank: files in doubt, lines, payments without an answer.

Payments and claims are candidates: each payment that the bank may still have to speak of, each
claim for which money came. Whether something is amiss the domain says of these few.
"""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row, scalar_row
from psycopg.sql import SQL

from domain.claim import RepaymentReceived, RepaymentTakenBack
from domain.clearing import ClearingConfirmed, ClearingOpened
from domain.hand_over import (
    HandOverProven,
    HandOverUnknown,
    PaymentFileHandedOver,
    ReceiptConfirmed,
)
from domain.kernel import Entry
from domain.payment import (
    OrderWithdrawn,
    PaymentBooked,
    PaymentIncluded,
    PaymentOrdered,
    PaymentRejected,
    PaymentReturned,
    ReturnKept,
)
from domain.payment_run import PaymentRunSettled
from projections.projection import Projection
from projections.subjects import case_of, number_of
from projections.table import Drawer, Table

NAME = "bank_desk"
VERSION = 1


class Run(NamedTuple):
    """A payment run whose file is or was in doubt."""

    run: str
    unknown: bool
    since: int


class Item(NamedTuple):
    """A line on the clearing list; `since` is the position of its first entry."""

    item: str
    open: bool
    since: int


class Awaited(NamedTuple):
    """A payment and whether the bank may have to speak of it; `kept` once money came too early."""

    case: str
    number: int
    amount_cents: int
    underway: bool
    kept: bool


class Account(NamedTuple):
    """An account of ours of which there are statements."""

    account: str
    since: int


class Paid(NamedTuple):
    """A case whose claim money came for."""

    case: str
    since: int


class BankDesk(NamedTuple):
    """Keys of files in doubt, open lines, accounts and paid claims; payments that may be late."""

    unknown: list[str]
    open_items: list[str]
    accounts: list[str]
    claims: list[str]
    awaited: list[Awaited]


RUNS = Table("runs", Run)
ITEMS = Table("items", Item, indexed=["open"])
AWAITED = Table("awaited", Awaited, key=2)
ACCOUNTS = Table("accounts", Account)
CLAIMS = Table("claims", Paid)
_KNOWN = (PaymentFileHandedOver, HandOverProven, ReceiptConfirmed, PaymentRunSettled)
_ANSWERED = (PaymentRejected, PaymentBooked, PaymentReturned, OrderWithdrawn)


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes entries of the bank, of runs and of draw-downs in."""
    runs, items = Drawer(connection, RUNS), Drawer(connection, ITEMS)
    accounts, draws = Drawer(connection, ACCOUNTS), Drawer(connection, AWAITED)
    claims = Drawer(connection, CLAIMS)
    of = {kind: {one.subject.key for one in entries if one.subject.kind == kind} for kind in _KINDS}
    runs.load("run", of["payment_run"])
    items.load("item", of["clearing"])
    accounts.load("account", of["bank_account"])
    claims.load("case", of["recovery"])
    draws.load("case", {key.rpartition(".")[0] for key in of["disbursement"]})
    for entry in entries:
        key = entry.subject.key
        match entry.subject.kind:
            case "payment_run":
                _take_run(runs, entry)
            case "clearing":
                _take_item(items, entry)
            case "bank_account":
                accounts.put(accounts.get(key) or Account(key, entry.position))
            case "disbursement":
                _take_draw(draws, entry)
            case "recovery" if isinstance(entry.event, RepaymentReceived | RepaymentTakenBack):
                claims.put(claims.get(key) or Paid(key, entry.position))
    for drawer in (runs, items, accounts, claims, draws):
        drawer.save()


_KINDS = ("payment_run", "clearing", "bank_account", "disbursement", "recovery")
PROJECTION = Projection(NAME, VERSION, (RUNS, ITEMS, AWAITED, ACCOUNTS, CLAIMS), process)


def _take_run(runs: Drawer[Run], entry: Entry) -> None:
    key = entry.subject.key
    if isinstance(entry.event, HandOverUnknown):
        runs.put(Run(key, True, entry.position))
    elif isinstance(entry.event, _KNOWN) and (run := runs.get(key)):
        runs.put(run._replace(unknown=False))


def _take_item(items: Drawer[Item], entry: Entry) -> None:
    key = entry.subject.key
    if isinstance(entry.event, ClearingOpened):
        items.put(Item(key, True, entry.position))
    elif isinstance(entry.event, ClearingConfirmed) and (item := items.get(key)):
        items.put(item._replace(open=False))


def _take_draw(draws: Drawer[Awaited], entry: Entry) -> None:
    case, number = case_of(entry), number_of(entry)
    draw = draws.get(case, number)
    if isinstance(entry.event, PaymentOrdered):
        known = draw or Awaited(str(case), number, 0, False, False)
        draws.put(known._replace(amount_cents=entry.event.amount_cents, underway=False))
    elif draw is None:
        return
    elif isinstance(entry.event, PaymentIncluded):
        draws.put(draw._replace(underway=True))
    elif isinstance(entry.event, ReturnKept):
        draws.put(draw._replace(kept=True))
    elif isinstance(entry.event, _ANSWERED):
        draws.put(draw._replace(underway=False))


def bank_desk(connection: Connection) -> BankDesk:
    """All that may have to be cleared, each kind with the oldest first."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        unknown, items, accounts, claims = (cursor.execute(one).fetchall() for one in _KEYS)
    with connection.cursor(row_factory=args_row(Awaited)) as cursor:
        draws = cursor.execute(_AWAITED).fetchall()
    return BankDesk(unknown, items, accounts, claims, draws)


def cleared_items(connection: Connection) -> list[str]:
    """The keys of lines that were cleared, the newest first."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute(_CLEARED).fetchall()


_KEYS = (
    SQL("SELECT run FROM bank_desk.runs WHERE unknown ORDER BY since"),
    SQL("SELECT item FROM bank_desk.items WHERE open ORDER BY since"),
    SQL("SELECT account FROM bank_desk.accounts ORDER BY since"),
    SQL('SELECT "case" FROM bank_desk.claims ORDER BY since'),
)
_CLEARED = SQL("SELECT item FROM bank_desk.items WHERE NOT open ORDER BY since DESC")
_AWAITED = SQL(
    """
    SELECT "case", number, amount_cents, underway, kept FROM bank_desk.awaited
    WHERE underway OR kept ORDER BY "case", number
    """
)
