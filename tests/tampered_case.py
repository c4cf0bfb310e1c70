"""What a tampered bundle is: its name, what it is checked against, and how it is packed."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.sealed import KEY
from tests.written_record import Written

PUBLIC = str(KEY.verifier())
Parts = dict[str, bytes]
Told = tuple[str, str, object, str]
"""An event: its file, its topic, its content and who acted."""


class Case(NamedTuple):
    """A bundle and the words of the call that checks it."""

    name: str
    given: dict[str, Any]

    @property
    def words(self) -> list[str]:
        """The command line."""
        options = {"key": PUBLIC, "language": "en"} | self.given
        words = [str(options.pop("path"))]
        for name, value in options.items():
            for one in value if isinstance(value, list) else [value]:
                words += [f"--{name.replace('_', '-')}", str(one)] if one is not None else []
        return words


def case_of(name: str, record: Written, folder: Path, **more: Any) -> Case:
    """A record's bundle; `case` makes it an extract, `add` encloses files, all else is given."""
    path = folder / f"{name}.zip".replace(" ", "_")
    record.bundle(path, more.pop("case", None), after=more.pop("after", ()))
    if add := more.pop("add", None):
        pack(path, unpacked(path) | add)
    return Case(name, {"path": path} | more)


def filed(*events: Told) -> Written:
    """A sealed record of these events."""
    record = Written()
    for subject, topic, content, person in events:
        record.file(subject, topic, content, person=person)
    record.seal()
    return record


def unpacked(path: Path) -> Parts:
    """The files of a bundle."""
    with zipfile.ZipFile(path) as files:
        return {name: files.read(name) for name in files.namelist()}


def pack(target: Path, parts: dict[str, Any]) -> Path:
    """Writes a bundle of these files, without those that are `None`."""
    with zipfile.ZipFile(target, "w") as files:
        for name, content in parts.items():
            if content is not None:
                files.writestr(name, content)
    return target


def frames(events: bytes) -> list[bytes]:
    """The events of a bundle as they lie there."""
    return list(_frames(events))


def _frames(events: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(events):
        [length] = struct.unpack_from(">i", events, at)
        end = at + 4 + length + 33
        end += 32 * events[end - 1]
        yield events[at:end]
        at = end
