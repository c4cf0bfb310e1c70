"""The end of a day: mailed to a witness, stamped by an authority, and delayed by neither."""

from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path
from random import Random

import pytest

from projections.audit.delivery import deliver
from projections.audit.shelf import DAYS, TIMESTAMPS
from projections.audit.verify import check
from tests.adapters.stamping import Authority, listening
from tests.sealed import KEY, MemoryShelf
from tests.written_record import Written, written
from workers.seal_days import DayEnds
from workers.settings import Settings

CASE = "WIR-2026-T0002"


@pytest.fixture
def record() -> Written:
    """Twenty-eight events of three days, of which two have ended."""
    return written(Random(1), 7)


def ends(record: Written, data: Path, **more: object) -> DayEnds:
    given = {"data": data, "database": "", "keys_database": ""}
    return DayEnds(Settings.model_validate(given | more), record.shelf)


def test_nothing_leaves_the_house_until_it_is_set(record: Written, tmp_path: Path) -> None:
    before = dict(record.shelf.files)
    ends(record, tmp_path).tell()
    assert record.shelf.files == before
    assert list(tmp_path.iterdir()) == []


def test_the_newest_day_is_mailed_once_with_its_checkpoint(record: Written, tmp_path: Path) -> None:
    told = ends(record, tmp_path, witness_mail="pruefung@hof.example")
    for _ in range(2):
        told.tell()
    [mail] = (tmp_path / "mail/outbox").iterdir()
    message = BytesParser(policy=SMTP).parsebytes(mail.read_bytes())
    assert message["To"] == "pruefung@hof.example"
    assert message["Subject"] == "Siegel der Akte akte.example, 2026-03-03"
    [enclosed] = message.iter_attachments()
    assert enclosed.get_filename() == "checkpoint-2026-03-03.txt"
    kept = tmp_path / "kept"
    kept.write_bytes(enclosed.get_content())
    record.grant(8, Random(8))
    record.seal()
    bundle = record.bundle(tmp_path / "b.zip")
    report = check(bundle, key=str(KEY.verifier()), witness=kept)
    assert ("follows", ("kept", 25)) in report.good
    record.rows[3][7] = "x.other"
    record.relink(3)
    record.seal()
    bundle = record.bundle(tmp_path / "c.zip")
    assert check(bundle, key=str(KEY.verifier()), witness=kept).first_wrong is not None


def test_a_stamped_day_lies_in_every_bundle_and_verifies_offline(
    record: Written, tmp_path: Path
) -> None:
    authority, witness = Authority(tmp_path / "authority"), MemoryShelf()
    with listening(authority) as address:
        told = ends(
            record, tmp_path, timestamp_address=address, timestamp_roots_file=authority.roots
        )
        for _ in range(2):
            told.tell()
    assert authority.asked == 1
    [name] = record.shelf.names(TIMESTAMPS)
    assert name == "timestamps/2026-03-03.tsr"
    deliver(record.shelf, witness)
    assert witness.get(name) == record.shelf.get(name)
    for case in (None, CASE):
        report = check(record.bundle(tmp_path / "b.zip", case), key=str(KEY.verifier()))
        [(day, moment)] = [values for code, values in report.good if code == "stamped"]
        assert (report.first_wrong, day) == (None, "days/2026-03-03")
        assert str(moment).endswith("Z")
    (tmp_path / "reply").write_bytes(record.shelf.get(name))
    (tmp_path / "day").write_bytes(record.shelf.get("days/2026-03-03"))
    assert authority.verifies(tmp_path / "reply", tmp_path / "day")


@pytest.mark.parametrize("wrong", ["another day", "cut", "empty", "no day"])
def test_a_stamp_over_anything_else_is_found(record: Written, tmp_path: Path, wrong: str) -> None:
    authority = Authority(tmp_path / "authority")
    with listening(authority) as address:
        ends(
            record, tmp_path, timestamp_address=address, timestamp_roots_file=authority.roots
        ).tell()
    [name] = record.shelf.names(TIMESTAMPS)
    reply = record.shelf.files.pop(name)
    given = {
        "another day": {"timestamps/2026-03-02.tsr": reply},
        "cut": {name: reply[:60]},
        "empty": {name: b""},
        "no day": {"timestamps/2025-01-01.tsr": reply},
    }
    record.shelf.files |= given[wrong]
    report = check(record.bundle(tmp_path / "b.zip"), key=str(KEY.verifier()))
    expected = {"another day": 9, "no day": 28}.get(wrong, 25)
    assert [(one[0], one[1]) for one in report.bad] == [(expected, "stamp")]


def test_an_authority_that_is_away_delays_nothing_and_is_asked_again(
    record: Written, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    with listening(authority) as address:
        pass
    given = {"timestamp_address": address, "timestamp_roots_file": authority.roots}
    ends(record, tmp_path, **given, witness_mail="pruefung@hof.example").tell()
    assert record.shelf.names(TIMESTAMPS) == []
    assert len(list((tmp_path / "mail/outbox").iterdir())) == 1
    with listening(authority) as address:
        given["timestamp_address"] = address
        ends(record, tmp_path, **given).tell()
    assert len(record.shelf.names(TIMESTAMPS)) == 1


def test_before_a_first_day_has_ended_nothing_is_told(tmp_path: Path) -> None:
    record = written(Random(1), 1)
    assert record.shelf.names(DAYS) == []
    ends(record, tmp_path, witness_mail="pruefung@hof.example").tell()
    assert list(tmp_path.iterdir()) == []
