"""Eight ways to tamper with a record, each with the first number that is wrong afterwards."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

from projections.audit.notes import SigningKey
from projections.audit.shelf import CHECKPOINT, DAYS
from projections.audit.verify import check
from tests.sealed import KEY
from tests.written_record import PERSON, Written, written

Manipulation = Callable[[Written, Random], int]


def _edit(record: Written, chance: Random) -> int:
    place = chance.randrange(len(record.rows))
    record.rows[place][PERSON] = "x.other"
    return place + 1


def _delete(record: Written, chance: Random) -> int:
    place = chance.randrange(len(record.rows))
    del record.rows[place], record.hashes[place]
    return place + 1


def _insert(record: Written, chance: Random) -> int:
    place = chance.randrange(len(record.rows))
    row = deepcopy(record.rows[place])
    row[3:5] = ["approval:WIR-2026-T9999", "approval.refused.v1"]
    record.rows.insert(place, row)
    record.hashes.insert(place, chance.randbytes(32))
    for number, later in enumerate(record.rows[place:], place + 1):
        later[0] = number
    return place + 1


def _swap(record: Written, chance: Random) -> int:
    one, other = sorted(chance.sample(range(len(record.rows)), 2))
    rows = record.rows
    rows[one][1:], rows[other][1:] = rows[other][1:], rows[one][1:]
    return one + 1


def _rewrite(record: Written, chance: Random) -> int:
    place = _edit(record, chance)
    record.relink(place - 1)
    return place


def _roll_back(record: Written, chance: Random) -> int:
    size = chance.randrange(1, len(record.rows))
    del record.rows[size:], record.hashes[size:]
    record.seal()
    return size + 1


def _forge(record: Written, chance: Random) -> int:
    """The newest day is written anew and signed by somebody else under our name."""
    genuine = {name: record.shelf.get(name) for name in record.shelf.names(DAYS)}
    keys, sizes = record.shelf.get("keys"), [int(one.split(b"\n")[1]) for one in genuine.values()]
    last = max(sizes, default=0)
    place = chance.randrange(last, len(record.rows))
    record.rows[place][PERSON] = "x.other"
    record.relink(place)
    record.seal(key=SigningKey(KEY.name, chance.randbytes(32)))
    record.shelf.files |= genuine | {"keys": keys}
    return last + 1


def _change_document(record: Written, chance: Random) -> int:
    digest = chance.choice(sorted(record.documents))
    content = bytearray(record.documents[digest])
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    record.documents[digest] = bytes(content)
    return 1 + next(n for n, row in enumerate(record.rows) if digest in str(row[5]))


KINDS: dict[str, Manipulation] = {
    "edit": _edit,
    "delete": _delete,
    "insert": _insert,
    "swap": _swap,
    "rewrite": _rewrite,
    "rollback": _roll_back,
    "forged signature": _forge,
    "changed document": _change_document,
}


def judged(kind: str | None, seed: int, folder: Path) -> tuple[int | None, int | None]:
    """The first wrong number as it is and as it is found; `None` where nothing is wrong.

    The checker keeps the seal's public key and, in a file, the checkpoint that a witness got.
    """
    chance = Random(f"{kind} {seed}")
    record = written(chance, chance.randrange(2, 30))
    witness = folder / "witness"
    witness.write_bytes(record.shelf.get(CHECKPOINT))
    wrong = KINDS[kind](record, chance) if kind else None
    bundle = record.bundle(folder / "bundle.zip")
    return wrong, check(bundle, key=str(KEY.verifier()), witness=witness).first_wrong
