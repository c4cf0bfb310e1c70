"""The sealer: what is filed is sealed once, whenever it was killed, and never signed anew."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest

from adapters.shelves import DatabaseShelf, FolderShelf
from office.chain import COLUMNS, GENESIS, canonical, link
from office.migrations import migrate_witness
from office.personal import Keys
from office.record import Record
from projections.audit.delivery import deliver
from projections.audit.handover import keys_on
from projections.audit.notes import NoteRefused, SigningKey
from projections.audit.sealer import Altered, Sealer, first_difference
from projections.audit.shelf import Shelf, head_on, tree_on
from projections.audit.tree import Head, check_consistency, check_inclusion, leaf_hash
from tests.sealed import KEY, TODAY, Broken, CoinPaid, MemoryShelf, administrator, pay


@pytest.fixture
def record(database, keys: Keys) -> Iterator[Record]:
    with Record(database.app, events=[CoinPaid], keys=keys) as record:
        yield record


def seal(database, shelf: Shelf, today: date = TODAY) -> Head:
    head = Sealer(database.app, shelf, key=KEY).seal(today)
    assert head is not None
    return head


def rewrite(owner: psycopg.Connection, first: int) -> None:
    """Computes the whole chain anew from a number on, as only an administrator can."""
    query = f"SELECT {', '.join(COLUMNS)} FROM record.events WHERE position >= %s ORDER BY position"
    before = owner.execute(
        "SELECT entry_hash FROM record.events WHERE position = %s", [first - 1]
    ).fetchone()
    entry_hash = before[0] if before else GENESIS
    for row in owner.execute(query, [first]).fetchall():
        entry_hash = link(entry_hash, canonical(row))
        values = (entry_hash, row[0])
        owner.execute("UPDATE record.events SET entry_hash = %s WHERE position = %s", values)
        owner.execute("UPDATE record.head SET entry_hash = %s WHERE position = %s", values)


def test_every_event_is_proven_and_every_older_head_is_a_beginning(record, database) -> None:
    shelf, heads = MemoryShelf(), []
    for count in (1, 5, 300):
        pay(record, count)
        heads.append(seal(database, shelf))
    tree = tree_on(shelf, 306)
    assert heads[-1] == Head(306, tree.root()) == head_on(shelf)
    for entry in record.page(0):
        leaf, index = leaf_hash(entry.entry_hash), entry.position - 1
        check_inclusion(leaf, index, path=tree.inclusion(index), head=heads[-1])
    for older in heads:
        check_consistency(older, heads[-1], path=tree.consistency(older.size))


def test_nothing_new_changes_nothing(record, database) -> None:
    shelf = MemoryShelf()
    assert seal(database, shelf) == Head(0, b"")
    pay(record, 3)
    assert seal(database, shelf)
    shelf.strength = 0
    assert seal(database, shelf).size == 3


def test_killed_after_any_write_it_goes_on_as_if_nothing_had_been(record, database) -> None:
    whole, strength = MemoryShelf(), 0
    pay(record, 260)
    seal(database, whole)
    broke = True
    while broke:
        shelf, broke = MemoryShelf(strength), False
        try:
            seal(database, shelf)
        except Broken:
            broke = True
        shelf.strength = None
        seal(database, shelf)
        assert shelf.files == whole.files
        strength += 1
    assert strength > 4


def test_each_day_ends_with_a_checkpoint_of_its_own(record, database) -> None:
    shelf = MemoryShelf()
    pay(record, 6)
    with administrator(database) as owner:
        for day, first in ((2, 1), (3, 3), (5, 6)):
            moment = datetime(2026, 3, day, 22, 59, tzinfo=UTC)
            owner.execute(
                "UPDATE record.events SET recorded_at = %s WHERE position >= %s", [moment, first]
            )
        rewrite(owner, 1)
    seal(database, shelf, date(2026, 3, 5))
    assert shelf.names("days/") == ["days/2026-03-02", "days/2026-03-03"]
    seal(database, shelf, date(2026, 3, 6))
    assert shelf.names("days/")[-1] == "days/2026-03-05"
    sizes = [shelf.get(name).split(b"\n")[1] for name in shelf.names("days/")]
    assert sizes == [b"2", b"5", b"6"]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("DELETE FROM record.events WHERE position = 9", 9),
        ("UPDATE record.events SET person = 'other' WHERE position = 9", 9),
        ("UPDATE record.events SET entry_hash = sha256('x') WHERE position = 8", 8),
        ("DELETE FROM record.events WHERE position = 8", 8),
        ("UPDATE record.head SET position = 5", 6),
    ],
)
def test_a_record_that_was_altered_is_not_sealed_any_more(
    record, database, change: str, wrong: int
) -> None:
    shelf = MemoryShelf()
    pay(record, 8)
    seal(database, shelf)
    pay(record, 2)
    before = dict(shelf.files)
    with administrator(database) as owner:
        owner.execute(change)
    with pytest.raises(Altered) as found:
        seal(database, shelf)
    assert found.value.position == wrong
    assert shelf.files == before


def test_a_suffix_written_anew_is_found_at_its_first_number(record, database) -> None:
    shelf = MemoryShelf()
    pay(record, 8)
    seal(database, shelf)
    with psycopg.connect(database.app) as reader:
        assert first_difference(reader, shelf) is None
    with administrator(database) as owner:
        owner.execute("UPDATE record.events SET person = 'other' WHERE position = 3")
        rewrite(owner, 3)
        assert first_difference(owner, shelf) == 3
    pay(record, 1)
    with pytest.raises(Altered) as found:
        seal(database, shelf)
    assert found.value.position == 3


def test_a_checkpoint_that_a_stranger_signed_is_not_continued(record, database) -> None:
    shelf = MemoryShelf()
    pay(record, 2)
    stranger = SigningKey("akte.example", bytes(32))
    Sealer(database.app, shelf, key=stranger).seal(TODAY)
    with pytest.raises(NoteRefused):
        seal(database, shelf)
    shelf.files["keys"] = f"{KEY.verifier()}\n".encode()
    with pytest.raises(NoteRefused):
        seal(database, shelf)


def test_witnesses_get_all_that_proves_and_what_is_cut_is_repeated(
    record, database, tmp_path: Path
) -> None:
    shelf = MemoryShelf()
    migrate_witness(database.keys_owner)
    folder, other = tmp_path / "court", DatabaseShelf(database.keys)
    with pytest.raises(OSError, match="court"):
        FolderShelf(folder).names("days/")
    folder.mkdir()
    for count in (3, 600):
        pay(record, count)
        head = seal(database, shelf, date(2099, 1, 1))
        weak = MemoryShelf(strength=2)
        with pytest.raises(Broken):
            deliver(shelf, weak)
        weak.strength = None
        for witness in (FolderShelf(folder), other, weak):
            assert deliver(shelf, witness) == head.size == deliver(shelf, witness)
            assert tree_on(witness, head.size).root() == head.root
            assert keys_on(witness) == [KEY.verifier()]
            assert witness.names("days/") == shelf.names("days/") != []


def test_a_second_database_gives_back_nothing_that_it_has(database) -> None:
    migrate_witness(database.keys_owner)
    shelf = DatabaseShelf(database.keys)
    shelf.put("tile/0/000", b"a")
    shelf.put("tile/0/000", b"a")
    shelf.put("checkpoint", b"a")
    shelf.put("checkpoint", b"b")
    assert shelf.get("checkpoint") == b"b"
    with pytest.raises(LookupError):
        shelf.get("nothing")
    shelf.put("keys", b"one")
    shelf.put("keys", b"one two")
    shelf.put("handover/0001", b"a")
    for name in ("tile/0/000", "handover/0001", "keys"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            shelf.put(name, b"b")
    with pytest.raises(OSError, match="away"):
        DatabaseShelf("host=/nowhere").names("")
