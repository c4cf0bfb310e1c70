"""Commands that act: handle, clock, demo, rebuild, temporal rebuild, verify."""

import asyncio
import json
import os
import re
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

import programmes
from domain.clock import AdvanceClock
from domain.kernel import Command, Context, Refused
from domain.reasons.general import COMMAND_UNKNOWN
from office.deciders import COMMANDS
from office.verify import verify
from projections.projector import PROJECTIONS
from web.persons import Person, Persons
from web.reading import Unreadable, read_message
from workers.console import ALTERED, HERE, USAGE, AsJson, Data, Stop, open_akte, out, show
from workers.demo.player import Player
from workers.demo.year_2016 import ENDS, scenes
from workers.wiring import Akte

_LARGEST_COMMAND = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command("handle")(handle)
    app.command("demo")(play_demo)
    app.command("rebuild")(rebuild_views)
    app.command("verify")(verify_record)
    clock = typer.Typer(help="Show or move the training clock.", no_args_is_help=True)
    clock.command("show")(show_clock)
    clock.command("advance")(advance_clock)
    app.add_typer(clock, name="clock")
    temporal = typer.Typer(help="Look after Temporal.", no_args_is_help=True)
    temporal.command("rebuild")(rebuild_temporal)
    app.add_typer(temporal, name="temporal")


def handle(
    file: Annotated[Path, typer.Argument(help='{"name": …, "command_id": …, "content": {…}}')],
    person: Annotated[str, typer.Option(help="Key of the person who asks.")],
    data: Data = HERE,
    as_json: AsJson = False,
) -> None:
    """Hand one command to the office."""
    with open_akte(data) as akte:
        who = _person(person)
        name, command_id, command = _read(file)
        answer = akte.office.handle(command, _context(akte, who, command_id))
        akte.views.wait_for(answer.position)
    if as_json:
        show(answer, as_json=True)
        return
    words = "wiederholt" if answer.repeated else "verfügt" if answer.position else "nichts zu tun"
    out.print(f"{name}: {words}, Position {answer.position}")


def _person(key: str) -> Person:
    person = Persons.in_training(programmes.recipients("wir")).find(key)
    if person is None:
        raise Stop(f"Diese Person gibt es nicht: {key} · No such person: {key}", USAGE)
    return person


def _context(akte: Akte, person: Person, command_id: str) -> Context:
    return Context(
        command_id=command_id,
        person=person.key,
        role=person.role,
        scope=person.scope,
        today=akte.office.today(),
        now=akte.office.now(),
    )


def _read(file: Path) -> tuple[str, str, Command]:
    """Name, id and command of a file; every fault of it names its field."""
    try:
        if file.stat().st_size > _LARGEST_COMMAND:
            raise Stop(f"{file}: zu groß (1 MB) · too large (1 MB)", USAGE)
        envelope = json.loads(file.read_bytes(), parse_constant=_no_constant)
        name, command_id, content = (envelope[key] for key in ("name", "command_id", "content"))
    except OSError as error:
        raise Stop(f"{file}: {error.strerror}", USAGE) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Stop(
            f'{file}: erwartet wird {{"name", "command_id", "content"}} als JSON · '
            f'expected is {{"name", "command_id", "content"}} as JSON',
            USAGE,
        ) from error
    kind = COMMANDS.get(str(name))
    if kind is None:
        raise COMMAND_UNKNOWN.because(name=str(name)[:40])
    try:
        return str(name), str(command_id), read_message(kind, json.dumps(content).encode())
    except Unreadable as unreadable:
        raise Refused(unreadable.faults[0].refusal()) from unreadable


def _no_constant(name: str) -> None:
    raise ValueError(name)


