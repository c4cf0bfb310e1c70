"""Temporal for one machine: the development server, kept in a file, ended when left over."""

import asyncio
import json
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

import psutil

from workers.data_folder import LOOPBACK, free_port, held, require_port
from workers.embedded import ServerFailed, last_words
from workers.server_account import hand_over
from workers.waiting import until

DYNAMIC = (
    "history.transferProcessorMaxPollRPS=2000",  # 20 by default: a step would wait 50 ms
    "history.timerProcessorMaxPollRPS=2000",
    "history.visibilityProcessorMaxPollRPS=2000",
    'history.timerProcessorMaxTimeShift="1ms"',  # 1 s by default: each skip of time costs it
    "frontend.WorkflowTimeSkippingEnabled=true",
    "system.workflowTimeSkippingEnabled=true",  # the same, as newer servers call it
    "frontend.WorkflowTimeSkippingMaxSkipPerSession=100000",
)
FAST = [word for value in DYNAMIC for word in ("--dynamic-config-value", value)]
"""Options that make a development server quick and let tests skip time."""

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL")


class EmbeddedTemporal:
    """One Temporal server with its file under `data/temporal`, on a loopback port.

    Its port is remembered and taken again; where no `port` is asked for, a taken one is replaced.
    The record can rebuild all that this server knows. Errors of `start`: `AlreadyRunning`,
    `PortInUse`, `ServerFailed`.
    """

    name = "Temporal"

    def __init__(self, data: Path, port: int | None = None, *, patience_s: int = 60) -> None:
        self._folder = data.absolute() / "temporal"
        self._log = self._folder / "server.log"
        self._note = self._folder / "server.json"
        self._asked_port = port
        self._patience_s = patience_s
        self._child: subprocess.Popen[bytes] | None = None
        self._hold = ExitStack()

    @property
    def address(self) -> str:
        """Where the server answers, or last answered: `127.0.0.1:7233` before any start."""
        return f"{LOOPBACK}:{self._asked_port or self._noted('port') or 7233}"

    def start(self) -> None:
        """Returns when the server answers a health check."""
        hand_over(self._folder, None)
        with ExitStack() as hold:
            hold.enter_context(held(self._folder, self.address))
            hold.callback(self._end_server)
            if not any(self._launch() for _ in range(3)):  # a free port can be lost again
                raise ServerFailed(self.name, self._log, last_words(self._log))
            self._hold = hold.pop_all()

    def stop(self) -> None:
        """Ends the server cleanly; does nothing where none runs."""
        self._hold.close()

    def alive(self) -> bool:
        """Whether the server process of this folder exists."""
        return self._process() is not None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _launch(self) -> bool:
        self._end_server()
        port = self._choose_port()
        with self._log.open("wb") as log:
            self._child = child = subprocess.Popen(  # noqa: S603 our own wheel's program
                self._command(port),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,  # Ctrl-C is for the supervisor, which stops us in order
            )
        born = psutil.Process(child.pid).create_time()
        self._note.write_text(json.dumps({"pid": child.pid, "born": born, "port": port}))
        seconds = self._patience_s
        until(lambda: child.poll() is not None or healthy(self.address), seconds=seconds)
        return child.poll() is None and healthy(self.address)

    def _choose_port(self) -> int:
        if self._asked_port is None:
            return free_port(self._noted("port"))
        require_port(LOOPBACK, self._asked_port)
        return self._asked_port

    def _command(self, port: int) -> list[str]:
        pragmas = [word for pragma in PRAGMAS for word in ("--sqlite-pragma", pragma)]
        program = str(Path(sys.executable).with_name("temporal"))
        files = ["--db-filename", str(self._folder / "temporal.db")]
        place = ["--ip", LOOPBACK, "--port", str(port)]
        start = [program, "server", "start-dev", "--headless", "--log-level", "error"]
        return start + place + files + pragmas + FAST

    def _noted(self, key: str) -> int | None:
        try:
            return int(json.loads(self._note.read_text())[key])
        except (FileNotFoundError, ValueError, KeyError):
            return None

    def _process(self) -> psutil.Process | None:
        """The server we noted; a process that has only its old id was born at another time."""
        try:
            note = json.loads(self._note.read_text())
            process = psutil.Process(note["pid"])
            living = process.status() != psutil.STATUS_ZOMBIE
            return process if living and process.create_time() == note["born"] else None
        except (FileNotFoundError, ValueError, KeyError, psutil.Error):
            return None

    def _end_server(self) -> None:
        for demand in (psutil.Process.terminate, psutil.Process.kill):
            if process := self._process():
                with suppress(psutil.Error):
                    demand(process)
                until(lambda: self._process() is None, seconds=15)
        if self._child:
            self._child.wait()


def healthy(address: str) -> bool:
    """Whether a Temporal server answers there and knows its default namespace."""
    return asyncio.run(_healthy(address))


async def _healthy(address: str) -> bool:
    from temporalio.client import Client  # noqa: PLC0415 slow to load, and few processes ask
    from temporalio.service import RPCError  # noqa: PLC0415 the same

    try:
        client = await Client.connect(address)
        return await client.service_client.check_health()
    except (RuntimeError, RPCError):
        return False
