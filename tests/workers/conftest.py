"""The command `akte` as a user runs it, and one installation in which two grants were played.

`shell`         (session)  runs a command of `akte` as a process of its own
`akte`          (session)  runs a command in this process, which takes a tenth of the time
`installation`  (session)  `akte up --demo --short`, whose year is over and whose servers run
`folder`        (function) a temporary folder in which a server of another account may walk
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.open_folder import open_folder
from workers import cli
from workers.data_folder import free_port
from workers.waiting import until

ROOT = Path(__file__).parents[2]
PATIENCE_S = 240
CASE = "WIR-2016-MKK01"


class Done(NamedTuple):
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> int:
        """How many lines its complaint has."""
        return len(self.stderr.splitlines())


Run = Callable[..., Done]


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "workers.cli", *words]


def environment(**settings: str) -> dict[str, str]:
    """This environment without settings of ours, and with the given ones."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AKTE_")}
    return kept | settings


@dataclass
class Up:
    """A running `akte up`; what it says is in `told`."""

    data: Path
    port: int
    told: Path
    process: subprocess.Popen[bytes]

    @property
    def words(self) -> str:
        return self.told.read_text()

    def ready(self) -> bool:
        assert self.process.poll() is None, self.words
        return "Ready" in self.words


def start(data: Path, *words: str, port: int | None = None) -> Up:
    """Starts `akte up` in a group of its own."""
    port, told = port or free_port(), data.with_suffix(".txt")
    options = ("--data", str(data), "--port", str(port), *words)
    with told.open("wb") as file:
        process = subprocess.Popen(
            command("up", *options),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
        )
    return Up(data, port, told, process)


@pytest.fixture(scope="session")
def shell() -> Run:
    def run(*words: str, **settings: str) -> Done:
        done = subprocess.run(
            command(*words),
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=environment(**settings),
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def akte() -> Run:
    def run(*words: str, **settings: str) -> Done:
        before = dict(os.environ)
        os.environ.clear()
        os.environ.update(environment(**settings))
        try:
            with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as failed:
                code = cli.run(list(words))
        finally:
            os.environ.clear()
            os.environ.update(before)
        return Done(code, said.getvalue(), failed.getvalue())

    return run


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture(scope="session")
def installation() -> Iterator[Up]:
    with open_folder() as made:
        up = start(made / "data", "--demo", "--short")
        try:
            assert until(up.ready, seconds=PATIENCE_S), up.words
            yield up
        finally:
            up.process.send_signal(signal.SIGINT)
            assert up.process.wait(PATIENCE_S) == 0, up.words
