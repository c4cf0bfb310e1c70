"""What was filed of some cases between two moments, for whoever comes back after a while."""

from collections.abc import Iterable
from datetime import datetime

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

from projections.timeline import TimelineRow

_NEWS = SQL(
    """
    SELECT position, "case", subject, topic, business_date, recorded_at, person, role,
           sentence_de, sentence_en, basis, reason, programme, document
    FROM timeline.lines
    WHERE "case" = ANY(%(cases)s)
      AND (%(since)s::timestamptz IS NULL OR recorded_at > %(since)s)
      AND (%(until)s::timestamptz IS NULL OR recorded_at <= %(until)s)
    ORDER BY position
    """
)


def news(
    connection: Connection,
    cases: Iterable[str],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> dict[str, list[TimelineRow]]:
    """The entries of each case recorded after `since` and up to `until`, oldest first.

    Cases of which nothing was filed are left out.
    """
    wanted = {"cases": list(cases), "since": since, "until": until}
    found: dict[str, list[TimelineRow]] = {}
    with connection.cursor(row_factory=args_row(TimelineRow)) as cursor:
        for row in cursor.execute(_NEWS, wanted):
            found.setdefault(row.case, []).append(row)
    return found
