"""The dispatcher: what is on record reaches Temporal, at least once, told by one at a time."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
from structlog.testing import capture_logs
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.service import RetryConfig
from temporalio.testing import ActivityEnvironment

from domain.approval import RecordPosting
from tests.workflows.engine import (
    PATIENCE_S,
    at_rest,
    dispatched,
    dispatcher,
    engine,
    file,
    move_clock,
    played,
    position_of,
    say,
    scenes_of,
)
from workers.demo.scenes import Scene
from workers.demo.year_2016 import MAIN_KINZIG
from workers.embedded_temporal import EmbeddedTemporal
from workers.temporal import PLUGIN
from workers.wiring import Akte
from workflows.messages import Look

REVIEW, NOTICE = f"review:{MAIN_KINZIG}", f"notice:{MAIN_KINZIG}"
STORY = scenes_of(MAIN_KINZIG)
DAY_ONE = date(2015, 12, 7)


def upto(name: str) -> Sequence[Scene]:
    """The story up to a scene, that one included."""
    names = [scene.name for scene in STORY]
    return STORY[: names.index(f"{MAIN_KINZIG}/{name}") + 1]


def started_now(akte: Akte) -> ActivityEnvironment:
    """A place for single activities that start at the moment on the wall clock."""
    env = ActivityEnvironment()
    env.info = replace(env.info, started_time=akte.office.now())
    return env


def on_day_one(akte: Akte, scenes: Sequence[Scene]) -> None:
    """Files scenes while no engine runs, all on one day."""
    move_clock(akte, DAY_ONE)
    for scene in scenes:
        file(akte, scene)


async def signals(client: Client, workflow_id: str) -> int:
    history = await client.get_workflow_handle(workflow_id).fetch_history()
    kinds = [event.event_type for event in history.events]
    return kinds.count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)


def test_an_event_starts_the_process_of_its_subject_with_a_signal(run, akte, client) -> None:
    on_day_one(akte, upto("submit"))

    async def story() -> int:
        async with dispatcher(akte, client):
            await dispatched(akte)
        return await signals(client, REVIEW)

    assert run(story()) == 1


def test_what_a_process_files_itself_does_not_wake_it(run, akte, client) -> None:
    on_day_one(akte, upto("sign"))
    env = started_now(akte)
    look = Look(process="notice", key=MAIN_KINZIG)

    async def story() -> list[int]:
        async with dispatcher(akte, client):
            await dispatched(akte)
            before = [await signals(client, NOTICE), await signals(client, REVIEW)]
            assert (await asyncio.to_thread(env.run, akte.activities.take_step, look)).recorded
            await dispatched(akte)
            return [*before, await signals(client, NOTICE), await signals(client, REVIEW)]

    own, others, own_later, others_later = run(story())
    assert own == own_later == 1
    assert others_later == others + 1


def test_a_person_cannot_keep_a_process_asleep_by_a_chosen_command_id(run, akte, client) -> None:
    on_day_one(akte, upto("sign"))
    started_now(akte).run(akte.activities.take_step, Look(process="notice", key=MAIN_KINZIG))
    [clerk] = [scene for scene in STORY if scene.name.endswith("/check")]
    posting = RecordPosting(case=MAIN_KINZIG, channel="post", posted_on=DAY_ONE)

    async def story() -> list[int]:
        async with dispatcher(akte, client):
            await dispatched(akte)
            before = await signals(client, NOTICE)
            say(akte, posting, f"notice/{MAIN_KINZIG}/mine", by=clerk.actor)
            await dispatched(akte)
            return [before, await signals(client, NOTICE)]

    before, later = run(story())
    assert later == before + 1


def test_only_one_of_two_dispatchers_leads_and_the_other_takes_over(run, akte, client) -> None:
    on_day_one(akte, upto("submit"))

    async def story() -> list[int]:
        async with dispatcher(akte, client):
            await dispatched(akte)
            async with dispatcher(akte, client):
                on_day_one(akte, upto("check"))
                await dispatched(akte)
                counts = [await signals(client, REVIEW), leaders(akte)]
        async with dispatcher(akte, client):
            on_day_one(akte, upto("propose"))
            await dispatched(akte)
        return [*counts, await signals(client, REVIEW)]

    assert run(story()) == [2, 1, 3]


def leaders(akte: Akte) -> int:
    with psycopg.connect(akte.settings.database) as connection:
        [(count,)] = connection.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
            " WHERE locktype = 'advisory' AND granted AND datname = current_database()"
        )
        return int(count)


def test_everything_told_twice_changes_nothing(run, akte, client) -> None:
    async def story() -> list[int]:
        async with engine(akte, client):
            await played(akte, upto("declare"), date(2016, 1, 26))
            await at_rest(client)
            before = akte.record.head().position
            with psycopg.connect(akte.settings.database) as connection:
                connection.execute("UPDATE dispatcher.position SET position = 0")
            await dispatched(akte)
            await at_rest(client)
        return [before, akte.record.head().position]

    before, after = run(story())
    assert before == after


def test_the_position_moves_only_after_temporal_answered(run, akte, tmp_path: Path) -> None:
    """Temporal is down: the office works on, the dispatcher waits, and tells all of it later."""
    server = EmbeddedTemporal(tmp_path / "server")

    async def story() -> None:
        client = await Client.connect(
            server.address,
            plugins=[PLUGIN],
            retry_config=RetryConfig(max_elapsed_time_millis=500),
        )
        await asyncio.to_thread(server.stop)
        with capture_logs() as logs:
            async with dispatcher(akte, client):
                await asyncio.to_thread(on_day_one, akte, upto("submit"))
                await warned(logs)
                assert position_of(akte) == 0
                await asyncio.to_thread(server.start)
                await dispatched(akte)
        assert await signals(client, REVIEW) == 1

    with server:
        run(story())


async def warned(logs: list) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not [one for one in logs if one["event"] == "temporal_unreachable"]:
            await asyncio.sleep(0.02)
