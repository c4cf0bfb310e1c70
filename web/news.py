"""Many cases at moments of the past: how each stood, what changed since, and who decided it."""

from typing import NamedTuple

from psycopg import Connection

from office.moment import Moment
from office.office import Office
from office.past import position_known
from projections.caseload import CaseRow, caseload
from projections.news import news
from projections.timeline import TimelineRow
from web.past import compared, standing_at
from web.standing import Change, Standing

PAGE = 50
"""How many cases are told at once; each is read twice."""


class Asked(NamedTuple):
    """Which cases are asked for, and what came after `since` and not after `until`."""

    since: Moment = Moment(position=0)
    until: Moment = Moment()
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
    named = _asked_for(office, connection, asked, grantor=grantor)
    after, until = position_known(office, asked.since), position_known(office, asked.until)
    filed = news(connection, named, after=after or 0, until=until)
    page = list(filed)[asked.offset : asked.offset + PAGE]
    return len(filed), [
        CaseNews(named[one], compared(office, one, asked.since, asked.until), filed[one])
        for one in page
    ]


def how_cases_stood(
    office: Office, connection: Connection, *, asked: Asked, moment: Moment, grantor: str | None
) -> tuple[int, dict[str, Standing]]:
    """How many cases are asked for, and how the first fifty after `offset` stood at a moment.

    Of the fifty, those that were not there yet are left out; the order is that of file numbers.
    """
    cases = sorted(_asked_for(office, connection, asked, grantor=grantor))
    page = cases[asked.offset : asked.offset + PAGE]
    stood = {case: standing_at(office, case, moment) for case in page}
    return len(cases), {case: facts for case, facts in stood.items() if facts}


def _asked_for(
    office: Office, connection: Connection, asked: Asked, *, grantor: str | None
) -> dict[str, CaseRow]:
    rows = caseload(
        connection,
        scope=asked.county or None,
        grantor=grantor,
        year=asked.year,
        today=office.today(),
    )
    return {row.case: row for row in rows if asked.case in ("", row.case)}
