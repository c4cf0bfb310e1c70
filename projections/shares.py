"""Who holds what of an account of the ledger: the cases behind a sum of titles."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

from projections.ledger import MOVED


class Share(NamedTuple):
    """What one case brought to an account of a title, in cents; its title itself without case."""

    title: str
    case: str
    amount_cents: int


@dataclass(frozen=True)
class Asked:
    """Which part of the ledger is asked for; what is not named is not looked at.

    `grantor` is empty for the Land and `None` for all that is passed on. `day` and `known` as in
    the ledger.
    """

    account: str
    title: str | None = None
    programme: str | None = None
    fund: str | None = None
    year: int | None = None
    line: str | None = None
    recipient: str | None = None
    grantor: str | None = ""
    day: date | None = None
    known: int | None = None


_SHARES = SQL(
    """
    SELECT title, moved."case", sum(amount)::bigint
    FROM ({moved}) moved JOIN ledger.titles t USING (title)
        LEFT JOIN ledger.holders h ON h."case" = moved."case"
    WHERE account = %(account)s
      AND (%(title)s::text IS NULL OR title = %(title)s)
      AND (%(programme)s::text IS NULL OR t.programme = %(programme)s)
      AND (%(fund)s::text IS NULL OR t.fund = %(fund)s)
      AND (%(year)s::int IS NULL OR t.year = %(year)s)
      AND (%(line)s::text IS NULL OR h.line = %(line)s)
      AND (%(recipient)s::text IS NULL OR h.recipient = %(recipient)s)
      AND (t.grantor = %(grantor)s OR (%(grantor)s::text IS NULL AND t.grantor <> ''))
    GROUP BY 1, 2 HAVING sum(amount) <> 0 ORDER BY 1, 2
    """
).format(moved=MOVED)


def shares(connection: Connection, asked: Asked) -> list[Share]:
    """The parts of an account, title by title and case by case; they add up to what lies there."""
    with connection.cursor(row_factory=args_row(Share)) as cursor:
        return cursor.execute(_SHARES, asdict(asked)).fetchall()
