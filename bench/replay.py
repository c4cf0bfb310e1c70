"""Replays the training year: at every entry the past must be what the live read models showed.

python bench/replay.py             plays the year in a temporary folder
python bench/replay.py FOLDER      takes an installation whose servers run
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.soak import Play, playing
from tests.replayed import Replayed
from workers.console import Listing, out, say
from workers.installation import open_books


def replayed(data: Path) -> int:
    """Prints how many steps were compared and each difference; how many differ."""
    began = perf_counter()
    with (
        open_books(data) as books,
        psycopg.connect(books.settings.database, autocommit=True) as connection,
    ):
        replay = Replayed(books.office, connection)
        found = list(replay.differences())
        entries = books.record.head().position
    for one in found:
        say(one)
    rows = [
        ("entries", entries),
        ("steps of a case compared", replay.compared),
        ("differences", len(found)),
        ("seconds", round(perf_counter() - began)),
    ]
    out.print(Listing("Replay of every entry", ("what", "count"), rows))
    return len(found)


def main(arguments: Sequence[str]) -> int:
    """0 where nothing differs."""
    if arguments:
        return min(1, replayed(Path(arguments[0])))
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        play = Play(Path(folder) / "data")
        with playing(play):
            pass
        try:
            return min(1, replayed(play.data))
        finally:
            play.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
