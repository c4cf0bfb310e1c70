"""Finds the programmes' files; each is read once."""

import hashlib
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from domain.bank_days import BankDays
from domain.base_rate import BaseRates
from domain.calendar import Calendar
from domain.holidays import ClosedDays
from domain.kernel import Day
from domain.listing import ListedRecipient, Listing
from domain.programme import Programme
from domain.reasons.rules import NOT_IN_FORCE
from programmes.amendment import Document, NothingToEnd, consolidated
from programmes.doubts import repeated
from programmes.faults import Doubt
from programmes.reading import Source, model, parse, parsed

_REFERENCE = re.compile(r"([a-z][a-z0-9_-]*)@([0-9]{4}-[0-9]{2}-[0-9]{2})")
VERSION_FILE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.toml")
"""How the file of a version is named: by its first day."""


class UnknownProgramme(LookupError):
    """There is no such version of a programme."""


@cache
def load(reference: str) -> Programme:
    """The version of a programme under its reference, such as `wir@2014-01-01`.

    Raises UnknownProgramme where there is none, BadFile where its file cannot be used.
    """
    return _read(file_of(reference), name=name_of(reference))


def read(file: Path) -> Programme:
    """A version that is not filed here, to try it out; it may amend one that is.

    Raises BadFile where it cannot be used, OSError where it cannot be read.
    """
    return _read(file, name=str(file))


def document(reference: str) -> Document:
    """The whole text of a version by key, amendments worked in; raises UnknownProgramme."""
    own, source = opened(file_of(reference), name=name_of(reference))
    return _consolidated(own, source)


def chain(reference: str) -> tuple[str, ...]:
    """The version and those that it amends, the first one last; raises UnknownProgramme."""
    base = _amended(parsed(file_of(reference).read_bytes(), name=reference))
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
        if (version := VERSION_FILE.fullmatch(file.name))
    )
    return tuple(sorted(found))


@cache
def digest(reference: str) -> str:
    """The SHA-256 of the version's file, byte for byte; raises UnknownProgramme.

    That of an amendment covers the digest of what it amends, and so every text of the chain.
    """
    content = file_of(reference).read_bytes()
    base = _amended(parsed(content, name=reference))
    before = digest(base).encode() if base else b""
    return hashlib.sha256(before + content).hexdigest()


@cache
def calendar() -> Calendar:
    """The calendar of Hesse."""
    file = files("programmes") / "holidays.toml"
    return Calendar(parse(ClosedDays, file.read_bytes(), name=file.name))


@cache
def bank_days() -> BankDays:
    """The banking days and the terms of the bank."""
    file = files("programmes") / "bank_days.toml"
    return parse(BankDays, file.read_bytes(), name=file.name)


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


def opened(file: Traversable | Path, *, name: str) -> tuple[Document, Source]:
    """A file's own text by key, and the same as a source of lines; BadFile where it is no TOML."""
    content = file.read_bytes()
    own = parsed(content, name=name)
    return own, Source(content, own, name=name)


def _read(file: Traversable | Path, *, name: str) -> Programme:
    own, source = opened(file, name=name)
    return model(Programme, _consolidated(own, source), source)


def _consolidated(own: Document, source: Source) -> Document:
    base = _amended(own)
    if base is None:
        return own
    version = base.partition("@")[2]
    if str(own.get("version")) <= version:
        raise source.refused([Doubt(("amends",), "amends_later")])
    if twice := list(repeated(own)):
        raise source.refused(twice)
    try:
        return consolidated(document(base), own)
    except UnknownProgramme:
        raise source.refused([Doubt(("amends",), "amends_unknown", {"version": base})]) from None
    except NothingToEnd as nothing:
        raise source.refused([Doubt(("ends",), "nothing_to_end", {"line": nothing})]) from None


def _amended(own: Document) -> str | None:
    """The reference of the version that a file amends, if it amends one."""
    return f"{own.get('id')}@{own['amends']}" if "amends" in own else None


def file_of(reference: str) -> Traversable:
    """Where a version is filed; raises UnknownProgramme."""
    found = _REFERENCE.fullmatch(reference)
    if found is None or reference not in versions():
        raise UnknownProgramme(reference)
    return files("programmes") / found[1] / f"{found[2]}.toml"


def name_of(reference: str) -> str:
    """How a filed version is called where something is wrong with it."""
    return f"programmes/{reference.replace('@', '/')}.toml"
