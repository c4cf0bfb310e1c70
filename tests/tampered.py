"""Bundles, untouched and tampered with, on which the verifier itself is put to the test."""

import json
import struct
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from projections.audit.notes import COSIGNATURE, Note, SigningKey
from projections.audit.shelf import CHECKPOINT, COSIGNED, DAYS
from projections.audit.verify import LATER, SECOND_PERSON
from tests.computations import RIGHT, WRONG
from tests.manipulations import KINDS
from tests.sealed import KEY
from tests.tampered_keys import keyed
from tests.written_record import Written, written

PUBLIC = str(KEY.verifier())
WITNESS = SigningKey("hof.example", bytes(range(1, 33)))
Fault = tuple[int, str]


class Case(NamedTuple):
    """A bundle, what it is checked against, and the faults that it has."""

    name: str
    given: dict[str, Any]
    faults: tuple[Fault, ...] | None = ()
    """`None` where only the first number is known, which tests of manipulations look at."""


def cases(folder: Path) -> Iterator[Case]:
    """All of them, written to a folder."""
    for part in (
        _untouched,
        _contents,
        _acts,
        _extracts,
        _heads,
        _manipulated,
        _contained,
        _proofs,
    ):
        yield from part(folder)
    yield from (Case(name, given, None) for name, given in keyed(folder))


def _case(name: str, record: Written, folder: Path, *, faults: Any = (), **more: Any) -> Case:
    path = record.bundle(folder / f"{name}.zip".replace(" ", "_"), more.pop("case", None))
    return Case(name, {"path": path, "key": PUBLIC} | more, faults)


def _untouched(folder: Path) -> Iterator[Case]:
    for grants in (1, 2, 3, 7):
        yield _case(f"untouched {grants}", written(Random(grants), grants), folder)
    yield _case("own key", written(Random(1), 2), folder, key="")


def _filed(*events: tuple[Any, ...]) -> Written:
    record = Written()
    for subject, topic, content, person in events:
        record.file(subject, topic, content, person=person)
    record.seal()
    return record


def _contents(folder: Path) -> Iterator[Case]:
    for name, traces in (("right", RIGHT), ("wrong", WRONG)):
        filed = [(f"application:T{n}", "a.b.v1", {"trace": t}, "a") for n, t in enumerate(traces)]
        faults = [(n + 1, "trace") for n in range(len(filed))] if name == "wrong" else []
        first = tuple(faults[:1000])
        yield _case(f"computations {name}", _filed(*filed), folder, faults=first)
    one, two, gone, bank = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
    lost = _filed(
        ("x:1", "a.b.v1", {"documents": [one, 5, "short"], "document": two}, "a"),
        ("x:1", "a.b.v1", {"document": one, "documents": two}, "a"),
        ("x:1", "a.b.v1", {"document": gone}, "a"),
        ("x:1", "retention.destroyed.v1", {"destroyed": [gone]}, "a"),
        ("payment_run:1", "payment_run.frozen.v1", {}, "a"),
        ("payment_run:1", "payment_run.file_written.v1", {"sha256": bank}, "a"),
    )
    yield _case("lost documents", lost, folder, faults=((1, "absent"), (1, "absent")))
    kept = _filed(*_destroyed(gone))
    yield _case("destroyed documents", kept, folder)
    yield _case("sealed fields", _filed(("x:1", "a.b.v1", {"$sealed": {"a": 1}}, "a")), folder)
    yield _case("unreadable", _raw(b'{"trace":'), folder, faults=((1, "unreadable"),))
    yield _case(
        "no object", _raw(b'["trace", {"trace": [{}]}]'), folder, faults=((1, "unreadable"),)
    )


def _destroyed(gone: str) -> Iterator[tuple[Any, ...]]:
    yield ("x:1", "a.b.v1", {"document": gone}, "a")
    yield ("x:1", "retention.destroyed.v1", {"destroyed": [gone]}, "a")
    yield ("payment_run:1", "payment_run.frozen.v1", {}, "a")
    yield ("payment_run:1", "payment_run.file_written.v1", {"sha256": "d" * 64}, "a")


def _raw(state: bytes) -> Written:
    record = _filed(("x:1", "a.b.v1", {}, "a"))
    record.rows[0][5] = state
    record.relink(0)
    record.seal()
    return record


