"""The ledger: what each budget title holds, and which lines take it."""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

from domain.appropriation import (
    FundsAppropriated,
    FundsCommitted,
    FundsOrdered,
    FundsPaid,
    FundsPassedOn,
    FundsReleased,
    FundsReserved,
    OrderReversed,
    PaymentReversed,
    ReservationReleased,
)
from domain.budget import CommitmentsAuthorised, FreezeLifted, FundsFrozen
from domain.claim import ClaimRemitted, RefundAssessed, RefundWaived, RepaymentReceived
from domain.kernel import Entry, Event
from projections.projection import Projection
from projections.subjects import case_of
from projections.table import Drawer, Table

NAME = "ledger"
VERSION = 3


class Title(NamedTuple):
    """A budget title of one year under the record's key for it.

    What a recipient passes on stands under its own name as `grantor`, with the file number of its
    grant as `fund`: it is no title of the Land, whose titles have no grantor.
    """

    title: str
    programme: str
    fund: str
    year: int
    appropriated_cents: int
    authorised_cents: int
    frozen_cents: int
    grantor: str = ""


class Share(NamedTuple):
    """What one case holds of a title; `committed_cents` is what is bound and not released.

    Of refunds that were claimed or waived, each cent is to repay, repaid, waived or written off.
    """

    title: str
    case: str
    line: str
    reserved_cents: int
    committed_cents: int
    ordered_cents: int
    paid_cents: int
    released_cents: int
    to_repay_cents: int
    repaid_cents: int
    waived_cents: int
    written_off_cents: int


class LedgerRow(NamedTuple):
    """A title of one year, or one line's part of it; all sums in cents.

    The title's own row has an empty `line` and holds the sums over its lines; what is
    appropriated, authorised, frozen and free stands there only and is zero elsewhere. What is
    ordered is not yet paid; both are part of what is committed. Refunds stand without interest.
    `grantor` is who passes the money on, empty for the titles of the Land.
    """

    programme: str
    fund: str
    line: str
    year: int
    appropriated_cents: int
    reserved_cents: int
    committed_cents: int
    ordered_cents: int
    paid_cents: int
    released_cents: int
    free_cents: int
    authorised_cents: int
    frozen_cents: int
    to_repay_cents: int
    repaid_cents: int
    waived_cents: int
    written_off_cents: int
    grantor: str


TITLES = Table("titles", Title)
SHARES = Table("shares", Share, key=2)


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes entries about appropriations in, and those of recoveries at the case's title."""
    ours = [entry for entry in entries if entry.subject.kind in {"appropriation", "recovery"}]
    titles, shares = Drawer(connection, TITLES), Drawer(connection, SHARES)
    titles.load("title", {one.subject.key for one in ours if one.subject.kind == "appropriation"})
    shares.load("case", {case for entry in ours if (case := case_of(entry))})
    for entry in ours:
        key = entry.subject.key
        if entry.subject.kind == "recovery":
            # A grant over two years has two shares; its recovery stands at the first.
            own = (one for one in shares.rows() if one.case == key)
            if share := min(own, key=lambda one: one.title, default=None):
                shares.put(_recovered(share, entry.event))
            continue
        title = titles.get(key) or _title(key, entry.event)
        if after := _title_after(title, entry.event):
            titles.put(after)
        elif case := case_of(entry):
            titles.put(title)
            share = shares.get(key, case) or Share(key, case, _line(entry), *[0] * 9)
            shares.put(_share_after(share, entry))
    titles.save()
    shares.save()


PROJECTION = Projection(NAME, VERSION, (TITLES, SHARES), process)


def _title_after(title: Title, event: Event) -> Title | None:
    """The title after an event about itself; `None` where the event is about a case."""
    match event:
        case FundsAppropriated(amount_cents=amount) | FundsPassedOn(amount_cents=amount):
            return title._replace(appropriated_cents=title.appropriated_cents + amount)
        case CommitmentsAuthorised(amount_cents=amount):
            return title._replace(authorised_cents=title.authorised_cents + amount)
        case FundsFrozen(amount_cents=amount):
            return title._replace(frozen_cents=title.frozen_cents + amount)
        case FreezeLifted(amount_cents=amount):
            return title._replace(frozen_cents=title.frozen_cents - amount)
    return None


