"""Calls of the verifier: its words, both languages, and what it cannot read."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.tampered_case import PUBLIC, Case
from tests.written_record import written

GERMAN = (
    *("all: an event beyond the seal", "all: papers that nothing proves", "all: cut"),
    *("actors person", "changed 2014-01-01.toml", "the rules are those decided by"),
    *("after 6 3", "rolled back 3", "rewritten 2", "another earlier", "cosigned, all"),
    *("two cases' documents are swapped", "documents are lost", "a destroyed document is enclosed"),
    *("documents are destroyed", "sealed fields", "content is cut", "acts by one person 0"),
    *("acts too early 0", "a file's count is broken", "time runs backwards", "own key, a part"),
    *("no cosignature is enclosed", "a proof is not enclosed", "a witness keeps another record"),
    *("edit 0", "delete 0", "forged signature 0", "computations do not add up 0"),
    *("untouched 3", "trusting the first key", "stamped right", "stamped wrong"),
)
"""Cases that show each sentence; they are checked in German too."""


def calls(folder: Path) -> Iterator[Case]:
    """What the command line takes."""
    record = written(Random(6), 2)
    path = record.bundle(folder / "called.zip")
    keys = {"no key": "x", "empty key": "", "long key": _key(33), "short key": _key(31)}
    name, key_id, content = PUBLIC.split("+", 2)
    keys |= {"odd sum": f"{name}+{key_id}0+{content}", "padded key": f" {PUBLIC}\n"}
    keys |= {"key of another point": _key(32), "other sum": f"{name}+00000000+{content}"}
    for what, key in keys.items():
        yield Case(f"call with {what}", {"path": path, "key": key})
    yield Case("call without a bundle", {"path": folder / "nothing.zip"})
    yield Case("call without a witness's file", {"path": path, "witness": folder / "nothing"})
    for name, content in (("empty", b""), ("half", path.read_bytes()[:-300])):
        damaged = folder / f"{name}.zip"
        damaged.write_bytes(content)
        yield Case(f"call with a bundle that is {name}", {"path": damaged})
        yield Case(f"call with an earlier one that is {name}", {"path": path, "earlier": damaged})
    yield Case("call in another language", {"path": path, "language": "fr"})
    yield Case("call for help", {"path": "--help", "key": None, "language": None})


def _key(length: int) -> str:
    content = b"\1" + bytes(length)
    key_id = sha256(b"akte.example\n" + content).hexdigest()[:8]
    return f"akte.example+{key_id}+{b64encode(content).decode()}"
