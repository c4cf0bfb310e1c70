"""The budget: what each title holds in a year, and which lines take it."""

from fastapi import APIRouter
from starlette.responses import Response

import programmes
from projections.ledger import ledger
from web.visit import Visit, Visiting, not_found

router = APIRouter()

SUMS = ("appropriated", "reserved", "committed", "ordered", "paid", "released", "free")
"""The columns of the ledger."""


@router.get("/ledger")
def ledger_page(visit: Visiting, year: int = 0) -> Response:
    """The titles, each followed by its lines."""
    if visit.scoped:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = ledger(connection)
    years = sorted({row.year for row in rows}, reverse=True)
    shown = [row for row in rows if not year or row.year == year]
    return visit.page(
        "ledger.html", rows=shown, years=years, year=year, sums=SUMS, names=_names(visit)
    )


def _names(visit: Visit) -> dict[str, str]:
    """What titles and lines are called, by their keys."""
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    things = [one for programme in loaded for one in (*programme.lines, *programme.funds)]
    return {one.id: one.title.said(visit.language) for one in things}
