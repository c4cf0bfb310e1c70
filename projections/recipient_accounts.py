"""The accounts of each recipient: what of a title it holds in a line, on any day, by account."""

from datetime import date
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

from projections.ledger import held_on, sums_of


class RecipientRow(NamedTuple):
    """What one recipient holds of one line of a title, in cents; `cases` is how many grants.

    The rows of a title add up, account by account, to its own row in the ledger: what is not yet
    bound lies with the title and belongs to nobody.
    """

    title: str
    programme: str
    fund: str
    year: int
    line: str
    recipient: str
    cases: int
    reserved_cents: int
    committed_cents: int
    ordered_cents: int
    in_transit_cents: int
    paid_cents: int
    proven_cents: int
    to_repay_cents: int
    repaid_cents: int
    waived_cents: int
    written_off_cents: int
    grantor: str


ACCOUNTS = tuple(one.removesuffix("_cents") for one in RecipientRow._fields[7:-1])
"""The accounts that a recipient's grants hold, in the order of their life."""

_ROWS = """
    SELECT t.title, t.programme, t.fund, t.year, h.line, h.recipient,
           count(DISTINCT b."case")::bigint, {sums}, t.grantor
    FROM {held} b JOIN ledger.titles t USING (title) JOIN ledger.holders h ON h."case" = b."case"
    WHERE b.amount_cents <> 0 AND b.account = ANY(%(accounts)s)
      AND (%(year)s::int IS NULL OR t.year = %(year)s)
      AND (%(line)s::text IS NULL OR h.line = %(line)s)
      AND (%(recipient)s::text IS NULL OR h.recipient = %(recipient)s)
      AND (t.grantor = %(grantor)s OR (%(grantor)s::text IS NULL AND t.grantor <> ''))
    GROUP BY t.title, h.line, h.recipient
    ORDER BY t.year DESC, t.title, h.line, h.recipient
    """


def recipient_accounts(
    connection: Connection,
    *,
    year: int | None = None,
    line: str | None = None,
    recipient: str | None = None,
    day: date | None = None,
    known: int | None = None,
    grantor: str | None = "",
) -> list[RecipientRow]:
    """What each recipient holds, by title and line; the rest as in the ledger."""
    wanted = {"year": year, "line": line, "recipient": recipient, "grantor": grantor}
    facts = {**wanted, "day": day, "known": known, "accounts": list(ACCOUNTS)}
    statement = SQL(_ROWS).format(sums=sums_of(ACCOUNTS), held=held_on(day, known))
    with connection.cursor(row_factory=args_row(RecipientRow)) as cursor:
        return cursor.execute(statement, facts).fetchall()
