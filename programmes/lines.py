"""Finds the line of a file on which a place of its text begins."""

import tomllib
from bisect import bisect_left
from collections.abc import Sequence

Part = int | str
Path = tuple[Part, ...]
"""The way to a place: names of keys, numbers of entries from zero."""

NOTHING = object()
"""What stands where nothing stands."""


def line_of(text: str, path: Path) -> int:
    """The line, from 1, on which a place begins; that of what should hold it where it is missing.

    The text is whole TOML. A place is there from the first line on up to which the text holds it,
    so the reader of TOML itself is asked, and nobody reads TOML twice in two ways.
    """
    lines = text.split("\n")
    known = _known(tomllib.loads(text), path)

    def stands(number: int) -> int:
        return int(inside(_first_readable(lines, number), known) is not NOTHING)

    first = bisect_left(range(len(lines)), 1, key=stands)
    return max(1, first) if known else 1


def inside(document: object, path: Path) -> object:
    """What stands at a path, `NOTHING` where nothing does."""
    for part in path:
        document = _entry(document, part)
    return document


def _entry(document: object, part: Part) -> object:
    if isinstance(document, dict):
        return document.get(part, NOTHING)
    if isinstance(document, list) and isinstance(part, int) and part < len(document):
        return document[part]
    return NOTHING


def _known(document: object, path: Path) -> Path:
    lengths = (n for n in range(len(path), -1, -1) if inside(document, path[:n]) is not NOTHING)
    return path[: next(lengths)]


def _first_readable(lines: Sequence[str], number: int) -> object:
    """The text up to a line, or up to the end of the value that it stands in."""
    try:
        return tomllib.loads("\n".join(lines[:number]))
    except tomllib.TOMLDecodeError:
        return _first_readable(lines, number + 1)
