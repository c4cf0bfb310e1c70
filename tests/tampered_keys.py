"""Bundles of a seal that changed hands, and of one whose days are stamped, rightly or not."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from projections.audit.notes import COSIGNATURE, Note, SigningKey
from projections.audit.sealer import extend
from projections.audit.shelf import CHECKPOINT, head_on
from tests.handed import CASE, COURT, SECOND, THIRD, accept, rotated
from tests.sealed import KEY
from tests.tampered_case import Case, case_of
from tests.written_record import Written, written


def handed(folder: Path) -> Iterator[Case]:
    """All of them, written to a folder."""
    for part in (_followed, _lost, _stolen, _unfit, _stamped):
        for name, record, given in part():
            for case in (None, CASE):
                part_of = " of a case" if case else ""
                yield case_of(f"{name}{part_of}", record, folder, case=case, **given)


Part = Iterator[tuple[str, Written, dict[str, Any]]]


def _followed() -> Part:
    record = rotated()
    stranger = SigningKey(KEY.name, bytes(32))
    for name, key in {"first": KEY, "second": SECOND, "third": THIRD, "no": stranger}.items():
        yield f"trusting the {name} key", record, {"key": str(key.verifier())}
    yield "trusting its own first key", record, {"key": None}
    once = written(Random(1), 2)
    once.hand_over(KEY, SECOND)
    yield "handed over at the end", once, {}
    extend(once.shelf, head_on(once.shelf), [], key=SECOND)
    yield "handed over and signed again", once, {}


def _lost() -> Part:
    court = [str(COURT.verifier(COSIGNATURE))]
    for after, key in {"a loss": KEY, "a later loss": SECOND, "a change": None}.items():
        record = rotated(lost=key)
        yield f"nobody vouches after {after}", record, {"witness_key": court}
        accept(record, "handover/0002")
        yield f"the second is accepted after {after}", record, {"witness_key": court}
        accept(record, "handover/0001")
        yield f"both are accepted after {after}", record, {"witness_key": court}
        yield f"the witness is unknown after {after}", record, {}
        yield f"the new key is known after {after}", record, {"key": str(THIRD.verifier())}
    record = rotated(lost=KEY)
    accept(record, "handover/0002")
    files = record.shelf.files
    files |= {one.replace("0002", "0001"): files[one] for one in record.shelf.names("accepted/")}
    yield "accepted is another handover", record, {"witness_key": court}


def _stolen() -> Part:
    for name, thief in {"first": KEY, "second": SECOND}.items():
        record = rotated()
        extend(record.shelf, head_on(record.shelf), [], key=thief)
        yield f"the {name} key signs on", record, {}
    for name, key in {"second": SECOND, "third": THIRD}.items():
        record = rotated()
        day = Note.parse(record.shelf.get("days/2026-03-02").decode())
        record.shelf.put("days/2026-03-02", str(Note(day.text, (key.sign(day.text),))).encode())
        yield f"the {name} key signs too early", record, {}


def _unfit() -> Part:
    handover, second = "handover/0001", "handover/0002"
    for name, change in {
        "without its new signature": lambda note: Note(note.text, note.signatures[:1]),
        "without its old signature": lambda note: Note(note.text, note.signatures[1:]),
        "without its second key": lambda note: Note(
            note.text.rpartition("to ")[0], note.signatures
        ),
        "without any key": lambda note: Note(note.text.partition("from ")[0], note.signatures),
        "to nobody": lambda note: Note(note.text.replace("to ", "to x"), note.signatures),
    }.items():
        record = rotated()
        chained = change(Note.parse(record.shelf.get(handover).decode()))
        record.shelf.files[handover] = str(chained).encode()
        for key in (KEY, SECOND):
            given = {"key": str(key.verifier())}
            yield f"handover {name} to {key.verifier().key_id.hex()}", record, given
    record = rotated()
    del record.shelf.files[second]
    yield "a handover is gone", record, {}


def _stamped() -> Part:
    days = "days/2026-03-02", "days/2026-03-03"
    for name, change in {
        "right": lambda reply: reply,
        "cut": lambda reply: reply[:-3],
        "longer": lambda reply: reply + b"\x04\x01x",
        "empty": lambda _: b"",
        "wrong": lambda reply: reply.replace(b"hash", b"hush"),
    }.items():
        record = written(Random(1), 7)
        for place, day in enumerate(days):
            digest = sha256(record.shelf.get(day)).digest()
            reply = stamp(digest if place or name != "wrong" else bytes(32))
            record.shelf.put(f"timestamps/{day[5:]}.tsr", change(reply) if place else reply)
        yield f"stamped {name}", record, {}
    record = written(Random(1), 7)
    record.shelf.put("timestamps/2025-01-01.tsr", stamp(sha256(b"").digest()))
    yield "stamped no day", record, {}
    record.shelf.put("timestamps/2025-01-01.tsr", stamp(record.shelf.get(CHECKPOINT)[:32]))
    yield "stamped something", record, {}


def stamp(digest: bytes) -> bytes:
    """The answer of an authority, as far as it is read without a look at its signature."""
    said = _der(2, b"\1"), _der(6, b"policy"), _der(48, _der(48, b"hash") + _der(4, digest))
    info = _der(48, *said, _der(2, b"\7"), _der(24, b"20260303235959Z"), _der(2, b"\5" * 200))
    data = _der(48, _der(2, b"\3"), _der(49), _der(48, _der(6, b"info"), _der(160, _der(4, info))))
    return _der(48, _der(48, _der(2, b"\0")), _der(48, _der(6, b"data"), _der(160, data)))


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    long = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(long)]) + long + content
