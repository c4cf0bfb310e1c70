"""One process played against a logbook: its worker, its start, its signals and its end."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import count

from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import Worker

from domain.agenda import Process
from tests.workflows.logbook import PATIENCE_S, Logbook
from workers.temporal import WORKFLOWS
from workflows.messages import Start, Wake

_numbers = count(1)


class Play:
    """One process under test, on a task queue of its own."""

    def __init__(self, client: Client, book: Logbook, process: Process) -> None:
        self.client, self.book, self.process = client, book, process
        self.queue = f"queue-{next(_numbers)}"

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[None]:
        with ThreadPoolExecutor(4) as threads:
            async with Worker(
                self.client,
                task_queue=self.queue,
                workflows=list(WORKFLOWS),
                activities=[self.book.look, self.book.take_step],
                activity_executor=threads,
                max_concurrent_activities=4,
            ):
                yield

    async def start(self) -> WorkflowHandle:
        return await self.client.start_workflow(
            self.process, Start(key="case"), id=self._id, task_queue=self.queue
        )

    async def start_with_signal(self) -> WorkflowHandle:
        return await self.client.start_workflow(
            self.process,
            Start(key="case"),
            id=self._id,
            task_queue=self.queue,
            start_signal="wake",
            start_signal_args=[Wake(position=1)],
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )

    async def to_its_end(self) -> list[str]:
        """Plays the whole process without anybody else; the steps taken."""
        async with self.worker():
            await ended(await self.start())
        return self.book.steps

    @property
    def _id(self) -> str:
        return f"{self.process}:{self.queue}"


async def ended(handle: WorkflowHandle) -> None:
    """Waits for the process to end; on a server that skips time it skips meanwhile."""
    await asyncio.wait_for(handle.result(), PATIENCE_S)


async def woken(handle: WorkflowHandle) -> None:
    """Signals the process; returns when the server has noted it."""
    await handle.signal("wake", Wake(position=2))
