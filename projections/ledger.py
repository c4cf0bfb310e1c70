"""The ledger: where each cent of a budget title lies, on every day, and how it came there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL, Composable, Literal

from domain.application import ApplicationSubmitted
from domain.appropriation import FundsAppropriated, FundsPassedOn
from domain.budget import CommitmentsAuthorised
from domain.kernel import Entry, Event
from domain.year_end import FundsCarriedIn
from projections import plans
from projections.book import OWN, Book, Ordered, Place, Posted, case_in, moves
from projections.postings import table
from projections.projection import Projection
from projections.table import Table

NAME = "ledger"
VERSION = 4


class LedgerRow(NamedTuple):
    """A title of one year, or one line's part of it; all sums in cents.

    The title's own row has an empty `line`. What is appropriated is the sum of all columns from
    `free` to `written_off`: each cent stands in one of them. The columns before `reserved` stand
    in the title's own row only and are zero elsewhere; `free` is below zero while authorisations
    bind a year whose budget does not stand yet. `grantor` is who passes the money on, empty for
    the titles of the Land.
    """

    programme: str
    fund: str
    line: str
    year: int
    appropriated_cents: int
    authorised_cents: int
    free_cents: int
    frozen_cents: int
    lapsed_cents: int
    carried_cents: int
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


class TrialRow(NamedTuple):
    """What lies on one account of a title at the end of a day; the rows of a title add up to 0."""

    title: str
    fund: str
    year: int
    account: str
    amount_cents: int


class Title(NamedTuple):
    """A budget title of one year under the record's key for it.

    What a recipient passes on stands under its own name as `grantor`, with the file number of its
    grant as `fund`: it is no title of the Land, whose titles have no grantor.
    """

    title: str
    programme: str
    fund: str
    year: int
    grantor: str


class Balance(NamedTuple):
    """What lies on an account; `case` is empty for an account of the title."""

    title: str
    case: str
    account: str
    amount_cents: int


class Holder(NamedTuple):
    """Of which line and recipient a case is."""

    case: str
    line: str
    recipient: str


TITLES = Table("titles", Title)
BALANCES = Table("balances", Balance, key=3, indexed=["case"])
JOURNAL = Table("journal", Posted, key=2, indexed=["title", "case"])
ORDERS = Table("orders", Ordered, indexed=["case"])
HOLDERS = Table("holders", Holder)


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Posts what the entries move; book.LedgerBroken stops at the first that does not balance."""
    cases = {case_in(entry, item) for entry in entries for _, item in moves(entry.event)}
    rows = BALANCES.load(connection, "case", {OWN, *cases})
    known = {row.end_to_end_id: row for row in ORDERS.load(connection, "case", cases)}
    book = Book({Place(*row[:3]): row.amount_cents for row in rows}, known)
    for entry in entries:
        book.take(entry)
    TITLES.save(connection, list({one.title: one for one in _titles(entries)}.values()))
    BALANCES.save(connection, [Balance(*place, book.balances[place]) for place in book.changed])
    ORDERS.save(connection, [book.orders[name] for name in book.orders.keys() - known.keys()])
    HOLDERS.save(connection, [one for entry in entries for one in _holders(entry.event)])
    JOURNAL.append(connection, book.journal)
    plans.process(connection, entries)


def _titles(entries: Sequence[Entry]) -> Iterator[Title]:
    """The titles in which money was entered."""
    for entry in entries:
        key = entry.subject.key
        match entry.event:
            case FundsPassedOn(programme=programme, case=case, year=year, grantor=grantor):
                yield Title(key, programme, case, year, grantor)
            case FundsAppropriated() | CommitmentsAuthorised() | FundsCarriedIn():
                programme, fund, year_text = key.split(".")
                yield Title(key, programme, fund, int(year_text), "")


def _holders(event: Event) -> Iterator[Holder]:
    if isinstance(event, ApplicationSubmitted):
        yield Holder(event.case, event.line, event.recipient)


PROJECTION = Projection(
    NAME,
    VERSION,
    (TITLES, BALANCES, JOURNAL, ORDERS, HOLDERS, plans.PARTS, plans.SPANS),
    process,
)


def sums_of(names: Iterable[str]) -> Composable:
    """What lies on each account, one column each; what is appropriated turns its sign."""
    return SQL(", ").join(
        SQL(
            "coalesce(sum({sign}b.amount_cents) FILTER (WHERE b.account = {account}), 0)::bigint"
        ).format(sign=SQL("-" if name == "appropriation" else ""), account=name)
        for name in names
    )


def held_on(day: date | None, known: int | None = None) -> Composable:
    """All balances, each under the case that holds it; at the end of a day where one is named.

    `known` leaves out what was filed after a position. The statement gets both as `%(day)s` and
    `%(known)s`.
    """
    return _HELD_NOW if day is None and known is None else _HELD_ON


