"""A version with one value changed, to try what it would mean; it is filed nowhere."""

from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import to_json

from domain.programme import Programme
from programmes.load import document
from programmes.provisions import Provision, provisions

_PARAMETERS = ("reduction_threshold", "budget_line_excess", "rounding_")


class DoesNotFit(ValueError):
    """What was typed cannot stand at the place."""


def changeable(reference: str) -> tuple[Provision, ...]:
    """The values of a version by which amounts are computed; raises UnknownProgramme."""
    return tuple(one for one in provisions(reference) if _computes(one) and one.value)


def tried(reference: str, place: str, typed: str) -> Programme:
    """The version with the value at a place of `changeable` as it was typed.

    Raises DoesNotFit where the place is none of those or the value does not fit there.
    """
    if place not in {one.place for one in changeable(reference)}:
        raise DoesNotFit(f"{reference}: {place} is no value that can be tried")
    whole = document(reference)
    entry: object = whole
    for part in place.split("."):
        entry = _within(entry, part)
    assert isinstance(entry, dict)
    entry["value"] = _read(typed.strip(), like=entry["value"])
    try:
        return Programme.model_validate_json(to_json(whole), strict=True)
    except ValidationError:
        raise DoesNotFit(f"{reference}: {place}: the value does not fit") from None


def _computes(one: Provision) -> bool:
    kind, name, *path = one.place.split(".")
    if kind == "lines":
        return "rule" in path and not {"conditions", "only_with"} & set(path)
    return kind == "parameters" and name.startswith(_PARAMETERS)


def _within(entry: object, part: str) -> object:
    if isinstance(entry, list):
        return next(one for one in entry if one["id"] == part)
    assert isinstance(entry, Mapping)
    return entry[part]


def _read(typed: str, *, like: object) -> object:
    """The typed text as the kind of value that stood there."""
    if isinstance(like, bool):
        return {"true": True, "false": False}.get(typed, typed)
    if isinstance(like, int) and typed.isascii() and typed.isdigit():
        return int(typed)
    return typed
