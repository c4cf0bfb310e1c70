"""One valid content for every command, made from its own shape, and ways to spoil it."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

from domain.kernel import Command
from domain.policy import ALLOWED
from office.deciders import COMMANDS
from tests.web.life import CASE, COUNTY, FACTS, IBAN

Content = dict[str, Any]
Place = tuple[str | int, ...]

PERSONS = {
    "clerk": "k.adler",
    "signatory": "d.dorn",
    "budget_officer": "b.falk",
    "treasury": "h.ginster",
    "ministry": "l.hasel",
    "auditor": "r.iltis",
    "data_protection": "e.linde",
    "trainer": "t.jung",
    "applicant": f"antrag.{COUNTY}",
    "county_finance": f"kasse.{COUNTY}",
}
"""A training person for every role that people have."""

_BY_NAME: Content = {
    "case": CASE,
    "draw_case": CASE,
    "recipient": COUNTY,
    "iban": IBAN,
    "facts": FACTS,
    "recognised_facts": FACTS,
    "checklist": {"form": True},
    "programme": "wir",
    "line": "coordination",
    "bic": "COBADEFFXXX",
    "email": "kasse@kreis.example",
    "county": COUNTY,
    "upper": CASE,
    "secret": f"whsec_{'A' * 32}",
    "old_key": f"akte.example+00000001+{'A' * 44}",
    "new_key": f"akte.example+00000002+{'B' * 44}",
}


def content_of(command: type[Command]) -> Content:
    """A content that the command accepts as far as its shape goes."""
    schema = command.model_json_schema()
    made = _made("", schema, schema.get("$defs", {}))
    assert isinstance(made, dict)
    return made


def asked_by_people() -> list[str]:
    """The names of all commands that some person may give."""
    return [name for name, command in COMMANDS.items() if person_for(command)]


def person_for(command: type[Command]) -> str | None:
    """A training person who may give the command, `None` where only the engine may."""
    return next((PERSONS[role] for role in ALLOWED[command] if role in PERSONS), None)


def stranger_to(command: type[Command]) -> str:
    """A training person who may not give the command."""
    return next(person for role, person in PERSONS.items() if role not in ALLOWED[command])


def places(content: object, place: Place = ()) -> Iterator[Place]:
    """The paths to all single values of a content; facts and ticks have rules of their own."""
    if isinstance(content, dict):
        for name, inner in content.items():
            if name not in {"facts", "recognised_facts", "checklist"}:
                yield from places(inner, (*place, name))
    elif isinstance(content, list):
        for number, inner in enumerate(content):
            yield from places(inner, (*place, number))
    else:
        yield place


def value_at(content: object, place: Place) -> object:
    for part in place:
        content = content[part]  # type: ignore[index]  # the path was read from this content
    return content


def spoiled(content: Content, place: Place, value: object) -> Content:
    """A copy with another value at a place."""
    copied = copy.deepcopy(content)
    inner: Any = copied
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = value
    return copied


def with_literal(content: Content, place: Place, literal: str) -> str:
    """The content as JSON text with a literal that no encoder would write, such as `1e3`."""
    return json.dumps(spoiled(content, place, "@@literal@@")).replace('"@@literal@@"', literal)


def _made(name: str, shape: Mapping[str, Any], defs: Mapping[str, Any]) -> object:
    if name in _BY_NAME:
        return _BY_NAME[name]
    if "anyOf" in shape:
        return _made(name, shape["anyOf"][0], defs)
    if "$ref" in shape:
        return _made(name, defs[shape["$ref"].rpartition("/")[2]], defs)
    if "enum" in shape or "const" in shape:
        return shape.get("const", shape.get("enum", [None])[0])
    match shape.get("type"):
        case "object":
            return {key: _made(key, inner, defs) for key, inner in shape["properties"].items()}
        case "array":
            return [_made(name.removesuffix("s"), shape["items"], defs)]
        case "integer":
            return max(shape.get("minimum", 1), 1)
        case "boolean":
            return True
        case _:
            return _text(shape)


def _text(shape: Mapping[str, Any]) -> str:
    if shape.get("format") == "date":
        return "2015-12-01"
    pattern = str(shape.get("pattern", ""))
    if "https://" in pattern:
        return "https://kasse.example/"
    return "a" * 64 if "{64}" in pattern else "form" if pattern else "Ein Satz mit Grund"
