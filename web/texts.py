"""Everything the pages say, in both languages, from one file."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from domain.words import Language

LANGUAGES: tuple[Language, ...] = ("de", "en")


@cache
def texts() -> Mapping[str, dict[Language, str]]:
    """Every text under its dotted key."""
    said = (files("web") / "texts.toml").read_text(encoding="utf-8")
    return dict(_leaves("", tomllib.loads(said)))


def say(key: str, language: Language, **facts: object) -> str:
    """The text in one language, with its `{names}` filled in; KeyError where there is none."""
    text = texts()[key][language]
    return text.format(**facts) if facts else text


def known(key: str) -> bool:
    """Whether there is such a text."""
    return key in texts()


def _leaves(prefix: str, table: Mapping[str, object]) -> list[tuple[str, dict[Language, str]]]:
    found: list[tuple[str, dict[Language, str]]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        if not isinstance(value, dict):
            raise TypeError(f"{key} is neither a section nor a text")
        if set(value) == set(LANGUAGES):
            found.append((key, value))
        else:
            found += _leaves(f"{key}.", value)
    return found
