"""Changes the verifier at every place in turn and counts the changes that its verdicts notice.

    python bench/mutants.py [--anew]

The whole file is changed, its words and exit codes too; what is left alone `tests/mutator.py` says.
A mutant that no verdict notices is named in `tests/equivalent_mutants.txt`, with the reason why it
checks the same. What was tried is kept in a file until the verifier or a test changes, so a run
that was cut off goes on where it was; `--anew` begins again.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.mutation import equivalents, killer
from tests.mutator import VERIFIER, Mutant, mutants
from tests.tampered import cases
from tests.tampered_case import Case
from tests.verdicts import FROZEN, frozen

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
PORTION = 12
"""Mutants that a process tries before it says so."""
Tried = dict[str, str]
"""The case that noticed a mutant, by the mutant's name; empty where none did."""


@cache
def told() -> list[Case]:
    """The cases, written once in each process, to a folder in which mutants may do what they do."""
    folder = Path(tempfile.mkdtemp(prefix="mutants"))
    os.chdir(folder)
    return list(cases(folder))


def tried(names: list[str]) -> Tried:
    """Tries some mutants; whatever noticed the last one is asked first about the next one."""
    found, order, right = Tried(), told(), frozen()
    for name in names:
        noticed = killer(changes()[name], order, right)
        found[name] = noticed.name if noticed else ""
        if noticed:
            order.remove(noticed)
            order.insert(0, noticed)
    return found


@cache
def changes() -> dict[str, Mutant]:
    """All mutants by their names."""
    return {mutant.name: mutant for mutant in mutants()}


def journal() -> Path:
    """Where a run keeps what it tried: a file for these very contents."""
    sources = [VERIFIER, FROZEN, *sorted((ROOT / "tests").glob("tampered*.py"))]
    content = b"".join(sha256(one.read_bytes()).digest() for one in sources)
    return Path(tempfile.gettempdir()) / f"akte-mutants-{sha256(content).hexdigest()[:16]}.txt"


def kept(file: Path) -> Tried:
    """What was tried before."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return dict(line.partition("\t")[::2] for line in lines)  # type: ignore[misc]  # two of three


def runs(names: list[str], file: Path) -> Iterator[Tried]:
    """Tries all that is left, a portion at a time, and keeps each."""
    portions = [names[at : at + PORTION] for at in range(0, len(names), PORTION)]
    with ProcessPoolExecutor(AT_ONCE) as pool, file.open("a", encoding="utf-8") as lines:
        for done in as_completed([pool.submit(tried, portion) for portion in portions]):
            found = done.result()
            lines.writelines(f"{name}\t{case}\n" for name, case in found.items())
            lines.flush()
            yield found


def main(words: list[str]) -> None:
    """Prints the sums and each survivor that has no reason; exit code 1 where there is one."""
    file, names = journal(), [one.name for one in mutants()]
    if "--anew" in words:
        file.unlink(missing_ok=True)
    results = kept(file)
    for found in runs([name for name in names if name not in results], file):
        results |= found
        print(f"\r{len(results)} of {len(names)} tried", end="", file=sys.stderr, flush=True)
    alive = [name for name in names if not results[name]]
    survivors = [name for name in alive if name not in equivalents()]
    print(f"\n{len(names)} mutants: {len(names) - len(alive)} noticed", end=", ")
    print(f"{len(alive) - len(survivors)} check the same, survivors {len(survivors)}")
    print("".join(f"unnoticed: {name}\n" for name in survivors), end="")
    needless = [name for name in equivalents() if results.get(name, "?")]
    print("".join(f"listed, but noticed or gone: {name}\n" for name in needless), end="")
    sys.exit(bool(survivors or needless))


if __name__ == "__main__":
    main(sys.argv[1:])
