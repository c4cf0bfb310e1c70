"""The budget: what each title holds in a year, and which lines take it."""

from fastapi import APIRouter
from starlette.responses import Response

import programmes
from projections.ledger import ledger
from web.visit import ONWARD, Visiting, not_found

router = APIRouter()

SUMS = (
    *("appropriated", "frozen", "authorised", "reserved", "committed", "ordered", "paid"),
    *("released", "free", "to_repay", "repaid", "waived", "written_off"),
)
"""The columns of the ledger."""
SELDOM = frozenset({"frozen", "authorised", "to_repay", "repaid", "waived", "written_off"})
"""Columns that are left out where they hold nothing."""


@router.get("/ledger")
def ledger_page(visit: Visiting, year: int = 0, level: str = "") -> Response:
    """The titles, each followed by its lines; what is passed on stands apart."""
    if visit.scoped:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = ledger(connection, grantor=visit.person.county or (None if level == ONWARD else ""))
    years = sorted({row.year for row in rows}, reverse=True)
    shown = [row for row in rows if not year or row.year == year]
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    return visit.page(
        "ledger.html",
        rows=shown,
        level=level,
        years=years,
        year=year,
        sums=[
            name
            for name in SUMS
            if name not in SELDOM or any(getattr(row, f"{name}_cents") for row in shown)
        ],
        lines={line.id: line.title.said(visit.language) for one in loaded for line in one.lines},
        funds={fund.id: fund.title.said(visit.language) for one in loaded for fund in one.funds},
    )
