"""Temporal: the one plugin for client, worker and replayer, and the worker with its schedule."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

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
)
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.plugin import SimplePlugin
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.activities import Activities
from workflows.disbursement import Disbursement
from workflows.notice import Notice
from workflows.payment_run import PaymentDay, PaymentRun
from workflows.process import TASK_QUEUE
from workflows.proof_of_use import ProofOfUse
from workflows.review import Review

WORKFLOWS = (Review, Notice, Disbursement, PaymentRun, PaymentDay, ProofOfUse)
PAYMENT_SCHEDULE = "payment-day"
ACTIVITY_THREADS = 8
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


def make_worker(client: Client, activities: Activities) -> Worker:
    """The worker of all processes; activities run in threads since they block on the database."""
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=list(WORKFLOWS),
        activities=[activities.look, activities.take_step, activities.open_payment_run],
        activity_executor=ThreadPoolExecutor(ACTIVITY_THREADS, thread_name_prefix="activity"),
        max_concurrent_activities=ACTIVITY_THREADS,
        graceful_shutdown_timeout=timedelta(seconds=10),
    )


async def ensure_payment_schedule(client: Client) -> None:
    """Creates the daily payment run at 10:00 in Berlin where it is missing."""
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
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=timedelta(days=3)),
    )
    try:
        await client.create_schedule(PAYMENT_SCHEDULE, schedule)
    except ScheduleAlreadyRunningError:
        return
