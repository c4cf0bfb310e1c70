"""The caseload at a moment: who waited for what, since when, and what was late by then."""

from collections.abc import Collection

from psycopg import Connection

from office.moment import Moment
from office.office import Office
from office.past import today_then
from projections.caseload import PROJECTION, CaseRow, caseload
from projections.then import shown_at


def cases_then(
    office: Office,
    connection: Connection,
    *,
    moment: Moment,
    desks: Collection[str] | None = None,
    scope: str | None = None,
    grantor: str | None = None,
    year: int | None = None,
) -> list[CaseRow]:
    """The lines of the caseload as they stood at a moment; the rest as for the caseload."""
    today = today_then(office, moment)
    with shown_at(
        connection,
        office.record,
        projection=PROJECTION,
        moment=moment,
        recipient=scope,
        grantor=grantor,
        year=year,
    ) as model:
        return caseload(
            connection,
            desks=desks,
            scope=scope,
            grantor=grantor,
            year=year,
            today=today,
            model=model,
        )
