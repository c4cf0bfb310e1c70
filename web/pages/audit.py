"""The auditor's start: from the money back to the reason, as of any day."""

from fastapi import APIRouter
from starlette.responses import Response

from projections.caseload import caseload
from projections.payments import payments
from web.account_list import shared_accounts
from web.entries import search_text
from web.pages.case import day_of
from web.visit import Visiting, not_found

router = APIRouter()


@router.get("/audit")
def audit_page(visit: Visiting, q: str = "", until: str = "") -> Response:
    """Every payment and every case, each with the way to its timeline."""
    if visit.role not in {"auditor", "ministry", "trainer"}:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = caseload(connection, text=search_text(q), today=visit.portal.office.today())
        paid = payments(connection)
    named = {row.case: row for row in rows}
    found = [(row, named[row.case]) for row in paid if row.case in named]
    return visit.page(
        "audit.html",
        rows=rows,
        payments=found,
        shared=shared_accounts(visit),
        q=search_text(q),
        until=day_of(until),
        at_moment="",
    )
