"""Bundles whose seal is held against what somebody else keeps."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from projections.audit.notes import COSIGNATURE, Checkpoint, Note, SigningKey
from projections.audit.shelf import CHECKPOINT, COSIGNED, DAYS
from tests.sealed import KEY
from tests.tampered_case import PUBLIC, Case, case_of
from tests.written_record import Written, written

WITNESS = SigningKey("hof.example", bytes(range(1, 33)))
WITNESSED = str(WITNESS.verifier(COSIGNATURE))
FIRST, LAST = "WIR-2026-T0001", "WIR-2026-T0006"


def heads(folder: Path) -> Iterator[Case]:
    """Earlier bundles, checkpoints that witnesses keep, and cosignatures."""
    record = yield from _grown(folder)
    yield from _mixed(record, folder)
    yield from _rewritten(record, folder)
    yield from _signed(folder)
    yield from _witnessed(folder)


def _grown(folder: Path) -> Iterator[Case]:
    """A record that grows by a case at a time, each time against all that was before."""
    record, before = Written(), None
    for number in range(1, 7):
        record.grant(number, Random(number))
        record.seal()
        seen = folder / f"head {number}"
        seen.write_bytes(record.shelf.get(CHECKPOINT))
        yield case_of(f"whole {number}", record, folder, earlier=before, witness=seen)
        record.bundle(folder / f"part_{number}.zip", FIRST)
        if before:
            older = folder / f"head {number - 1}"
            yield case_of(f"follows {number}", record, folder, witness=older)
            back = {"path": before, "witness": seen, "earlier": folder / f"whole_{number}.zip"}
            yield Case(f"rolled back {number}", back)
            back["path"] = folder / f"part_{number - 1}.zip"
            yield Case(f"an extract rolled back {number}", back)
        for size in range(1, number + 1):
            given = {"case": FIRST, "after": [size * 4], "witness": folder / f"head {size}"}
            yield case_of(f"after {number} {size}", record, folder, **given)
        before = folder / f"whole_{number}.zip"
    return record


def _mixed(record: Written, folder: Path) -> Iterator[Case]:
    """A whole bundle and an extract, one the earlier one; then two extracts."""
    whole, part = folder / "whole_4.zip", folder / "part_4.zip"
    named = {"now all, earlier a part": (None, part), "now a part, earlier all": (FIRST, whole)}
    named |= {"two parts": (FIRST, part), "parts without a common number": (LAST, part)}
    for name, (case, earlier) in named.items():
        yield case_of(name, record, folder, case=case, earlier=earlier, after=[16])
    yield case_of("a proof is not enclosed", record, folder, case=FIRST, earlier=whole)
    for place in (1, 3, 21):
        other = _with_another(place)
        for name, (case, earlier) in named.items():
            given = {"case": case, "earlier": earlier, "after": [16]}
            yield case_of(f"{name}, other at {place}", other, folder, **given)
        given = {"case": FIRST, "earlier": whole}
        yield case_of(f"unproven, other at {place}", other, folder, **given)


def _with_another(place: int) -> Written:
    """The same record of six cases, in which one event is another one."""
    record = Written()
    for number in range(1, 7):
        record.grant(number, Random(number))
    record.rows[place][7] = "x.other"
    record.relink(place)
    record.seal()
    return record


def _rewritten(record: Written, folder: Path) -> Iterator[Case]:
    """Whoever holds the key and the database writes history anew."""
    record.rows[9][7] = "x.other"
    record.relink(9)
    record.seal()
    for number in range(1, 7):
        given = {"after": [number * 4], "witness": folder / f"head {number}"}
        yield case_of(f"rewritten {number}", record, folder, case=LAST, **given)
    yield case_of("another earlier", record, folder, earlier=folder / "whole_6.zip")
    yield case_of("another longer", record, folder, earlier=folder / "whole_5.zip")


def _note(text: str, key: SigningKey = KEY) -> bytes:
    return str(Note(text, (key.sign(text),))).encode()


def _signed(folder: Path) -> Iterator[Case]:
    record = written(Random(8), 8)
    day = record.shelf.names(DAYS)[0]
    stranger = {"key": str(SigningKey("fremd.example", bytes(32)).verifier())}
    for name, case in (("all", None), ("a part", FIRST)):
        yield case_of(f"own key, {name}", record, folder, case=case, key=None)
        yield case_of(f"a stranger's key, {name}", record, folder, case=case, **stranger)
    head = Checkpoint.parse(Note.parse(record.shelf.get(CHECKPOINT).decode()).text).head
    text = Checkpoint("other.example", head).text
    other = {CHECKPOINT: _note(text)}
    yield case_of("signed for another record", record, folder, add=other)
    seen = folder / "another record"
    seen.write_bytes(_note(text))
    yield case_of("a witness keeps another record", record, folder, witness=seen)
    elsewhere = SigningKey("other.example", bytes(range(32)))
    sealed = written(Random(9), 2)
    sealed.seal(key=elsewhere)
    old = sealed.bundle(folder / "elsewhere.zip")
    yield case_of("an earlier bundle of another record", record, folder, earlier=old)
    again = written(Random(8), 9)
    yield case_of("an earlier one by another", again, folder, earlier=old, case=FIRST)
    genuine = Checkpoint.parse(Note.parse(record.shelf.get(day).decode()).text)
    record.shelf.files[day] = _note(genuine.text, SigningKey(KEY.name, bytes(32)))
    yield case_of("a day's signature is wrong", record, folder)
    yield case_of("a day's signature is wrong in a part", record, folder, case=FIRST)
    record.shelf.files[day] = _note(Checkpoint(KEY.name, head._replace(size=1)).text)
    yield case_of("a day's root is another", record, folder)
    record.shelf.files[day] = _note(Checkpoint(KEY.name, head._replace(size=99)).text)
    yield case_of("a day beyond the seal", record, folder)
    record.shelf.files[day] = _note(Checkpoint(KEY.name, head._replace(size=0)).text)
    yield case_of("a day of nothing", record, folder)
    yield case_of("a day of nothing in a part", record, folder, case=FIRST)


def _cosigned(record: Written, *, by: SigningKey = WITNESS, at: int = 7) -> bytes:
    head = Note.parse(record.shelf.get(CHECKPOINT).decode())
    return str(head.with_signature(by.cosign(head.text, at=at))).encode()


def _witnessed(folder: Path) -> Iterator[Case]:
    record = written(Random(7), 3)
    early = _cosigned(record)
    for number in (4, 5):
        record.grant(number, Random(number))
    record.seal()
    late = _cosigned(record, at=1 << 40)
    keys = {"witness_key": [WITNESSED]}
    yield case_of("no cosignature is enclosed", record, folder, **keys)
    record.shelf.put(f"{COSIGNED}hof", late)
    record.shelf.put(f"{COSIGNED}old", early)
    for name, case in (("all", None), ("a part", FIRST)):
        yield case_of(f"cosigned, {name}", record, folder, case=case, **keys)
    stranger = str(SigningKey("hof.example", bytes(32)).verifier(COSIGNATURE))
    yield case_of("cosigned by another", record, folder, witness_key=[stranger, WITNESSED])
    own = SigningKey("akte.zwei", bytes(range(32)))
    record.shelf.put(f"{COSIGNED}own", _cosigned(record, by=own))
    keys = {"witness_key": [str(own.verifier(COSIGNATURE)), PUBLIC]}
    yield case_of("the seal is no witness of itself", record, folder, **keys)
    text = Checkpoint("other.example", Checkpoint.parse(Note.parse(late.decode()).text).head).text
    other = str(Note(text, (WITNESS.cosign(text, at=7),))).encode()
    record.shelf.files = {k: v for k, v in record.shelf.files.items() if COSIGNED not in k}
    record.shelf.put(f"{COSIGNED}hof", other)
    yield case_of("cosigned, but another record", record, folder, witness_key=[WITNESSED])
