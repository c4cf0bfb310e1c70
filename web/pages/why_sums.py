"""The pages that say where a sum of many cases comes from: its rows and their derivations."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from psycopg import Connection
from pydantic import BaseModel
from starlette.responses import Response

from domain.explanation import Computation
from domain.payment_run import PaymentRun
from domain.recipient import Recipient
from office.moment import Moment
from office.past import position_known
from projections.account_origin import Journal
from projections.book import OWN, Posted
from projections.derivation import Source
from projections.ledger import journal
from projections.postings import table
from projections.shares import Asked, Share, shares
from projections.utilisation import OUT, LineUse
from web.amount_facts import ACCOUNT, FACTS
from web.clocks import LookingBack, day_of
from web.pages.payments import shown_rows
from web.pages.utilisation import titles_of_year
from web.visit import ONWARD, Visit, Visiting, not_found
from web.why import Reader, name_of

router = APIRouter()

APPROPRIATED = "appropriated"
SUMMED: Mapping[str, tuple[str, ...]] = {"out": OUT, "lapsing": ("free", "frozen")}
"""Sums of several accounts, under their names on the page of utilisation."""
FORECAST = frozenset({"low", "expected", "high", "left"})


@dataclass(frozen=True)
class Row:
    """One part of a sum: its words, its cents, and the address of its own derivation."""

    words: str
    amount_cents: int
    address: str


class Computed(NamedTuple):
    """An amount that steps give; the rows are then what the steps took."""

    amount_cents: int
    steps: Computation


class Part(BaseModel):
    """Which part of the ledger is asked for, and its moment."""

    title: str = ""
    programme: str = ""
    fund: str = ""
    year: int = 0
    line: str = ""
    recipient: str = ""
    level: str = ""
    true_on: str = ""
    known_on: str = ""


@router.get("/payments/why/{name}")
def payments_sum(
    visit: Visiting, name: str, *, back: LookingBack, year: int = 0, level: str = ""
) -> Response:
    """A total of the page of payments: its column, grant by grant."""
    fact = FACTS.get(f"county.{name}")
    if fact is None:
        raise not_found()
    known, _ = shown_rows(visit, back.moment, level)
    at = f"?{back.address}" if back.address else ""
    desk = visit.portal.office.desk()
    rows = [
        Row(
            f"{row.case} · {desk.read(Recipient, row.recipient).name}",
            getattr(row, f"{name}_cents"),
            f"/cases/{row.case}/why/county.{name}{at}",
        )
        for row in known
        if year in {0, row.year}
    ]
    return _shown(visit, visit.say(fact.words), rows=rows, back="/payments")


@router.get("/runs/{key}/why")
def run_sum(visit: Visiting, key: str) -> Response:
    """The sum of a payment run: its payments."""
    run = visit.portal.office.read(PaymentRun, key)
    if visit.person.scope or run.frozen is None:
        raise not_found()
    rows = [
        Row(one.end_to_end_id, one.amount_cents, f"/cases/{one.case}/why/to_order/{one.number - 1}")
        for one in run.frozen.items
    ]
    return _shown(visit, f"{visit.say('runs.run')} {key}", rows=rows, back=f"/runs/{key}")


@router.get("/ledger/why/{account}")
def ledger_sum(visit: Visiting, account: str, part: Annotated[Part, Query()]) -> Response:
    """What lies on an account of titles: the cases that hold it, and the title's own postings."""
    if visit.scoped:
        raise not_found()
    if account in SUMMED:
        return _accounts(visit, account, part)
    taken = account == APPROPRIATED
    account = "appropriation" if taken else account
    if account not in table().accounts:
        raise not_found()
    asked = _asked(visit, account, part)
    with visit.portal.views.read() as connection:
        held = shares(connection, asked)
        own = _own_lines(connection, asked, {one.title for one in held if one.case == OWN})
    sign = -1 if taken else 1
    book = Journal(own, lambda position: visit.portal.office.record.page(position - 1, 1)[0])
    sources = book.account(account).sources
    return _shown(
        visit,
        visit.say("money.appropriated") if taken else name_of(account, visit.language),
        rows=[_row(one, account, sign) for one in held if one.case != OWN],
        own=[one._replace(amount_cents=sign * one.amount_cents) for one in sources],
        back="/ledger",
    )


