"""The bundle: one file with all that an auditor needs; `docs/reference/bundle.md` says how."""

import json
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, NamedTuple

from office.links import Link
from projections.audit.shelf import (
    ACCEPTED,
    CHECKPOINT,
    COSIGNED,
    DAYS,
    HANDOVERS,
    KEYS,
    TIMESTAMPS,
    Shelf,
    head_on,
    tree_on,
)
from projections.audit.tree import Tree

FORMAT = "akte-bundle-1"
Kind = Literal["all", "cases", "county", "year"]


class Chained(NamedTuple):
    """An event with the entry hash of the one before it."""

    entry: Link
    before: bytes


class Paper(NamedTuple):
    """A further file of the bundle."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Scope:
    """What a bundle is about; `names` are cases, the county or the year."""

    kind: Kind
    names: tuple[str, ...] = ()
    events: int = 0


def write(
    target: Path | IO[bytes],
    shelf: Shelf,
    *,
    scope: Scope,
    events: Iterable[Chained],
    papers: Iterable[Paper] = (),
    after: Iterable[int] = (),
) -> None:
    """Writes a bundle over what is sealed; events come by number, none beyond the seal.

    `after` are sizes of earlier bundles, for which proofs are enclosed that nothing before them
    has changed. Only a bundle of `all` can prove that nothing was left out.
    """
    size = head_on(shelf).size
    tree = tree_on(shelf, size)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        bundle.writestr("manifest.json", _manifest(scope, size))
        heads = [name for start in (DAYS, HANDOVERS) for name in shelf.names(start)]
        others = (COSIGNED, ACCEPTED, TIMESTAMPS)
        said = [name for start in others for name in shelf.names(start)]
        for name in (CHECKPOINT, KEYS, *heads, *said):
            bundle.writestr(name, shelf.get(name))
        if scope.kind == "all":
            _pour(bundle, "leaves.bin", tree.leaves())
        else:
            sized = [*heads, *shelf.names(COSIGNED)]
            known = {int(shelf.get(name).split(b"\n")[1]) for name in sized}
            _prove(bundle, tree, known | set(after))
        whole = scope.kind == "all"
        _pour(bundle, "events.bin", (_frame(one, None if whole else tree) for one in events))
        for paper in papers:
            bundle.writestr(paper.name, paper.content)


def _manifest(scope: Scope, size: int) -> str:
    said = {"kind": scope.kind, "names": scope.names, "events": scope.events or size}
    return json.dumps({"format": FORMAT, **said}, ensure_ascii=False, indent=1)


def _prove(bundle: zipfile.ZipFile, tree: Tree, sizes: Iterable[int]) -> None:
    for size in sorted(sizes):
        if 0 < size < tree.size:
            bundle.writestr(f"consistency/{size}", b"".join(tree.consistency(size)))


def _frame(one: Chained, tree: Tree | None) -> bytes:
    """Length, row, entry hash before, number of hashes in the proof, proof."""
    path = tree.inclusion(one.entry.position - 1) if tree else []
    return b"".join(
        [
            struct.pack(">i", len(one.entry.row)),
            one.entry.row,
            one.before,
            bytes([len(path)]),
            *path,
        ]
    )


def _pour(bundle: zipfile.ZipFile, name: str, parts: Iterator[bytes]) -> None:
    with bundle.open(name, "w", force_zip64=True) as file:
        for part in parts:
            file.write(part)
