"""When a person last looked at a case, a county or a year, and how far the record was then."""

from typing import NamedTuple

from psycopg.rows import args_row
from psycopg_pool import ConnectionPool

from domain.kernel import Day, Key

_PATIENCE_S = 5.0
_SEEN = """
    WITH over AS (
        DELETE FROM visit.visits
        WHERE person = %(person)s AND about <> %(about)s
          AND day < %(day)s - make_interval(months => %(months)s)
    )
    INSERT INTO visit.visits AS known (person, about, day, position)
    VALUES (%(person)s, %(about)s, %(day)s, %(position)s)
    ON CONFLICT (person, about) DO UPDATE SET
        earlier_day = CASE WHEN known.day < excluded.day THEN known.day
                           ELSE known.earlier_day END,
        earlier_position = CASE WHEN known.day < excluded.day THEN known.position
                                ELSE known.earlier_position END,
        day = greatest(known.day, excluded.day),
        position = greatest(known.position, excluded.position)
    RETURNING earlier_day, earlier_position
    """


class LastVisit(NamedTuple):
    """A day on which a person looked, and the last position of the record that could be seen."""

    day: Day
    position: int


class Visits:
    """The last visits of persons; `close` ends the connections.

    What a person looked at longer than `months` ago is forgotten.
    """

    def __init__(self, conninfo: str, *, months: int = 24) -> None:
        self._months = months
        self._pool = ConnectionPool(
            conninfo, min_size=0, max_size=2, open=True, timeout=_PATIENCE_S, name="visits"
        )

    def last(self, person: Key, about: str, *, day: Day, position: int) -> LastVisit | None:
        """The person's last visit before this day, `None` at the first; notes this one.

        All looks of one day are one visit, so that looking again shows the same news again.
        """
        noted = {"person": person, "about": about, "day": day, "position": position}
        with (
            self._pool.connection() as connection,
            connection.cursor(row_factory=args_row(LastVisit)) as cursor,
        ):
            [last] = cursor.execute(_SEEN, noted | {"months": self._months})
        return last if last.day else None

    def close(self) -> None:
        """Closes the connections."""
        self._pool.close()
