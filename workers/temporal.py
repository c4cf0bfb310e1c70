"""Temporal: the one plugin for client, worker and replayer, and how work is started there."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.plugin import SimplePlugin
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from domain.agenda import Process
from domain.kernel import Day
from workflows.activities import Activities
from workflows.bank_details import BankDetails
from workflows.disbursement import Disbursement
from workflows.erasure import Erasure
from workflows.messages import Change, Start, Wake
from workflows.notice import Notice
from workflows.payment_run import PaymentDay, PaymentRun
from workflows.process import TASK_QUEUE
from workflows.proof_of_use import ProofOfUse
from workflows.recovery import Recovery
from workflows.retention import Retention
from workflows.review import Review
from workflows.tell import Tell
from workflows.telling import Telling
from workflows.triggers import workflow_id

WORKFLOWS = (
    *(Review, Notice, Disbursement, PaymentRun, PaymentDay, ProofOfUse, Recovery),
    *(Retention, Erasure, BankDetails, Tell),
)
PAYMENT_SCHEDULE = "payment-day"
ACTIVITY_THREADS = 8
_CALLS_AT_A_TIME = 16
_One = TypeVar("_One")
_Answer = TypeVar("_Answer")
_PASSED_THROUGH = ("domain", "workflows.messages", "structlog")

PLUGIN = SimplePlugin(
    "foerderakte",
    data_converter=pydantic_data_converter,
    # The same runner everywhere, or a replay would prove nothing.
    workflow_runner=SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(*_PASSED_THROUGH)
    ),
)


async def connect(address: str, namespace: str) -> Client:
    """A client with our plugin. Errors: RuntimeError where nobody answers."""
    return await Client.connect(address, namespace=namespace, plugins=[PLUGIN])


def make_worker(client: Client, activities: Activities, telling: Telling) -> Worker:
    """The worker of all processes; activities run in threads since they block on the database."""
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=list(WORKFLOWS),
        activities=[
            *(activities.look, activities.take_step, activities.open_payment_run),
            *(telling.tell, telling.pause),
        ],
        activity_executor=ThreadPoolExecutor(ACTIVITY_THREADS, thread_name_prefix="activity"),
        max_concurrent_activities=ACTIVITY_THREADS,
        graceful_shutdown_timeout=timedelta(seconds=10),
    )


async def for_each(
    ones: Iterable[_One], call: Callable[[_One], Awaitable[_Answer]]
) -> list[_Answer]:
    """The answers in their order; asked a few at a time. The first error is raised at once."""
    gate = asyncio.Semaphore(_CALLS_AT_A_TIME)

    async def ask(one: _One) -> _Answer:
        async with gate:
            return await call(one)

    return await asyncio.gather(*(ask(one) for one in ones))


async def restart(client: Client, processes: Iterable[tuple[Process, str]]) -> None:
    """Starts the workflow of each process anew, in place of the one that runs.

    Nothing is lost, for a process goes on from the record. Errors: as of `wake`.
    """

    async def one(process: tuple[Process, str]) -> None:
        name, key = process
        await client.start_workflow(
            name,
            Start(key=key),
            id=workflow_id(name, key),
            task_queue=TASK_QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.TERMINATE_EXISTING,
        )

    await for_each(processes, one)


async def wake(client: Client, processes: Iterable[tuple[Process, str]], *, position: int) -> None:
    """Signals the workflow of each process, and starts it where none runs; returns when all did.

    Ids are deterministic, so that doing it again only makes the same workflows look again.
    Errors: RPCError where Temporal does not answer; some may have been woken by then.
    """

    async def one(process: tuple[Process, str]) -> None:
        name, key = process
        await client.start_workflow(
            name,
            Start(key=key),
            id=workflow_id(name, key),
            task_queue=TASK_QUEUE,
            start_signal="wake",
            start_signal_args=[Wake(position=position)],
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )

    await for_each(processes, one)


async def tell(client: Client, changes: Iterable[Change]) -> None:
    """Has each change told to its subscriber, once; Temporal refuses an id that it had before."""

    async def one(change: Change) -> None:
        with suppress(WorkflowAlreadyStartedError):
            await client.start_workflow(
                "tell",
                change,
                id=f"tell:{change.message}",
                task_queue=TASK_QUEUE,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            )

    await for_each(changes, one)


async def start_payment_day(client: Client, day: Day) -> None:
    """Has the payment run of a training day opened, which no schedule foresees; again, if asked."""
    await client.start_workflow(
        "payment_day",
        id=f"payment_day:{day.isoformat()}",
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.TERMINATE_EXISTING,
    )


async def ensure_payment_schedule(client: Client) -> None:
    """Has a payment run opened each working day at 10:00 in Berlin, as this version does it.

    One that still runs after a day is stuck; the next one takes up what it should have.
    """
    schedule = Schedule(
        action=ScheduleActionStartWorkflow(
            PaymentDay.run, id="payment_day:schedule", task_queue=TASK_QUEUE
        ),
        spec=ScheduleSpec(
            calendars=[
                ScheduleCalendarSpec(
                    hour=[ScheduleRange(10)], day_of_week=[ScheduleRange(start=1, end=5)]
                )
            ],
            time_zone_name="Europe/Berlin",
        ),
        policy=SchedulePolicy(
            overlap=ScheduleOverlapPolicy.TERMINATE_OTHER, catchup_window=timedelta(days=3)
        ),
    )
    try:
        await client.create_schedule(PAYMENT_SCHEDULE, schedule)
    except ScheduleAlreadyRunningError:
        there = client.get_schedule_handle(PAYMENT_SCHEDULE)
        await there.update(lambda _: ScheduleUpdate(schedule=schedule))