def _title(key: str, event: Event) -> Title:
    if isinstance(event, FundsPassedOn):
        return Title(key, event.programme, event.case, event.year, 0, 0, 0, event.grantor)
    programme, _, rest = key.partition(".")
    fund, _, year = rest.rpartition(".")
    return Title(key, programme, fund, int(year), 0, 0, 0)


def _line(entry: Entry) -> str:
    return str(getattr(entry.event, "line", ""))


def _share_after(share: Share, entry: Entry) -> Share:
    match entry.event:
        case FundsReserved(amount_cents=amount):
            return share._replace(reserved_cents=amount)
        case ReservationReleased():
            return share._replace(reserved_cents=0)
        case FundsCommitted(amount_cents=amount):
            committed = share.committed_cents + amount
            return share._replace(reserved_cents=0, committed_cents=committed)
        case FundsReleased(amount_cents=amount):
            return share._replace(
                committed_cents=share.committed_cents - amount,
                released_cents=share.released_cents + amount,
            )
        case FundsOrdered(amount_cents=amount):
            return share._replace(ordered_cents=share.ordered_cents + amount)
        case OrderReversed(amount_cents=amount):
            return share._replace(ordered_cents=share.ordered_cents - amount)
        case FundsPaid(amount_cents=amount):
            return share._replace(
                ordered_cents=share.ordered_cents - amount, paid_cents=share.paid_cents + amount
            )
        case PaymentReversed(amount_cents=amount):
            return share._replace(paid_cents=share.paid_cents - amount)
    return share


def _recovered(share: Share, event: Event) -> Share:
    match event:
        case RefundAssessed(amount_cents=amount):
            return share._replace(to_repay_cents=share.to_repay_cents + amount)
        case RefundWaived(amount_cents=amount):
            return share._replace(waived_cents=share.waived_cents + amount)
        case RepaymentReceived(principal_cents=amount):
            left, back = share.to_repay_cents - amount, share.repaid_cents + amount
            return share._replace(to_repay_cents=left, repaid_cents=back)
        case ClaimRemitted(principal_cents=amount):
            left, gone = share.to_repay_cents - amount, share.written_off_cents + amount
            return share._replace(to_repay_cents=left, written_off_cents=gone)
    return share


_ROWS = SQL(
    """
    SELECT t.programme, t.fund, coalesce(s.line, ''), t.year,
           CASE WHEN s.line IS NULL THEN t.appropriated_cents ELSE 0 END,
           coalesce(sum(s.reserved_cents), 0)::bigint,
           coalesce(sum(s.committed_cents), 0)::bigint,
           coalesce(sum(s.ordered_cents), 0)::bigint,
           coalesce(sum(s.paid_cents), 0)::bigint,
           coalesce(sum(s.released_cents), 0)::bigint,
           CASE WHEN s.line IS NULL THEN greatest(0, t.appropriated_cents - t.frozen_cents
               - coalesce(sum(s.reserved_cents + s.committed_cents), 0)::bigint) ELSE 0 END,
           CASE WHEN s.line IS NULL THEN t.authorised_cents ELSE 0 END,
           CASE WHEN s.line IS NULL THEN t.frozen_cents ELSE 0 END,
           coalesce(sum(s.to_repay_cents), 0)::bigint,
           coalesce(sum(s.repaid_cents), 0)::bigint,
           coalesce(sum(s.waived_cents), 0)::bigint,
           coalesce(sum(s.written_off_cents), 0)::bigint,
           t.grantor
    FROM ledger.titles t LEFT JOIN ledger.shares s USING (title)
    WHERE (%(year)s::int IS NULL OR t.year = %(year)s)
      AND (t.grantor = %(grantor)s OR (%(grantor)s::text IS NULL AND t.grantor <> ''))
    GROUP BY GROUPING SETS ((t.title), (t.title, s.line))
    HAVING GROUPING(s.line) = 1 OR s.line IS NOT NULL
    ORDER BY t.year, t.programme, t.fund, coalesce(s.line, '')
    """
)


def ledger(
    connection: Connection, *, year: int | None = None, grantor: str | None = ""
) -> list[LedgerRow]:
    """Each title of a year or of all years, followed by its lines: those of the Land.

    `grantor` names the recipient whose passed-on money is asked for, `None` all of them. Nothing
    of the two is ever added up: a euro that is passed on is spent once.
    """
    with connection.cursor(row_factory=args_row(LedgerRow)) as cursor:
        return cursor.execute(_ROWS, {"year": year, "grantor": grantor}).fetchall()
