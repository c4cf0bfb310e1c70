"""What was filed of some cases between two moments, for whoever comes back after a while."""

from collections.abc import Iterable

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
      AND position > %(after)s
      AND (%(until)s::bigint IS NULL OR position <= %(until)s)
    ORDER BY position
    """
)


def news(
    connection: Connection,
    cases: Iterable[str],
    *,
    after: int = 0,
    until: int | None = None,
) -> dict[str, list[TimelineRow]]:
    """The entries of each case after a position and up to another, oldest first.

    Cases of which nothing was filed are left out.
    """
    wanted = {"cases": list(cases), "after": after, "until": until}
    found: dict[str, list[TimelineRow]] = {}
    with connection.cursor(row_factory=args_row(TimelineRow)) as cursor:
        for row in cursor.execute(_NEWS, wanted):
            found.setdefault(row.case, []).append(row)
    return found
