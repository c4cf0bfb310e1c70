"""The pages that say where a sum of many cases comes from: its rows and their derivations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from domain.payment_run import PaymentRun
from domain.recipient import Recipient
from office.past import position_known
from projections.account_origin import Journal
from projections.book import OWN
from projections.derivation import Source
from projections.ledger import journal
from projections.payments import grants
from projections.postings import table
from projections.shares import Asked, Share, shares
from web.amount_facts import ACCOUNT, FACTS
from web.past import day_of
from web.visit import ONWARD, Visit, Visiting, not_found
from web.why import Reader, name_of

router = APIRouter()

APPROPRIATED = "appropriated"


@dataclass(frozen=True)
class Row:
    """One part of a sum: its words, its cents, and the address of its own derivation."""

    words: str
    amount_cents: int
    address: str


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
def payments_sum(visit: Visiting, name: str, year: int = 0, level: str = "") -> Response:
    """A total of the page of payments: its column, grant by grant."""
    fact = FACTS.get(f"county.{name}")
    if fact is None:
        raise not_found()
    scope = visit.person.scope if visit.scoped else None
    with visit.portal.views.read() as connection:
        known = grants(connection, recipient=scope, year=year or None)
    desk = visit.portal.office.desk()
    rows = [
        Row(
            f"{row.case} · {desk.read(Recipient, row.recipient).name}",
            getattr(row, f"{name}_cents"),
            f"/cases/{row.case}/why/county.{name}",
        )
        for row in known
        if visit.lists(row, level)
    ]
    return _shown(visit, visit.say(fact.words), rows, back="/payments")


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
    return _shown(visit, f"{visit.say('runs.run')} {key}", rows, back=f"/runs/{key}")


@router.get("/ledger/why/{account}")
def ledger_sum(visit: Visiting, account: str, part: Annotated[Part, Query()]) -> Response:
    """What lies on an account of titles: the cases that hold it, and the title's own postings."""
    taken = account == APPROPRIATED
    account = "appropriation" if taken else account
    if visit.scoped or account not in table().accounts:
        raise not_found()
    asked = _asked(visit, account, part)
    with visit.portal.views.read() as connection:
        held = shares(connection, asked)
        titles = sorted({one.title for one in held if one.case == OWN})
        lines = [
            line
            for one in titles
            for line in journal(connection, title=one, day=asked.day, known=asked.known)
        ]
    own = [one for one in lines if one.case == OWN]
    sign = -1 if taken else 1
    book = Journal(own, lambda position: visit.portal.office.record.page(position - 1, 1)[0])
    posted = [
        one._replace(amount_cents=sign * one.amount_cents) for one in book.account(account).sources
    ]
    return _shown(
        visit,
        visit.say("money.appropriated") if taken else name_of(account, visit.language),
        [_row(one, account, sign) for one in held if one.case != OWN],
        own=posted,
        back="/ledger",
    )


def _asked(visit: Visit, account: str, part: Part) -> Asked:
    """The part of the ledger that the person may see."""
    known = position_known(visit.portal.office, day_of(part.known_on))
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
    rows: Sequence[Row],
    *,
    own: Sequence[Source] = (),
    back: str,
) -> Response:
    reader = Reader(visit.language, visit.scoped, ())
    amounts = [row.amount_cents for row in rows] + [one.amount_cents for one in own]
    return visit.page(
        "why_sum.html",
        label=label,
        amount=sum(amounts),
        rows=[row for row in rows if row.amount_cents],
        own=[reader.line(one) for one in own],
        back=back,
    )
