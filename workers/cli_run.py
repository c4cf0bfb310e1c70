"""Commands that run: up, and its parts web, worker, projector, dispatcher; migrate."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from workers.console import HERE, UNREACHABLE, Data, Stop, note_installation, open_akte, out
from workers.data_folder import held, require_port, require_space
from workers.embedded import EmbeddedPostgres
from workers.embedded_temporal import EmbeddedTemporal
from workers.journal import configure
from workers.lifeline import watch_parent
from workers.settings import Settings
from workers.supervisor import Part, Supervisor
from workers.wiring import Akte

PARTS = ("worker", "projector", "dispatcher", "web")


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command("up")(up)
    app.command("web")(web)
    app.command("worker")(worker)
    app.command("projector")(projector)
    app.command("dispatcher")(dispatcher)
    app.command("migrate")(migrate)


def up(
    data: Data = HERE,
    port: Annotated[int, typer.Option(help="Port of pages and API.", min=1, max=65535)] = 8420,
    demo: Annotated[bool, typer.Option("--demo", help="Play the training year 2016.")] = False,
    live: Annotated[bool, typer.Option("--live", help="No training clock, no invented bank.")] = (
        False
    ),
) -> None:
    """Run everything on this machine until Ctrl-C."""
    os.environ["AKTE_TRAINING"] = str(not live).lower()
    data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        running.enter_context(held(data, f"http://127.0.0.1:{port}"))
        require_space(data)
        require_port("127.0.0.1", port)
        servers = (EmbeddedPostgres(data), EmbeddedTemporal(data))
        for server in servers:
            out.print(f"{server.name} …", end=" ")
            running.enter_context(server)
        note_installation(data, port=port, training=not live)
        settings = Settings.for_embedded(data, port)
        with Akte(settings) as akte:
            akte.migrate()
            _ = akte.keys
        code = _supervise(data, settings, servers, demo=demo)
    if code:
        raise Stop("", UNREACHABLE)


def _supervise(data: Path, settings: Settings, servers: tuple, *, demo: bool) -> int:  # type: ignore[type-arg]
    address = f"http://{settings.host}:{settings.port}"
    supervisor = Supervisor(
        [Part(name, (sys.executable, "-m", "workers.cli", name)) for name in PARTS],
        logs=data / "logs",
        environment=os.environ | settings.environment(),
        say=lambda line: out.print(line, highlight=False, markup=False),
        on_all_ready=lambda: _ready(data, address, demo=demo),
        servers=servers,
    )
    out.print("Büro, Ansichten, Portal …")
    return supervisor.run()


def _ready(data: Path, address: str, *, demo: bool) -> None:
    def play() -> None:
        if demo:
            command = (sys.executable, "-m", "workers.cli", "demo", "--data", str(data))
            environment = {k: v for k, v in os.environ.items() if k != "AKTE_DATABASE"}
            subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own command
        out.print(f"\n[bold green]Bereit · Ready:[/] [link={address}]{address}[/link]")
        out.print("Ende mit Strg-C · Ctrl-C ends")

    Thread(target=play, daemon=True).start()


def _part(name: str) -> Akte:
    watch_parent()
    settings = Settings.read()
    configure(settings.log_level, name)
    return Akte(settings)


def web() -> None:
    """Serve pages and API."""
    from workers.processes import run_web  # noqa: PLC0415 - each part loads only what it runs

    with _part("web") as akte:
        run_web(akte)


def worker() -> None:
    """Run workflows and activities."""
    from workers.processes import run_worker  # noqa: PLC0415

    with _part("worker") as akte:
        run_worker(akte)


def projector() -> None:
    """Keep the read models."""
    from workers.processes import run_projector  # noqa: PLC0415

    with _part("projector") as akte:
        run_projector(akte)


def dispatcher() -> None:
    """Follow the record and wake processes."""
    from workers.processes import run_dispatcher  # noqa: PLC0415

    with _part("dispatcher") as akte:
        run_dispatcher(akte)


def migrate(data: Data = HERE) -> None:
    """Bring the databases to the shape that this version needs."""
    with open_akte(data) as akte:
        akte.migrate()
