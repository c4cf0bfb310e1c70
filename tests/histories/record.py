"""Records golden histories from real grants: `python -m tests.histories.record v1`.

`python -m tests.histories.record v1 retention erasure` records those processes only. A version
is recorded once, when it is released, and never edited: it stands for the workflows that wait
somewhere with exactly this past. The next version goes beside it.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from domain.erasure import ProposeErasure, SignErasure
from domain.retention import ProposeDisposal, RecordArchiveDecision, SignDisposal
from tests.workflows.engine import engine, played, scenes_of
from tests.workflows.memory_office import MemoryOffice
from tests.workflows.subscriber import Door, change, connecting
from workers.demo.scenes import ADLER, BIRKE, DORN, Scene, always
from workers.demo.year_2016 import BEGINS, MAIN_KINZIG
from workers.embedded import EmbeddedPostgres
from workers.embedded_temporal import FAST
from workers.exit import leave
from workers.settings import Settings
from workers.temporal import PLUGIN, make_worker, tell
from workers.wiring import Akte
from workflows.telling import Telling

HERE = Path(__file__).parent
CASES = (MAIN_KINZIG, "WIR-2016-K0004", "WIR-2016-K0006", "WIR-2016-L0003")
ENDS = date(2017, 4, 11)
APPRAISED = date(2028, 3, 1)
SHORT_HISTORY = "limit.historyCount.suggestContinueAsNew=50"


async def record(version: str, kinds: list[str]) -> None:
    """Plays the grants and keeps every history, one file a run."""
    with tempfile.TemporaryDirectory(prefix="akte-") as name:
        data = Path(name)
        with EmbeddedPostgres(data, durable=False):
            settings = Settings.for_embedded(data, 8420).model_copy(update={"training": True})
            async with await WorkflowEnvironment.start_local(
                dev_server_existing_path=str(Path(sys.executable).with_name("temporal")),
                dev_server_log_level="error",
                dev_server_extra_args=[*FAST, "--dynamic-config-value", SHORT_HISTORY],
            ) as server:
                address = server.client.service_client.config.target_host
                # The usual identity would write this machine's name into the files.
                client = await Client.connect(address, plugins=[PLUGIN], identity="recorder")
                await play(settings, client, kinds)
                await keep(client, version, kinds)


async def play(settings: Settings, client: Client, kinds: list[str]) -> None:
    """Plays the grants on the real engine, then the telling of subscribers."""
    with Akte(settings) as akte:
        akte.migrate()
        if kinds != ["tell"]:
            async with engine(akte, client):
                await played(akte, scenes_of(*CASES), ENDS)
                await played(akte, endings(), APPRAISED)
        await tellings(akte, client)


async def tellings(akte: Akte, client: Client) -> None:
    """One subscriber that is told, and one whose address may not be."""
    office = MemoryOffice(BEGINS)
    register = [one for one in scenes_of(MAIN_KINZIG) if one.name.startswith("register/main-k")]
    office.play([*register, connecting()])
    for door, message in ((Door(), "told"), (Door(refused=True), "refused")):
        async with make_worker(client, akte.activities, Telling(office, door)):
            await tell(client, [change(message)])
            await client.get_workflow_handle(f"tell:{message}").result()


def endings() -> list[Scene]:
    """A person is forgotten; ten years later the file goes."""
    erase = ProposeErasure(
        case=MAIN_KINZIG, data="persons", ground="unlawful", reference="Schreiben"
    )
    informed = SignErasure(case=MAIN_KINZIG, officer_informed_on=ENDS)
    appraise = RecordArchiveDecision(
        case=MAIN_KINZIG, appraisal="not_worthy", reference="HStAD", decided_on=APPRAISED
    )
    dispose, order = ProposeDisposal(case=MAIN_KINZIG), SignDisposal(case=MAIN_KINZIG)
    return [
        Scene(ENDS, "erase/propose", BIRKE, always(erase)),
        Scene(ENDS, "erase/sign", DORN, always(informed)),
        Scene(APPRAISED, "end/appraise", ADLER, always(appraise)),
        Scene(APPRAISED, "end/propose", ADLER, always(dispose)),
        Scene(APPRAISED, "end/sign", DORN, always(order)),
    ]


async def keep(client: Client, version: str, kinds: list[str]) -> None:
    """Writes one history of each shape; the runs of a workflow are numbered in their order."""
    runs = [run async for run in client.list_workflows()]
    numbers: Counter[str] = Counter()
    shapes: set[tuple[str | int, ...]] = set()
    for run in sorted(runs, key=lambda one: one.start_time):
        kind, _, key = run.id.partition(":")
        numbers[run.id] += 1
        handle = client.get_workflow_handle(run.id, run_id=run.run_id)
        history = await handle.fetch_history()
        shape = (kind, *(event.event_type for event in history.events))
        if shape in shapes or (kinds and kind not in kinds):
            continue
        shapes.add(shape)
        folder = HERE / kind / version
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{key}-{numbers[run.id]}.json"
        path.write_text(history.to_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    wanted, *kinds = sys.argv[1:]
    if any(list(HERE.glob(f"{kind}/{wanted}")) for kind in kinds or ["*"]):
        sys.exit(f"{wanted} is recorded already and stays as it is")
    asyncio.run(record(wanted, kinds))
    leave(0)
