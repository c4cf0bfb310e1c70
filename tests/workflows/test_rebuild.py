"""The rebuild: Temporal may lose everything, and a grant ends as if nothing had happened."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psutil
import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import Client

from tests.conftest import Server
from tests.workflows.account import Account, account_of
from tests.workflows.conftest import Run, installation
from tests.workflows.engine import (
    PATIENCE_S,
    at_rest,
    dispatched,
    engine,
    move_clock,
    played,
    scenes_of,
)
from tests.workflows.play import ended
from workers.demo.year_2016 import MAIN_KINZIG
from workers.embedded_temporal import EmbeddedTemporal
from workers.temporal import PAYMENT_SCHEDULE, connect
from workers.temporal_rebuild import Difference, Rebuilt, difference, rebuild
from workers.wiring import Akte
from workflows.messages import Start
from workflows.process import TASK_QUEUE

# The SDK interrupts a workflow task that a busy machine holds up while Temporal is away, and takes
# it up again; where the interrupt meets a finaliser, Python can only warn of it.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

STORY = scenes_of(MAIN_KINZIG)
ENDS = date(2017, 4, 11)
SIGNED, SENT, PROVEN = date(2016, 1, 15), date(2016, 9, 2), date(2017, 2, 10)
LOSSES_AFTER_EVENTS = (9, 23, 50)
NOTHING = Difference(missing=(), orphaned=())


@pytest.fixture(scope="module")
def undisturbed(
    run: Run, postgres: Server, dev_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Akte]:
    """An installation in which one grant went its whole way, and no server was ever lost."""
    with installation(postgres, tmp_path_factory.mktemp("undisturbed")) as akte:

        async def life() -> None:
            client = await connect(dev_server, "undisturbed")
            async with engine(akte, client):
                await played(akte, STORY, ENDS)
                await at_rest(client)

        run(life())
        yield akte


class Machine:
    """A Temporal server that can be killed, emptied and put back to an older state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = EmbeddedTemporal(folder)
        self.server.start()
        self.port = int(self.server.address.rpartition(":")[2])

    def kill(self) -> None:
        process = self.server._process()
        assert process
        process.kill()
        psutil.wait_procs([process], timeout=PATIENCE_S)
        self.server.stop()
        self.server.start()

    def lose_everything(self) -> None:
        self._replace(lambda: shutil.rmtree(self.folder / "temporal"))

    def keep_copy(self) -> None:
        self._replace(lambda: shutil.copytree(self.folder / "temporal", self.folder / "copy"))

    def put_back_copy(self) -> None:
        def put_back() -> None:
            shutil.rmtree(self.folder / "temporal")
            (self.folder / "copy").rename(self.folder / "temporal")

        self._replace(put_back)

    def _replace(self, change: Callable[[], object]) -> None:
        self.server.stop()
        change()
        self.server = EmbeddedTemporal(self.folder, self.port)
        self.server.start()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    one = Machine(tmp_path / "machine")
    yield one
    one.server.stop()


async def part(akte: Akte, until: date) -> None:
    """Plays on from today until a day."""
    today = akte.office.today() if akte.office.clock_started() else date.min
    await played(akte, [scene for scene in STORY if today < scene.on <= until], until)


def assert_same(akte: Akte, undisturbed: Account) -> None:
    account = account_of(akte)
    assert account.keys() == undisturbed.keys()
    for name, entries in undisturbed.items():
        assert account[name] == entries, name


def test_a_grant_ends_the_same_though_temporal_lost_everything_twice(
    run, akte, machine: Machine, undisturbed: Akte
) -> None:
    async def story() -> list[Difference | Rebuilt]:
        client = await connect(machine.server.address, "default")
        seen: list[Difference | Rebuilt] = []
        async with engine(akte, client):
            for day in (SIGNED, SENT):
                await part(akte, day)
                await dispatched(akte)
                await asyncio.to_thread(machine.lose_everything)
                seen.append(await difference(client, akte.office))
                seen.append(await rebuild(client, akte.office))
                await at_rest(client)
                seen.append(await difference(client, akte.office))
            await part(akte, ENDS)
        return seen

    first, after_first, clean, second, after_second, clean_again = run(story())
    assert first == Difference((f"notice:{MAIN_KINZIG}", f"proof_of_use:{MAIN_KINZIG}"), ())
    assert second.missing[-2:] == ("payment_run:2016-09-02-1", f"proof_of_use:{MAIN_KINZIG}")
    assert after_first == Rebuilt(started=2, ended=0)
    assert after_second == Rebuilt(started=len(second.missing), ended=0)
    assert clean == clean_again == NOTHING
    assert_same(akte, account_of(undisturbed))


