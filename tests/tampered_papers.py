"""Bundles whose enclosed rules or whose list of persons say something else than the events."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.tampered_case import Case, Told, case_of, filed
from tests.written_record import written

FIRST, SECOND = b'name = "wir"\n', b'name = "wir"\namends = 2014-01-01\n'
NAMES = ("programmes/wir/2014-01-01.toml", "programmes/wir/2017-01-01.toml")
ENCLOSED = dict(zip(NAMES, (FIRST, SECOND), strict=True))


def papers(folder: Path) -> Iterator[Case]:
    """Rules, actors, and files that the bank sent."""
    yield from _rules(folder)
    yield from _actors(folder)
    yield from _messages(folder)


def _pinned(reference: str, digest: str) -> Told:
    content = {"programme": reference, "programme_digest": digest}
    return "application:T1", "application.submitted.v1", content, "a"


def _rules(folder: Path) -> Iterator[Case]:
    first = sha256(FIRST).hexdigest()
    second = sha256(first.encode() + SECOND).hexdigest()
    old, new = _pinned("wir@2014-01-01", first), _pinned("wir@2017-01-01", second)
    record = filed(old, new, old)
    changed = {name: content + b" " for name, content in ENCLOSED.items()}
    yield case_of("the rules are those decided by", record, folder, add=ENCLOSED)
    for name, content in changed.items():
        yield case_of(f"changed {name[-15:]}", record, folder, add=ENCLOSED | {name: content})
    yield case_of("no rules are enclosed", record, folder)
    both = ENCLOSED | {"programmes/wir/2021-01-01.toml": b"x"}
    yield case_of("rules by which nobody decided", filed(old, old), folder, add=both)
    bare = _pinned("wir@2017-01-01", sha256(SECOND).hexdigest())
    one = {NAMES[1]: SECOND}
    yield case_of("what they amend is not enclosed", filed(new), folder, add=one)
    yield case_of("what they amend was left out", filed(bare), folder, add=ENCLOSED)
    round_about = {NAMES[0]: b"amends = 2014-01-01"}
    yield case_of("rules that amend themselves", filed(old), folder, add=round_about)
    none = {"programme": 5, "programme_digest": [1]}
    odd = ("application:T1", "application.submitted.v1", none, "a")
    yield case_of("rules without a name", filed(odd), folder)
    odd = ("application:T1", "application.submitted.v1", none | {"programme_digest": "a"}, "a")
    yield case_of("rules named by a number", filed(odd), folder)


def _actors(folder: Path) -> Iterator[Case]:
    record = written(Random(2), 2)
    right = [
        ["k.adler", "clerk", 1, 5, 2],
        ["m.birke", "clerk", 2, 7, 4],
        ["d.dorn", "clerk", 4, 8, 2],
    ]
    told: dict[str, object] = {
        "right": right,
        "count": [*right[:2], ["d.dorn", "clerk", 4, 8, 3]],
        "last number": [*right[:2], ["d.dorn", "clerk", 4, 7, 2]],
        "first number": [*right[:2], ["d.dorn", "clerk", 3, 8, 2]],
        "role": [*right[:2], ["d.dorn", "head", 4, 8, 2]],
        "person": [*right[:2], ["d.wald", "clerk", 4, 8, 2]],
        "one left out": right[1:],
        "one too many": [*right, ["e.neu", "clerk", 7, 7, 1]],
        "no rows": [1],
        "rows of nothing": [*right, []],
    }
    for name, rows in told.items():
        add = {"actors.json": json.dumps(rows).encode()}
        yield case_of(f"actors {name}", record, folder, add=add)
    add = {"actors.json": b"[]"}
    yield case_of("actors of an extract", record, folder, case="WIR-2026-T0001", add=add)


def _messages(folder: Path) -> Iterator[Case]:
    said = b"<Document>camt.053</Document>"
    name = sha256(said).hexdigest()
    event = (f"bank_message:{name}", "bank_message.recorded.v1", {"lines": 1}, "system")
    record = filed(event)
    for how, content in {"as it came": said, "altered": said + b" "}.items():
        add = {f"documents/{name}": content}
        yield case_of(f"a message of the bank {how}", record, folder, add=add)
    yield case_of("a message of the bank is not enclosed", record, folder)
