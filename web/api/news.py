"""Many cases in the past over HTTP: how each stood, and what changed since a visit."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException

from office.moment import Moment
from web.api.caller import Calling
from web.api.past import shown_changes
from web.clocks import Clocks
from web.news import Asked, how_cases_stood, what_changed

router = APIRouter(prefix="/api", tags=["the past"])


@router.get("/changes")
def changes_since(
    caller: Calling,
    since: date | None = None,
    *,
    until: date | None = None,
    case: str = "",
    county: str = "",
    year: int | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, object]:
    """What was recorded after the day `since` and until the end of `until`, case by case.

    For a case, a county (its key in the register), a year, or all; fifty cases a page.
    """
    if caller.scoped:
        raise HTTPException(404)
    begun = Moment(known_on=since) if since else Moment(position=0)
    office = caller.portal.office
    asked = Asked(begun, Moment(known_on=until), case, county, year, offset)
    whose = caller.grantor(onward=True)
    with caller.portal.views.read() as connection:
        total, found = what_changed(office, connection, asked, grantor=whose)
    return {
        "total": total,
        "cases": [
            {
                "case": one.row.case,
                "recipient": one.row.recipient,
                "changes": shown_changes(one.changes),
                "entries": [row._asdict() for row in one.entries],
            }
            for one in found
        ],
    }


@router.get("/standings")
def standings(
    caller: Calling,
    moment: Clocks,
    *,
    county: str = "",
    year: int | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, object]:
    """How each case of a county, a year, or all stood on a day, as known on a day; 50 a page."""
    if caller.scoped:
        raise HTTPException(404)
    office, asked = caller.portal.office, Asked(county=county, year=year, offset=offset)
    whose = caller.grantor(onward=True)
    with caller.portal.views.read() as connection:
        total, stood = how_cases_stood(
            office, connection, asked=asked, moment=moment, grantor=whose
        )
    return {"total": total, "cases": stood}
