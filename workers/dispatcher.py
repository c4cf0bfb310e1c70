"""The dispatcher follows the record and wakes the processes that each event concerns.

It may repeat itself: workflow ids are deterministic and a process woken twice looks twice. Its
position moves only after Temporal has answered.
"""

import asyncio
from collections.abc import Sequence
from threading import Event as Flag

import psycopg
import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from domain.agenda import Process
from domain.clock import ClockAdvanced
from domain.kernel import Context, Entry
from office.office import Office
from workers.agenda_watch import AgendaWatch
from workers.subscribers import told_of
from workers.temporal import start_payment_day, tell, wake
from workflows.triggers import woken_by

_PAGE = 500
_LEADER_LOCK = (1634431077, 20)
_log = structlog.get_logger()

_SCHEMA = """
CREATE SCHEMA IF NOT EXISTS dispatcher;
CREATE TABLE IF NOT EXISTS dispatcher.position (
    single boolean PRIMARY KEY DEFAULT true CHECK (single), position bigint NOT NULL);
INSERT INTO dispatcher.position (position) VALUES (0) ON CONFLICT DO NOTHING;
"""

Woken = Sequence[tuple[Process, str]]


class Dispatcher:
    """One at a time tells Temporal what happened; a second one waits for the first to end."""

    def __init__(
        self, conninfo: str, office: Office, client: Client, *, poll_seconds: float = 2.0
    ) -> None:
        self._conninfo = conninfo
        self._office = office
        self._client = client
        self._poll_seconds = poll_seconds
        self._watch = AgendaWatch(office)

    async def run(self, stop: Flag) -> None:
        """Follows the record until `stop` is set."""
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            while not stop.is_set() and not _leads(connection):
                await asyncio.sleep(self._poll_seconds)
            connection.execute(_SCHEMA)
            while not stop.is_set():
                if not await self._dispatch_page(connection):
                    await asyncio.to_thread(
                        self._office.record.wait, _position(connection), self._poll_seconds
                    )

    async def _dispatch_page(self, connection: psycopg.Connection) -> bool:
        after = _position(connection)
        entries = await asyncio.to_thread(self._office.record.page, after, _PAGE)
        if not entries:
            return False
        try:
            await wake(self._client, self._concerned(entries), position=entries[-1].position)
            await tell(self._client, await asyncio.to_thread(told_of, self._office, entries))
            for day in {e.event.to for e in entries if isinstance(e.event, ClockAdvanced)}:
                await start_payment_day(self._client, day)
        except RPCError as error:
            # Temporal is down: the office works on, the clocks catch up.
            _log.warning("temporal_unreachable", code=str(error.status))
            await asyncio.sleep(self._poll_seconds)
            return True
        connection.execute("UPDATE dispatcher.position SET position = %s", (entries[-1].position,))
        return True

    def _concerned(self, entries: Sequence[Entry]) -> Woken:
        self._watch.catch_up()
        woken = list(
            dict.fromkeys(
                one
                for entry in entries
                for one in woken_by([entry.subject])
                if not _own(entry.context, *one)
            )
        )
        if any(isinstance(entry.event, ClockAdvanced) for entry in entries):
            woken += self._watch.due(self._office.today())
        return list(dict.fromkeys(woken))


def _own(context: Context, process: Process, key: str) -> bool:
    """Whether the process filed this itself and so knows it already.

    People choose the ids of their commands, so that the id alone proves nothing.
    """
    return context.role == "system" and context.command_id.startswith(f"{process}/{key}/")


def _leads(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", _LEADER_LOCK).fetchone()
    return bool(row and row[0])


def _position(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT position FROM dispatcher.position").fetchone()
    return int(row[0]) if row else 0
