"""A projector beside the test, as a thread or as a process of its own that can be killed.

Run it as `python -m tests.projections.projecting RECORD KEYS MASTER [READ_MODEL]`: it catches up,
or rebuilds the read model and prints a line for each batch.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from office.deciders import EVENTS
from office.personal import Keys
from office.record import Record
from projections.projector import Projector
from tests.conftest import Database
from tests.projections.grant_story import Grant, Story, life, register

PAGE = 5


def many(count: int) -> Story:
    """The register and the lives of several grants, chapter beside chapter."""
    names = [f"WIR-2016-{number:05d}" for number in range(count)]
    lives = [life(Grant(case=name)) for name in names]
    mixed = [moment for together in zip(*lives, strict=True) for moment in together]
    runs = {"payment_run", "bank_message"}
    return [*register(), *(one for one in mixed if one.subject.kind not in runs)]


@contextmanager
def running(projector: Projector) -> Iterator[None]:
    """Runs a projector beside the test."""
    stop = threading.Event()
    thread = threading.Thread(target=projector.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def process(database: Database, master: Path, *rebuild: str) -> subprocess.Popen[str]:
    """Starts a projector with small pages, or a rebuild, as a process."""
    arguments = [database.app, database.keys, str(master), *rebuild]
    command = [sys.executable, "-m", "tests.projections.projecting", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def main(conninfo: str, keys: str, master: str, *rebuild: str) -> None:
    """What the process does."""
    record = Record(conninfo, events=EVENTS, keys=Keys(keys, master=Path(master)))
    projector = Projector(conninfo, record, page_size=PAGE)
    for name in rebuild:
        projector.rebuild(name, _tell)
    if not rebuild:
        projector.catch_up()


def _tell(done: int, total: int) -> None:
    sys.stdout.write(f"{done} of {total}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
