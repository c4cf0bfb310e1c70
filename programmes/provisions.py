"""The whole text of a version as a list: each value, its source, and since which version."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from programmes.amendment import Document
from programmes.load import chain, document

_PARTS = ("parameters", "funds", "lines")


class Provision(NamedTuple):
    """One value of law; `since` is the version that named its part last."""

    place: str
    value: str
    unit: str | None
    reference: str
    assumption: bool
    since: str


def provisions(reference: str) -> tuple[Provision, ...]:
    """Every value of a version in the order of its text; raises UnknownProgramme.

    A value that the notice sets has no value here.
    """
    texts = [(version, document(version)) for version in chain(reference)]
    return tuple(
        one._replace(place=f"{kind}.{name}{one.place}", since=_since(texts, kind, name))
        for kind in _PARTS
        for name, part in _named(texts[0][1].get(kind))
        for one in _values(part, "")
    )


def _since(texts: list[tuple[str, Document]], kind: str, name: str) -> str:
    """The oldest version up to which the part stands unchanged."""
    current, since = None, ""
    for version, text in texts:
        part = dict(_named(text.get(kind))).get(name)
        if current is not None and part != current:
            break
        current, since = part, version
    return since


def _named(entries: object) -> Iterator[tuple[str, object]]:
    """The entries of a table or of a list, by name, by id, or by number."""
    if isinstance(entries, Mapping):
        yield from ((str(key), value) for key, value in entries.items())
    if isinstance(entries, list):
        for number, entry in enumerate(entries, 1):
            known = isinstance(entry, Mapping) and "id" in entry
            yield str(entry["id"]) if known else str(number), entry


def _values(part: object, place: str) -> Iterator[Provision]:
    if isinstance(part, Mapping) and "reference" in part and {"value", "of_notice"} & set(part):
        yield Provision(
            place,
            value=_said(part.get("value")),
            unit=part.get("unit"),
            reference=str(part["reference"]),
            assumption=bool(part.get("assumption")),
            since="",
        )
    else:
        for name, inner in _named(part):
            yield from _values(inner, f"{place}.{name}")


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, Mapping):
        return " ".join(f"{key} {_said(one)}" for key, one in value.items())
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
