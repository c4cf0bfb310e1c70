"""Grants and payments as county finance asks: granted, coming, arrived, to prove, to repay."""

from fastapi import APIRouter
from starlette.responses import Response

from domain.payment import ADVISED
from domain.recipient import Recipient
from office.moment import Moment
from office.past import today_then
from projections.county_money import MoneyRow, money_rows, next_words, state_words
from projections.deadlines import deadlines
from projections.payments import (
    PROJECTION,
    GrantRow,
    PaymentRow,
    grants,
    history_words,
    payments,
    status_words,
)
from projections.then import shown_at
from projections.wording import Audience
from web.account_list import held_accounts
from web.clocks import LookingBack
from web.money_sheet import money_sheet
from web.sheets import FILES, file_of
from web.visit import Visit, Visiting, not_found

router = APIRouter()

SUMS = (
    "granted", "open", "drawn", "ordered", "on_its_way", "booked", "returned", "used", "to_prove",
    "to_repay",
)  # fmt: skip
"""The sums of a grant in the order of its life."""


@router.get("/payments")
def payments_page(visit: Visiting, back: LookingBack, year: int = 0, level: str = "") -> Response:
    """All grants and payments that the person may see, with their sums; of one level.

    In the past there are no deadlines and no accounts: those are for whoever acts today.
    """
    rows, paid = shown_rows(visit, back.moment, level)
    with visit.portal.views.read() as connection:
        due = [] if back.moment else deadlines(connection, scope=_scope(visit))
    years = sorted({row.year for row in rows}, reverse=True)
    rows = [row for row in rows if not year or row.year == year]
    cases = {row.case for row in rows}
    desk = visit.portal.office.desk()
    names = {row.recipient: desk.read(Recipient, row.recipient).name for row in rows}
    return visit.page(
        "payments.html",
        level=level,
        years=years,
        year=year,
        rows=rows,
        names=names,
        owners={row.case: row.recipient for row in rows},
        sums=SUMS,
        totals=totals(rows),
        held=held_accounts(visit, [(row.case, row.recipient) for row in rows if not back.moment]),
        back=back,
        advised=ADVISED if visit.portal.advise else (),
        money=[_said(visit, row) for row in money_rows(rows, paid)],
        payments=[
            (row, status_words(row, visit.language), history_words(row, visit.language))
            for row in paid
            if row.case in cases
        ],
        deadlines=[row for row in due if row.case in cases],
    )


@router.get("/payments/money.{kind}")
def money_file(
    visit: Visiting, kind: str, *, back: LookingBack, year: int = 0, level: str = ""
) -> Response:
    """The table line by line for a spreadsheet, in the reader's language."""
    if kind not in FILES:
        raise not_found()
    rows, paid = shown_rows(visit, back.moment, level)
    shown = money_rows([row for row in rows if not year or row.year == year], paid)
    today = today_then(visit.portal.office, back.moment)
    sheet = money_sheet(shown, visit.language, audience=audience_of(visit), today=today)
    return file_of(sheet, kind, visit.language)


def _scope(visit: Visit) -> str | None:
    return visit.person.scope if visit.scoped else None


def shown_rows(visit: Visit, moment: Moment, level: str) -> tuple[list[GrantRow], list[PaymentRow]]:
    """The grants of one level and all payments that the person may see, at a moment."""
    scope, record = _scope(visit), visit.portal.office.record
    with (
        visit.portal.views.read() as connection,
        shown_at(
            connection, record, projection=PROJECTION, moment=moment, recipient=scope
        ) as model,
    ):
        rows = grants(connection, recipient=scope, model=model)
        paid = payments(connection, recipient=scope, model=model)
    return [row for row in rows if visit.lists(row, level)], paid


def audience_of(visit: Visit) -> Audience:
    """Whose words the person reads."""
    return "recipient" if visit.scoped else "authority"


def totals(rows: list[GrantRow]) -> dict[str, int]:
    """The sum of each column, in cents."""
    return {name: sum(getattr(row, f"{name}_cents") for row in rows) for name in SUMS}


def _said(visit: Visit, row: MoneyRow) -> tuple[MoneyRow, str, str]:
    state = state_words(row, visit.language, audience=audience_of(visit))
    return row, state, next_words(row, visit.language)
