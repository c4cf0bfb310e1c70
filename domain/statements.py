"""Reads facts as they arrive; what cannot be computed is refused by field, never quoted."""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from pydantic import Field, ValidationError, create_model, model_validator
from pydantic_core import PydanticCustomError, PydanticSerializationError, to_json

from domain.facts import (
    AmountFacts,
    AssignmentsFacts,
    GuidesFacts,
    LanguageCoursesFacts,
    LessonCoursesFacts,
    NoticeAmountFacts,
    NoticeShareFacts,
    ProjectFacts,
    SeminarsFacts,
    TrainingsFacts,
    YearlyCostFacts,
)
from domain.kernel import Message, Money
from domain.lines import FundingLine
from domain.reasons.rules import FACTS_INVALID
from domain.rule_kinds import (
    Circumstance,
    Component,
    Composition,
    CostUpToAmount,
    Rule,
    ShareOfCost,
)
from domain.sourced import OfNotice

RawFacts = str | bytes | Mapping[str, object]
"""Facts as JSON text, or the same as plain values."""

F = TypeVar("F", bound=Message)

_KINDS: dict[str, type[Message]] = {
    "cost_up_to_yearly_cap": YearlyCostFacts,
    "cost_up_to_amount": AmountFacts,
    "share_of_cost": ProjectFacts,
    "uncovered_cost": ProjectFacts,
    "hours_up_to_yearly_cap": GuidesFacts,
    "cost_up_to_rate_per_participant": SeminarsFacts,
    "cost_up_to_rate_per_participant_lesson": TrainingsFacts,
    "rate_per_participant_lesson": LanguageCoursesFacts,
    "rate_per_assignment": AssignmentsFacts,
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
    "nothing_stated": ("keiner der Teile ist angegeben", "none of the parts is stated"),
    "part_too_large": ("ein Teil ist größer als das Ganze", "a part is larger than the whole"),
}
_OTHER = ("die Angabe hat nicht die erwartete Form", "it does not have the expected form")


def facts_of(rule: Rule) -> type[Message]:
    """The facts that a rule asks for; those of a composition are made from its components."""
    match rule:
        case ShareOfCost(percent=OfNotice()):
            return NoticeShareFacts
        case CostUpToAmount(amount=OfNotice()):
            return NoticeAmountFacts
        case Composition():
            return _composed(rule)
    return _KINDS[rule.kind]


class ComposedFacts(Message):
    """The facts of a composition: those of each stated component, and the circumstances."""

    @model_validator(mode="after")
    def _something_stated(self) -> "ComposedFacts":
        if not any(isinstance(value, Message) for _, value in self):
            raise PydanticCustomError("nothing_stated", "no component is stated")
        return self


@cache
def _composed(rule: Composition) -> type[ComposedFacts]:
    components = {one.id: _optional(one) for one in rule.components}
    circumstances = {one.id: _asked(one) for one in rule.circumstances}
    made: type[ComposedFacts] = create_model(  # type: ignore[call-overload]  # fields are data
        "StatedFacts", __base__=ComposedFacts, **components, **circumstances
    )
    return made


def _optional(component: Component) -> tuple[object, object]:
    title, description = component.title.de, component.title.en
    return facts_of(component.rule) | None, Field(None, title=title, description=description)


def _asked(circumstance: Circumstance) -> tuple[object, object]:
    title, description = circumstance.title.de, circumstance.title.en
    if circumstance.kind == "yes_or_no":
        return bool, Field(False, strict=True, title=title, description=description)
    return int, Field(strict=True, ge=0, le=10_000_000, title=title, description=description)


def stated_cost(line: FundingLine, facts: RawFacts) -> Money | None:
    """The eligible cost that facts state; `None` where a line is paid by units, not by cost."""
    return cost_of(read(facts_of(line.rule), facts))


def cost_of(stated: Message) -> Money | None:
    """The same of facts that were read."""
    match stated:
        case YearlyCostFacts() | AmountFacts() | ProjectFacts():
            return stated.eligible_cents
        case SeminarsFacts(seminars=rows) | LessonCoursesFacts(courses=rows):
            return Money(sum(row.eligible_cents for row in rows))
        case TrainingsFacts(trainings=trainings):
            return Money(sum(row.eligible_cents for row in trainings))
        case ComposedFacts():
            costs = [cost_of(part) for _, part in stated if isinstance(part, Message)]
            known = [cost for cost in costs if cost is not None]
            return Money(sum(known)) if known else None
    return None


def stated_percent(line: FundingLine, facts: RawFacts) -> int | None:
    """The percentage of a line that pays a share, the rules' or the notice's; else `None`."""
    if not isinstance(line.rule, ShareOfCost):
        return None
    if isinstance(line.rule.percent, OfNotice):
        return read(NoticeShareFacts, facts).percent
    return line.rule.percent.value


def facts_schema(line: FundingLine) -> dict[str, object]:
    """The JSON Schema of the facts a line asks for; titles German, descriptions English."""
    return facts_of(line.rule).model_json_schema()


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
