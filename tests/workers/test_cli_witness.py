"""`akte-witness`: co-signs what follows, and refuses in plain words what does not."""

from pathlib import Path
from random import Random

import pytest

from projections.audit.delivery import deliver
from projections.audit.notes import SigningKey
from projections.audit.shelf import COSIGNED, head_on
from projections.audit.verify import check
from tests.sealed import KEY
from tests.workers.court import Court, opened_court
from tests.written_record import Written, written
from workers.cli_witness import DONE, REFUSED, UNUSABLE


@pytest.fixture
def court(tmp_path: Path) -> Court:
    return opened_court(tmp_path)


@pytest.fixture
def record() -> Written:
    return written(Random(1), 5)


def test_what_follows_is_cosigned_and_the_bundle_says_so(
    court: Court, record: Written, tmp_path: Path, capsys
) -> None:
    capsys.readouterr()
    assert court.run(seal="") == DONE
    public = capsys.readouterr().out.strip()
    for number in (6, 7):
        deliver(record.shelf, court.shelf)
        assert court.run() == DONE
        record.grant(number, Random(number))
        record.seal()
    assert "Co-signed up to no. 24" in capsys.readouterr().out
    deliver(record.shelf, court.shelf)
    assert record.shelf.names(COSIGNED) == court.shelf.names(COSIGNED) != []
    report = check(
        record.bundle(tmp_path / "b.zip"), key=str(KEY.verifier()), witness_keys=[public]
    )
    assert report.first_wrong is None
    assert ("witnessed", ("hof.example", 24)) in report.good


def test_a_rollback_is_refused_and_stays_refused(court: Court, record: Written, capsys) -> None:
    deliver(record.shelf, court.shelf)
    assert court.run() == DONE
    del record.rows[10:], record.hashes[10:]
    record.seal()
    court.shelf.put("checkpoint", record.shelf.get("checkpoint"))
    for _ in range(2):
        assert court.run() == REFUSED
    assert "Rolled back: 20 events are co-signed, 10 are shown." in capsys.readouterr().err


def test_a_fork_is_refused(court: Court, record: Written, tmp_path: Path, capsys) -> None:
    deliver(record.shelf, court.shelf)
    assert court.run() == DONE
    cosigned = court.shelf.get(court.shelf.names(COSIGNED)[0])
    record.rows[3][7] = "x.other"
    record.relink(3)
    record.grant(6, Random(6))
    record.seal()
    for name, content in record.shelf.files.items():
        court.shelf.put(name, content)
    assert court.run() == REFUSED
    assert "Umgeschrieben" in capsys.readouterr().err
    assert court.shelf.get(court.shelf.names(COSIGNED)[0]) == cosigned


@pytest.mark.parametrize("damage", ["stranger", "tile", "nothing"])
def test_what_is_not_proven_is_not_cosigned(court: Court, record: Written, damage: str) -> None:
    if damage == "stranger":
        record.seal(key=SigningKey(KEY.name, bytes(32)))
    if damage != "nothing":
        deliver(record.shelf, court.shelf)
        assert head_on(court.shelf).size == 20
    if damage == "tile":
        court.shelf.put("tile/0/000.p/20", bytes(640))
    assert court.run() == REFUSED
    assert not (court.home / "seen.json").exists()


def test_without_a_key_or_a_folder_it_says_what_is_missing(court: Court, capsys) -> None:
    (court.home / "witness.key").unlink()
    assert court.run() == UNUSABLE
    assert court.run("--make-key", seal="") == DONE
    assert court.run(seal="x+y+z") == UNUSABLE
    court.delivery.rmdir()
    assert court.run() == UNUSABLE
    assert "Not possible" in capsys.readouterr().err
