"""Measures how long a bundle takes to prove offline, and how much memory, for records of two sizes.

    python bench/prove.py [EVENTS]              1,000,000 where nothing is said; and a tenth of it

The bare way hashes the same bytes once with SHA-256 and checks nothing. The ratio is its time
divided by ours. The verifier runs as a process of its own, as an auditor runs it.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from office.chain import GENESIS, canonical, link
from office.links import Link
from projections.audit import verify
from projections.audit.bundle import Chained, Scope, write
from projections.audit.sealer import extend
from projections.audit.shelf import KEYS
from projections.audit.tree import Head
from tests.sealed import KEY, MemoryShelf
from tests.written_record import trace

STEPS = (
    ("application", "application.submitted.v1", "a.antrag"),
    ("application", "application.checked.v1", "k.adler"),
    ("approval", "approval.proposed.v1", "m.birke"),
    ("approval", "approval.signed.v1", "d.dorn"),
)
FILLING = "Das Vorhaben entspricht der Richtlinie. " * 12
BATCH = 8_192
ALONE = """
import re, runpy, sys
from pathlib import Path
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
"""Runs the verifier and says the most KiB that its process ever held."""


def chained(events: int) -> Iterator[Chained]:
    """Grants of four events each, with a computation in every fourth; about 700 bytes an event."""
    before, start = GENESIS, datetime(2026, 3, 2, tzinfo=UTC)
    for number in range(1, events + 1):
        grant, step = divmod(number - 1, len(STEPS))
        kind, topic, person = STEPS[step]
        content = {"reasons": FILLING} | (trace(number) if step == 1 else {})
        moment, case = start + timedelta(seconds=number), f"{kind}:WIR-2026-T{grant:07d}"
        state = json.dumps(content).encode()
        named = [number, moment, step % 2 + 1, case, topic, state, f"c-{number}", person, "clerk"]
        row = canonical([*named, None, None, date(2026, 3, 2), moment, None, "wir@2014-01-01"])
        entry_hash = link(before, row)
        yield Chained(Link(number, moment, row, entry_hash), before)
        before = entry_hash


def sealed(events: int) -> MemoryShelf:
    """The seal over so many events."""
    shelf, head, batch = MemoryShelf(), Head(0, b""), []
    shelf.put(KEYS, f"{KEY.verifier()}\n".encode())
    for one in chained(events):
        batch.append(one.entry.entry_hash)
        if len(batch) == BATCH or one.entry.position == events:
            head, batch = extend(shelf, head, batch, key=KEY), []
    return shelf


def bare(bundle: Path) -> float:
    """Seconds to read the events of a bundle and hash them once."""
    begun, found = time.perf_counter(), sha256()
    with zipfile.ZipFile(bundle) as files, files.open("events.bin") as source:
        while part := source.read(1 << 20):
            found.update(part)
    return time.perf_counter() - begun


def proven(bundle: Path) -> tuple[float, float, int]:
    """Seconds by the clock, seconds of work, and MiB that the verifier takes."""
    words = [sys.executable, "-I", "-c", ALONE, verify.__file__, str(bundle)]
    worked, begun = work_of_children(), time.perf_counter()
    done = subprocess.run(
        [*words, "--key", str(KEY.verifier())], check=False, capture_output=True, text=True
    )
    seconds = time.perf_counter() - begun
    assert done.returncode == verify.HOLDS, done.stdout + done.stderr
    return seconds, work_of_children() - worked, int(done.stderr) // 1024


def work_of_children() -> float:
    """Seconds that processors worked for the processes we started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(words: list[str]) -> None:
    """Prints one line for each size."""
    most = int(words[0]) if words else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for events in (most // 10, most):
            bundle = Path(folder) / f"{events}.zip"
            write(bundle, sealed(events), scope=Scope("all"), events=chained(events))
            hashing, (ours, worked, memory) = bare(bundle), proven(bundle)
            print(
                f"{events:>9,} events  {ours:6.1f} s  {worked:6.1f} s of work  {memory:>4} MiB  "
                f"bare SHA-256 {hashing:5.1f} s  ratio {hashing / ours:.3f}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
