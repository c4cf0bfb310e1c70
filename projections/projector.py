"""The projector: follows the record and keeps every read model up to its end."""

import threading
from collections.abc import Sequence

import psycopg
import structlog
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from domain.kernel import Entry
from projections.blue_green import Progress, rebuild
from projections.projection import (
    OtherVersion,
    Projection,
    RecordGap,
    Source,
    Tracking,
    advance,
    create,
    hold,
    hold_building,
    tracked,
)
from projections.register import PROJECTIONS

__all__ = ["PROJECTIONS", "Projector"]

_PAGE = 1_000
_PATIENCE = 1.0
_SESSION = "-c TimeZone=UTC -c synchronous_commit=off"
_LOST = (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError)

_log = structlog.get_logger()


class Projector:
    """Takes the entries of the record into the read models, in batches, each exactly once.

    Any number of projectors may run: for each read model one works and the others wait. Where
    a fold fails or the record has a gap, that read model stops, the error is in `stopped` under
    its name, and the others go on. A lost database is no failure; `run` connects again.
    """

    def __init__(
        self,
        conninfo: str,
        record: Source,
        projections: Sequence[Projection] = PROJECTIONS,
        *,
        page_size: int = _PAGE,
    ) -> None:
        self.stopped: dict[str, Exception] = {}
        self._conninfo = conninfo
        self._source = record
        self._projections = {projection.name: projection for projection in projections}
        self._page_size = page_size

    def catch_up(self) -> int:
        """Takes in all that is filed; gives the position which every read model has reached.

        Raises the error that stopped a read model after the others have caught up.
        """
        with self._connection() as connection:
            while self._round(connection):
                pass
            for error in self.stopped.values():
                raise error
            return min(self._live(connection, one).position for one in self._projections.values())

    def run(self, stop: threading.Event) -> None:
        """Follows the record until `stop` is set, which it notices within a second."""
        while not stop.is_set():
            try:
                self._follow(stop)
            except _LOST as error:
                _log.warning("projector lost the database", error=type(error).__name__)
                stop.wait(_PATIENCE)

    def rebuild(self, name: str, progress: Progress | None = None) -> None:
        """Builds one read model from nothing and puts it in the place of the live one.

        Raises KeyError where there is none of that name.
        """
        self._rebuild(self._projections[name], progress)
        self.stopped.pop(name, None)

    def _follow(self, stop: threading.Event) -> None:
        with self._connection() as connection:
            while not stop.is_set():
                if not self._round(connection):
                    self._wait(connection, stop)

    def _round(self, connection: Connection) -> bool:
        """One page for each read model; whether any of them moved."""
        pages: dict[int, list[Entry]] = {}
        moved = False
        for projection in self._going():
            try:
                moved |= self._feed(connection, projection, pages)
            except _LOST:
                raise
            except Exception as error:
                self._stop(projection, error)
        return moved

    def _feed(
        self, connection: Connection, projection: Projection, pages: dict[int, list[Entry]]
    ) -> bool:
        position = self._live(connection, projection).position
        if position not in pages:
            pages[position] = self._source.page(position, self._page_size)
        if not pages[position]:
            return False
        with connection.transaction():
            hold(connection, projection)
            advance(connection, projection, pages[position], schema=projection.name)
        return True

    def _live(self, connection: Connection, projection: Projection) -> Tracking:
        """The tracking row of the live copy, which is made or brought to this version first."""
        found = tracked(connection, projection.name)
        if found is None:
            with connection.transaction():
                hold(connection, projection)
                if tracked(connection, projection.name) is None:
                    create(connection, projection, projection.name)
            return self._live(connection, projection)
        if found.version > projection.version:
            raise OtherVersion(projection, found.version)
        if found.version < projection.version:
            self._rebuild(projection, below=projection.version)
            return self._live(connection, projection)
        return found

    def _rebuild(
        self, projection: Projection, progress: Progress | None = None, *, below: int | None = None
    ) -> None:
        """Rebuilds, where `below` is given only what another has not brought up meanwhile."""
        with self._connection() as connection:
            hold_building(connection, projection)
            found = tracked(connection, projection.name)
            if below is None or found is None or found.version < below:
                rebuild(
                    connection,
                    projection,
                    source=self._source,
                    page_size=self._page_size,
                    progress=progress,
                )

    def _going(self) -> list[Projection]:
        return [one for name, one in self._projections.items() if name not in self.stopped]

    def _wait(self, connection: Connection, stop: threading.Event) -> None:
        """Nothing moved, so every read model that goes on stands at the same position."""
        going = self._going()
        if not going:
            stop.wait(_PATIENCE)
        else:
            self._source.wait(self._live(connection, going[0]).position, _PATIENCE)

    def _stop(self, projection: Projection, error: Exception) -> None:
        # The text of an error may quote a row, so that only its kind is told.
        self.stopped[projection.name] = error
        missing = {"position": error.position} if isinstance(error, RecordGap) else {}
        kind = type(error).__name__
        _log.error("read model stopped", projection=projection.name, error=kind, **missing)

    def _connection(self) -> Connection:
        given = conninfo_to_dict(self._conninfo)
        options = f"{given.get('options') or ''} {_SESSION}".strip()
        return psycopg.connect(make_conninfo(self._conninfo, options=options), autocommit=True)
