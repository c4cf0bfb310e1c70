"""Runs the parts of the engine as processes: starts, watches, restarts and stops them."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Protocol

from workers.data_folder import StartRefused
from workers.embedded import last_words
from workers.lifeline import READY, VARIABLE, lifeline

LONGEST_LOG_BYTES = 10 * 1024**2


@dataclass(frozen=True)
class Part:
    """One process: the name it has in messages and logs, and the command that runs it."""

    name: str
    command: Sequence[str]
    speaks: bool = False
    """Whether it prints where the supervisor prints, and ends by itself when it is done."""


class Server(Protocol):
    """A server of this machine that the parts need and the supervisor revives."""

    name: str

    def alive(self) -> bool: ...
    def stop(self) -> None: ...
    def start(self) -> None: ...


@dataclass(frozen=True)
class Patience:
    """How long the supervisor waits for what, in seconds."""

    grace_s: float = 15
    quick_s: float = 10
    pause_s: float = 0.5
    longest_pause_s: float = 30
    quick_deaths: int = 5
    """So many deaths in a row, each within `quick_s` of its start, and it gives up.

    What dies while a server is away, or soon after it came back, is not to blame.
    """


class Supervisor:
    """Keeps parts alive until it is told to stop, or until one of them cannot live.

    A part inherits the lifeline (`workers.lifeline`), writes its journal to stderr, which is
    `logs/<part>.log`, and says `ready` on stdout. `say` gets one line a message, both languages.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        logs: Path,
        environment: Mapping[str, str],
        say: Callable[[str], None],
        on_all_ready: Callable[[], None] = lambda: None,
        servers: Sequence[Server] = (),
        patience: Patience = Patience(),
    ) -> None:
        self._parts, self._servers, self._patience = parts, servers, patience
        self._logs, self._environment = logs, environment
        self._say, self._on_all_ready = say, on_all_ready
        self._waiting_for = {part.name for part in parts}
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._spawning = Lock()
        self._stopping = Event()
        self._told_to_stop = False  # a signal handler may set this, but no Event
        self._revived_at = -inf
        self._watched = -1
        self._code = 0

    def run(self) -> int:
        """Blocks until SIGINT, SIGTERM, SIGHUP or `stop`; 0, or 1 where a part gave up.

        Call it in the main thread. When it returns, no part is left.
        """
        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, lambda *_: self.stop()) for number in signals}
        self._logs.mkdir(parents=True, exist_ok=True)
        try:
            with lifeline() as self._watched:
                self._run()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return self._code

    def stop(self) -> None:
        """Asks `run` to end everything; may be called from any thread or signal handler."""
        self._told_to_stop = True

    def pid(self, name: str) -> int | None:
        """The process id of a running part."""
        process = self._running.get(name)
        return process.pid if process else None

    def log(self, name: str) -> Path:
        """Where a part's journal is kept."""
        return self._logs / f"{name}.log"

    def see_through(self, part: Part) -> bool:
        """Runs a part that `speaks` to its end, through any death; whether it came to its end.

        Call it in a thread of its own while `run` runs. `False`: it cannot live, or all stop.
        """
        for code, quick in self._lives(part):
            if code == 0 or quick >= self._patience.quick_deaths:
                return code == 0
            self._mourn(part, code, quick)
        return False

    def _run(self) -> None:
        keepers = [Thread(target=self._keep, args=(part,)) for part in self._parts]
        for keeper in keepers:
            keeper.start()
        try:
            self._watch()
        finally:
            self._stopping.set()
            self._end_all()
            for keeper in keepers:
                keeper.join()

    def _watch(self) -> None:
        announced = False
        while not self._told_to_stop:
            if not announced and not self._waiting_for:
                announced = True
                self._on_all_ready()
            self._look_after()
            self._stopping.wait(0.25)

    def _keep(self, part: Part) -> None:
        try:
            for code, quick in self._lives(part):
                if quick >= self._patience.quick_deaths:
                    self._give_up_on(part, code)
                    return
                self._mourn(part, code, quick)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            self._give_up(f"{part.name} startet nicht · {part.name} does not start: {words}")

    def _lives(self, part: Part) -> Iterator[tuple[int, int]]:
        """Runs a part again and again: how each life ended, and how many were short in a row."""
        quick = 0
        while not self._stopping.is_set():
            with self._spawning:
                if self._stopping.is_set():
                    return
                born, process = monotonic(), self._spawn(part)
            self._listen(part, process)
            code = process.wait()
            quick = self._short_lives(quick, born)
            if not self._stopping.is_set():
                yield code, quick

    def _short_lives(self, before: int, born: float) -> int:
        away = not all(server.alive() for server in self._servers)
        if away or born - self._revived_at < self._patience.quick_s:
            return 1
        return before + 1 if monotonic() - born < self._patience.quick_s else 1

    def _spawn(self, part: Part) -> subprocess.Popen[str]:
        log = self.log(part.name)
        trim(log)
        with log.open("ab") as journal:
            process = subprocess.Popen(  # noqa: S603 the commands are our own
                part.command,
                stdin=subprocess.DEVNULL,
                stdout=None if part.speaks else subprocess.PIPE,
                stderr=None if part.speaks else journal,
                text=True,
                env={**self._environment, VARIABLE: str(self._watched)},
                pass_fds=(self._watched,),
                start_new_session=True,  # Ctrl-C reaches the supervisor alone
            )
        self._running[part.name] = process
        return process

    def _listen(self, part: Part, process: subprocess.Popen[str]) -> None:
        """Returns when the part says it is ready, or says no more."""
        if process.stdout is None:
            return
        with process.stdout as lines:
            if any(line.strip() == READY for line in lines):
                self._waiting_for.discard(part.name)

    def _mourn(self, part: Part, code: int, quick: int) -> None:
        """After a death: says so and pauses."""
        german, english = cause_of_death(code)
        pause_s = min(self._patience.pause_s * 2 ** (quick - 1), self._patience.longest_pause_s)
        self._say(
            f"{part.name} ist beendet ({german}), neuer Start in {pause_s:g} s"
            f" · {part.name} ended ({english}), starting again in {pause_s:g} s"
        )
        self._stopping.wait(pause_s)

    def _give_up_on(self, part: Part, code: int) -> None:
        german, english = cause_of_death(code)
        log = self.log(part.name)
        self._give_up(
            f"{part.name} endet immer wieder ({german}); alles wird beendet. Protokoll: {log}"
            f" · {part.name} keeps ending ({english}); stopping all. Log: {log}"
            f"\n{last_words(log)}"
        )

    def _give_up(self, words: str) -> None:
        self._code = 1
        self.stop()
        self._say(words)

    def _look_after(self) -> None:
        for part in self._parts:
            trim(self.log(part.name))
        for server in self._servers:
            if not server.alive():
                self._revive(server)

    def _revive(self, server: Server) -> None:
        self._say(f"{server.name} wird neu gestartet · starting {server.name} again")
        try:
            server.stop()
            server.start()
            self._revived_at = monotonic()
        except StartRefused as refused:
            self._give_up(str(refused))

    def _end_all(self) -> None:
        """SIGTERM to every part with its process group; SIGKILL to what outstays the grace."""
        with self._spawning:
            processes = list(self._running.values())
        end = monotonic() + self._patience.grace_s
        for process in processes:
            _signal_group(process, signal.SIGTERM)
        for process in processes:
            try:
                process.wait(max(0, end - monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(process, signal.SIGKILL)


def cause_of_death(code: int) -> tuple[str, str]:
    """How a process ended, from its return code: in German and in English."""
    if code < 0:
        return f"Signal {-code}", f"signal {-code}"
    return f"Code {code}", f"code {code}"


def trim(log: Path) -> None:
    """Keeps a log short: what is too long moves to `<log>.1`, the file itself goes on empty."""
    if log.exists() and log.stat().st_size > LONGEST_LOG_BYTES:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)


def _signal_group(process: subprocess.Popen[str], number: signal.Signals) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
