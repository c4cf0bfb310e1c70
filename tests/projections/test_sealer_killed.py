"""A sealer that is killed at any moment leaves a seal that the next one completes exactly."""

from pathlib import Path
from random import Random

from adapters.shelves import FolderShelf
from office.personal import Keys
from office.record import Record
from projections.audit.sealer import Sealer
from projections.audit.shelf import head_on, tree_on
from tests.conftest import Database
from tests.projections.sealing import process
from tests.sealed import KEY, TODAY, CoinPaid, MemoryShelf, pay

CHANCE = Random(20161122)
ROUNDS = 6


def test_a_sealer_killed_at_any_moment_leaves_a_seal_that_the_next_one_completes(
    database: Database, keys: Keys, tmp_path: Path
) -> None:
    folder, whole = FolderShelf(tmp_path), MemoryShelf()
    killed = 0
    with Record(database.app, events=[CoinPaid], keys=keys) as record:
        for _ in range(ROUNDS):
            pay(record, 60)
            killed += _killed(database, tmp_path)
            head = head_on(folder)
            assert not head.size or tree_on(folder, head.size).root() == head.root
        pay(record, 1)
    for shelf in (folder, whole):
        Sealer(database.app, shelf, key=KEY).seal(TODAY)
    assert killed > 0
    assert head_on(folder) == head_on(whole)
    assert [*tree_on(folder, 361).leaves()] == [*tree_on(whole, 361).leaves()]
    assert folder.names("days/") == whole.names("days/")
    assert folder.names("tile/0/000") == ["tile/0/000"]


def _killed(database: Database, folder: Path) -> bool:
    with process(database, folder) as running:
        assert running.stdout is not None
        for _ in range(CHANCE.randrange(1, 4)):
            running.stdout.readline()
        running.kill()
    return running.returncode != 0
