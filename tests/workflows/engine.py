"""The real engine in one process: worker and dispatcher, and the days on which it is played."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from threading import Event

import psycopg
from temporalio.client import Client

from adapters.bank import BankFolders
from domain.clock import AdvanceClock
from domain.kernel import Command, Context
from workers.demo.player import TRAINER, Player
from workers.demo.scenes import Actor, Scene
from workers.demo.year_2016 import scenes
from workers.dispatcher import Dispatcher
from workers.temporal import make_worker
from workers.wiring import Akte

PATIENCE_S = 60


@asynccontextmanager
async def dispatcher(akte: Akte, client: Client) -> AsyncIterator[None]:
    """The dispatcher alone."""
    stop = Event()
    follower = Dispatcher(akte.settings.database, akte.office, client, poll_seconds=0.1)
    following = asyncio.create_task(follower.run(stop))
    try:
        yield
    finally:
        stop.set()
        await following


@asynccontextmanager
async def engine(akte: Akte, client: Client) -> AsyncIterator[None]:
    """Worker and dispatcher."""
    async with make_worker(client, akte.activities, akte.telling), dispatcher(akte, client):
        yield


async def played(akte: Akte, story: Sequence[Scene], ends: date) -> None:
    """Plays scenes while the engine runs beside, and goes on to the last day."""
    await asyncio.to_thread(_player(akte).play, story, ends=ends)


async def settled(akte: Akte) -> None:
    """Waits until the engine has done all that it can do by itself today."""
    await asyncio.to_thread(_player(akte).settle)


def _player(akte: Akte) -> Player:
    folders = BankFolders(akte.settings.bank_folder)
    return Player(akte.office, bank_is_read=lambda: not folders.waiting(), patience_s=PATIENCE_S)


def move_clock(akte: Akte, to: date) -> None:
    """Moves the business date; does not wait for anybody to notice."""
    say(akte, AdvanceClock(to=to), f"clock/{to.isoformat()}", by=TRAINER)


def file(akte: Akte, scene: Scene) -> None:
    """Hands in a scene today, whatever day it was written for."""
    say(akte, scene.ask(akte.office.desk()), scene.name, by=scene.actor)


def say(akte: Akte, command: Command, command_id: str, *, by: Actor) -> None:
    """Hands in a command."""
    context = Context(
        command_id=command_id,
        person=by.person,
        role=by.role,
        scope=by.scope,
        today=akte.office.today(),
        now=akte.office.now(),
    )
    akte.office.handle(command, context)


async def dispatched(akte: Akte) -> None:
    """Waits until the dispatcher has told Temporal of everything on record."""
    async with asyncio.timeout(PATIENCE_S):
        while position_of(akte) < akte.record.head().position:
            await asyncio.sleep(0.02)


def position_of(akte: Akte) -> int:
    """How far the dispatcher has come, -1 before its first start."""
    with psycopg.connect(akte.settings.database) as connection:
        there = connection.execute("SELECT to_regclass('dispatcher.position')").fetchone()
        if there == (None,):
            return -1
        [(position,)] = connection.execute("SELECT position FROM dispatcher.position")
        return int(position)


async def at_rest(client: Client) -> None:
    """Waits until no workflow has anything to do but to wait."""
    async with asyncio.timeout(PATIENCE_S):
        while await _busy(client):
            await asyncio.sleep(0.02)


async def _busy(client: Client) -> bool:
    async for run in client.list_workflows("ExecutionStatus = 'Running'"):
        found = (await client.get_workflow_handle(run.id).describe()).raw_description
        if found.pending_activities or found.HasField("pending_workflow_task"):
            return True
    return False


def scenes_of(*cases: str) -> list[Scene]:
    """The scenes of these cases and what they need before."""
    wanted = ("register/", "appropriate/", *(f"{case}/" for case in cases))
    return [scene for scene in scenes() if scene.name.startswith(wanted)]
