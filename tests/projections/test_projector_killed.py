"""A projector or a rebuild that is killed at any moment leaves read models that are exact."""

import random
from pathlib import Path

import pytest

from office.record import Record
from projections.projector import PROJECTIONS, Projector
from projections.views import Views
from tests.conftest import Database
from tests.projections.grant_story import tell
from tests.projections.projecting import many, process
from tests.projections.table_bytes import schemas, table_bytes

CHANCE = random.Random(20161122)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """The key file that the fixture `keys` has made."""
    return tmp_path / "master.key"


def test_a_projector_killed_at_any_moment_goes_on_where_it_was(
    database: Database, record: Record, views: Views, master: Path
) -> None:
    last = tell(record, many(12))
    for target in sorted(CHANCE.randrange(last) for _ in range(6)):
        with process(database, master) as running:
            assert views.wait_for(target, timeout=120)
            running.kill()
    projector = Projector(database.app, record)
    assert projector.catch_up() == last
    live = table_bytes(database.app)
    for projection in PROJECTIONS:
        projector.rebuild(projection.name)
    assert table_bytes(database.app) == live


def test_a_rebuild_killed_at_any_moment_leaves_the_live_tables_and_can_start_again(
    database: Database, record: Record, master: Path
) -> None:
    last = tell(record, many(4))
    projector = Projector(database.app, record)
    projector.catch_up()
    live = table_bytes(database.app)
    for name in ("caseload", "timeline", "payments", "ledger"):
        with process(database, master, name) as running:
            assert running.stdout is not None
            for _ in range(CHANCE.randrange(1, last // 5)):
                running.stdout.readline()
            running.kill()
        assert table_bytes(database.app) == live
    told: list[tuple[int, int]] = []
    for projection in PROJECTIONS:
        projector.rebuild(projection.name, lambda done, total: told.append((done, total)))
    assert table_bytes(database.app) == live
    assert told[-1] == (last, last)
    assert schemas(database.app) == sorted(projection.name for projection in PROJECTIONS)
