"""Reads facts as they arrive; what cannot be computed is refused by field, never quoted."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError, to_json

from domain.facts import (
    GuidesFacts,
    LanguageCoursesFacts,
    LessonCoursesFacts,
    ProjectFacts,
    SeminarsFacts,
    YearlyCostFacts,
)
from domain.kernel import Message, Money
from domain.lines import FundingLine
from domain.reasons.rules import FACTS_INVALID

RawFacts = str | bytes | Mapping[str, object]
"""Facts as JSON text, or the same as plain values."""

F = TypeVar("F", bound=Message)

_KINDS: dict[str, type[Message]] = {
    "cost_up_to_yearly_cap": YearlyCostFacts,
    "share_of_cost": ProjectFacts,
    "hours_up_to_yearly_cap": GuidesFacts,
    "cost_up_to_rate_per_participant": SeminarsFacts,
    "rate_per_participant_lesson": LanguageCoursesFacts,
    "cost_up_to_lesson_rate_and_cap": LessonCoursesFacts,
}

_WORDS = {
    "missing": ("die Angabe fehlt", "it is missing"),
    "extra_forbidden": ("eine unbekannte Angabe ist dabei", "there is an unknown statement"),
    "int_type": ("es muss eine ganze Zahl sein", "it must be a whole number"),
    "bool_type": ("es muss ja oder nein sein", "it must be yes or no"),
    "value_error": ("der Betrag darf nicht negativ sein", "the amount must not be negative"),
    "greater_than_equal": ("die Zahl ist kleiner als {ge}", "the number is below {ge}"),
    "less_than_equal": ("die Zahl ist größer als {le}", "the number is above {le}"),
    "string_pattern_mismatch": (
        "der Schlüssel muss aus Art und Nummer bestehen, ohne Namen",
        "the key must be a kind and a number, no name",
    ),
    "literal_error": ("erlaubt ist nur: {expected}", "only these are allowed: {expected}"),
    "too_short": ("die Liste ist leer", "the list is empty"),
    "too_long": ("die Liste ist zu lang", "the list is too long"),
    "twice": ("derselbe Schlüssel steht zweimal da", "the same key stands twice"),
    "part_too_large": ("ein Teil ist größer als das Ganze", "a part is larger than the whole"),
}
_OTHER = ("die Angabe hat nicht die erwartete Form", "it does not have the expected form")


def stated_cost(line: FundingLine, facts: RawFacts) -> Money | None:
    """The eligible cost that facts state; `None` where a line is paid by units, not by cost."""
    stated = read(_KINDS[line.rule.kind], facts)
    match stated:
        case YearlyCostFacts() | ProjectFacts():
            return stated.eligible_cents
        case SeminarsFacts(seminars=rows) | LessonCoursesFacts(courses=rows):
            return Money(sum(row.eligible_cents for row in rows))
    return None


def facts_schema(line: FundingLine) -> dict[str, object]:
    """The JSON Schema of the facts a line asks for; titles German, descriptions English."""
    return _KINDS[line.rule.kind].model_json_schema()


def read(kind: type[F], facts: RawFacts) -> F:
    """Facts of one kind; Refused with the field where they are not exactly that.

    Neither the refusal nor the chain of causes holds what was typed.
    """
    try:
        text = facts if isinstance(facts, str | bytes) else to_json(dict(facts))
        return kind.model_validate_json(text, strict=True)
    except PydanticSerializationError:
        german, english = _OTHER
        refused = FACTS_INVALID.because(german=german, english=english)
    except ValidationError as errors:
        error = errors.errors(include_url=False, include_input=False)[0]
        place = error["loc"][:-1] if error["type"] == "extra_forbidden" else error["loc"]
        german, english = _WORDS.get(error["type"], _OTHER)
        limits = error.get("ctx", {})
        refused = FACTS_INVALID.because(
            ".".join(("facts", *map(str, place))),
            german=german.format(**limits),
            english=english.format(**limits),
        )
    raise refused
