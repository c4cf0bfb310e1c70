"""What changed since a visit: for a case, a county or a year, and who decided it."""

from typing import NamedTuple

from psycopg import Connection

from domain.kernel import Day
from office.moment import Moment
from office.office import Office
from projections.caseload import CaseRow, caseload
from projections.news import news
from projections.timeline import TimelineRow
from web.past import compared
from web.standing import Change

PAGE = 50
"""How many cases are told at once; each is read twice."""


class Asked(NamedTuple):
    """Which cases are asked for, and between the ends of which two recorded days."""

    since: Day | None = None
    until: Day | None = None
    case: str = ""
    county: str = ""
    year: int | None = None
    offset: int = 0


class CaseNews(NamedTuple):
    """A case with what changed of its standing, and the entries by which it did."""

    row: CaseRow
    changes: list[Change]
    entries: list[TimelineRow]


def what_changed(
    office: Office, connection: Connection, asked: Asked, *, grantor: str | None
) -> tuple[int, list[CaseNews]]:
    """How many cases have news, and the first fifty after `offset` of them.

    `grantor` is whose cases may be read, as for the caseload.
    """
    rows = caseload(
        connection,
        scope=asked.county or None,
        grantor=grantor,
        year=asked.year,
        today=office.today(),
    )
    named = {row.case: row for row in rows if asked.case in ("", row.case)}
    before, after = Moment(known_on=asked.since), Moment(known_on=asked.until)
    filed = news(connection, named, since=before.known_until, until=after.known_until)
    page = list(filed)[asked.offset : asked.offset + PAGE]
    earlier = before if asked.since else Moment(position=0)
    return len(filed), [
        CaseNews(named[one], compared(office, one, earlier, after), filed[one]) for one in page
    ]