def _acts(folder: Path) -> Iterator[Case]:
    """Every pair of acts: in order by two, by one person, and without the first."""
    pairs = SECOND_PERSON + LATER
    firsts = [(f"x:{n}", "first", n) for n in range(len(pairs))]
    whole, same, alone = [], [], []
    for (subject, _, _), (second, first) in zip(firsts, pairs, strict=True):
        whole += [(subject, first, {}, "a"), (subject, second, {"sha256": "d" * 64}, "b")]
        same += [(subject, first, {}, "a"), (subject, second, {"sha256": "d" * 64}, "a")]
        alone += [(subject, second, {"sha256": "d" * 64}, "a"), (subject, first, {}, "b")]
    for name, told in (("two", whole), ("one", same), ("order", alone)):
        yield _case(f"acts {name}", _filed(*told), folder, faults=None)
    record = _filed(*whole)
    record.rows[4][2] += 1  # type: ignore[operator]  # the count of its file
    record.relink(4)
    record.seal()
    yield _case("count", record, folder, faults=None)


def _extracts(folder: Path) -> Iterator[Case]:
    for grants in (1, 3, 4, 5, 7):
        record = written(Random(grants), grants)
        for number in range(1, grants + 1):
            name = f"extract {grants} {number}"
            yield _case(name, record, folder, case=f"WIR-2026-T{number:04d}")
    for kind in ("edit", "rewrite", "forged signature"):
        record = written(Random(4), 5)
        KINDS[kind](record, Random(4))
        yield _case(f"extract {kind}", record, folder, case="WIR-2026-T0003", faults=None)
        yield _case(f"extract {kind} 5", record, folder, case="WIR-2026-T0005", faults=None)


def _heads(folder: Path) -> Iterator[Case]:
    record, last = Written(), None
    for number in range(1, 9):
        record.grant(number, Random(number))
        record.seal()
        seen = folder / f"head {number}"
        seen.write_bytes(record.shelf.get(CHECKPOINT))
        earlier = folder / f"whole_{number}.zip"
        now = _case(f"whole {number}", record, folder, earlier=last, witness=seen)
        yield now
        if last:
            yield _case(f"older {number}", record, folder, witness=folder / f"head {number - 1}")
            back = {"path": last, "key": PUBLIC, "witness": seen, "earlier": earlier}
            yield Case(f"rolled back {number}", back, None)
        for size in range(4, number * 4 + 1, 4):
            path = folder / f"after_{number}_{size}.zip"
            record.bundle(path, "WIR-2026-T0001", after=[size])
            given = {"path": path, "key": PUBLIC, "witness": folder / f"head {size // 4}"}
            yield Case(f"after {number} {size}", given)
        last = earlier
    yield from _rewritten(record, folder)


def _rewritten(record: Written, folder: Path) -> Iterator[Case]:
    record.rows[9][7] = "x.other"
    record.relink(9)
    record.seal()
    for number in range(1, 9):
        path = folder / f"other_{number}.zip"
        record.bundle(path, "WIR-2026-T0008", after=[number * 4])
        given = {"path": path, "key": PUBLIC, "witness": folder / f"head {number}"}
        yield Case(f"rewritten {number}", given, None)
    head = Note.parse(record.shelf.get(CHECKPOINT).decode())
    cosigned = head.with_signature(WITNESS.cosign(head.text, at=7))
    record.shelf.put(f"{COSIGNED}hof", str(cosigned).encode())
    keys = [str(WITNESS.verifier(COSIGNATURE))]
    yield _case("cosigned", record, folder, witness_keys=keys)
    keys = [str(SigningKey("hof.example", bytes(32)).verifier(COSIGNATURE))]
    yield _case("cosigned by another", record, folder, witness_keys=keys)
    whole = {"earlier": folder / "whole_8.zip"}
    yield _case("other earlier", record, folder, faults=None, **whole)


def _manipulated(folder: Path) -> Iterator[Case]:
    for kind, manipulate in KINDS.items():
        for seed in range(3):
            chance = Random(f"{kind} {seed}")
            record = written(chance, 3 + seed)
            seen = folder / f"seen {kind} {seed}"
            seen.write_bytes(record.shelf.get(CHECKPOINT))
            manipulate(record, chance)
            name = f"{kind} {seed}"
            yield _case(name, record, folder, witness=seen, faults=None)
    record = written(Random(1), 2)
    record.rows[3][1], record.rows[4][1] = record.rows[4][1], record.rows[3][1]
    record.relink(3)
    record.seal()
    yield _case("time", record, folder, faults=((5, "time"),))
    day = sorted(record.shelf.names(DAYS))
    record.shelf.files.update({name: record.shelf.get(CHECKPOINT) + b"x" for name in day})
    yield _case("day", record, folder, faults=None)


