"""The Merkle tree of RFC 6962 over stored tiles: its growth, its proofs and their checks.

A tile is the run of up to 256 hashes that C2SP's tlog-tiles describes. Level 0 holds the hashes of
leaves; a hash of level n + 1 is the root of a full tile of level n.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

WIDTH = 256
HASH = 32
EMPTY = sha256(b"").digest()


class Unproven(Exception):
    """A proof does not lead to the root that it was given for."""


class Tile(NamedTuple):
    """The place of a tile: level, number within the level, and how many hashes it holds."""

    level: int
    number: int
    width: int

    @property
    def path(self) -> str:
        """The path of C2SP's tlog-tiles: number 1234067 is `x001/x234/067`."""
        digits = f"{self.number:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        folders = "".join(f"x{group}/" for group in groups[:-1])
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{folders}{groups[-1]}{partial}"


Reader = Callable[[Tile], bytes]
"""Reads a tile, at least `width` hashes of it. Errors: LookupError or OSError without it."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def grown(size: int, leaves: Sequence[bytes], read: Reader) -> Iterator[tuple[Tile, bytes]]:
    """The tiles that are new or wider when leaf hashes follow a tree of `size`, lowest first."""
    level, hashes = 0, leaves
    while hashes:
        number, width = divmod(size, WIDTH)
        begun = read(Tile(level, number, width))[: width * HASH] if width else b""
        content, full = begun + b"".join(hashes), []
        for at in range(0, len(content), WIDTH * HASH):
            part = content[at : at + WIDTH * HASH]
            tile = Tile(level, number + at // (WIDTH * HASH), len(part) // HASH)
            yield tile, part
            if tile.width == WIDTH:
                full.append(_reduced(part))
        level, size, hashes = level + 1, number, full


def tiles_of(size: int) -> Iterator[Tile]:
    """All tiles of a tree, lowest level first; the last of each level may be partial."""
    level = 0
    while size:
        number, width = divmod(size, WIDTH)
        yield from (Tile(level, one, WIDTH) for one in range(number))
        if width:
            yield Tile(level, number, width)
        level, size = level + 1, number


def _reduced(hashes: bytes) -> bytes:
    """The root over a power of two of hashes."""
    while len(hashes) > HASH:
        pairs = range(0, len(hashes), 2 * HASH)
        hashes = b"".join(sha256(b"\x01" + hashes[at : at + 2 * HASH]).digest() for at in pairs)
    return hashes


class Tree:
    """A tree of `size` leaves whose tiles `read` gives; what it needs it reads again each time."""

    def __init__(self, size: int, read: Reader) -> None:
        self.size, self._read = size, read

    def root(self) -> bytes:
        """The root of the whole tree."""
        return self._span(0, self.size) if self.size else EMPTY

    def leaf(self, index: int) -> bytes:
        """The hash of one leaf."""
        return self._span(index, index + 1)

    def leaves(self) -> Iterator[bytes]:
        """The hashes of all leaves in their order."""
        for start in range(0, self.size, WIDTH):
            width = min(WIDTH, self.size - start)
            hashes = self._read(Tile(0, start // WIDTH, width))[: width * HASH]
            yield from (hashes[at : at + HASH] for at in range(0, len(hashes), HASH))

    def inclusion(self, index: int) -> list[bytes]:
        """The proof that a leaf lies in this tree, the lowest sibling first."""
        path, low, high = list[bytes](), 0, self.size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._span(middle, high))
                high = middle
            else:
                path.append(self._span(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, old: int) -> list[bytes]:
        """The proof that this tree begins with the tree of `old` leaves; empty where none is due.

        RFC 6962, 2.1.2.
        """
        if old in (0, self.size):
            return []
        spans, low, high, whole = list[tuple[int, int]](), 0, self.size, True
        while high != old:
            middle = low + _split(high - low)
            if old <= middle:
                spans.append((middle, high))
                high = middle
            else:
                spans.append((low, middle))
                low, whole = middle, False
        if not whole:
            spans.append((low, high))
        return [self._span(*span) for span in reversed(spans)]

    def _span(self, low: int, high: int) -> bytes:
        """The root over the leaves from `low` to before `high`, as a subtree of this tree."""
        count = high - low
        if count & (count - 1):
            middle = low + _split(count)
            return node_hash(self._span(low, middle), self._span(middle, high))
        level, rest = divmod(count.bit_length() - 1, 8)
        first = low >> (8 * level)
        number, place = divmod(first, WIDTH)
        stored = (self.size >> (8 * level)) - number * WIDTH
        hashes = self._read(Tile(level, number, min(stored, WIDTH)))
        return _reduced(hashes[place * HASH : (place + (1 << rest)) * HASH])


def _split(count: int) -> int:
    """The largest power of two that is smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def check_inclusion(leaf: bytes, index: int, *, path: Iterable[bytes], head: "Head") -> None:
    """Errors: `Unproven` where the leaf is not at `index` of the tree (RFC 9162, 2.1.3.2)."""
    if index >= head.size:
        raise Unproven
    at, last, found = index, head.size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Unproven
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    if last or found != head.root:
        raise Unproven


class Head(NamedTuple):
    """The size and root of a tree."""

    size: int
    root: bytes


def check_consistency(old: Head, new: Head, *, path: Sequence[bytes]) -> None:
    """Errors: `Unproven` where `new` does not begin with `old` (RFC 9162, 2.1.4.2)."""
    if old.size in (0, new.size):
        if path or (old.size and old.root != new.root):
            raise Unproven
        return
    if old.size > new.size:
        raise Unproven
    # A tree of a power of two leaves is itself the first node of the proof.
    nodes = [old.root, *path] if old.size & (old.size - 1) == 0 else [*path]
    if not nodes or _folded(nodes, old.size - 1, new.size - 1) != (old.root, new.root):
        raise Unproven


def _folded(nodes: Sequence[bytes], at: int, last: int) -> tuple[bytes, bytes]:
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            raise Unproven
        if at & 1 or at == last:
            before, after = node_hash(node, before), node_hash(node, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, node)
        at, last = at >> 1, last >> 1
    if last:
        raise Unproven
    return before, after
