"""What a data protection officer asks of the files: which were erased from, which are due."""

from datetime import date
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

_ERASING = SQL(
    """
    SELECT m."case" FROM findings.marks m JOIN deadlines.owners o USING ("case")
    WHERE o.grantor = %s AND m.kind IN ('erasure_proposed', 'erased', 'destroyed')
    GROUP BY m."case" ORDER BY max(m.position) DESC
    """
)
_KEPT = SQL(
    """
    SELECT d."case", d.due_on FROM deadlines.deadlines d JOIN deadlines.owners o USING ("case")
    WHERE o.grantor = %s AND d.kind = 'file' AND d.due_on <= %s ORDER BY d.due_on, d."case"
    """
)


class Kept(NamedTuple):
    """A file whose case is over, and the last day on which it is kept."""

    case: str
    until: date


def erasing(connection: Connection, *, grantor: str) -> list[str]:
    """The cases of a grantor in which an erasure was proposed or done, the newest first."""
    return [str(case) for (case,) in connection.execute(_ERASING, [grantor])]


def kept(connection: Connection, *, grantor: str, until: date) -> list[Kept]:
    """The files of a grantor whose period ends by a day, the first to end on top."""
    with connection.cursor(row_factory=args_row(Kept)) as cursor:
        return cursor.execute(_KEPT, [grantor, until]).fetchall()
