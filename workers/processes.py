"""The processes: web, worker, projector, dispatcher and sealer, each run by one function."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from threading import Event as Flag

import uvicorn

import programmes
from adapters.documents import check_upload
from web.app import create_app
from web.persons import Persons
from web.portal import Portal
from workers.advice_paper import advise
from workers.books import wall_clock
from workers.dispatcher import Dispatcher
from workers.lifeline import say_ready
from workers.run_paper import run_report
from workers.temporal import connect, ensure_payment_schedule, make_worker
from workers.wiring import Akte


def _until_told(work: Callable[[Flag], Awaitable[None]]) -> None:
    """Runs `work` with a flag that SIGINT and SIGTERM set."""

    async def guarded() -> None:
        flag, loop = Flag(), asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, flag.set)
        await work(flag)

    asyncio.run(guarded())


def run_projector(akte: Akte) -> None:
    """Keeps the read models until told to stop."""

    async def project(stop: Flag) -> None:
        await asyncio.to_thread(akte.projector.catch_up)
        say_ready()
        await asyncio.to_thread(akte.projector.run, stop)

    _until_told(project)


def run_dispatcher(akte: Akte) -> None:
    """Tells Temporal what happened until told to stop."""

    async def follow(stop: Flag) -> None:
        client = await connect(akte.settings.temporal_address, akte.settings.temporal_namespace)
        say_ready()
        await Dispatcher(akte.settings.database, akte.office, client).run(stop)

    _until_told(follow)


def run_worker(akte: Akte) -> None:
    """Runs workflows and activities until told to stop."""

    async def work(stop: Flag) -> None:
        client = await connect(akte.settings.temporal_address, akte.settings.temporal_namespace)
        await ensure_payment_schedule(client)
        async with make_worker(client, akte.activities, akte.telling):
            say_ready()
            await asyncio.to_thread(stop.wait)

    _until_told(work)


def run_sealer(akte: Akte) -> None:
    """Seals the record until told to stop."""

    async def seal(stop: Flag) -> None:
        keeper = akte.seal
        say_ready()
        await asyncio.to_thread(keeper.run, stop)

    _until_told(seal)


def portal_of(akte: Akte) -> Portal:
    """What pages and API stand on."""
    persons = Persons.in_training(programmes.listed())
    return Portal(
        office=akte.office,
        views=akte.views,
        documents=akte.documents,
        accesses=akte.accesses,
        visits=akte.visits,
        persons=persons,
        secret=akte.session_secret,
        training=akte.settings.training,
        wall_clock=wall_clock,
        check_upload=check_upload,
        debtor=akte.debtor,
        advise=advise,
        run_report=lambda run: run_report(akte.office, run, persons.name),
    )


def run_web(akte: Akte) -> None:
    """Serves pages and API until told to stop."""
    akte.accesses.expire()
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(portal_of(akte)),
            host=akte.settings.host,
            port=akte.settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
        )
    )

    async def serve() -> None:
        serving = asyncio.create_task(server.serve())
        while not server.started and not serving.done():
            await asyncio.sleep(0.05)
        if server.started:
            say_ready()
        await serving

    asyncio.run(serve())
