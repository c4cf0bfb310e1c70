"""Plays the training year twice, once undisturbed and once under kill -9, and compares the two.

Each process is killed at random moments: web, worker, projector, dispatcher, PostgreSQL,
Temporal, the player, and `akte up` itself, which then is started again. Afterwards both records
must say the same, nothing may have gone out twice, the hash chain must hold, and the read models
must equal a rebuild. The moments are places in the record, so that they lie within the story.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

import psutil
import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.evidence import Evidence, differences, evidence, twice
from workers.console import Listing, out, say
from workers.data_folder import free_port
from workers.embedded import EmbeddedPostgres
from workers.waiting import until

PARTS = ("web", "worker", "projector", "dispatcher", "demo")
VICTIMS = (*PARTS, "PostgreSQL", "Temporal", "up")
PATIENCE_S = 900
LONGEST_DELAY_S = 0.5
AKTE = (sys.executable, "-m", "workers.cli")
ROOT = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """The play did not come to its end."""


@dataclass
class Play:
    """One installation that plays the year, or another size of it: `--short`, `--large`."""

    data: Path
    size: str = ""
    patience_s: float = PATIENCE_S
    port: int = field(default_factory=free_port)
    seconds: float = 0

    def start(self) -> None:
        """Starts `akte up`, or starts it again."""
        words = ("up", "--demo", "--data", str(self.data), "--port", str(self.port))
        self._told = self.data.with_suffix(".txt")
        with self._told.open("ab") as told:
            self._told_before = told.tell()
            self.up = subprocess.Popen(
                (*AKTE, *words, *([self.size] if self.size else [])),
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                cwd=ROOT,
                start_new_session=True,
            )

    def ready(self) -> bool:
        """Whether the year is played; `Failed` where `akte up` has ended."""
        if self.up.poll() is not None:
            raise Failed(f"akte up ended with {self.up.returncode}")
        said = self._told.read_bytes()[self._told_before :].decode()
        if "nicht zu Ende" in said:
            raise Failed("akte up gave up the training year")
        return "Ready" in said

    def position(self) -> int:
        """How far the record is, -1 where the database does not answer."""
        try:
            with psycopg.connect(EmbeddedPostgres(self.data).conninfo) as connection:
                [(position,)] = connection.execute("SELECT position FROM record.head")
                return int(position)
        except psycopg.Error:
            return -1

    def pid(self, victim: str) -> int | None:
        """The process id of a victim that is alive."""
        if victim == "up":
            return self.up.pid
        if victim == "PostgreSQL":
            note = self.data / "postgres/cluster/postmaster.pid"
            with suppress(FileNotFoundError, ValueError, psutil.NoSuchProcess):
                postmaster = psutil.Process(int(note.read_text().partition("\n")[0]))
                return postmaster.pid if postmaster.name() == "postgres" else None
            return None
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self.up.pid).children():
                words = child.cmdline()
                if (victim if victim in PARTS else "start-dev") in words:
                    return child.pid
        return None

    def kill(self, victim: str) -> None:
        """Ends a victim at once; `akte up` is started again by whoever uses it."""
        if not until(lambda: self.pid(victim) is not None, seconds=PATIENCE_S):
            raise Failed(f"{victim} did not come back")
        if pid := self.pid(victim):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if victim == "up":
            self.up.wait()
            self.start()

    def stop(self) -> list[str]:
        """Ctrl-C; what is wrong with the end."""
        names = [name for name in VICTIMS if (self.pid(name) or self.up.pid) != self.up.pid]
        running = {name: psutil.Process(self.pid(name)) for name in names}
        self.up.send_signal(signal.SIGINT)
        code = self.up.wait()
        wrong = [f"{name} is left running" for name, one in running.items() if _lives(one)]
        return wrong + ([f"Ctrl-C: exit code {code}"] if code else [])

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command of `akte` on the same data."""
        command = (*AKTE, *words, "--data", str(self.data))
        return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)


@contextmanager
def playing(play: Play) -> Iterator[None]:
    """Runs a play; whatever happens, its processes are gone afterwards."""
    play.start()
    began = monotonic()
    try:
        yield
        if not until(play.ready, seconds=play.patience_s):
            raise Failed(f"not at its end after {play.patience_s} s, position {play.position()}")
        play.seconds = monotonic() - began
    except BaseException:
        if play.up.poll() is None:
            play.stop()
        raise


def torment(play: Play, kills: list[tuple[int, str]], chance: random.Random) -> None:
    """Kills each victim when the record has come to its place, and a moment later at random."""
    for place, victim in kills:
        if not until(partial(_reached, play, place), seconds=PATIENCE_S):
            raise Failed(f"stuck before {place}, where {victim} was to die")
        Event().wait(chance.uniform(0, LONGEST_DELAY_S))
        play.kill(victim)


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _reached(play: Play, place: int) -> bool:
    return play.position() >= place or play.ready()


def examine(play: Play) -> tuple[Evidence, list[str]]:
    """What a play left, and what is wrong with it; then it is stopped."""
    found = evidence(play.data)
    wrong = twice(found, play.data)
    verified = play.run("verify", "--json")
    if verified.returncode or not json.loads(verified.stdout)["ok"]:
        wrong.append(f"verify: {verified.stdout}{verified.stderr}")
    rebuilt = play.run("rebuild")
    if rebuilt.returncode or evidence(play.data).rows != found.rows:
        wrong.append(f"a rebuild differs: {rebuilt.stderr}")
    return found, wrong + play.stop()


def main() -> int:
    """Prints what was killed and what came of it; 0 where all is as it was undisturbed."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=10, help="kills of each process")
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    words.add_argument("--short", action="store_true", help="two grants instead of the year")
    words.add_argument("--keep", action="store_true", help="leave the data in place")
    given = words.parse_args()
    say(f"seed {given.seed}")
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    size = "--short" if given.short else ""
    calm, disturbed = Play(folder / "calm", size), Play(folder / "disturbed", size)
    chance = random.Random(given.seed)
    try:
        with playing(calm):
            pass
        expected, wrong = examine(calm)
        victims = list(VICTIMS) * given.kills
        chance.shuffle(victims)
        places = sorted(chance.choices(range(1, expected.events - 5), k=len(victims)))
        with playing(disturbed):
            torment(disturbed, list(zip(places, victims, strict=True)), chance)
        found, more = examine(disturbed)
        wrong += more + differences(expected, found)
    except Failed as failed:
        expected, found, wrong = None, None, [str(failed)]
    for line in wrong:
        say(line)
    out.print(_table(given.kills, calm, disturbed, found))
    keep = wrong or given.keep
    say(f"seed {given.seed}: {len(wrong)} faults" + (f", see {folder}" if keep else ""))
    if not keep:
        shutil.rmtree(folder)
    return 1 if wrong else 0


def _table(kills: int, calm: Play, disturbed: Play, found: Evidence | None) -> Listing:
    rows = [(f"kill -9 {name}", kills) for name in VICTIMS] if disturbed.seconds else []
    rows += [("seconds undisturbed", round(calm.seconds))]
    rows += [("seconds with kills", round(disturbed.seconds))]
    if found:
        rows += [("events", found.events), ("payments", len(found.paid))]
        rows += [("letters", len(found.letters)), ("mails", len(found.mails))]
    return Listing("Soak", ("what", "count"), rows)


if __name__ == "__main__":
    sys.exit(main())
