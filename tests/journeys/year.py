"""One year played on the real engine: every act of a person goes through the portal's pages."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event

from fastapi import FastAPI

from adapters.bank import BankFolders
from domain.application import WithdrawApplication
from tests.journeys.browser import Browser
from tests.workflows.engine import engine
from web.app import create_app
from workers.demo.changes import amended, nine_months
from workers.demo.grants import coordination, other_lines, project
from workers.demo.player import Player
from workers.demo.recoveries import refunded_by_instalments, revoked, used_late
from workers.demo.scenes import Scene, applicant, in_order
from workers.demo.stories import (
    Grant,
    applying,
    checking,
    closing,
    examining,
    until_used,
    whole_life,
)
from workers.demo.troubles import (
    closed_account,
    late_user,
    nine_months_of_work,
    refused_by_the_bank,
)
from workers.demo.year_2016 import opening
from workers.embedded import EmbeddedPostgres
from workers.embedded_temporal import EmbeddedTemporal
from workers.processes import portal_of
from workers.settings import Settings
from workers.temporal import connect
from workers.waiting import until
from workers.wiring import Akte

BEGINS, ENDS = date(2015, 12, 7), date(2017, 4, 18)
LINES = (
    "coordination",
    "innovative_project",
    "guides_deployment",
    "guides_training",
    "language_course",
    "deutsch4u",
)
IN_THE_PORTAL = "innovative_project"
PATIENCE_S = 60


@dataclass
class Year:
    """The installation after its year, and the grants by name, with the numbers they got."""

    akte: Akte
    app: FastAPI
    grants: dict[str, Grant] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.akte.settings.data

    def browser(self, person: str) -> Browser:
        """The browser of a person, signed in at first use."""
        if person not in self.browsers:
            self.browsers[person] = Browser(self.app, person)
        return self.browsers[person]

    def act(self, scene: Scene) -> str:
        """A person does at the browser what the scene asks for; where that leads."""
        command = scene.ask(self.akte.office.desk())
        return self.browser(scene.actor.person).hand_in(command)

    def apply(self, name: str, grant: Grant) -> None:
        """Hands an application in and learns its file number."""
        [scene] = applying(grant)
        case = self.act(scene).removeprefix("/cases/").partition("?")[0]
        self.grants[name] = replace(grant, case=case)

    def play(self) -> None:
        """From the first application to the spring after the last proof was due."""
        folders = BankFolders(self.akte.settings.bank_folder)
        player = Player(
            self.akte.office,
            bank_is_read=lambda: not folders.waiting(),
            patience_s=PATIENCE_S,
        )
        player.play(opening(), ends=BEGINS)
        for name, grant in applications():
            self.apply(name, grant)
        for scene in in_order(self.lives()):
            player.go_to(scene.on)
            self.act(scene)
        player.play([], ends=ENDS)

    def lives(self) -> Iterator[Scene]:
        """What people do after the applications."""
        for name in LINES:
            yield from whole_life(self.grants[name])[1:]
        yield from refused_by_the_bank(self.grants["closed account"])[1:]
        yield from until_used(self.grants["overdue"])[1:]
        yield from amended(self.grants["amended"])[1:]
        less = nine_months(self.grants["amended"])
        yield from examining(less, date(2017, 4, 10))
        yield from closing(less, date(2017, 4, 11))
        yield from revoked(self.grants["revoked"])[1:]
        yield from used_late(self.grants["used late"])[1:]
        yield from refunded_by_instalments(self.grants["deferred"])[1:]
        withdrawn = self.grants["withdrawn"]
        yield from checking(withdrawn, date(2016, 1, 11))
        yield withdrawn.scene(
            date(2016, 1, 14),
            "withdraw",
            applicant(withdrawn.recipient),
            WithdrawApplication(case=withdrawn.case),
        )


def applications() -> Iterator[tuple[str, Grant]]:
    """One grant of each line, four that change later, and three for which not all goes well."""
    for grant in (coordination(2, "main-kinzig-kreis", 58_300_00), *other_lines()):
        channel = "portal" if grant.line == IN_THE_PORTAL else "post"
        yield grant.line, replace(grant, channel=channel)
    yield "closed account", closed_account()
    yield "overdue", coordination(6, "odenwaldkreis", 46_310_00)
    yield "amended", coordination(8, "bergstrasse", 49_300_00, shift_days=0)
    yield "revoked", coordination(51, "kassel", 45_000_00, shift_days=0)
    yield "used late", late_user()
    yield "deferred", nine_months_of_work()
    yield "withdrawn", project("WIR-2016-P0002", "marburg", 207)


@contextmanager
def played_year(data: Path) -> Iterator[Year]:
    """Real servers, worker, dispatcher and projector, and the year played on them."""
    with ExitStack() as running:
        postgres = running.enter_context(EmbeddedPostgres(data, durable=False))
        temporal = running.enter_context(EmbeddedTemporal(data))
        settings = Settings(
            data=data,
            database=postgres.conninfo,
            owner_database=postgres.owner_conninfo,
            keys_database=postgres.keys_conninfo,
            keys_owner_database=postgres.keys_owner_conninfo,
            temporal_address=temporal.address,
            training=True,
        )
        akte = running.enter_context(Akte(settings))
        akte.migrate()
        running.enter_context(_at_work(akte))
        year = Year(akte, create_app(portal_of(akte)))
        year.play()
        assert akte.views.wait_for(akte.record.head().position, timeout=PATIENCE_S)
        yield year


@contextmanager
def _at_work(akte: Akte) -> Iterator[None]:
    """Worker and dispatcher on one thread, the projector on another."""
    stop, started = Event(), Event()
    with ThreadPoolExecutor() as threads:
        works = threads.submit(lambda: asyncio.run(_engine(akte, started, stop)))
        projects = threads.submit(akte.projector.run, stop)
        try:
            assert until(lambda: started.is_set() or works.done(), seconds=PATIENCE_S)
            yield
        finally:
            stop.set()
            works.result()
            projects.result()


async def _engine(akte: Akte, started: Event, stop: Event) -> None:
    client = await connect(akte.settings.temporal_address, akte.settings.temporal_namespace)
    async with engine(akte, client):
        started.set()
        await asyncio.to_thread(stop.wait)
