"""Reads a file of rules; what is wrong with it is told all at once, each with its line."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, to_json

from domain.programme import Programme
from programmes.amendment import Document
from programmes.doubts import doubts
from programmes.faults import BadFile, Doubt, Fault
from programmes.lines import NOTHING, Part, Path, inside, line_of

M = TypeVar("M", bound=BaseModel)

_AT_LINE = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)")
_BLAMED = {
    "no_reason": "assumption",
    "two_deadlines": "application_lead",
    "financing": "financing",
    "circumstances": "circumstances",
    "union_tag_invalid": "kind",
}
"""Which key of a table is at fault where a check of the whole table fails."""
_CODES = {
    "must be greater than zero": "above_zero",
    "day is out of range for month": "day_unknown",
    "month must be in 1..12": "day_unknown",
}

_SYNTAX = {
    "Invalid date": "day_unknown",
    "Cannot declare": "again",
    "Cannot overwrite": "again",
    "Duplicate": "again",
}
"""How the reader of TOML begins what it says, where we have words for it."""


def parse(kind: type[M], content: bytes, *, name: str) -> M:
    """The content of a TOML file as a strict model; BadFile names file, line, key and reason."""
    own = parsed(content, name=name)
    return model(kind, own, Source(content, own, name=name))


def parsed(content: bytes, *, name: str) -> Document:
    """The text by key; BadFile where it is none."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as unreadable:
        line = content[: unreadable.start].count(b"\n") + 1
        fault = Fault.of("no_text", {}, line=line, place=_place({}, ()))
    except tomllib.TOMLDecodeError as unreadable:
        fault = _no_toml(content.decode("utf-8"), str(unreadable))
    raise BadFile(name, [fault])


def _no_toml(text: str, said: str) -> Fault:
    found = _AT_LINE.search(said)
    line = int(found[1]) if found and found[1] else _last_statement(text)
    message = _AT_LINE.sub("", said)
    code = next((code for start, code in _SYNTAX.items() if message.startswith(start)), "no_toml")
    return Fault.of(code, {"message": message}, line=line, place=_place({}, ()))


def _last_statement(text: str) -> int:
    """The line on which begins what has no end."""
    lines = text.split("\n")
    for number in range(len(lines) - 1, 0, -1):
        try:
            tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue
        return number + 1
    return 1


class Source:
    """One file as it was written: it knows on which line stands what a whole text says."""

    def __init__(self, content: bytes, own: Document, *, name: str) -> None:
        self.name = name
        self._text = content.decode("utf-8")
        self._own = own

    def refused(self, doubts: Iterable[Doubt], *, whole: Document | None = None) -> BadFile:
        """The refusal of the file for what was found in it, or in the whole text it belongs to."""
        return BadFile(self.name, [self._fault(one, whole or self._own) for one in doubts])

    def _fault(self, doubt: Doubt, whole: Document) -> Fault:
        line = line_of(self._text, _within_own(self._own, whole, doubt.path))
        return Fault.of(doubt.code, doubt.context, line=line, place=_place(whole, doubt.path))


def model(kind: type[M], whole: Document, source: Source) -> M:
    """A whole text as a strict model; what is wrong is looked for in the file it came from."""
    found = list(doubts(whole)) if issubclass(kind, Programme) else []
    try:
        read = kind.model_validate_json(to_json(whole), strict=True)
    except ValidationError as invalid:
        errors = (one for one in invalid.errors() if one["loc"] or not found)
        found += [_doubt(whole, one) for one in errors if not _of_other_kind(whole, one["loc"])]
    if found:
        raise source.refused(found, whole=whole) from None
    return read


def _doubt(whole: Document, error: ErrorDetails) -> Doubt:
    context: Mapping[str, object] = error.get("ctx", {})
    code = _CODES.get(str(context.get("error")), error["type"])
    path = tuple(_written(whole, error["loc"]))
    blamed = _BLAMED.get(code)
    return Doubt((*path, blamed) if blamed else path, code, context)


def _written(whole: object, path: Path) -> Iterator[Part]:
    """The path without the kinds of rules that no file writes; its last part may be missing."""
    for depth, part in enumerate(path, start=1):
        entry = inside(whole, (part,))
        if entry is not NOTHING:
            whole = entry
        elif depth < len(path) or not isinstance(whole, dict) or _is_kind(whole, part):
            continue
        yield part


def _is_kind(whole: object, part: Part) -> bool:
    """Whether a part of the path is no word of the file but the kind of value that was tried."""
    named = whole.get("kind") if isinstance(whole, dict) else None
    return part in {"OfNotice", named} or "[" in str(part)


def _of_other_kind(whole: Document, path: Path) -> bool:
    """Whether an error is one of the kind of value that was not meant: by notice, or by source."""
    kinds = [number for number, part in enumerate(path) if _is_kind(None, part)]
    if not kinds:
        return False
    value = inside(whole, tuple(_written(whole, path[: kinds[0]])))
    meant = isinstance(value, dict) and "of_notice" in value
    return (path[kinds[0]] == "OfNotice") is not meant


def _within_own(own: Document, whole: Document, path: Path) -> Path:
    """Where a place of the whole text stands in the amending file: an entry of a list by its id."""
    found: list[Part] = []
    here: object = own
    there: object = whole
    for part in path:
        found.append(_number(here, there, part))
        here, there = inside(here, (found[-1],)), inside(there, (part,))
    return tuple(found)


def _number(here: object, there: object, part: Part) -> Part:
    if here is there or not isinstance(here, list):
        return part
    entry = inside(there, (part,))
    return next((n for n, one in enumerate(here) if one is entry), len(here))


def _place(whole: object, path: Path) -> str:
    """The path as people say it: an entry of a list by its id."""
    words: list[str] = []
    for part in path:
        whole = inside(whole, (part,))
        words.append(_named(whole, part))
    return ".".join(words) or "the whole"


def _named(entry: object, part: Part) -> str:
    if isinstance(part, int) and isinstance(entry, dict):
        return str(entry.get("id", entry.get("key", part)))
    return str(part)
