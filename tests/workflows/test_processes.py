"""Processes on a server that skips time: stages in order, and every step exactly once."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from temporalio.testing import WorkflowEnvironment

from domain.agenda import Process
from tests.workflows.conftest import Run
from tests.workflows.logbook import Logbook, Stage
from tests.workflows.play import Play, ended, woken

DAY = timedelta(days=1)
ODD = timedelta(hours=5, minutes=23)
"""Added to every sleep: the server stands still where a sleep ends together with a timer."""
STAGES: dict[Process, tuple[str, ...]] = {
    "review": ("documents", "decision", "rejection"),
    "notice": ("letter", "posting", "notification", "acceptance"),
    "disbursement": ("order", "payment", "use"),
    "payment_run": ("file", "hand_over", "answers"),
    "proof_of_use": ("proof", "examination", "note", "closing", "farewell"),
    "recovery": ("proceeding", "collection", "letters"),
}


@pytest.fixture
def play(skipping: WorkflowEnvironment) -> Callable[..., Play]:
    def make(*stages: Stage, process: Process = "proof_of_use", **more: object) -> Play:
        return Play(skipping.client, Logbook(*stages, **more), process)

    return make


@pytest.fixture
def now(run: Run, skipping: WorkflowEnvironment) -> datetime:
    return run(skipping.get_current_time())


def reminders(due: datetime) -> dict[str, datetime | None]:
    """A reminder two weeks before a day, at it and two weeks after."""
    return {"before": due - 14 * DAY, "at": due, "after": due + 14 * DAY}


def assert_punctual(book: Logbook) -> None:
    """Each step was taken on its day, never before its moment."""
    planned = {key: due for stage in book.stages for key, due in stage.steps.items()}
    for key, taken_at in book.done:
        due_at = planned[key]
        assert due_at is None or due_at <= taken_at < due_at + DAY, key


@pytest.mark.parametrize("process", STAGES)
def test_a_process_passes_its_stages_in_order(run, play, now, process: Process) -> None:
    stages = [
        Stage(name, {f"{name}-at-once": None, f"{name}-later": now + (10 * n + 5) * DAY})
        for n, name in enumerate(STAGES[process])
    ]
    one = play(*stages, process=process)
    run(one.to_its_end())
    assert one.book.passed == [*STAGES[process], "closed"]
    assert one.book.steps == [key for stage in stages for key in stage.steps]
    assert_punctual(one.book)


def test_a_process_can_stand_at_a_stage_again(run, play) -> None:
    names = ("documents", "decision", "documents", "decision")
    one = play(*(Stage(name, {f"{name}-{n}": None}) for n, name in enumerate(names)))
    one.process = "review"
    run(one.to_its_end())
    assert one.book.passed == [*names, "closed"]


def test_reminders_before_at_and_after_a_day_go_out_once_each(run, play, now) -> None:
    one = play(Stage("proof", reminders(now + 20 * DAY)))
    assert run(one.to_its_end()) == ["before", "at", "after"]
    assert_punctual(one.book)
    assert len(one.book.asked) == 3


def test_a_deadline_extended_while_its_timer_runs_counts_from_its_new_day(
    run, skipping, play, now
) -> None:
    one = play(Stage("proof", {"at": now + 10 * DAY}))

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await skipping.sleep(5 * DAY + ODD)
            one.book.stages[0].steps["at"] = now + 30 * DAY
            await woken(handle)
            await ended(handle)

    run(story())
    assert one.book.steps == ["at"]
    assert_punctual(one.book)
    assert len(one.book.asked) == 1  # nothing was tried on the old day


def test_a_deadline_brought_forward_counts_from_its_new_day(run, skipping, play, now) -> None:
    one = play(Stage("proof", {"at": now + 40 * DAY}))

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await skipping.sleep(5 * DAY + ODD)
            one.book.stages[0].steps["at"] = now + 6 * DAY
            await woken(handle)
            await ended(handle)

    run(story())
    assert_punctual(one.book)


def test_doubled_signals_repeat_no_step(run, skipping, play, now) -> None:
    one = play(Stage("proof", reminders(now + 20 * DAY)))

    async def story() -> None:
        async with one.worker():
            handle = await one.start_with_signal()
            for _ in range(4):
                await asyncio.gather(woken(handle), woken(handle))
                await skipping.sleep(5 * DAY + ODD)
            await ended(handle)

    run(story())
    assert one.book.steps == ["before", "at", "after"]


def test_a_signal_after_the_end_starts_a_process_that_ends_at_once(run, play) -> None:
    one = play(Stage("proof", {"note": None}))

    async def story() -> None:
        async with one.worker():
            await ended(await one.start())
            await ended(await one.start_with_signal())

    run(story())
    assert one.book.steps == ["note"]


def test_what_a_lost_signal_would_have_told_is_seen_within_a_day(run, skipping, play, now) -> None:
    one = play(Stage("proof", waits=True), Stage("note", {"note": None}))

    async def story() -> datetime:
        async with one.worker():
            handle = await one.start()
            await skipping.sleep(9 * DAY + ODD)
            one.book.end("proof")  # and nobody says so
            ended_at = await skipping.get_current_time()
            await ended(handle)
        return ended_at

    ended_at = run(story())
    assert one.book.done[0][1] < ended_at + DAY + timedelta(minutes=5)


def test_a_signal_that_comes_with_the_start_finds_a_process_that_is_ready(run, play) -> None:
    one = play(Stage("proof", {"note": None}))

    async def story() -> None:
        handle = await one.start_with_signal()  # with no worker there yet
        await woken(handle)
        async with one.worker():
            await ended(handle)

    run(story())
    assert one.book.steps == ["note"]


def test_a_refused_step_waits_and_does_not_spin(run, skipping, play) -> None:
    one = play(Stage("closing", {"close": None}), refused=("close",))

    async def story() -> None:
        async with one.worker():
            handle = await one.start()
            await skipping.sleep(DAY / 2 + ODD)
            one.book.refused = ()
            await woken(handle)
            await ended(handle)

    run(story())
    assert one.book.steps == ["close"]
    assert 12 <= len(one.book.asked) <= 20
    tries = one.book.asked[:-1]  # the last one was woken
    assert all(later - earlier >= timedelta(minutes=59) for earlier, later in pairwise(tries))
