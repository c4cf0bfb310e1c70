"""The sealer: takes what was filed into the tree and signs a checkpoint over it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice

import psycopg
from psycopg.sql import SQL

from domain.calendar import BERLIN
from office.chain import GENESIS, link
from office.links import Link, links, snapshot
from projections.audit.handover import Handover, keys_on, signed_head
from projections.audit.notes import Checkpoint, Note, NoteRefused, SigningKey, VerifierKey
from projections.audit.shelf import (
    CHECKPOINT,
    DAYS,
    HANDOVERS,
    KEYS,
    OwnShelf,
    Shelf,
    note_on,
    prune,
    tile_on,
    tree_on,
)
from projections.audit.tree import Head, grown, leaf_hash

BATCH = 8_192
"""Events between two checkpoints when there is much to catch up with."""

_LOCK = "SELECT pg_try_advisory_xact_lock(1634431077, 4)"
_HEAD = "SELECT position FROM record.head"


class Altered(Exception):
    """The record is no longer what was sealed; `position` is the first number that is wrong."""

    def __init__(self, position: int) -> None:
        super().__init__(f"altered at number {position}")
        self.position = position


class Sealer:
    """Seals the record of `conninfo` on a shelf; may be killed at any point and started again.

    The leaf of event n has the index n − 1 and is its entry hash, so that one proof holds for the
    event's bytes and for all before it. A checkpoint is only signed over a tree that begins with
    the last one signed.
    """

    def __init__(self, conninfo: str, shelf: OwnShelf, *, key: SigningKey) -> None:
        self._conninfo, self._shelf, self._key = conninfo, shelf, key

    def seal(self, today: date) -> Head | None:
        """One pass up to the end of the record; the head, or `None` where another one seals.

        `today` is the local day: a day before it gets its last checkpoint. Errors: `Altered`,
        `NoteRefused` where the last checkpoint is not ours, those of the shelf and of psycopg.
        """
        with snapshot(self._conninfo) as connection:
            if not _first_of(connection, _LOCK):
                return None
            self._introduce()
            head = self._last()
            if _first_of(connection, _HEAD) < head.size:
                raise Altered(_first_of(connection, _HEAD) + 1)
            sealed = self._sealed_link(connection, head)
            fresh = links(connection, after=head.size)
            newest = self._take(_chained(fresh, sealed), head, sealed=sealed, today=today)
            if newest.size > head.size:
                prune(self._shelf)
            return newest

    def take_over(self, old: SigningKey | None) -> None:
        """Our key follows the newest one at the last checkpoint; `old` is `None` where it is lost.

        One file says so; before it is there nothing has changed, after it the old key signs
        nothing more. Errors: `NoteRefused` where `old` is not the newest key; those of `seal`.
        """
        with snapshot(self._conninfo) as connection:
            known = keys_on(self._shelf)
            if not _first_of(connection, _LOCK) or self._key.verifier() in known:
                return
            head, number = self._last(), len(known)
            if not head.size:  # nothing is signed yet that would have to be handed over
                self._publish([self._key.verifier()])
                return
            if old and old.verifier() != known[-1]:
                raise NoteRefused("this key is not the newest")
            handed = Handover(self._key.name, head, known[-1], self._key.verifier())
            note = handed.note(*([old] if old else []), self._key)
            self._shelf.put(f"{HANDOVERS}{number:04d}", str(note).encode())
            self._publish([*known, self._key.verifier()])

    def _take(self, fresh: Iterable[Link], head: Head, *, sealed: Link | None, today: date) -> Head:
        day = _day(sealed) if sealed else None
        for next_day, entries in groupby(fresh, _day):
            if day and day != next_day:
                self._close(day)
            while batch := list(islice(entries, BATCH)):
                head = extend(self._shelf, head, [one.entry_hash for one in batch], key=self._key)
            day = next_day
        if day and day < today:
            self._close(day)
        return head

    def _close(self, day: date) -> None:
        """Keeps the last checkpoint of a day; recorded time never runs backwards."""
        name = f"{DAYS}{day}"
        if not self._shelf.names(name):
            self._shelf.put(name, self._shelf.get(CHECKPOINT))

    def _introduce(self) -> None:
        """The keys as others read them; a handover that was cut off after its note is completed."""
        known = keys_on(self._shelf) or [self._key.verifier()]
        if known[-1] != self._key.verifier():
            raise NoteRefused("this key is not the newest")
        self._publish(known)

    def _publish(self, keys: list[VerifierKey]) -> None:
        content = "".join(f"{key}\n" for key in keys).encode()
        if not self._shelf.names(KEYS) or self._shelf.get(KEYS) != content:
            self._shelf.put(KEYS, content)

    def _last(self) -> Head:
        """The head last signed, which our own tiles must still have."""
        note = note_on(self._shelf)
        if note is None:
            return Head(0, b"")
        head = signed_head(self._shelf, note)
        if tree_on(self._shelf, head.size).root() != head.root:
            raise NoteRefused("the tiles do not fit the checkpoint")
        return head

    def _sealed_link(self, connection: psycopg.Connection, head: Head) -> Link | None:
        """The last event that is sealed, which the record must still have."""
        if not head.size:
            return None
        found = list(links(connection, SQL("position = %s"), [head.size]))
        leaf = tree_on(self._shelf, head.size).leaf(head.size - 1)
        if not found or leaf_hash(found[0].entry_hash) != leaf:
            raise Altered(first_difference(connection, self._shelf) or head.size)
        return found[0]


def extend(shelf: Shelf, head: Head, entry_hashes: list[bytes], *, key: SigningKey) -> Head:
    """Takes further events into the tree of a shelf and signs the new head."""
    leaves = [leaf_hash(one) for one in entry_hashes]
    for tile, content in grown(head.size, leaves, lambda one: tile_on(shelf, one)):
        shelf.put(tile.path, content)
    tree = tree_on(shelf, head.size + len(leaves))
    head = Head(tree.size, tree.root())
    text = Checkpoint(key.name, head).text
    shelf.put(CHECKPOINT, str(Note(text, (key.sign(text),))).encode())
    return head


def first_difference(connection: psycopg.Connection, shelf: Shelf) -> int | None:
    """The first sealed number whose event the record no longer has as it was; `None` if none.

    It compares what the record says of its events; that they say it rightly `verify` finds.
    Errors: `NoteRefused` where the seal itself is broken.
    """
    note = note_on(shelf)
    if note is None:
        return None
    head = signed_head(shelf, note)
    tree = tree_on(shelf, head.size)
    if tree.root() != head.root:
        raise NoteRefused("the tiles do not fit the checkpoint")
    expected = 1
    sealed = links(connection, SQL("position <= %s"), [head.size])
    for entry, leaf in zip(sealed, tree.leaves(), strict=False):
        if entry.position != expected or leaf_hash(entry.entry_hash) != leaf:
            return expected
        expected += 1
    return expected if expected <= head.size else None


def _chained(entries: Iterable[Link], last: Link | None) -> Iterator[Link]:
    """The same entries, each proven to follow the one before. Errors: `Altered`."""
    position, entry_hash = (last.position, last.entry_hash) if last else (0, GENESIS)
    for entry in entries:
        position, entry_hash = position + 1, link(entry_hash, entry.row)
        if (entry.position, entry.entry_hash) != (position, entry_hash):
            raise Altered(position)
        yield entry


def _day(entry: Link) -> date:
    return entry.recorded_at.astimezone(BERLIN).date()


def _first_of(connection: psycopg.Connection, query: str) -> int:
    [(value,)] = connection.execute(query)
    return int(value)
