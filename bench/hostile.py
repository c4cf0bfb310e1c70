"""Measures how long the reader takes to refuse each hostile file; prints the slowest ten.

Run as `python -m bench.hostile`. Every time counts both the refusal and the parsing before it;
`peak` is the highest number of bytes that Python held for one file.
"""

import time
import tracemalloc
from hashlib import sha256
from typing import NamedTuple

from adapters.bank import IncomingFile
from adapters.bank_container import messages_in
from adapters.iso20022 import BadBankMessage, read_bank_message
from tests.adapters.test_bank_container import hostile
from tests.adapters.test_xml_door import CORPUS

_SHOWN = 10


class Refused(NamedTuple):
    """One refusal: how long it took, what it held, and which file it was."""

    seconds: float
    peak: int
    name: str


def refusal(name: str, content: bytes) -> Refused:
    """Reads one hostile file as the inbox does; errors: AssertionError where it is not refused."""
    file = IncomingFile("x.xml", content, sha256(content).hexdigest())
    tracemalloc.start()
    begun = time.perf_counter()
    try:
        for one in messages_in(file):
            read_bank_message(one.content)
    except BadBankMessage as bad:
        seconds, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
        return Refused(seconds, peak, f"{bad.code}: {name}")
    finally:
        tracemalloc.stop()
    raise AssertionError(f"not refused: {name}")


def main() -> None:
    """Prints the slowest files, slowest first."""
    files = [(name, content) for _, name, content in CORPUS] + list(hostile())
    found = sorted((refusal(*one) for one in files), reverse=True)
    for one in found[:_SHOWN]:
        print(f"{one.seconds:8.3f} s  {one.peak / 2**20:7.1f} MiB  {one.name}")
    print(f"{sum(one.seconds for one in found):8.3f} s  {len(found)} files, all refused")


if __name__ == "__main__":
    main()
