"""The seal of an installation: sealed in the background, with or without its witnesses."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import psycopg
import pytest

from office.migrations import migrate_witness
from office.personal import Keys
from office.record import Record
from projections.audit.shelf import head_on
from tests.sealed import CoinPaid, administrator, pay
from workers.seal import Seal, SealKeyUnfit
from workers.settings import Settings
from workers.waiting import until


@pytest.fixture
def record(database, keys: Keys) -> Iterator[Record]:
    with Record(database.app, events=[CoinPaid], keys=keys) as record:
        yield record


def settings(database, data: Path, **more: object) -> Settings:
    migrate_witness(database.keys_owner)
    given = {"data": data, "database": database.app, "keys_database": database.keys}
    given |= {"witness_database": database.keys, "training": True, "seal_every_s": 1}
    return Settings.model_validate(given | more)


def test_a_witness_that_is_away_is_shown_and_gets_all_when_it_is_back(
    record, database, tmp_path: Path
) -> None:
    away = settings(database, tmp_path, witness_database="host=/nowhere dbname=none")
    seal, stop = Seal(away), Flag()
    pay(record, 4)
    keeper = Thread(target=seal.run, args=(stop,))
    keeper.start()
    try:
        assert until(lambda: seal.standings()[0].size == 4, seconds=30)
        pay(record, 2)
        assert until(lambda: seal.standings()[0].size == 6, seconds=30)
    finally:
        stop.set()
        keeper.join()
    assert [one.size for one in seal.standings()] == [6, None]
    back = Seal(settings(database, tmp_path))
    assert [one.size for one in back.standings()] == [6, 0]
    assert back.deliver("database")
    assert back.standings()[1].size == 6


def test_an_altered_record_is_not_sealed_and_the_sealer_lives_on(
    record, database, tmp_path: Path
) -> None:
    seal, stop = Seal(settings(database, tmp_path)), Flag()
    pay(record, 4)
    seal.seal()
    with administrator(database) as owner:
        owner.execute("UPDATE record.head SET position = 3")
    keeper = Thread(target=seal.run, args=(stop,))
    keeper.start()
    assert until(lambda: seal.standings()[0].size == 4, seconds=30)
    assert keeper.is_alive()
    stop.set()
    keeper.join()
    assert head_on(seal.shelf).size == 4


def test_two_sealers_do_not_seal_at_once(record, database, tmp_path: Path) -> None:
    seal = Seal(settings(database, tmp_path))
    with psycopg.connect(database.app) as other:
        other.execute("SELECT pg_advisory_xact_lock(1634431077, 4)")
        assert seal.seal() is None
    assert seal.seal() is not None


def test_outside_training_nobody_makes_the_key_by_chance(database, tmp_path: Path) -> None:
    live = Seal(settings(database, tmp_path, training=False))
    with pytest.raises(SealKeyUnfit):
        live.seal()
    assert live.head().size == 0
    assert live.first_difference() is None
    live_key = tmp_path / "seal.key"
    live_key.write_bytes(bytes(32))
    live_key.chmod(0o644)
    with pytest.raises(SealKeyUnfit):
        live.seal()