def play_demo(data: Data = HERE) -> None:
    """Play the training year 2016; stopping and playing again repeats nothing."""
    with open_akte(data) as akte, _bar() as bar:
        task = bar.add_task("01.12.2015", total=None)

        def progress(day: date, done: int, total: int) -> None:
            bar.update(task, description=f"{day:%d.%m.%Y}", completed=done, total=total)

        Player(akte.office, progress=progress).play(scenes(), ends=ENDS)
        akte.views.wait_for(akte.record.head().position, timeout=60)


def _bar() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} / {task.total}"),
        TimeElapsedColumn(),
        console=out,
    )


def rebuild_views(
    name: Annotated[str | None, typer.Argument(help="One read model; all without.")] = None,
    data: Data = HERE,
) -> None:
    """Build read models anew beside the live ones, then swap."""
    known = [one.name for one in PROJECTIONS]
    if name is not None and name not in known:
        raise Stop(f"{name}? {', '.join(known)}", USAGE)
    with open_akte(data) as akte, _bar() as bar:
        for one in [name] if name else known:
            task = bar.add_task(one, total=None)
            akte.projector.rebuild(one, partial(_update, bar, task))


def _update(bar: Progress, task: TaskID, done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


def rebuild_temporal(
    data: Data = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print the difference.")] = False,
    as_json: AsJson = False,
) -> None:
    """Start every open process anew from the record and end what it does not know."""

    # The SDK is slow to load; the other commands do without it.
    from workers.temporal import connect  # noqa: PLC0415 - as said
    from workers.temporal_rebuild import difference, rebuild  # noqa: PLC0415 - as said

    async def work(akte: Akte) -> object:
        client = await connect(akte.settings.temporal_address, akte.settings.temporal_namespace)
        if dry_run:
            return await difference(client, akte.office)
        return await rebuild(client, akte.office)

    with open_akte(data) as akte:
        result = asyncio.run(work(akte))
    if as_json:
        show(result, as_json=True)
    else:
        out.print(result)


def verify_record(data: Data = HERE, as_json: AsJson = False) -> None:
    """Check that nothing in the record was altered: every number and every hash."""
    with open_akte(data) as akte, _bar() as bar:
        total = akte.record.head().position
        task = bar.add_task("Hashkette", total=total)
        found = verify(
            akte.settings.database, progress=lambda done: bar.update(task, completed=done)
        )
        bar.update(task, completed=found.events)
    if as_json:
        result = {
            "events": found.events,
            "ok": found.ok,
            "first_bad": found.first_bad,
            "problem": found.problem,
            "head": found.head.hex(),
        }
        show(result, as_json=True)
    if not found.ok:
        raise Stop(
            f"Verändert ab Nummer {found.first_bad}: {found.problem} · "
            f"Altered from number {found.first_bad}: {found.problem}",
            ALTERED,
        )
    if not as_json:
        out.print(f"{found.events} Ereignisse, unverändert. Kopf: {found.head.hex()}")


def show_clock(data: Data = HERE, as_json: AsJson = False) -> None:
    """Show the business date."""
    with open_akte(data) as akte:
        today = akte.office.today()
    show({"today": today}, as_json=True) if as_json else out.print(f"{today:%d.%m.%Y}")


def advance_clock(
    by: Annotated[str, typer.Argument(help="Days (31d) or a day (2016-03-31).")],
    data: Data = HERE,
) -> None:
    """Move the business date forward; training mode only."""
    with open_akte(data) as akte:
        today = akte.office.today()
        to = _target(by, today)
        command_id = f"clock/{today.isoformat()}/{to.isoformat()}/{os.getpid()}"
        context = _context(akte, _person("t.jung"), command_id)
        answer = akte.office.handle(AdvanceClock(to=to), context)
        akte.views.wait_for(answer.position)
    out.print(f"{to:%d.%m.%Y}")


def _target(by: str, today: date) -> date:
    if match := re.fullmatch(r"([0-9]{1,4})d", by):
        return today + timedelta(days=int(match[1]))
    try:
        return date.fromisoformat(by)
    except ValueError as error:
        raise Stop("31d oder 2016-03-31 · 31d or 2016-03-31", USAGE) from error
