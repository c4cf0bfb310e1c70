"""Looks at a file of rules as it would stand among the filed ones, before anything rests on it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path

from domain.programme import Programme
from programmes.faults import BadFile, Doubt
from programmes.load import (
    VERSION_FILE,
    base_rates,
    calendar,
    file_of,
    listed,
    load,
    name_of,
    opened,
    read,
    versions,
)


def check(file: Path) -> Programme:
    """A version that may be filed.

    Raises BadFile where it cannot be used, is not what its name says, or is valid while another
    is; OSError where it cannot be read.
    """
    programme = read(file)
    dated = VERSION_FILE.fullmatch(file.name)
    reference = f"{programme.id}@{dated[1]}" if dated else programme.reference
    _stands(programme, file, name=str(file), reference=reference)
    return programme


def bad_files() -> tuple[BadFile, ...]:
    """Every filed text that cannot be used, none where all is well; looks at no database."""
    looks: list[Callable[[], object]] = [base_rates, calendar, listed]
    looks += [partial(_filed, reference) for reference in versions()]
    return refusals(looks)


def refusals(looks: Iterable[Callable[[], object]]) -> tuple[BadFile, ...]:
    """Those of the looks at files that end in a refusal, each said once."""
    found = {str(bad): bad for bad in map(_refusal, looks) if bad}
    return tuple(found.values())


def _refusal(look: Callable[[], object]) -> BadFile | None:
    try:
        look()
    except BadFile as bad:
        return bad
    return None


def _filed(reference: str) -> None:
    programme = load(reference)
    _stands(programme, file_of(reference), name=name_of(reference), reference=reference)


def _stands(programme: Programme, file: Path | Traversable, *, name: str, reference: str) -> None:
    found = [*_misnamed(programme, reference), *_overlaps(programme)]
    if found:
        raise opened(file, name=name)[1].refused(found)


def _misnamed(programme: Programme, reference: str) -> Iterator[Doubt]:
    folder = reference.partition("@")[0]
    if programme.reference != reference:
        yield Doubt(("version" if programme.id == folder else "id",), "name")


def _overlaps(programme: Programme) -> Iterator[Doubt]:
    """A version without an end is superseded by the next; one with an end and another are not."""
    for reference in versions():
        folder, _, version = reference.partition("@")
        if folder != programme.id or version == programme.version.isoformat():
            continue
        other = load(reference)
        if other.valid_to and other.valid_from <= programme.valid_from <= other.valid_to:
            yield Doubt(("valid_from",), "overlap", {"version": reference})
        elif programme.valid_to and programme.in_force_on(other.valid_from):
            yield Doubt(("valid_to",), "overlap", {"version": reference})
        elif programme.valid_from == other.valid_from:
            yield Doubt(("valid_from",), "overlap", {"version": reference})