@router.get("/utilisation/why/{key}")
def forecast_sum(visit: Visiting, key: str, part: Annotated[Part, Query()]) -> Response:
    """A figure of the forecast: a title's lines, or the steps of one line."""
    if visit.scoped or visit.person.county or key not in FORECAST:
        raise not_found()
    title = (part.programme, part.fund)
    known = titles_of_year(visit.portal, part.year)
    uses = [one for use in known if (use.row.programme, use.row.fund) == title for one in use.lines]
    asked = part.model_dump(include={"programme", "fund", "year"})
    label, back = visit.say(f"utilisation.{key}"), f"/utilisation?year={part.year}"
    one = next((one for one in uses if one.line == part.line), None)
    if one is None:
        address = f"/utilisation/why/{key}?{urlencode(asked)}&line="
        rows = [Row(use.line, _figure(use, key), address + use.line) for use in uses]
        return _shown(visit, label, rows=rows, back=back)
    query = urlencode({**asked, "line": one.line})
    taken = [
        Row(visit.say("utilisation.out"), one.out_cents, f"/ledger/why/out?{query}"),
        Row(visit.say("utilisation.bound"), one.bound_cents, f"/ledger/why/committed?{query}"),
    ]
    computed = Computed(_figure(one, key), one.forecast)
    return _shown(visit, label, rows=taken, back=back, computed=computed)


def _figure(use: LineUse, key: str) -> int:
    return int(getattr(use.forecast, f"{key}_cents"))


def _accounts(visit: Visit, name: str, part: Part) -> Response:
    """A sum of several accounts, one row each."""
    rows = []
    with visit.portal.views.read() as connection:
        for account in SUMMED[name]:
            held = shares(connection, _asked(visit, account, part))
            asked = urlencode(part.model_dump())
            amount = sum(one.amount_cents for one in held)
            words = name_of(account, visit.language)
            rows.append(Row(words, amount, f"/ledger/why/{account}?{asked}"))
    return _shown(visit, visit.say(f"utilisation.{name}"), rows=rows, back="/utilisation")


def _own_lines(connection: Connection, asked: Asked, titles: Set[str]) -> list[Posted]:
    """The postings of titles that no case moved."""
    return [
        line
        for title in sorted(titles)
        for line in journal(connection, title=title, day=asked.day, known=asked.known)
        if line.case == OWN
    ]


def _asked(visit: Visit, account: str, part: Part) -> Asked:
    """The part of the ledger that the person may see."""
    known = position_known(visit.portal.office, Moment(known_on=day_of(part.known_on)))
    return Asked(
        account,
        title=part.title or None,
        programme=part.programme or None,
        fund=part.fund or None,
        year=part.year or None,
        line=part.line or None,
        recipient=part.recipient or None,
        grantor=visit.person.county or (None if part.level == ONWARD else ""),
        day=day_of(part.true_on),
        known=known,
    )


def _row(share: Share, account: str, sign: int) -> Row:
    address = f"/cases/{share.case}/why/{ACCOUNT}{account}/{share.title}"
    return Row(f"{share.case} · {share.title}", sign * share.amount_cents, address)


def _shown(
    visit: Visit,
    label: str,
    *,
    rows: Sequence[Row],
    own: Sequence[Source] = (),
    back: str,
    computed: Computed | None = None,
) -> Response:
    reader = Reader(visit.language, visit.scoped, ())
    amounts = [row.amount_cents for row in rows] + [one.amount_cents for one in own]
    return visit.page(
        "why_sum.html",
        label=label,
        amount=computed.amount_cents if computed else sum(amounts),
        rows=[row for row in rows if row.amount_cents],
        own=[reader.line(one) for one in own],
        back=back,
        computed=computed,
    )
