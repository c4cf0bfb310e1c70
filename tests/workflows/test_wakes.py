"""Wakes in real time: whatever a process is doing just then, none is lost.

A process that missed a wake would sleep for a day; so each test would run out of its patience.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle

from domain.agenda import Process
from tests.workflows.logbook import PATIENCE_S, Halt, Logbook, Point, Stage
from tests.workflows.play import Play, ended, woken

DAY = timedelta(days=1)
FAR = datetime(2100, 1, 1, tzinfo=UTC)
_FAILED = "workflow_task_failed_event_attributes"
_TIMER = "timer_started_event_attributes"
FEW = 40
"""More looks than that would be a process that spins."""


@pytest.fixture
def play(client: Client) -> Callable[..., Play]:
    def make(*stages: Stage, process: Process = "proof_of_use") -> Play:
        return Play(client, Logbook(*stages), process)

    return make


async def reached(halt: Halt) -> None:
    assert await asyncio.to_thread(halt.reached.wait, PATIENCE_S)


async def noted(handle: WorkflowHandle, kind: "EventType.ValueType", times: int = 1) -> None:
    """Waits until so many events of a kind stand in the history."""
    async with asyncio.timeout(PATIENCE_S):
        while await counted(handle, kind) < times:
            await asyncio.sleep(0.02)


async def counted(handle: WorkflowHandle, kind: "EventType.ValueType") -> int:
    history = await handle.fetch_history()
    return [event.event_type for event in history.events].count(kind)


@pytest.mark.parametrize("point", get_args(Point))
def test_a_wake_during_an_activity_overrules_its_answer(run, play, point: Point) -> None:
    """A person acts while the activity is at work; its answer is then of the time before."""
    one = play(Stage("proof", {"first": None}, waits=True), Stage("note", {"second": None}))
    one.book.halt = halt = Halt(point)

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await reached(halt)
            one.book.end("proof")
            await woken(handle)
            halt.let_go.set()
            await ended(handle)

    run(story())
    assert one.book.steps == ["first", "second"]
    assert one.book.looks < FEW


def test_a_wake_while_the_answer_says_closed_keeps_the_process_going(run, play) -> None:
    one = play()
    one.book.halt = halt = Halt("look answered")

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await reached(halt)
            one.book.stages.append(Stage("note", {"reopened": None}))
            await woken(handle)
            halt.let_go.set()
            await ended(handle)

    run(story())
    assert one.book.steps == ["reopened"]


def test_forty_wakes_that_meet_the_end_of_a_process_are_all_followed(run, play) -> None:
    """Each comes when the last step is taken and the process is about to end, or just has."""
    one = play()

    async def story() -> None:
        async with one.worker():
            for number in range(40):
                one.book.stages.append(Stage("note", {f"note-{number}": None}))
                handle = await one.start_with_signal()
                await until(lambda step=f"note-{number}": step in one.book.steps)
            await ended(handle)

    run(story())
    assert one.book.steps == [f"note-{number}" for number in range(40)]


def test_a_wake_while_the_process_sleeps_is_followed_at_once(run, play) -> None:
    one = play(Stage("proof", {"far": FAR}))

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await noted(handle, EventType.EVENT_TYPE_TIMER_STARTED)
            one.book.stages[0].steps.clear()
            await woken(handle)
            await ended(handle)

    run(story())
    assert (one.book.steps, one.book.looks) == ([], 2)


def test_a_hundred_wakes_at_once_lose_nothing_and_start_the_history_afresh(run, play) -> None:
    one = play(Stage("proof", waits=True), Stage("note", {"note": None}))

    async def story() -> str:
        async with one.worker():
            handle = await one.start()
            for _ in range(20):
                await asyncio.gather(*(woken(handle) for _ in range(5)))
            one.book.end("proof")
            await woken(handle)
            await ended(handle)
        return (await handle.describe()).run_id

    last_run = run(story())
    assert one.book.steps == ["note"]
    first = run(anext(one.client.list_workflows("ExecutionStatus = 'ContinuedAsNew'")))
    assert first.run_id != last_run


def test_a_step_filed_by_an_attempt_that_died_is_passed_over(run, play) -> None:
    """The second attempt finds the step taken and another one far away; that is progress."""
    one = play(Stage("proof", {"first": None}), Stage("note", {"far": FAR}))
    one.book.dies_after = "first"

    async def story() -> timedelta:
        async with one.worker():
            handle = await one.start()
            await noted(handle, EventType.EVENT_TYPE_TIMER_STARTED)
            history = await handle.fetch_history()
            await handle.terminate()
        [timer] = [e.timer_started_event_attributes for e in history.events if e.HasField(_TIMER)]
        return timer.start_to_fire_timeout.ToTimedelta()

    assert run(story()) == DAY  # not the pause after a step without effect
    assert one.book.steps == ["first"]


def test_a_stage_that_this_version_does_not_know_stops_it_without_an_end(run, play) -> None:
    one = play(Stage("hearing", waits=True))

    async def story() -> str:
        async with one.worker():
            handle = await one.start()
            await noted(handle, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
            history = await handle.fetch_history()
            [failed, *_] = [e for e in history.events if e.HasField(_FAILED)]
            await handle.terminate()
        return failed.workflow_task_failed_event_attributes.failure.message

    assert run(story()) == "hearing"
    assert one.book.looks == 1


def test_after_ten_days_without_a_worker_each_reminder_goes_out_once(run, play) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the server's clock is the machine's
    due = {"before": now + DAY, "at": now + 4 * DAY, "after": now + 8 * DAY}
    one = play(Stage("proof", {**due, "later": now + 20 * DAY}))

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await noted(handle, EventType.EVENT_TYPE_TIMER_STARTED)
        one.book.ahead = 10 * DAY
        await woken(handle)
        async with one.worker():
            await until(lambda: len(one.book.steps) == 3)
            one.book.ahead = 21 * DAY
            await woken(handle)
            await ended(handle)

    run(story())
    assert one.book.steps == ["before", "at", "after", "later"]
    assert len(one.book.asked) == 4


def test_a_timer_that_fires_while_nobody_works_is_answered_by_the_next_worker(run, play) -> None:
    one = play(Stage("proof", {"first": None}))
    one.book.refused, one.book.look_again_seconds = ("first",), 1

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await noted(handle, EventType.EVENT_TYPE_TIMER_STARTED)
        timers = await counted(handle, EventType.EVENT_TYPE_TIMER_STARTED)
        await noted(handle, EventType.EVENT_TYPE_TIMER_FIRED, timers)
        one.book.refused = ()
        async with one.worker():
            await ended(handle)

    run(story())
    assert one.book.steps == ["first"]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.02)
