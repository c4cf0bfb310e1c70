"""Bundles, untouched and tampered with, on which the verifier itself is put to the test."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.manipulations import KINDS
from tests.tampered_acts import acts
from tests.tampered_calls import GERMAN, calls
from tests.tampered_case import Case, case_of, filed
from tests.tampered_content import contents
from tests.tampered_files import contained
from tests.tampered_heads import heads
from tests.tampered_keys import handed
from tests.tampered_papers import papers
from tests.tampered_proofs import extracts, proofs
from tests.written_record import written


def cases(folder: Path) -> Iterator[Case]:
    """All of them, written to a folder."""
    parts = (
        untouched,
        contents,
        acts,
        extracts,
        heads,
        manipulated,
        contained,
        proofs,
        papers,
        handed,
    )
    told = {case.name: case for part in (*parts, calls) for case in part(folder)}
    yield from told.values()
    for name in GERMAN:
        yield Case(f"auf Deutsch: {name}", told[name].given | {"language": None})


def untouched(folder: Path) -> Iterator[Case]:
    """Records that nobody touched hold."""
    for grants in (1, 3, 7):
        yield case_of(f"untouched {grants}", written(Random(grants), grants), folder)


def manipulated(folder: Path) -> Iterator[Case]:
    """Records that somebody touched whom the seal, a witness or the order of things betrays."""
    for kind, manipulate in KINDS.items():
        for seed in range(2):
            chance = Random(f"{kind} {seed}")
            record = written(chance, 3 + seed)
            seen = folder / f"seen {kind} {seed}"
            seen.write_bytes(record.shelf.get("checkpoint"))
            manipulate(record, chance)
            yield case_of(f"{kind} {seed}", record, folder, witness=seen)
    record = written(Random(1), 2)
    record.rows[3][1], record.rows[4][1] = record.rows[4][1], record.rows[3][1]
    record.relink(3)
    record.seal()
    yield case_of("time runs backwards", record, folder)
    yield case_of("time in an extract", record, folder, case="WIR-2026-T000")
    many = filed(*[("x:1", "a.b.v1", {}, "a")] * 130)
    yield case_of("more rows than are written together", many, folder)
    for row in many.rows:
        row[2] = 0
    many.relink(0)
    many.seal()
    yield case_of("of many faults the lowest are shown", many, folder)
