"""The delivery: brings a witness what it lacks of a seal, and takes back what it co-signed."""

from contextlib import suppress

from projections.audit.handover import chain_on
from projections.audit.notes import NoteRefused
from projections.audit.shelf import (
    ACCEPTED,
    CHECKPOINT,
    COSIGNED,
    FINAL,
    KEYS,
    Shelf,
    head_on,
    note_on,
    tile_on,
)
from projections.audit.tree import tiles_of


def deliver(shelf: Shelf, witness: Shelf) -> int:
    """Brings a witness what it lacks, the checkpoint last; the size that it then has.

    It may be cut at any point and be repeated. Errors: `NoteRefused` where the checkpoint is not
    signed by the key in force, or where the witness knows of a handover that this seal lacks.
    """
    note, had = note_on(shelf), head_on(witness).size
    if note is None:
        return 0
    chain, known = chain_on(shelf), chain_on(witness)
    if chain is None or (known and chain.keys[: len(known.keys)] != known.keys):
        raise NoteRefused("the witness knows other keys")
    size = chain.opened(note).head.size
    for tile in sorted({*tiles_of(size)} - {*tiles_of(had)}):
        witness.put(tile.path, tile_on(shelf, tile))
    for start in FINAL:
        for name in sorted({*shelf.names(start)} - {*witness.names(start)}):
            witness.put(name, shelf.get(name))
    _renew(witness, KEYS, shelf.get(KEYS))
    _renew(witness, CHECKPOINT, str(note).encode())
    for name in [*witness.names(COSIGNED), *witness.names(ACCEPTED)]:
        _renew(shelf, name, witness.get(name))
    return size


def _renew(target: Shelf, name: str, content: bytes) -> None:
    with suppress(LookupError):
        if target.get(name) == content:
            return
    target.put(name, content)
