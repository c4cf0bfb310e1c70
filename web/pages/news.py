"""The page for whoever comes back: what changed since a day, and who decided it."""

import re

from fastapi import APIRouter
from starlette.responses import Response

from office.moment import Moment
from web.clocks import day_of
from web.last_visit import last_visit
from web.news import PAGE, Asked, what_changed
from web.standing import told
from web.visit import Visiting, not_found

router = APIRouter()
_NAMES = re.compile(r"[A-Za-z0-9=&_.-]{0,120}")


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
    begun, ended, last = day_of(since), Moment(known_on=day_of(until)), None
    asked = Asked(
        since=Moment(known_on=begun) if begun else Moment(position=0),
        until=ended,
        case=case.strip(),
        county=county.strip(),
        year=_number(year) or None,
        offset=_number(offset),
    )
    about = _about(asked)
    if not begun and about and (last := last_visit(visit, about)):
        asked = asked._replace(since=Moment(position=last.position))
    with visit.portal.views.read() as connection:
        total, found = what_changed(visit.portal.office, connection, asked, grantor=None)
    return visit.page(
        "changes.html",
        asked=asked,
        last=last,
        total=total,
        found=[(one, told(one.changes, visit.language)) for one in found],
        further=asked.offset + PAGE if asked.offset + PAGE < total else None,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _about(asked: Asked) -> str | None:
    """What the visit is of; `None` for what cannot be the name of anything, and is not kept."""
    named = {"case": asked.case, "county": asked.county, "year": asked.year}
    about = "&".join(f"{name}={value}" for name, value in named.items() if value)
    return (about or "all") if _NAMES.fullmatch(about) else None
