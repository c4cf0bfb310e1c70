"""`akte-witness` when the seal's key changes: it follows the old key's word, or a person's."""

from pathlib import Path
from random import Random

import pytest

from projections.audit.delivery import deliver
from projections.audit.notes import Note, SigningKey
from projections.audit.sealer import extend
from projections.audit.shelf import ACCEPTED, CHECKPOINT, HANDOVERS, head_on
from projections.audit.verify import check
from tests.sealed import KEY
from tests.workers.court import Court, opened_court
from tests.written_record import Written, written
from workers.cli_witness import DONE, REFUSED

SECOND, THIRD = (SigningKey(KEY.name, bytes([number] * 32)) for number in (2, 3))


@pytest.fixture
def court(tmp_path: Path) -> Court:
    return opened_court(tmp_path)


@pytest.fixture
def record(court: Court) -> Written:
    """Eight events, delivered and co-signed under the first key."""
    record = written(Random(1), 2)
    deliver(record.shelf, court.shelf)
    assert court.run() == DONE
    return record


def changed(record: Written, court: Court, *, lost: bool = False) -> None:
    record.hand_over(None if lost else KEY, SECOND)
    further(record, court)


def further(record: Written, court: Court, key: SigningKey = SECOND) -> None:
    number = len(record.rows) // 4 + 1
    record.grant(number, Random(number))
    record.seal_on(key=key)
    deliver(record.shelf, court.shelf)


def test_it_follows_the_old_keys_word_and_then_knows_the_new_key_by_itself(
    court: Court, record: Written
) -> None:
    changed(record, court)
    assert court.run() == DONE
    further(record, court)
    assert court.run(seal=str(SECOND.verifier())) == DONE
    record.hand_over(SECOND, THIRD)
    further(record, court, THIRD)
    assert court.run(seal=str(SECOND.verifier())) == DONE
    assert [name[:13] for name in court.shelf.names(ACCEPTED)] == ["accepted/0001", "accepted/0002"]


def test_the_old_key_is_refused_even_where_the_handover_was_taken_away(
    court: Court, record: Written, capsys
) -> None:
    changed(record, court)
    assert court.run() == DONE
    further(record, court)
    checkpoint = court.shelf.get(CHECKPOINT)
    text = Note.parse(checkpoint.decode()).text
    court.shelf.put(CHECKPOINT, str(Note(text, (KEY.sign(text),))).encode())
    assert court.run() == REFUSED
    court.shelf.drop("handover/0001")
    assert court.run() == REFUSED
    assert "not signed by the seal's key" in capsys.readouterr().err


def test_a_key_that_the_old_one_did_not_sign_is_followed_at_a_persons_word_only(
    court: Court, record: Written, tmp_path: Path, capsys
) -> None:
    changed(record, court, lost=True)
    assert court.run() == REFUSED
    assert "A new key that the old one did not sign." in capsys.readouterr().err
    assert court.run(seal=str(THIRD.verifier())) == REFUSED
    assert court.run(seal=str(SECOND.verifier())) == DONE
    further(record, court)
    assert court.run() == DONE
    capsys.readouterr()
    court.run(seal="")
    public = capsys.readouterr().out.strip()
    deliver(record.shelf, court.shelf)
    bundle = record.bundle(tmp_path / "b.zip")
    assert check(bundle, key=str(KEY.verifier())).first_wrong is not None
    report = check(bundle, key=str(KEY.verifier()), witness_keys=[public])
    assert report.first_wrong is None
    assert ("witnessed", ("hof.example", 16)) in report.good


def test_a_handover_below_what_was_cosigned_is_a_rollback(
    court: Court, record: Written, capsys
) -> None:
    further(record, court, KEY)
    assert court.run() == DONE
    back = written(Random(1), 2)
    back.hand_over(KEY, SECOND)
    back.grant(3, Random(3))
    back.seal_on(key=SECOND)
    for name, content in back.shelf.files.items():
        court.shelf.put(name, content)
    assert court.run() == REFUSED
    assert "Rolled back: 12 events are co-signed, 8 are shown." in capsys.readouterr().err


def test_a_handover_that_lies_there_before_its_checkpoint_waits(
    court: Court, record: Written
) -> None:
    before = record.shelf.get(CHECKPOINT)
    record.grant(3, Random(3))
    record.seal_on(key=KEY)
    record.hand_over(KEY, SECOND)
    deliver(record.shelf, court.shelf)
    court.shelf.put(CHECKPOINT, before)
    assert court.run() == DONE
    assert court.shelf.names(ACCEPTED) == []
    assert court.shelf.names(HANDOVERS) == ["handover/0001"]
    court.shelf.put(CHECKPOINT, record.shelf.get(CHECKPOINT))
    assert court.run() == DONE
    assert len(court.shelf.names(ACCEPTED)) == 1
    assert head_on(court.shelf).size == 12


def test_a_handover_at_a_head_that_never_was_is_refused(court: Court, record: Written) -> None:
    other = written(Random(2), 2)
    other.hand_over(KEY, SECOND)
    record.shelf.put("handover/0001", other.shelf.get("handover/0001"))
    record.grant(3, Random(3))
    extend(record.shelf, head_on(record.shelf), record.hashes[8:], key=SECOND)
    deliver(record.shelf, court.shelf)
    assert court.run() == REFUSED
