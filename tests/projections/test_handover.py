"""Handovers: the seal's key changes, the old one is worthless, and an auditor follows the chain."""

from pathlib import Path

import pytest

from adapters.shelves import FolderShelf
from projections.audit.delivery import deliver
from projections.audit.handover import Handover, chain_on
from projections.audit.notes import COSIGNATURE, Note, NoteRefused, SigningKey
from projections.audit.sealer import extend
from projections.audit.shelf import ACCEPTED, CHECKPOINT, HANDOVERS, KEYS, head_on, note_on
from projections.audit.verify import check
from tests.handed import CASE, COURT, FIRST_DAY, LAST_DAY, SECOND, THIRD, accept, rotated
from tests.sealed import KEY, MemoryShelf
from tests.written_record import Written


def first_wrong(record: Written, folder: Path, **more: object) -> int | None:
    """What is found in a bundle of all; an extract must not be better than it."""
    found = check(record.bundle(folder / "all.zip"), **more).first_wrong
    part = check(record.bundle(folder / "part.zip", CASE), **more).first_wrong
    assert (part is None) == (found is None)
    return found


@pytest.mark.parametrize("trusted", [KEY, SECOND, THIRD])
def test_from_whichever_key_an_auditor_has_the_chain_leads_to_all_others(
    trusted: SigningKey, tmp_path: Path
) -> None:
    record = rotated()
    assert first_wrong(record, tmp_path, key=str(trusted.verifier())) is None
    report = check(record.bundle(tmp_path / "b.zip"), key=str(trusted.verifier()))
    keys = [f"akte.example+{key.verifier().key_id.hex()}" for key in (SECOND, THIRD)]
    assert [values for code, values in report.good if code == "handed"] == [
        (keys[0], 13),
        (keys[1], 21),
    ]


def test_without_a_key_of_ones_own_the_chain_begins_with_the_first(tmp_path: Path) -> None:
    assert first_wrong(rotated(), tmp_path) is None


def test_a_stranger_finds_no_way_into_the_chain(tmp_path: Path) -> None:
    stranger = str(SigningKey(KEY.name, bytes(32)).verifier())
    assert first_wrong(rotated(), tmp_path, key=stranger) == 1


@pytest.mark.parametrize("thief", [KEY, SECOND])
def test_after_the_handover_the_old_key_signs_nothing(thief: SigningKey, tmp_path: Path) -> None:
    record = rotated()
    extend(record.shelf, head_on(record.shelf), [], key=thief)
    report = check(record.bundle(tmp_path / "b.zip"), key=str(KEY.verifier()))
    assert (report.first_wrong, report.bad[0][1]) == (LAST_DAY + 1, "signature")
    assert first_wrong(record, tmp_path, key=str(KEY.verifier())) == LAST_DAY + 1
    with pytest.raises(NoteRefused):
        deliver(record.shelf, MemoryShelf())


def test_before_the_handover_the_new_key_signs_nothing(tmp_path: Path) -> None:
    record = rotated()
    day = note_on(record.shelf, "days/2026-03-02")
    assert day is not None
    record.shelf.put("days/2026-03-02", str(Note(day.text, (SECOND.sign(day.text),))).encode())
    assert first_wrong(record, tmp_path, key=str(KEY.verifier())) == 1


def test_a_handover_that_only_the_new_key_signed_takes_a_witness(tmp_path: Path) -> None:
    record = rotated(lost=KEY)
    court = [str(COURT.verifier(COSIGNATURE))]
    first, third = ({"key": str(key.verifier())} for key in (KEY, THIRD))
    assert first_wrong(record, tmp_path, **first, witness_keys=court) == FIRST_DAY + 1
    accept(record, "handover/0001")
    assert first_wrong(record, tmp_path, **first, witness_keys=court) is None
    assert first_wrong(record, tmp_path, **third) is None
    assert first_wrong(record, tmp_path, **first) == FIRST_DAY + 1
    other = [str(SigningKey("hof.example", bytes(32)).verifier(COSIGNATURE))]
    assert first_wrong(record, tmp_path, **first, witness_keys=other) == FIRST_DAY + 1


def test_a_witness_vouches_for_its_own_handover_only(tmp_path: Path) -> None:
    record = rotated(lost=KEY)
    accept(record, "handover/0002")
    [name] = record.shelf.names(ACCEPTED)
    record.shelf.files[name.replace("0002", "0001")] = record.shelf.files.pop(name)
    given = {"key": str(KEY.verifier()), "witness_keys": [str(COURT.verifier(COSIGNATURE))]}
    assert first_wrong(record, tmp_path, **given) == FIRST_DAY + 1


def test_a_handover_at_another_head_is_found(tmp_path: Path) -> None:
    record = rotated()
    chain = chain_on(record.shelf)
    assert chain is not None
    other = chain.handovers[0]._replace(head=head_on(record.shelf)._replace(size=12))
    record.shelf.put("handover/0001", str(other.note(KEY, SECOND)).encode())
    assert first_wrong(record, tmp_path, key=str(KEY.verifier())) is not None


def test_a_handover_that_cannot_be_read_is_no_link() -> None:
    record = rotated()
    genuine = record.shelf.get("handover/0001").decode()
    for wrong in (
        genuine.replace("from ", "fro "),
        genuine.replace("akte.example\n", "other.example\n", 1),
        str(Note(Note.parse(genuine).text, Note.parse(genuine).signatures[:1])),
        record.shelf.get(CHECKPOINT).decode(),
    ):
        with pytest.raises(NoteRefused):
            Handover.parse(Note.parse(wrong))


def test_links_out_of_order_make_no_chain() -> None:
    record = rotated()
    one, two = record.shelf.get("handover/0001"), record.shelf.get("handover/0002")
    record.shelf.files |= {"handover/0001": two, "handover/0002": one}
    with pytest.raises(NoteRefused):
        chain_on(record.shelf)
    record = rotated()
    chain = chain_on(record.shelf)
    assert chain is not None
    late = chain.handovers[0]._replace(head=head_on(record.shelf)._replace(size=27))
    record.shelf.put("handover/0001", str(late.note(KEY, SECOND)).encode())
    with pytest.raises(NoteRefused):
        chain_on(record.shelf)
    record.shelf.put(KEYS, b"x")
    with pytest.raises(NoteRefused):
        chain_on(record.shelf)
    assert chain_on(MemoryShelf()) is None


def test_a_witness_keeps_every_handover_and_refuses_a_seal_that_lacks_one(tmp_path: Path) -> None:
    record, witness = rotated(), FolderShelf(tmp_path)
    assert deliver(record.shelf, witness) == 28
    assert witness.names(HANDOVERS) == ["handover/0001", "handover/0002"]
    record.seal()
    with pytest.raises(NoteRefused):
        deliver(record.shelf, witness)
    assert head_on(witness).size == 28
