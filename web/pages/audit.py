"""The auditor's start: from the money back to the reason, as of any day."""

from fastapi import APIRouter
from starlette.responses import Response

from projections.caseload import naming
from projections.payments import PROJECTION as PAYMENTS
from projections.payments import payments
from projections.then import shown_at
from web.account_list import shared_accounts
from web.caseload_then import cases_then
from web.clocks import LookingBack
from web.entries import search_text
from web.visit import Visiting, not_found

router = APIRouter()


@router.get("/audit")
def audit_page(visit: Visiting, back: LookingBack, q: str = "") -> Response:
    """Every payment and every case as they stood at a moment, each with the way to its timeline."""
    if visit.role not in {"auditor", "ministry", "trainer"}:
        raise not_found()
    office, moment = visit.portal.office, back.moment
    with visit.portal.views.read() as connection:
        rows = naming(cases_then(office, connection, moment=moment), search_text(q))
        with shown_at(connection, office.record, projection=PAYMENTS, moment=moment) as model:
            paid = payments(connection, model=model)
    named = {row.case: row for row in rows}
    found = [(row, named[row.case]) for row in paid if row.case in named]
    return visit.page(
        "audit.html",
        rows=rows,
        payments=found,
        shared=shared_accounts(visit),
        q=search_text(q),
        back=back,
    )
