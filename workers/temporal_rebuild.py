"""Rebuilds what Temporal knows from the record: every open process has its workflow, no other."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import get_args

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from domain.agenda import Process
from office.office import Office
from workers.agenda_watch import AgendaWatch
from workers.temporal import ensure_payment_schedule, for_each, restart, start_payment_day
from workflows.process import TASK_QUEUE
from workflows.triggers import workflow_id

Progress = Callable[[int, int], None]
"""Told how many of how many open processes were started."""

_BATCH = 200
_REASON = "the record knows no such open process"
_RUNNING = (
    f"TaskQueue = '{TASK_QUEUE}' AND ExecutionStatus = 'Running'"
    f" AND WorkflowType IN {get_args(Process)}"
)


@dataclass(frozen=True)
class Difference:
    """Workflow ids: `missing` for open processes, `orphaned` where the record knows none."""

    missing: tuple[str, ...]
    orphaned: tuple[str, ...]


@dataclass(frozen=True)
class Rebuilt:
    """How many workflows were missing and got `started`, and how many orphans were `ended`."""

    started: int
    ended: int


async def difference(client: Client, office: Office) -> Difference:
    """What Temporal lacks and what it has too much, measured by the record.

    A workflow that is just about to start or to end can show for a moment.
    """
    listed = await _listed(client)
    watch = await _watch(office)
    return Difference(
        missing=await _missing(client, watch), orphaned=await _orphaned(client, watch, listed)
    )


async def rebuild(client: Client, office: Office, *, progress: Progress | None = None) -> Rebuilt:
    """Ends orphans, starts every open process anew, also where one runs, and makes the schedule.

    A workflow from an older backup cannot go on beside workers that remember it further on: what
    they still report would make it contradict itself. May be repeated and may run beside worker
    and dispatcher: who begins twice looks twice, and the record refuses to file twice.
    """
    listed = await _listed(client)
    orphaned = await _orphaned(client, await _watch(office), listed)
    await for_each(orphaned, partial(_end, client))
    # Read again: what was opened anew meanwhile may just have lost its workflow.
    watch = await _watch(office)
    missing = await _missing(client, watch)
    processes = list(watch.plans)
    for start in range(0, len(processes), _BATCH):
        batch = processes[start : start + _BATCH]
        await restart(client, batch)
        if progress:
            progress(start + len(batch), len(processes))
    await ensure_payment_schedule(client)
    if office.training and watch.waits_for_run(office.today()):
        await start_payment_day(client, office.today())
    return Rebuilt(started=len(missing), ended=len(orphaned))


async def _listed(client: Client) -> list[str]:
    """What Temporal lists as running; ask before the record is read.

    Then everything listed stands in the record that is compared with it. The list may lag.
    """
    return [found.id async for found in client.list_workflows(_RUNNING)]


async def _watch(office: Office) -> AgendaWatch:
    watch = AgendaWatch(office)
    await asyncio.to_thread(watch.catch_up)
    return watch


async def _missing(client: Client, watch: AgendaWatch) -> tuple[str, ...]:
    open_ids = _ids(watch)
    return tuple(sorted(open_ids - await _running(client, open_ids)))


async def _orphaned(client: Client, watch: AgendaWatch, listed: list[str]) -> tuple[str, ...]:
    return tuple(sorted(await _running(client, set(listed) - _ids(watch))))


def _ids(watch: AgendaWatch) -> set[str]:
    return {workflow_id(process, key) for process, key in watch.plans}


async def _running(client: Client, ids: Iterable[str]) -> set[str]:
    """Those of the workflows that run, as Temporal itself describes them."""

    async def runs(one: str) -> str | None:
        try:
            found = await client.get_workflow_handle(one).describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise
        return one if found.status is WorkflowExecutionStatus.RUNNING else None

    return {one for one in await for_each(ids, runs) if one}


async def _end(client: Client, one: str) -> None:
    try:
        await client.get_workflow_handle(one).terminate(reason=_REASON)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:  # it ended by itself meanwhile
            raise
