"""Bundles whose container was tampered with."""

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from office.chain import canonical, link
from projections.audit.tree import leaf_hash
from tests.tampered_case import Case, Parts, frames, pack, unpacked
from tests.written_record import Written, written

CHOSEN = {"all": None, "case": "WIR-2026-T0002"}


def contained(folder: Path) -> Iterator[Case]:
    """What was changed within the container of a whole record, and of an extract."""
    for kind, case in CHOSEN.items():
        record = written(Random(3), 3)
        parts = unpacked(record.bundle(folder / f"plain_{kind}.zip", case))
        changed = _events(parts) | _notes(parts) | _manifests(parts) | _names(parts)
        if kind == "all":
            changed |= _leaves(parts) | _beyond(record, parts)
        for name, changes in changed.items():
            path = pack(folder / f"{kind}_{name}.zip".replace(" ", "_"), parts | changes)
            yield Case(f"{kind}: {name}", {"path": path})
        digest = sorted(record.documents)[0] if kind == "all" else None
        if digest:
            damaged = folder / "all_damaged.zip"
            content = record.documents[digest]
            packed = pack(damaged, parts).read_bytes()
            damaged.write_bytes(packed.replace(content, bytes(len(content))))
            yield Case("all: a document is damaged", {"path": damaged})
        path = pack(folder / f"{kind}_twice.zip", parts | {"keyz": parts["keys"]})
        path.write_bytes(path.read_bytes().replace(b"keyz", b"keys"))
        yield Case(f"{kind}: a file stands twice", {"path": path})


def _events(parts: Parts) -> dict[str, Parts]:
    events = parts["events.bin"]
    each = frames(events)
    changed = {
        "cut": events[:-1],
        "cut in a length": events + b"\0",
        "an event twice": events + each[-1],
        "the first twice": each[0] + events,
        "the first is gone": b"".join(each[1:]),
        "the second is gone": b"".join(each[:1] + each[2:]),
        "the last is gone": b"".join(each[:-1]),
        "no events": b"",
        "turned": b"".join(each[::-1]),
        "another case": events.replace(b"WIR-2026-T0002", b"WIR-2026-T0022", 1),
        "negative length": b"\xff\xff\xff\xdb" + events[4:],
        "number 2 to the 62nd": events.replace(_number(7), _number(1 << 62), 1),
        "no row": b"\0\0\0\0" + bytes(33) + events,
        "another before": _other_before(each, 1),
        "another before the first": _other_before(each, 0),
    }
    return {name: {"events.bin": content} for name, content in changed.items()}


def _other_before(each: list[bytes], place: int) -> bytes:
    """The entry hash before an event, changed in the bundle alone."""
    changed = list(each)
    [length] = struct.unpack_from(">i", changed[place])
    at = 4 + length
    changed[place] = changed[place][:at] + b"\7" * 32 + changed[place][at + 32 :]
    return b"".join(changed)


def _number(number: int) -> bytes:
    return struct.pack(">iq", 8, number)


def _notes(parts: Parts) -> dict[str, Parts]:
    note, keys = parts["checkpoint"], parts["keys"]
    other = b"\n\nx\n\xe2\x80\x94 akte.example QUJDREVG\n"
    changed: dict[str, Parts] = {
        "another signer": {"checkpoint": note.replace(b"akte.example ", b"other.example ")},
        "another signature": {"checkpoint": note[:-9] + b"A" + note[-8:]},
        "a signature that is none": {"checkpoint": note + b"\xe2\x80\x94 akte.example A\n"},
        "a short signature": {"checkpoint": note.replace(b"\n\n", other)},
        "a line of four words": {"checkpoint": note[:-1] + b" x\n"},
        "a line that is no text": {"checkpoint": note.replace(b"\n\n", b"\n\n\xff x y\n")},
        "no head": {"checkpoint": b"x"},
        "no size": {"checkpoint": b"a\nb\nc\n\n"},
        "a wrong key": {"keys": keys.replace(b"+", b"+0", 1)},
        "a long key": {"keys": keys.strip() + b"AAAA\n"},
    }
    return changed


def _manifests(parts: Parts) -> dict[str, Any]:
    manifest = json.loads(parts["manifest.json"])

    def said(**changes: object) -> dict[str, bytes]:
        return {"manifest.json": json.dumps(manifest | changes).encode()}

    other = "all" if manifest["kind"] == "cases" else "cases"
    return {
        "more events are promised": said(events=99),
        "fewer events are promised": said(events=1),
        "another kind": said(kind=other),
        "another format": said(format="akte-bundle-2"),
        "no case is named": said(names=[]),
        "two cases are named": said(names=["WIR-2026-T0002", "WIR-2026-T0001"]),
        "the last is gone and not promised": said(events=11)
        | {"events.bin": b"".join(frames(parts["events.bin"])[:-1])},
        "no manifest": {"manifest.json": None},
        "no manifest to read": {"manifest.json": b"\xff"},
    }


def _names(_parts: Parts) -> dict[str, Parts]:
    names = ("../verify.py", "/etc/x", "documents/x", "cases/../x.html", "keys.bak", "days/.x")
    foreign = {f"a foreign file {n}": {name: b"x"} for n, name in enumerate(names)}
    loose = ["cases/WIR-2026-T0002.html", "index.html", "verify.py", "programmes/wir/x.toml"]
    loose += [f"cases/T{n:02}.html" for n in range(20)]
    return foreign | {"papers that nothing proves": dict.fromkeys(loose, b"x")}


def _leaves(parts: Parts) -> dict[str, Parts]:
    leaves = parts["leaves.bin"]
    changed = {
        "a leaf is gone": leaves[:-32],
        "a leaf is cut": leaves[:-1],
        "a leaf is changed": leaves[:32] + bytes(32) + leaves[64:],
        "a leaf too many": leaves + bytes(32),
        "no leaves": b"",
    }
    return {name: {"leaves.bin": content} for name, content in changed.items()}


def _beyond(record: Written, parts: Parts) -> dict[str, Parts]:
    """A forged event after the last sealed one, with its own leaf, chained as it should be."""
    row = [len(record.rows) + 1, *record.rows[-1][1:]]
    row[2], row[7] = 3, "x.forger"
    content, before = canonical(row), record.hashes[-1]
    frame = struct.pack(">i", len(content)) + content + before + b"\0"
    leaf = leaf_hash(link(before, content))
    manifest = json.loads(parts["manifest.json"])
    manifest["events"] += 1
    forged = {
        "events.bin": parts["events.bin"] + frame,
        "leaves.bin": parts["leaves.bin"] + leaf,
        "manifest.json": json.dumps(manifest).encode(),
    }
    bare = {name: content for name, content in forged.items() if name != "leaves.bin"}
    return {"an event beyond the seal": forged, "an event beyond the leaves": bare}
