"""The change of the seal's key: two persons order it, the sealer carries it out, killed or not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.kernel import Subject
from domain.seal_key import SEAL, Occasion, SealKeyOrdered, SealKeyProposed
from office.personal import Keys
from office.record import Record
from projections.audit.handover import chain_on, keys_on
from projections.audit.notes import NoteRefused, SigningKey
from projections.audit.sealer import Sealer
from projections.audit.shelf import HANDOVERS, head_on
from tests.sealed import TODAY, Broken, CoinPaid, MemoryShelf, pay, said
from tests.workers.test_seal import settings
from workers.seal import Seal
from workers.seal_keys import SealKeyUnfit


@pytest.fixture
def record(database, keys: Keys) -> Iterator[Record]:
    known = [CoinPaid, SealKeyOrdered, SealKeyProposed]
    with Record(database.app, events=known, keys=keys) as record:
        yield record


@pytest.fixture
def seal(record, database, tmp_path: Path) -> Seal:
    """Four events, sealed with the first key; the next one is made, and nothing is ordered."""
    seal = Seal(settings(database, tmp_path))
    pay(record, 4)
    seal.seal()
    seal.keys.next(make=True)
    return seal


def order(record: Record, seal: Seal, occasion: Occasion = "routine") -> None:
    following = seal.keys.next()
    assert following is not None
    event = SealKeyOrdered(
        old_key=seal.public_key(),
        new_key=str(following.verifier()),
        occasion=occasion,
        proposed_by="d.dorn",
        ordered_by="f.eiche",
    )
    filing = (Subject("seal", SEAL), 1, event)
    record.file([filing], context=said("order"), programme=None, receipt=None)


def test_without_an_order_the_next_key_signs_nothing(record, seal: Seal, database) -> None:
    pay(record, 1)
    assert seal.seal().size == 5
    assert len(keys_on(seal.shelf)) == 1
    order(record, seal)
    seal.keys.advance()  # somebody put another key there by hand
    with pytest.raises(NoteRefused):
        seal.seal()


def test_an_order_is_sealed_by_the_old_key_and_then_the_new_one_signs(
    record, seal: Seal, tmp_path: Path
) -> None:
    old, new = seal.keys.current(), seal.keys.next()
    assert new is not None
    order(record, seal)
    assert seal.seal().size == 5
    chain = chain_on(seal.shelf)
    assert chain is not None
    [handover] = chain.handovers
    assert (handover.head, handover.by_old) == (seal.head(), True)
    assert (handover.old, handover.new) == (old.verifier(), new.verifier())
    assert seal.keys.current().verifier() == new.verifier()
    assert seal.keys.next() is None
    pay(record, 2)
    assert seal.seal().size == 7
    assert seal.first_difference() is None
    assert seal.public_key() == str(new.verifier())
    assert all(map(seal.deliver, seal.witnesses))
    assert seal.witnesses["database"].names(HANDOVERS) == ["handover/0001"]


def test_after_a_suspected_loss_the_old_key_signs_nothing_more(record, seal: Seal) -> None:
    pay(record, 2)
    order(record, seal, "suspected_loss")
    seal._settings.seal_key_file.unlink()
    assert seal.seal().size == 7
    chain = chain_on(seal.shelf)
    assert chain is not None
    [handover] = chain.handovers
    assert (handover.head.size, handover.by_old) == (4, False)
    assert seal.first_difference() is None


def test_an_order_for_another_key_waits(record, seal: Seal) -> None:
    order(record, seal)
    seal._settings.seal_next_key_file.write_bytes(bytes(range(32)))
    assert seal.seal().size == 5
    assert len(keys_on(seal.shelf)) == 1


@pytest.mark.parametrize("writes", range(4))
def test_killed_anywhere_the_change_goes_on_or_has_not_begun(
    record, seal: Seal, database, writes: int
) -> None:
    """The old key is only given up once the handover is there; the next pass does the rest."""
    order(record, seal)
    old, new = seal.keys.current(), seal.keys.next()
    assert new is not None
    Sealer(database.app, seal.shelf, key=old).seal(TODAY)
    shelf = MemoryShelf(writes)
    shelf.files = {name: seal.shelf.get(name) for name in seal.shelf.names("")}
    try:
        Sealer(database.app, shelf, key=new).take_over(old)
    except Broken:
        assert writes < 2
    for name, content in shelf.files.items():
        seal.shelf.put(name, content)
    assert keys_on(seal.shelf)[-1] == (new if writes else old).verifier()
    pay(record, 1)
    for _ in range(2):
        assert seal.seal().size == 6
    assert [str(one) for one in keys_on(seal.shelf)] == seal.shelf.get("keys").decode().split()
    assert seal.keys.current().verifier() == keys_on(seal.shelf)[-1] == new.verifier()
    assert seal.shelf.names(HANDOVERS) == ["handover/0001"]
    assert head_on(seal.shelf).size == 6


def test_a_stranger_takes_nothing_over(record, seal: Seal, database) -> None:
    stranger, other = (SigningKey("akte.example", bytes([one] * 32)) for one in (1, 2))
    with pytest.raises(NoteRefused):
        Sealer(database.app, seal.shelf, key=stranger).take_over(other)
    assert len(keys_on(seal.shelf)) == 1


def test_a_key_that_signed_nothing_yet_is_simply_replaced(database, record) -> None:
    shelf = MemoryShelf()
    one, two = (SigningKey("akte.example", bytes([number] * 32)) for number in (1, 2))
    Sealer(database.app, shelf, key=one).seal(TODAY)
    Sealer(database.app, shelf, key=two).take_over(one)
    assert keys_on(shelf) == [two.verifier()]
    assert shelf.names(HANDOVERS) == []


def test_a_next_key_that_others_may_read_is_none(seal: Seal) -> None:
    seal._settings.seal_next_key_file.chmod(0o644)
    with pytest.raises(SealKeyUnfit):
        seal.keys.next()
