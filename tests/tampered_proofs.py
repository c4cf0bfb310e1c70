"""Extracts: their proofs, and what is wrong in them."""

import struct
from collections.abc import Iterator
from pathlib import Path
from random import Random

from office.chain import canonical
from office.links import Link
from projections.audit.bundle import Chained, Scope, write
from projections.audit.shelf import CHECKPOINT
from tests.manipulations import KINDS
from tests.tampered_case import Case, case_of, frames, pack, unpacked
from tests.written_record import MORNING, Written, written


def extracts(folder: Path) -> Iterator[Case]:
    """One case of records of several sizes, untouched and tampered with."""
    for grants in (1, 3, 5, 7):
        record = written(Random(grants), grants)
        for number in range(1, grants + 1):
            case = f"WIR-2026-T{number:04d}"
            yield case_of(f"extract {number} of {grants}", record, folder, case=case)
    for kind in ("edit", "rewrite", "forged signature"):
        record = written(Random(4), 5)
        KINDS[kind](record, Random(4))
        for case in ("WIR-2026-T0003", "WIR-2026-T0005"):
            yield case_of(f"extract {kind} {case}", record, folder, case=case)


def proofs(folder: Path) -> Iterator[Case]:
    """Proofs too long, too short, empty, or of a number that is not sealed."""
    record = _seven()
    seen = folder / "seen proofs"
    path = record.bundle(folder / "proofs.zip", "WIR-2026-T0002", after=[12])
    seen.write_bytes(_three().shelf.get(CHECKPOINT))
    parts = unpacked(path)
    proof, first = parts["consistency/12"], frames(parts["events.bin"])[0]
    count = first[-1 - 32 * 5]
    assert count == 5
    head, siblings = first[: -1 - 32 * 5], first[-32 * 5 :]
    rest = parts["events.bin"][len(first) :]

    def number(one: int) -> dict[str, bytes]:
        changed = first.replace(struct.pack(">iq", 8, 5), struct.pack(">iq", 8, one), 1)
        return {"events.bin": changed + rest}

    changed = {
        "as it is": {},
        "too long": {"consistency/12": proof + bytes(32)},
        "too short": {"consistency/12": proof[:-32]},
        "another": {"consistency/12": bytes(32) + proof[32:]},
        "empty": {"consistency/12": b""},
        "a path too long": {"events.bin": head + b"\6" + siblings + bytes(32) + rest},
        "a path too short": {"events.bin": head + b"\4" + siblings[:-32] + rest},
        "another path": {"events.bin": head + b"\5" + bytes(32) + siblings[32:] + rest},
        "no path": {"events.bin": head + b"\0" + rest},
        "number 0": number(0),
        "number 29": number(29),
        "number 99": number(99),
        "a number below none": number(-5),
    }
    for name, changes in changed.items():
        target = pack(folder / f"proof_{name}.zip".replace(" ", "_"), parts | changes)
        yield Case(f"proof {name}", {"path": target, "witness": seen})
    yield from _numbered(folder)


def _numbered(folder: Path) -> Iterator[Case]:
    """Sealed as the last event, but under a number that is not its own."""
    for number in (21, 22, 99):
        record = written(Random(5), 5)
        record.rows[-1][0] = number
        record.relink(19)
        record.seal()
        link = Link(20, MORNING, canonical(record.rows[-1]), record.hashes[-1])
        path, scope = folder / f"numbered {number}.zip", Scope("cases", (), 1)
        write(path, record.shelf, scope=scope, events=[Chained(link, record.hashes[-2])])
        yield Case(f"the last one says it is number {number}", {"path": path})


def _three() -> Written:
    return written(Random(3), 3)


def _seven() -> Written:
    record = _three()
    for number in (4, 5, 6, 7):
        record.grant(number, Random(number))
    record.seal()
    return record
