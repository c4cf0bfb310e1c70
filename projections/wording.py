"""Words for people: the sentences and terms of `words.toml`, with facts filled in."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal

from domain.kernel import Event, Money
from domain.words import Language, written

Audience = Literal["authority", "recipient"]
"""Who reads: the authority's own people, or a recipient and its county's finance office."""

WORDS: Mapping[str, Any] = tomllib.loads(
    files("projections").joinpath("words.toml").read_text(encoding="utf-8")
)


def amount(cents: int, language: Language) -> str:
    """An amount as the language writes it: `1.234,56 €` or `€1,234.56`."""
    if language == "de":
        return Money(cents).euro
    sign, whole = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}€{whole // 100:,}.{whole % 100:02d}"


def term(group: str, key: str, language: Language, *, audience: Audience = "authority") -> str:
    """A word or sentence of a group, in the reader's own words where it has two forms.

    Raises KeyError where there is none.
    """
    words = WORDS[group][key]
    return str(words.get(audience, words)[language])


def sentence(event: Event, language: Language, *, number: int) -> str:
    """What happened, with the event's facts and the number of the draw-down it is about."""
    template = term("timeline", event.TOPIC, language)
    facts = {name: getattr(event, name, number) for name in _places(template)}
    return filled(template, facts, language)


def filled(template: str, facts: Mapping[str, object], language: Language) -> str:
    """A sentence with facts in its places."""
    return template.format_map(
        {name: _fact(name, facts[name], language) for name in _places(template)}
    )


@cache
def _places(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)


def _fact(name: str, value: object, language: Language) -> str:
    """A fact in words: named values by their words, lists by how many they are."""
    named = WORDS["values"].get(name, {}).get(str(value).lower())
    if named is not None:
        return str(named[language])
    match value:
        case int() if name.endswith("_cents"):
            return amount(value, language)
        case date():
            return written(value, language)
        case tuple():
            return str(len(value))
        case _:
            return str(value)
