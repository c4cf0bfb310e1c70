"""Tampers with records in eight ways and counts what the verifier finds; also on untouched ones.

    python bench/manipulations.py [NUMBER]      1,000 manipulations and 1,000 untouched records

A manipulation counts as found only where its very first wrong number is named.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.manipulations import KINDS, judged


def main(words: list[str]) -> None:
    """Prints one line a kind; exit code 1 where one was missed or a clean record was accused."""
    number = int(words[0]) if words else 1_000
    tried, found, accused = Counter[str](), Counter[str](), 0
    kinds = list(KINDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(number):
            kind = kinds[seed % len(kinds)]
            wrong, named = judged(kind, seed, folder)
            tried[kind] += 1
            found[kind] += wrong == named
            accused += judged(None, seed, folder) != (None, None)
    for kind in kinds:
        print(f"{kind:<20}{found[kind]:>6} of {tried[kind]:>6} found with the first wrong number")
    print(f"{'untouched':<20}{accused:>6} of {number:>6} accused")
    sys.exit(found != tried or accused > 0)


if __name__ == "__main__":
    main(sys.argv[1:])
