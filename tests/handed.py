"""Records whose seal changed hands, once in order and once after a loss."""

from random import Random

from projections.audit.notes import COSIGNATURE, SigningKey
from projections.audit.shelf import ACCEPTED, HANDOVERS, note_on
from tests.sealed import KEY
from tests.written_record import Written, written

SECOND, THIRD = (SigningKey(KEY.name, bytes([number] * 32)) for number in (2, 3))
COURT = SigningKey("hof.example", bytes([9] * 32))
FIRST_DAY, LAST_DAY = 9, 25
"""The sizes at the end of the first day, still under the first key, and of the last one."""
CASE = "WIR-2026-T0002"


def rotated(chance: int = 1, *, lost: SigningKey | None = None) -> Written:
    """Twelve events under the first key, eight under the second, eight under the third."""
    record = written(Random(chance), 3)
    for old, new, grants in ((KEY, SECOND, (4, 5)), (SECOND, THIRD, (6, 7))):
        record.hand_over(None if old is lost else old, new)
        for number in grants:
            record.grant(number, Random(number))
        record.seal_on(key=new)
    return record


def accept(record: Written, name: str, *, by: SigningKey = COURT) -> None:
    """A witness vouches for a handover."""
    note = note_on(record.shelf, name)
    assert note is not None
    own = by.verifier(COSIGNATURE).key_id.hex()
    cosigned = note.with_signature(by.cosign(note.text, at=7))
    record.shelf.put(f"{ACCEPTED}{name.removeprefix(HANDOVERS)}-{own}", str(cosigned).encode())
