"""The questions of courts of audit in words: title, legal basis, the value used, explanations."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple

from domain.words import Language
from projections.wording import filled

_FILE = tomllib.loads(files("projections").joinpath("questions.toml").read_text(encoding="utf-8"))
WORDS: dict[str, dict[str, dict[str, str]]] = _FILE.pop("words")
"""Named values of facts in words."""


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

    def words(self, language: Language) -> str:
        """The question with its value."""
        return self.asks.told(language, value=self.value, value_cents=self.value)


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
