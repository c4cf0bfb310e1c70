"""The shelf: where a seal lies.

`checkpoint` is the newest checkpoint, `days/2016-03-31` the last one of a day, `tile/…` the tree
and `keys` the public keys that signed, oldest first. `handover/0001` says where a key gave way to
the next, `timestamps/2016-03-31.tsr` is an authority's answer over the day's checkpoint.
`cosigned/<witness>` and `accepted/0001-<witness>` are what a witness gave back.
"""

from typing import Protocol

from projections.audit.notes import Checkpoint, Note, NoteRefused
from projections.audit.tree import WIDTH, Head, Tile, Tree

CHECKPOINT, DAYS, COSIGNED, KEYS = "checkpoint", "days/", "cosigned/", "keys"
HANDOVERS, ACCEPTED, TIMESTAMPS = "handover/", "accepted/", "timestamps/"
FINAL = (DAYS, HANDOVERS, TIMESTAMPS)
"""What is never changed once it is there, beside full tiles."""
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


def head_on(shelf: Shelf) -> Head:
    """The head that the newest checkpoint of a shelf states, unverified."""
    note = note_on(shelf)
    return Checkpoint.parse(note.text).head if note else Head(0, b"")
