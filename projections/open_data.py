"""Open data: grants with their signed award and payment transactions, straight from the ledger."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

from projections.book import Posted

Kind = Literal["award", "award_adjustment", "disbursement", "refund"]

_AWARD = {("free", "committed"): 1, ("committed", "free"): -1, ("paid", "to_repay"): -1}
_PAID = {
    ("in_transit", "paid"): 1,
    ("ordered", "paid"): 1,
    ("committed", "paid"): 1,
    ("paid", "committed"): -1,
    ("proven", "committed"): -1,
    ("to_repay", "repaid"): -1,
}


class Transaction(NamedTuple):
    """A signed amount of a grant on a day; its id is the entry of the record, and never changes."""

    id: str
    case: str
    kind: Kind
    on: date
    amount_cents: int


class OpenGrant(NamedTuple):
    """One grant of the Land with all its transactions in their order; no personal data.

    The award is the sum of its first and adjusting transactions, what is paid that of the others.
    """

    case: str
    programme: str
    line: str
    recipient: str
    first: date
    last: date
    transactions: tuple[Transaction, ...]

    @property
    def awarded_on(self) -> date:
        """The day of the first award."""
        return self.transactions[0].on

    @property
    def original_cents(self) -> int:
        """What was awarded first, before any adjustment."""
        return self.sum_of("award")

    @property
    def awarded_cents(self) -> int:
        """What is awarded now."""
        return self.sum_of("award", "award_adjustment")

    @property
    def disbursed_cents(self) -> int:
        """What is paid and was not paid back."""
        return self.sum_of("disbursement", "refund")

    def sum_of(self, *kinds: Kind) -> int:
        """The sum of the transactions of some kinds."""
        return sum(one.amount_cents for one in self.transactions if one.kind in kinds)


def transactions(lines: Iterable[Posted]) -> Iterator[Transaction]:
    """The transactions of one case; what is bound on the day of the first award is the award."""
    first: date | None = None
    for line in lines:
        move = (line.source, line.target)
        if sign := _AWARD.get(move):
            first = first or line.booked_on
            original = sign > 0 and line.booked_on == first
            yield _transaction(line, "award" if original else "award_adjustment", sign)
        elif sign := _PAID.get(move):
            yield _transaction(line, "disbursement" if sign > 0 else "refund", sign)


def _transaction(line: Posted, kind: Kind, sign: int) -> Transaction:
    name = f"{line.case}/{line.position}.{line.number}"
    return Transaction(name, line.case, kind, line.booked_on, sign * line.amount_cents)


class _Line(NamedTuple):
    """A line of the journal with what is known of its case."""

    programme: str
    line: str
    recipient: str
    first: date
    last: date
    position: int
    number: int
    booked_on: date
    event: str
    title: str
    case: str
    source: str
    target: str
    amount_cents: int
    reference: str | None


_ROWS = SQL(
    """
    SELECT t.programme, h.line, h.recipient, s.first, s.last, j.position, j.number, j.booked_on,
           j.event, j.title, j."case", j.source, j.target, j.amount_cents, j.reference
    FROM ledger.journal j JOIN ledger.titles t USING (title)
        JOIN ledger.holders h ON h."case" = j."case" JOIN ledger.spans s ON s."case" = j."case"
    WHERE t.grantor = ''
      AND EXISTS (SELECT 1 FROM ledger.journal c
                  WHERE c."case" = j."case" AND c.target = 'committed')
    ORDER BY j."case", j.position, j.number
    """
)


def open_grants(connection: Connection) -> list[OpenGrant]:
    """All grants of the Land; what counties pass on is theirs to publish."""
    with connection.cursor(row_factory=args_row(_Line)) as cursor:
        rows = cursor.execute(_ROWS).fetchall()
    return [_grant(list(of_case)) for _, of_case in groupby(rows, key=lambda one: one.case)]


def _grant(rows: list[_Line]) -> OpenGrant:
    one = rows[0]
    told = tuple(transactions(Posted(*row[5:]) for row in rows))
    return OpenGrant(one.case, one.programme, one.line, one.recipient, one.first, one.last, told)
