"""The page for whoever comes back: what changed since a day, and who decided it."""

from fastapi import APIRouter
from starlette.responses import Response

from web.clocks import day_of
from web.news import PAGE, Asked, what_changed
from web.standing import told
from web.visit import Visiting, not_found

router = APIRouter()


@router.get("/audit/changes")
def changes_page(
    visit: Visiting,
    since: str = "",
    *,
    until: str = "",
    case: str = "",
    county: str = "",
    year: str = "",
    offset: str = "",
) -> Response:
    """What was recorded between two days for a case, a county, a year, or all."""
    if visit.role not in {"auditor", "ministry", "trainer"}:
        raise not_found()
    asked = Asked(
        since=day_of(since),
        until=day_of(until),
        case=case.strip(),
        county=county.strip(),
        year=_number(year) or None,
        offset=_number(offset),
    )
    with visit.portal.views.read() as connection:
        total, found = what_changed(visit.portal.office, connection, asked, grantor=None)
    return visit.page(
        "changes.html",
        asked=asked,
        total=total,
        found=[(one, told(one.changes, visit.language)) for one in found],
        further=asked.offset + PAGE if asked.offset + PAGE < total else None,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
