"""Finds and reads the programmes' files; a bad file is refused with its name, key and reason."""

import hashlib
import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from domain.base_rate import BaseRates
from domain.calendar import Calendar
from domain.holidays import ClosedDays
from domain.kernel import Day
from domain.listing import ListedRecipient, Listing
from domain.programme import Programme
from domain.reasons.rules import NOT_IN_FORCE
from programmes.amendment import Document, NothingToEnd, consolidated

_REFERENCE = re.compile(r"([a-z][a-z0-9_-]*)@([0-9]{4}-[0-9]{2}-[0-9]{2})")
_VERSION_FILE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.toml")

M = TypeVar("M", bound=BaseModel)


class BadFile(Exception):
    """A file of rules that cannot be used; says which file, which key, and why."""


class UnknownProgramme(LookupError):
    """There is no such version of a programme."""


@cache
def load(reference: str) -> Programme:
    """The version of a programme under its reference, such as `wir@2014-01-01`.

    Raises UnknownProgramme where there is none, BadFile where its file cannot be used.
    """
    file = _file(reference)
    return _model(Programme, _consolidated(file.read_bytes(), name=file.name), name=file.name)


def read(file: Path) -> Programme:
    """A version that is not filed here, to try it out; it may amend one that is.

    Raises BadFile where it cannot be used, OSError where it cannot be read.
    """
    return _model(Programme, _consolidated(file.read_bytes(), name=file.name), name=file.name)


def document(reference: str) -> Document:
    """The whole text of a version by key, amendments worked in; raises UnknownProgramme."""
    file = _file(reference)
    return _consolidated(file.read_bytes(), name=file.name)


def chain(reference: str) -> tuple[str, ...]:
    """The version and those that it amends, the first one last; raises UnknownProgramme."""
    base = _amended(_parsed(_file(reference).read_bytes(), name=reference))
    return (reference, *chain(base)) if base else (reference,)


def in_force(programme: str, day: Day) -> Programme:
    """The newest version for a period that begins on the day; Refused where there is none.

    So a version without an end is superseded by the next one, and its file stays as it is.
    """
    for reference in reversed(versions()):
        if reference.startswith(f"{programme}@") and load(reference).in_force_on(day):
            return load(reference)
    raise NOT_IN_FORCE.because(day=day.isoformat())


@cache
def versions() -> tuple[str, ...]:
    """The references of all versions of all programmes, in order."""
    found = (
        f"{folder.name}@{version[1]}"
        for folder in files("programmes").iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if (version := _VERSION_FILE.fullmatch(file.name))
    )
    return tuple(sorted(found))


@cache
def digest(reference: str) -> str:
    """The SHA-256 of the version's file, byte for byte; raises UnknownProgramme.

    That of an amendment covers the digest of what it amends, and so every text of the chain.
    """
    content = _file(reference).read_bytes()
    base = _amended(_parsed(content, name=reference))
    before = digest(base).encode() if base else b""
    return hashlib.sha256(before + content).hexdigest()


@cache
def calendar() -> Calendar:
    """The calendar of Hesse."""
    file = files("programmes") / "holidays.toml"
    return Calendar(parse(ClosedDays, file.read_bytes(), name=file.name))


@cache
def base_rates() -> BaseRates:
    """The base rates of § 247 BGB."""
    file = files("programmes") / "base_rate.toml"
    return parse(BaseRates, file.read_bytes(), name=file.name)


@cache
def recipients(programme: str) -> tuple[ListedRecipient, ...]:
    """The bodies a programme lists by name, none where it has no list; raises UnknownProgramme."""
    if not any(reference.startswith(f"{programme}@") for reference in versions()):
        raise UnknownProgramme(programme)
    lists = (
        parse(Listing, file.read_bytes(), name=file.name).recipients
        for file in (files("programmes") / programme).iterdir()
        if file.name == "recipients.toml"
    )
    return next(lists, ())


def listed() -> tuple[ListedRecipient, ...]:
    """The bodies that any programme lists by name, each once."""
    names = dict.fromkeys(reference.partition("@")[0] for reference in versions())
    return tuple({one.key: one for name in names for one in recipients(name)}.values())


def parse(kind: type[M], content: bytes, *, name: str) -> M:
    """The content of a TOML file as a strict model; BadFile names file, key or line, and reason."""
    return _model(kind, _parsed(content, name=name), name=name)


def _parsed(content: bytes, *, name: str) -> Document:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
        raise BadFile(f"{name}: {unreadable}") from unreadable


def _consolidated(content: bytes, *, name: str) -> Document:
    own = _parsed(content, name=name)
    base = _amended(own)
    if base is None:
        return own
    try:
        return consolidated(document(base), own)
    except UnknownProgramme as unknown:
        raise BadFile(f"{name}: amends: there is no version {unknown}") from unknown
    except NothingToEnd as nothing:
        raise BadFile(f"{name}: {nothing}") from nothing


def _amended(own: Document) -> str | None:
    """The reference of the version that a file amends, if it amends one."""
    return f"{own.get('id')}@{own['amends']}" if "amends" in own else None


def _model(kind: type[M], document: Document, *, name: str) -> M:
    try:
        return kind.model_validate_json(to_json(document), strict=True)
    except ValidationError as invalid:
        error = invalid.errors()[0]
        raise BadFile(f"{name}: {_place(document, error['loc'])}: {error['msg']}") from invalid


def _file(reference: str) -> Traversable:
    found = _REFERENCE.fullmatch(reference)
    if found is None or reference not in versions():
        raise UnknownProgramme(reference)
    return files("programmes") / found[1] / f"{found[2]}.toml"


def _place(document: object, path: tuple[int | str, ...]) -> str:
    """The path as the file spells it: an entry of a list by its id, no kinds of rules between."""
    words: list[str] = []
    for depth, part in enumerate(path, start=1):
        if isinstance(document, list) and isinstance(part, int):
            document = document[part]
            words.append(_named(document, part))
        elif isinstance(document, dict) and part in document:
            document = document[part]
            words.append(str(part))
        elif depth == len(path):
            words.append(str(part))
    return ".".join(words) or "the whole"


def _named(entry: object, number: int) -> str:
    if isinstance(entry, dict):
        return str(entry.get("id", entry.get("key", number)))
    return str(number)