MOVED = SQL(
    """
    SELECT title, target AS account, "case", amount_cents AS amount FROM ledger.journal
    WHERE (%(day)s::date IS NULL OR booked_on <= %(day)s)
      AND (%(known)s::bigint IS NULL OR position <= %(known)s)
    UNION ALL
    SELECT title, source, "case", -amount_cents FROM ledger.journal
    WHERE (%(day)s::date IS NULL OR booked_on <= %(day)s)
      AND (%(known)s::bigint IS NULL OR position <= %(known)s)
    """
)
"""What each line of the journal brought to an account or took from it, until `day` and `known`."""
_OWN = SQL(", ").join(
    [Literal(name) for name, account in table().accounts.items() if account.holder == "title"]
)
_HELD_ON = SQL(
    """
    (SELECT title, CASE WHEN account IN ({own}) THEN '' ELSE "case" END AS "case", account,
            sum(amount)::bigint AS amount_cents
     FROM ({moved}) moved GROUP BY 1, 2, 3)
    """
).format(own=_OWN, moved=MOVED)
_HELD_NOW = SQL("ledger.balances")
_ACCOUNTS = ("appropriation", *(one.removesuffix("_cents") for one in LedgerRow._fields[5:-1]))
_ROWS = """
    SELECT t.programme, t.fund, coalesce(h.line, ''), t.year, {sums}, t.grantor
    FROM ledger.titles t JOIN {held} b USING (title)
        LEFT JOIN ledger.holders h ON h."case" = b."case"
    WHERE (%(year)s::int IS NULL OR t.year = %(year)s)
      AND (t.grantor = %(grantor)s OR (%(grantor)s::text IS NULL AND t.grantor <> ''))
    GROUP BY GROUPING SETS ((t.title), (t.title, h.line))
    HAVING GROUPING(h.line) = 1 OR h.line IS NOT NULL
    ORDER BY 4, 1, 2, 3
    """
_TRIAL = SQL(
    """
    SELECT title, t.fund, t.year, account, sum(amount)::bigint
    FROM ({moved}) moved JOIN ledger.titles t USING (title)
    WHERE t.grantor = %(grantor)s OR (%(grantor)s::text IS NULL AND t.grantor <> '')
    GROUP BY title, t.fund, t.year, account HAVING sum(amount) <> 0
    ORDER BY t.year, title, account
    """
).format(moved=MOVED)
_JOURNAL = SQL(
    """
    SELECT position, number, booked_on, event, title, "case", source, target, amount_cents,
           reference
    FROM ledger.journal JOIN ledger.titles t USING (title)
    WHERE (%(grantor)s::text IS NULL OR t.grantor = %(grantor)s)
      AND (%(title)s::text IS NULL OR title = %(title)s)
      AND (%(case)s::text IS NULL OR "case" = %(case)s)
      AND (%(day)s::date IS NULL OR booked_on <= %(day)s)
      AND (%(known)s::bigint IS NULL OR position <= %(known)s)
    ORDER BY position, number
    """
)


def ledger(
    connection: Connection,
    *,
    year: int | None = None,
    grantor: str | None = "",
    day: date | None = None,
    known: int | None = None,
) -> list[LedgerRow]:
    """Each title of a year or of all years, followed by its lines: those of the Land.

    With a `day` it is what stood there at its end, with `known` by what was filed up to a
    position. `grantor` names the recipient whose passed-on
    money is asked for, `None` all of them. Nothing of the two is ever added up: a euro that is
    passed on is spent once.
    """
    with connection.cursor(row_factory=args_row(LedgerRow)) as cursor:
        rows = SQL(_ROWS).format(sums=sums_of(_ACCOUNTS), held=held_on(day, known))
        wanted = {"year": year, "grantor": grantor, "day": day, "known": known}
        return cursor.execute(rows, wanted).fetchall()


def trial_balance(
    connection: Connection,
    *,
    day: date | None = None,
    known: int | None = None,
    grantor: str | None = "",
) -> list[TrialRow]:
    """All accounts at the end of a day, today's where none is named; the rest as in `ledger`."""
    with connection.cursor(row_factory=args_row(TrialRow)) as cursor:
        wanted = {"day": day, "known": known, "grantor": grantor}
        return cursor.execute(_TRIAL, wanted).fetchall()


def journal(
    connection: Connection,
    *,
    title: str | None = None,
    case: str | None = None,
    day: date | None = None,
    known: int | None = None,
    grantor: str | None = None,
) -> list[Posted]:
    """The lines of a title or a case up to the end of a day, in the order of the record.

    `grantor` leaves out what others grant; it is empty for the Land. `known` as in `ledger`.
    """
    wanted = {"title": title, "case": case, "day": day, "known": known, "grantor": grantor}
    with connection.cursor(row_factory=args_row(Posted)) as cursor:
        return cursor.execute(_JOURNAL, wanted).fetchall()
