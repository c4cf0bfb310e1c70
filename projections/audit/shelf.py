"""The shelf: where a seal lies, and how its copies reach the witnesses.

`checkpoint` is the newest checkpoint, `days/2016-03-31` the last one of a day, `tile/…` the tree,
`cosigned/<witness>` what a witness gave back and `keys` the public keys that signed, oldest first.
"""

from typing import Protocol

from projections.audit.notes import Checkpoint, Note, NoteRefused, VerifierKey
from projections.audit.tree import WIDTH, Head, Tile, Tree, tiles_of

CHECKPOINT, DAYS, COSIGNED, KEYS = "checkpoint", "days/", "cosigned/", "keys"
PARTIAL = ".p/"


class Shelf(Protocol):
    """Named contents; a name is a path with `/`. Every method may raise OSError."""

    def get(self, name: str) -> bytes:
        """Errors: LookupError where nothing has the name."""
        ...

    def put(self, name: str, content: bytes) -> None:
        """Keeps a content, whole or not at all; on return it survives a power cut."""
        ...

    def names(self, start: str) -> list[str]:
        """All names that begin so, sorted."""
        ...


class OwnShelf(Shelf, Protocol):
    """A shelf of our own, from which what was replaced may go; a witness forgets nothing."""

    def drop(self, name: str) -> None:
        """Gives up a content, if it is there."""
        ...


def prune(shelf: OwnShelf) -> None:
    """Gives up the partial tiles whose full one is there, which begins with each of them."""
    names = shelf.names("tile/")
    full = {name for name in names if PARTIAL not in name}
    for name in names:
        if PARTIAL in name and name.partition(PARTIAL)[0] in full:
            shelf.drop(name)


def tile_on(shelf: Shelf, tile: Tile) -> bytes:
    """A tile; in place of a partial one that is gone, the full one that begins with it."""
    try:
        return shelf.get(tile.path)
    except LookupError:
        return shelf.get(tile._replace(width=WIDTH).path)


def tree_on(shelf: Shelf, size: int) -> Tree:
    """The tree of `size` leaves from the tiles of a shelf."""
    return Tree(size, lambda tile: tile_on(shelf, tile))


def note_on(shelf: Shelf, name: str = CHECKPOINT) -> Note | None:
    """A checkpoint with its signatures, unverified; `None` where there is none."""
    try:
        return Note.parse(shelf.get(name).decode())
    except LookupError:
        return None
    except UnicodeDecodeError:
        raise NoteRefused("this is no signed note") from None


def keys_on(shelf: Shelf) -> list[VerifierKey]:
    """The public keys of the seal, oldest first."""
    try:
        return list(map(VerifierKey.parse, shelf.get(KEYS).decode().splitlines()))
    except LookupError:
        return []


def head_on(shelf: Shelf) -> Head:
    """The head that the newest checkpoint of a shelf states, unverified."""
    note = note_on(shelf)
    return Checkpoint.parse(note.text).head if note else Head(0, b"")


def deliver(shelf: Shelf, witness: Shelf) -> int:
    """Brings a witness what it lacks, the checkpoint last; the size that it then has.

    Takes back what it co-signed. It may be cut at any point and be repeated.
    """
    size = head_on(shelf).size
    had = head_on(witness).size
    for tile in sorted({*tiles_of(size)} - {*tiles_of(had)}):
        witness.put(tile.path, tile_on(shelf, tile))
    known = set(witness.names(DAYS))
    for name in shelf.names(DAYS):
        if name not in known:
            witness.put(name, shelf.get(name))
    for name in (KEYS, CHECKPOINT):
        if size:
            _renew(shelf, witness, name)
    for name in witness.names(COSIGNED):
        _renew(witness, shelf, name)
    return size


def _renew(source: Shelf, target: Shelf, name: str) -> None:
    content = source.get(name)
    try:
        if target.get(name) == content:
            return
    except LookupError:
        pass
    target.put(name, content)