def _contained(folder: Path) -> Iterator[Case]:
    """What was changed within the container."""
    chosen = {"all": None, "case": "WIR-2026-T0002"}
    for kind, case in chosen.items():
        path = written(Random(3), 3).bundle(folder / f"plain_{kind}.zip", case)
        with zipfile.ZipFile(path) as files:
            parts = {name: files.read(name) for name in files.namelist()}
        for name, changes in _within(parts).items():
            target = folder / f"{kind}_{name}.zip"
            _pack(target, parts | changes)
            yield Case(f"{kind} {name}", {"path": target, "key": PUBLIC}, None)


def _within(parts: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    events, keys, note = parts["events.bin"], parts["keys"], parts["checkpoint"]
    frames = list(_frames(events))
    manifest = json.loads(parts["manifest.json"])
    return {
        "cut": {"events.bin": events[:-1]},
        "longer": {"events.bin": events + b"\0"},
        "twice": {"events.bin": events + frames[-1]},
        "first twice": {"events.bin": frames[0] + events},
        "first gone": {"events.bin": b"".join(frames[1:])},
        "last gone": {"events.bin": b"".join(frames[:-1])},
        "none": {"events.bin": b""},
        "turned": {"events.bin": b"".join(frames[::-1])},
        "no sign": {"checkpoint": note.replace(b"akte.example ", b"other.example ")},
        "signature": {"checkpoint": note[:-9] + b"A" + note[-8:]},
        "no base64": {"checkpoint": note + b"\xe2\x80\x94 akte.example A\n"},
        "other first": {
            "checkpoint": note.replace(b"\n\n", b"\n\nx\n\xe2\x80\x94 akte.example QUJDREVG\n")
        },
        "no head": {"checkpoint": b"x"},
        "bad size": {"checkpoint": b"a\nb\nc\n\n"},
        "key": {"keys": keys.replace(b"+", b"+0", 1)},
        "long key": {"keys": keys.strip() + b"AAAA\n"},
        "kind": {"manifest.json": json.dumps(manifest | {"events": 99}).encode()},
        "no manifest": {"manifest.json": None},
        "leaves": {"leaves.bin": parts["leaves.bin"][:-32]} if "leaves.bin" in parts else {},
        "leaf": {"leaves.bin": parts["leaves.bin"] + bytes(32)} if "leaves.bin" in parts else {},
    }


def _proofs(folder: Path) -> Iterator[Case]:
    """Extracts whose proofs are too long, too short, empty, or of a number that is not sealed."""
    record = written(Random(3), 3)
    seen = folder / "seen proofs"
    seen.write_bytes(record.shelf.get(CHECKPOINT))
    for number in (4, 5, 6):
        record.grant(number, Random(number))
    record.seal()
    path = record.bundle(folder / "proofs.zip", "WIR-2026-T0002", after=[12])
    with zipfile.ZipFile(path) as files:
        parts = {name: files.read(name) for name in files.namelist()}
    proof, frames = parts["consistency/12"], list(_frames(parts["events.bin"]))
    head = frames[0][: len(frames[0]) - 1 - 32 * 5]
    path_of = frames[0][-32 * 5 :]
    changed = {
        "long": {"consistency/12": proof + bytes(32)},
        "short": {"consistency/12": proof[:-32]},
        "empty": {"consistency/12": b""},
        "long path": {"events.bin": head + b"\6" + path_of + bytes(32)},
        "short path": {"events.bin": head + b"\4" + path_of[:-32]},
        "number 0": {"events.bin": frames[0].replace(struct.pack(">iq", 8, 5), _numbered(0), 1)},
        "number 99": {"events.bin": frames[0].replace(struct.pack(">iq", 8, 5), _numbered(99), 1)},
    }
    for name, changes in changed.items():
        target = folder / f"proof_{name}.zip"
        _pack(target, parts | changes)
        yield Case(f"proof {name}", {"path": target, "key": PUBLIC, "witness": seen}, None)
    content = b64encode(b"\1" + bytes(33)).decode()
    key_id = sha256(b"akte.example\n\1" + bytes(33)).hexdigest()[:8]
    yield Case("long key", {"path": path, "key": f"akte.example+{key_id}+{content}"}, None)


def _pack(target: Path, parts: dict[str, Any]) -> None:
    with zipfile.ZipFile(target, "w") as files:
        for name, content in parts.items():
            if content is not None:
                files.writestr(name, content)


def _numbered(number: int) -> bytes:
    return struct.pack(">iq", 8, number)


def _frames(events: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(events):
        [length] = struct.unpack_from(">i", events, at)
        end = at + 4 + length + 33
        end += 32 * events[end - 1]
        yield events[at:end]
        at = end
