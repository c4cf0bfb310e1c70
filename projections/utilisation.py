"""How far a budget year is used, line by line, with the forecast of its end and its assumptions."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

from domain.decision import Instalment
from domain.forecast import Commitment, Drawn, Forecast, forecast
from domain.forecast_terms import ForecastTerms
from domain.kernel import Money
from projections.ledger import LedgerRow, ledger
from projections.payments import GrantRow, grants

OUT = (
    *("ordered", "in_transit", "paid", "proven"),
    *("to_repay", "repaid", "waived", "written_off"),
)
"""The accounts of money that is ordered, on its way or out; what came back was out as well."""


class LineUse(NamedTuple):
    """A line of a title in its year, in cents, and the forecast of its end."""

    fund: str
    line: str
    reserved_cents: int
    bound_cents: int
    out_cents: int
    forecast: Forecast


class TitleUse(NamedTuple):
    """A title in its year with its lines.

    What is free or frozen lapses at the end of the year unless it is carried over; what is bound
    stays with its cases. `free_cents` may be below zero while authorisations bind the year ahead.
    """

    row: LedgerRow
    lines: tuple[LineUse, ...]

    @property
    def out_cents(self) -> int:
        """What is ordered, on its way or out."""
        return sum(one.out_cents for one in self.lines)

    @property
    def low_cents(self) -> int:
        """The outflow to the end of the year if draws are cautious."""
        return sum(one.forecast.low_cents for one in self.lines)

    @property
    def expected_cents(self) -> int:
        """The expected outflow to the end of the year."""
        return sum(one.forecast.expected_cents for one in self.lines)

    @property
    def high_cents(self) -> int:
        """All that can flow by the end of the year."""
        return sum(one.forecast.high_cents for one in self.lines)

    @property
    def left_cents(self) -> int:
        """What is bound and not expected to flow in the year."""
        return sum(one.forecast.left_cents for one in self.lines)

    @property
    def lapsing_cents(self) -> int:
        """What lapses if nothing more is granted and nothing carried over."""
        return max(0, self.row.free_cents) + self.row.frozen_cents


class Bound(NamedTuple):
    """What a case still may draw from a title, with its period."""

    title: str
    year: int
    line: str
    case: str
    recipient: str
    open_cents: int
    first: date
    last: date
    number: int | None
    amount_cents: int | None
    from_on: date | None
    titles: int

    @property
    def pays(self) -> bool:
        """Whether the instalment is paid from this title, where the case has another one too."""
        return self.titles == 1 or self.from_on is None or self.from_on.year == self.year


_BOUND = SQL(
    """
    SELECT b.title, t.year, h.line, b."case", h.recipient, b.amount_cents, s.first, s.last,
           p.number, p.amount_cents, p.from_on,
           (SELECT count(*) FROM ledger.balances o WHERE o."case" = b."case"
            AND o.account = 'committed')
    FROM ledger.balances b JOIN ledger.titles t USING (title)
        JOIN ledger.holders h ON h."case" = b."case" JOIN ledger.spans s ON s."case" = b."case"
        LEFT JOIN ledger.parts p ON p."case" = b."case"
    WHERE b.account = 'committed' AND b.amount_cents > 0 AND t.grantor = ''
      AND (%(year)s::int IS NULL OR t.year = %(year)s)
    ORDER BY b.title, h.line, b."case", p.number
    """
)


class Open(NamedTuple):
    """A case with what it still may draw from a title."""

    title: str
    year: int
    line: str
    case: str
    recipient: str
    commitment: Commitment


def open_commitments(connection: Connection, *, year: int | None = None) -> list[Open]:
    """What each case of the Land still may draw from the titles of a year, or of all.

    Of a case that is paid from two titles, each pays the instalments of its own year.
    """
    with connection.cursor(row_factory=args_row(Bound)) as cursor:
        rows = cursor.execute(_BOUND, {"year": year}).fetchall()
    cases = groupby(rows, key=lambda row: (row.title, row.line, row.case))
    return [_open(list(of_case)) for _, of_case in cases]


def _open(rows: Sequence[Bound]) -> Open:
    one = rows[0]
    parts = [
        Instalment(amount_cents=Money(row.amount_cents), from_on=row.from_on)
        for row in rows
        if row.amount_cents and row.pays
    ]
    commitment = Commitment(Money(one.open_cents), parts, first=one.first, last=one.last)
    return Open(one.title, one.year, one.line, one.case, one.recipient, commitment)


def utilisation(
    connection: Connection,
    *,
    year: int,
    today: date,
    terms: Callable[[str], ForecastTerms],
) -> list[TitleUse]:
    """Each title of the Land in a year with its lines; `terms` gives those of a programme."""
    rows = ledger(connection, year=year)
    plans: defaultdict[tuple[str, str], list[Commitment]] = defaultdict(list)
    for one in open_commitments(connection, year=year):
        plans[one.title, one.line].append(one.commitment)
    past = closed_draws(grants(connection, grantor=""))
    until = date(year, 12, 31)

    def used(row: LedgerRow, of_title: LedgerRow) -> LineUse:
        key = f"{of_title.programme}.{of_title.fund}.{year}"
        out = sum(getattr(row, f"{name}_cents") for name in OUT)
        found = forecast(
            Money(out),
            plans[key, row.line],
            closed=past.get(row.line, ()),
            today=today,
            until=until,
            terms=terms(row.programme),
        )
        return LineUse(row.fund, row.line, row.reserved_cents, row.committed_cents, out, found)

    found: dict[tuple[str, str], list[LedgerRow]] = {}
    for row in rows:
        found.setdefault((row.programme, row.fund), []).append(row)
    return [TitleUse(own, tuple(used(row, own) for row in lines)) for own, *lines in found.values()]


def closed_draws(rows: Sequence[GrantRow]) -> Mapping[str, list[Drawn]]:
    """What the closed grants of each line drew of what they were granted."""
    found: defaultdict[str, list[Drawn]] = defaultdict(list)
    for row in rows:
        if row.closed:
            found[row.line].append(Drawn(Money(row.granted_cents), Money(row.booked_cents)))
    return found
