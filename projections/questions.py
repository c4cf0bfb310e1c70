"""The questions of courts of audit in words: title, legal basis, the value used, explanations."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from domain.words import Language
from projections.wording import filled

_FILE = tomllib.loads(files("projections").joinpath("questions.toml").read_text(encoding="utf-8"))
WORDS: dict[str, dict[str, dict[str, str]]] = _FILE.pop("words")
"""Named values of facts in words."""


_CENTS = 100
_MONTHS, _EUROS = 3, 9  # as many digits as a day and an amount can bear

Values = Mapping[str, int]
"""Values that somebody asks with instead of those of the table, by the codes of questions."""
NO_VALUES: Values = MappingProxyType({})


class Said(NamedTuple):
    """A text in both languages."""

    de: str
    en: str

    def told(self, language: Language, **facts: object) -> str:
        """The text with facts in its places."""
        return filled(self.de if language == "de" else self.en, facts, language)


@dataclass(frozen=True)
class Question:
    """One question; `value` is the number it uses, `assumption` says why where no law names it.

    `said` is what a hit says, `explanation` what may explain it.
    """

    code: str
    title: Said
    asks: Said
    basis: str
    said: Said
    explanation: Said
    value: int
    source: str
    assumption: Said | None

    @property
    def unit(self) -> int:
        """What one of what people name makes of the value: cents for a euro, else 1."""
        return _CENTS if "{value_cents}" in self.asks.de else 1

    def words(self, language: Language, values: Values = NO_VALUES) -> str:
        """The question with its value, or with the one that somebody chose."""
        value = values.get(self.code, self.value)
        return self.asks.told(language, value=value, value_cents=value)


def _question(code: str, read: Mapping[str, Any]) -> Question:
    return Question(
        code=code,
        title=Said(**read["title"]),
        asks=Said(**read["question"]),
        basis=read["basis"],
        said=Said(**read["said"]),
        explanation=Said(**read["explanation"]),
        value=read.get("value", 0),
        source=read.get("source", ""),
        assumption=Said(**read["assumption"]) if "assumption" in read else None,
    )


QUESTIONS: dict[str, Question] = {code: _question(code, read) for code, read in _FILE.items()}
"""Every question under its code, in the order in which they are shown."""


def chosen(asked: Mapping[str, str]) -> Values:
    """The values that somebody typed: months and roles as numbers, amounts in whole euro.

    What is no number, or belongs to a question without a value, is passed over.
    """
    typed = {code: asked.get(code, "").strip() for code, one in QUESTIONS.items() if one.value}
    return {
        code: int(text) * QUESTIONS[code].unit
        for code, text in typed.items()
        if text.isascii()
        and text.isdecimal()
        and len(text) <= (_EUROS if QUESTIONS[code].unit == _CENTS else _MONTHS)
    }