def test_a_grant_ends_the_same_though_temporal_was_killed_and_put_back_to_an_older_state(
    run, akte, machine: Machine, undisturbed: Akte
) -> None:
    async def story() -> Difference:
        client = await connect(machine.server.address, "default")
        async with engine(akte, client):
            await part(akte, SIGNED)
            await asyncio.to_thread(machine.kill)
            await part(akte, SENT)
            await asyncio.to_thread(machine.keep_copy)
            await part(akte, PROVEN)
            await asyncio.to_thread(machine.put_back_copy)
            await rebuild(client, akte.office)
            await at_rest(client)
            after = await difference(client, akte.office)
            await part(akte, ENDS)
        return after

    assert run(story()) == NOTHING
    assert_same(akte, account_of(undisturbed))


def test_a_grant_ends_the_same_though_temporal_lost_everything_in_the_middle_of_its_work(
    run, akte, machine: Machine, undisturbed: Akte
) -> None:
    """No pause before the loss: activities are at work, signals and timers on their way."""

    async def story() -> None:
        client = await connect(machine.server.address, "default")
        async with engine(akte, client):
            await part(akte, date(2016, 2, 28))
            start = akte.record.head().position
            going_on = asyncio.create_task(part(akte, ENDS))
            for events in LOSSES_AFTER_EVENTS:
                assert await asyncio.to_thread(akte.record.wait, start + events, PATIENCE_S)
                await asyncio.to_thread(machine.lose_everything)
                await rebuild(client, akte.office)
            await going_on

    run(story())
    assert_same(akte, account_of(undisturbed))


def test_a_reset_of_every_process_at_every_decision_has_no_second_effect(
    run, undisturbed: Akte, dev_server: str
) -> None:
    before, position = account_of(undisturbed), undisturbed.record.head().position

    async def story() -> int:
        client = await connect(dev_server, "undisturbed")
        async with engine(undisturbed, client):
            return await reset_everywhere(client)

    assert run(story()) > 30
    assert undisturbed.record.head().position == position
    assert_same(undisturbed, before)


async def reset_everywhere(client: Client) -> int:
    """Resets each run at each of its completed tasks and waits for it; how many resets."""
    kind = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    processes = "WorkflowType != 'payment_day' AND ExecutionStatus != 'Running'"
    runs = [one async for one in client.list_workflows(processes)]
    resets = 0
    for one in runs:
        handle = client.get_workflow_handle(one.id, run_id=one.run_id)
        for event in (await handle.fetch_history()).events:
            if event.event_type == kind:
                await reset(client, one.id, run_id=one.run_id, event_id=event.event_id)
                resets += 1
    return resets


async def reset(client: Client, workflow_id: str, *, run_id: str, event_id: int) -> None:
    answer = await client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=workflow_id, run_id=run_id),
            reason="an admin tries",
            workflow_task_finish_event_id=event_id,
            request_id=f"{run_id}-{event_id}",
        )
    )
    await ended(client.get_workflow_handle(workflow_id, run_id=answer.run_id))


def test_a_workflow_of_no_open_process_is_ended_and_a_terminated_one_comes_back(
    run, akte, client
) -> None:
    notice = f"notice:{MAIN_KINZIG}"

    async def story() -> list[Difference | Rebuilt]:
        async with engine(akte, client):
            await part(akte, SIGNED)
            await at_rest(client)
        orphan = Start(key="WIR-2016-X0001")
        await client.start_workflow("review", orphan, id="review:X", task_queue=TASK_QUEUE)
        await client.get_workflow_handle(notice).terminate()
        await listed(client, "review:X")
        dry = await difference(client, akte.office)
        told: list[tuple[int, int]] = []
        rebuilt = await rebuild(client, akte.office, progress=lambda *one: told.append(one))
        assert told == [(2, 2)]
        return [dry, rebuilt, await difference(client, akte.office)]

    dry, rebuilt, after = run(story())
    assert dry == Difference(missing=(notice,), orphaned=("review:X",))
    assert rebuilt == Rebuilt(started=1, ended=1)
    assert after == NOTHING


async def listed(client: Client, workflow_id: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while await client.count_workflows(f"WorkflowId = '{workflow_id}'") == 0:
            await asyncio.sleep(0.02)


def test_a_rebuild_makes_the_schedule_and_todays_payment_run(run, akte, client) -> None:
    ordered = [scene for scene in STORY if scene.on <= date(2016, 3, 1)]

    async def story() -> None:
        async with engine(akte, client):
            await played(akte, ordered, date(2016, 3, 1))
        move_clock(akte, date(2016, 3, 2))  # and Temporal never hears of it
        for _ in "again":
            await rebuild(client, akte.office)
        await client.get_schedule_handle(PAYMENT_SCHEDULE).describe()
        await client.get_workflow_handle("payment_day:2016-03-02").describe()

    run(story())
