"""Changes the verifier at every place in turn and counts the changes that its bundles notice.

    python bench/mutants.py

A mutant that nobody notices must be named in `tests/equivalent_mutants.txt`, with the reason.
"""

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.mutation import equivalents, outcomes, survives
from tests.mutator import mutants
from tests.tampered import cases

SHARES = 2


def share(number: int) -> tuple[int, list[str]]:
    """Tries every second mutant, say; how many, and the names of those that survive."""
    with tempfile.TemporaryDirectory() as folder:
        told = list(cases(Path(folder)))
        expected, tried = outcomes(told), list(mutants())[number::SHARES]
        return len(tried), [one.name for one in tried if survives(one, told, expected)]


def main(_words: list[str]) -> None:
    """Prints the sums and each survivor that has no reason; exit code 1 where there is one."""
    with ProcessPoolExecutor(SHARES) as pool:
        shares = list(pool.map(share, range(SHARES)))
    alive = [name for _, names in shares for name in names]
    same = [name for name, reason in equivalents().items() if not reason.startswith("not yet")]
    unexplained = [name for name in alive if name not in same]
    tried = sum(count for count, _ in shares)
    killed = tried - len(alive)
    print(f"{tried} mutants: {killed} noticed, {len(alive) - len(unexplained)} check the same")
    print("\n".join(f"unnoticed: {name}" for name in unexplained))
    sys.exit(bool(unexplained))


if __name__ == "__main__":
    main(sys.argv[1:])
