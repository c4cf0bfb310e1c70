"""A read model as it stood at a moment: its own fold, over the entries that counted then."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from psycopg import Connection
from psycopg.sql import SQL

from domain.kernel import Entry
from office.moment import Moment
from projections.projection import Projection

_THEN = "pg_temp"
_ABOUT = SQL(
    """
    SELECT position FROM timeline.lines WHERE "case" = ANY(%(cases)s)
    UNION
    SELECT position FROM timeline.lines WHERE subject IN (
        SELECT 'payment_run:' || run FROM timeline.runs WHERE "case" = ANY(%(cases)s)
        UNION
        SELECT 'recipient:' || recipient FROM timeline.files WHERE "case" = ANY(%(cases)s))
    """
)
_ASKED = SQL(
    """
    SELECT "case" FROM caseload.cases
    WHERE (%(recipient)s::text IS NULL OR recipient = %(recipient)s)
      AND (%(grantor)s::text IS NULL OR grantor = %(grantor)s)
      AND (%(year)s::int IS NULL OR year = %(year)s)
    """
)


class Entries(Protocol):
    """What is needed of the record."""

    def entries(self, positions: Sequence[int]) -> list[Entry]:
        """The entries at these positions, in the order of the record."""
        ...


def entries_then(
    record: Entries, connection: Connection, cases: Iterable[str], *, moment: Moment
) -> list[Entry]:
    """What counted at a moment of the files of cases, of their recipients and payment runs.

    It is read by the cases' index, so that it grows with the cases and not with the record.
    """
    found = connection.execute(_ABOUT, {"cases": list(cases)})
    last = moment.position
    positions = [position for (position,) in found if last is None or position <= last]
    return moment.of(record.entries(positions))


@contextmanager
def as_it_stood(
    connection: Connection, projection: Projection, entries: Sequence[Entry]
) -> Iterator[str]:
    """Gives the schema in which a read model stands after these entries alone.

    What shows the past is the fold that showed the present then. Its tables are the
    connection's own and gone afterwards.
    """
    with connection.transaction(force_rollback=True):
        connection.execute("SET TRANSACTION READ WRITE")
        connection.execute(SQL("SET LOCAL search_path TO {}").format(SQL(_THEN)))
        for table in projection.tables:
            table.create(connection)
        if entries:
            projection.process(connection, entries)
        yield _THEN


@contextmanager
def shown_at(
    connection: Connection,
    record: Entries,
    *,
    projection: Projection,
    moment: Moment,
    recipient: str | None = None,
    grantor: str | None = None,
    year: int | None = None,
) -> Iterator[str]:
    """Gives the schema to read for a moment: the live one, or the read model as it stood then.

    That holds the cases of a recipient, a grantor (the Land where it is empty) or a year, and
    costs as much as they do; without any it reads all cases.
    """
    if not moment:
        yield projection.name
        return
    asked = {"recipient": recipient, "grantor": grantor, "year": year}
    cases = [case for (case,) in connection.execute(_ASKED, asked)]
    entries = entries_then(record, connection, cases, moment=moment)
    with as_it_stood(connection, projection, entries) as model:
        yield model
