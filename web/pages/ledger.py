"""The budget: where each cent of a title lies, and by which posting it came there."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

import programmes
from domain.words import Language
from office.past import position_known
from projections.ledger import TrialRow, journal, ledger, trial_balance
from projections.postings import table, texts
from web.case_file import open_case
from web.clocks import LookingBack
from web.visit import ONWARD, Visit, Visiting, not_found

router = APIRouter()

SUMS = (
    *("appropriated", "authorised", "frozen", "lapsed", "carried", "free", "reserved"),
    *("committed", "ordered", "in_transit", "paid", "proven"),
    *("to_repay", "repaid", "waived", "written_off"),
)
"""The columns of the ledger; what is appropriated is the sum of all from `frozen` on."""
OF_TITLE = ("appropriated", "authorised", "frozen", "lapsed", "carried", "free")
"""Columns that only a title's own row has."""
SELDOM = frozenset({*OF_TITLE[1:5], "to_repay", "repaid", "waived", "written_off"})
"""Columns that are left out where they hold nothing."""


@router.get("/ledger")
def ledger_page(visit: Visiting, back: LookingBack, year: int = 0, level: str = "") -> Response:
    """The titles, each followed by its lines; what is passed on stands apart."""
    _refuse_recipients(visit)
    day, known = back.moment.true_on, position_known(visit.portal.office, back.moment)
    with visit.portal.views.read() as connection:
        rows = ledger(connection, grantor=_whose(visit, level), day=day, known=known)
    shown = [row for row in rows if not year or row.year == year]
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    return visit.page(
        "ledger.html",
        rows=shown,
        back=back,
        level=level,
        years=sorted({row.year for row in rows}, reverse=True),
        year=year,
        sums=[
            name
            for name in SUMS
            if name not in SELDOM or any(getattr(row, f"{name}_cents") for row in shown)
        ],
        of_title=OF_TITLE,
        headings=_headings(visit),
        lines={line.id: line.title.said(visit.language) for one in loaded for line in one.lines},
        funds=_funds(visit.language),
    )


@router.get("/ledger/accounts")
def accounts_page(visit: Visiting, back: LookingBack, year: int = 0, level: str = "") -> Response:
    """All accounts of the titles of a year at the end of a day; each column adds up to zero."""
    _refuse_recipients(visit)
    day, known = back.moment.true_on, position_known(visit.portal.office, back.moment)
    with visit.portal.views.read() as connection:
        rows = trial_balance(connection, day=day, known=known, grantor=_whose(visit, level))
    years = sorted({row.year for row in rows}, reverse=True)
    titles = {row.title: row.fund for row in rows if row.year == (year or max(years, default=0))}
    held = {(row.title, row.account): row.amount_cents for row in rows}
    return visit.page(
        "accounts.html",
        titles=titles,
        accounts=[one for one in table().accounts if any((name, one) in held for name in titles)],
        held=held,
        sums={name: _sum(rows, name) for name in titles},
        years=years,
        year=year or max(years, default=0),
        back=back,
        level=level,
        named=table().accounts,
        postings=table().postings,
        funds=_funds(visit.language),
    )


@router.get("/cases/{case}/journal")
def journal_page(visit: Visiting, case: str, back: LookingBack) -> Response:
    """What the case moved in the ledger, line by line, each with the event that moved it."""
    _refuse_recipients(visit)
    file = open_case(visit, case)
    day, known = back.moment.true_on, position_known(visit.portal.office, back.moment)
    with visit.portal.views.read() as connection:
        rows = journal(connection, case=case, day=day, known=known)
    return visit.page(
        "journal.html", file=file, rows=rows, back=back, named=table().accounts, texts=texts()
    )


def _refuse_recipients(visit: Visit) -> None:
    if visit.scoped:
        raise not_found()


def _headings(visit: Visit) -> dict[str, str]:
    accounts = table().accounts
    named = {name: accounts[name].heading.said(visit.language) for name in SUMS[1:]}
    return {SUMS[0]: visit.say("money.appropriated"), **named}


def _whose(visit: Visit, level: str) -> str | None:
    """A county sees what it passes on; the Land its own titles, or all that is passed on."""
    return visit.person.county or (None if level == ONWARD else "")


def _funds(language: Language) -> dict[str, str]:
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    return {fund.id: fund.title.said(language) for one in loaded for fund in one.funds}


def _sum(rows: Sequence[TrialRow], title: str) -> int:
    return sum(row.amount_cents for row in rows if row.title == title)
