"""Commands that run: up, and its parts web, worker, projector, dispatcher, sealer; migrate."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Annotated

import structlog
import typer

import programmes
from workers.console import HERE, UNREACHABLE, Data, Stop, out, say
from workers.data_folder import held, require_port, require_space
from workers.embedded import EmbeddedPostgres
from workers.embedded_temporal import EmbeddedTemporal
from workers.installation import note_installation, open_books
from workers.journal import configure
from workers.lifeline import watch_parent
from workers.settings import Settings
from workers.supervisor import Part, Server, Supervisor
from workers.wiring import Akte

PARTS = ("worker", "projector", "dispatcher", "sealer", "web")
HOST = "127.0.0.1"

app = typer.Typer()

Short = Annotated[
    bool, typer.Option("--short", help="Mit --demo: zwei Förderungen · two grants only.")
]
Large = Annotated[bool, typer.Option("--large", help="Mit --demo: 306 Anträge · applications.")]


@app.command("up")
def up(
    data: Data = HERE,
    *,
    port: Annotated[
        int,
        typer.Option(envvar="AKTE_PORT", help="Port der Seiten · The pages", min=1, max=65535),
    ] = 8420,
    demo: Annotated[
        bool, typer.Option("--demo", help="Das Übungsjahr 2016 spielen · Play the year 2016.")
    ] = False,
    short: Short = False,
    large: Large = False,
    live: Annotated[
        bool, typer.Option("--live", help="Keine Übung: echte Uhr, echte Bank · No training.")
    ] = False,
) -> None:
    """Alles auf diesem Rechner starten, bis Strg-C · Run everything here until Ctrl-C."""
    _require_rules()
    os.environ["AKTE_TRAINING"] = str(not live).lower()
    data.mkdir(parents=True, exist_ok=True)
    ending = _Ending()
    with ExitStack() as running:
        running.enter_context(held(data, f"http://{HOST}:{port}"))
        require_space(data)
        require_port(HOST, port)
        _ = Akte(Settings.for_embedded(data, port)).debtor
        servers = (EmbeddedPostgres(data), EmbeddedTemporal(data))
        for server in servers:
            if not ending.asked:
                out.print(f"{server.name} …", end=" ")
                running.enter_context(server)
        if ending.asked:
            return
        note_installation(data, port=port, training=not live)
        settings = Settings.for_embedded(data, port)
        _prepare(settings)
        play = _play(data, short=short, large=large) if demo and not live else None
        code = _supervise(settings, servers, ending, play=play)
    if code:
        raise Stop("", UNREACHABLE)


def _require_rules() -> None:
    """Nobody decides by rules that cannot be read: before anything starts they all are."""
    if bad := programmes.bad_files():
        raise Stop("\n".join(map(str, bad)), UNREACHABLE)


class _Ending:
    """Ctrl-C and its like: what was begun is brought to where it can be ended in order."""

    def __init__(self) -> None:
        self.asked = False
        self.stop: Callable[[], None] = lambda: None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True
        self.stop()


def _prepare(settings: Settings) -> None:
    with Akte(settings) as akte:
        akte.migrate()
        _ = akte.keys
        akte.seal.prepare()


def _play(data: Path, *, short: bool, large: bool) -> Part:
    size = ["--large"] if large else ["--short"] if short else []
    words = ("demo", "--data", str(data), *size)
    return Part("demo", (sys.executable, "-m", "workers.cli", *words), speaks=True)


def _supervise(
    settings: Settings, servers: Sequence[Server], ending: _Ending, *, play: Part | None
) -> int:
    supervisor = Supervisor(
        [Part(name, (sys.executable, "-m", "workers.cli", name)) for name in PARTS],
        logs=settings.data / "logs",
        environment=os.environ | settings.environment(),
        say=say,
        on_all_ready=lambda: Thread(target=ready, daemon=True).start(),
        servers=servers,
    )

    def ready() -> None:
        if play and not supervisor.see_through(play):
            say("Das Übungsjahr ist nicht zu Ende gespielt; weiter mit: akte demo")
            say("The training year is not played to its end; go on with: akte demo")
        say(f"\nBereit · Ready: http://{settings.host}:{settings.port}")
        say("Ende mit Strg-C · Ctrl-C ends")

    say("Büro, Ansichten, Portal …")
    ending.stop = supervisor.stop
    if ending.asked:
        supervisor.stop()
    return supervisor.run()


@contextmanager
def _part(name: str) -> Iterator[Akte]:
    watch_parent()
    _require_rules()
    settings = Settings.read()
    configure(settings.log_level, name)
    with Akte(settings) as akte:
        try:
            yield akte
        except Exception:
            structlog.get_logger().error("crashed", exc_info=True)
            raise


@app.command("web")
def web() -> None:
    """Teil: Portal und API · Part: pages and API."""
    from workers.processes import run_web  # noqa: PLC0415 - each part loads only what it runs

    with _part("web") as akte:
        run_web(akte)


@app.command("worker")
def worker() -> None:
    """Teil: Abläufe und Tätigkeiten · Part: workflows and activities."""
    from workers.processes import run_worker  # noqa: PLC0415 - the same

    with _part("worker") as akte:
        run_worker(akte)


@app.command("projector")
def projector() -> None:
    """Teil: Ansichten · Part: read models."""
    from workers.processes import run_projector  # noqa: PLC0415 - the same

    with _part("projector") as akte:
        run_projector(akte)


@app.command("dispatcher")
def dispatcher() -> None:
    """Teil: folgt der Akte und weckt Abläufe · Part: follows the record, wakes processes."""
    from workers.processes import run_dispatcher  # noqa: PLC0415 - the same

    with _part("dispatcher") as akte:
        run_dispatcher(akte)


@app.command("sealer")
def sealer() -> None:
    """Teil: versiegelt, was abgelegt wurde · Part: seals what was filed."""
    from workers.processes import run_sealer  # noqa: PLC0415 - the same

    with _part("sealer") as akte:
        run_sealer(akte)


@app.command("migrate")
def migrate(data: Data = HERE) -> None:
    """Datenbanken auf den Stand dieser Fassung bringen · Bring the databases to this version."""
    with open_books(data) as books:
        books.migrate()
    say("Die Datenbanken sind auf dem Stand. · The databases are up to date.")
