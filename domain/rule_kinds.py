"""The closed set of rules, with their values: what each pays for, and how they are put together."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain.kernel import Message
from domain.sourced import Count, Euro, OfNotice, Percent, Sourced
from domain.words import Words

Name = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z_]{0,29}$")]
"""The name of a part of the facts: lower-case letters and underscores."""


class CostUpToYearlyCap(Message):
    """The lower of eligible cost and a cap per year."""

    kind: Literal["cost_up_to_yearly_cap"]
    cap: Sourced[Euro]
    prorated: Sourced[bool]


class CostUpToAmount(Message):
    """The lower of eligible cost and one amount, however long it takes."""

    kind: Literal["cost_up_to_amount"]
    amount: Sourced[Euro] | OfNotice


class ShareOfCost(Message):
    """A percentage of the cost of a project."""

    kind: Literal["share_of_cost"]
    percent: Sourced[Percent] | OfNotice
    base: Sourced[Literal["total_cost", "eligible_cost"]]


class UncoveredCost(Message):
    """The eligible cost of a project that neither its own funds nor others' cover, up to a cap."""

    kind: Literal["uncovered_cost"]
    cap: Sourced[Euro]


class HoursUpToYearlyCap(Message):
    """A rate per hour, for each guide up to weeks times weekly hours in the year."""

    kind: Literal["hours_up_to_yearly_cap"]
    rate: Sourced[Euro]
    weeks: Sourced[Count]
    weekly_hours: Sourced[Count]
    weekly_hours_coordinating: Sourced[Count]


class CostUpToRatePerParticipant(Message):
    """For each seminar the lower of its cost and a rate per participant."""

    kind: Literal["cost_up_to_rate_per_participant"]
    rate: Sourced[Euro]


class CostUpToRatePerParticipantLesson(Message):
    """For each training the lower of its cost and a rate for each participant in each lesson.

    A training of fewer than `lessons_at_least` gets nothing; `beyond` says what becomes of one of
    more than `lessons_at_most`: it is counted up to there, or it gets nothing.
    """

    kind: Literal["cost_up_to_rate_per_participant_lesson"]
    rate: Sourced[Euro]
    lessons_at_least: Sourced[Count]
    lessons_at_most: Sourced[Count]
    beyond: Sourced[Literal["counted_up_to_limit", "not_eligible"]]


class RatePerParticipantLesson(Message):
    """A rate for each participant in each lesson."""

    kind: Literal["rate_per_participant_lesson"]
    rate: Sourced[Euro]


class RatePerAssignment(Message):
    """A rate for each assignment, of each client up to a number, or all of an excepted one."""

    kind: Literal["rate_per_assignment"]
    rate: Sourced[Euro]
    per_client: Sourced[Count]


class CostUpToLessonRateAndCap(Message):
    """For each course the lowest of its cost, a rate per lesson if there is one, and a cap."""

    kind: Literal["cost_up_to_lesson_rate_and_cap"]
    rate: Sourced[Euro] | None = None
    cap: Sourced[Euro]


SimpleRule = Annotated[
    CostUpToYearlyCap
    | CostUpToAmount
    | ShareOfCost
    | UncoveredCost
    | HoursUpToYearlyCap
    | CostUpToRatePerParticipant
    | CostUpToRatePerParticipantLesson
    | RatePerParticipantLesson
    | RatePerAssignment
    | CostUpToLessonRateAndCap,
    Field(discriminator="kind"),
]


class Circumstance(Message):
    """What a condition asks about: a number, or a yes or no."""

    id: Name
    kind: Literal["number", "yes_or_no"]
    title: Words


class Demand(Message):
    """A circumstance within limits, each limit included but `below`; without limits it is a yes."""

    circumstance: Name
    at_least: Annotated[int, Field(strict=True, ge=0)] | None = None
    at_most: Annotated[int, Field(strict=True, ge=0)] | None = None
    below: Annotated[int, Field(strict=True, ge=0)] | None = None

    @property
    def limits(self) -> dict[str, int]:
        """The limits by the names under which a step of a computation has them."""
        named = {"at_least": self.at_least, "at_most": self.at_most, "below": self.below}
        return {f"{self.circumstance}_{key}": n for key, n in named.items() if n is not None}


class Condition(Message):
    """Holds where one of its demands is met; without it the component gives nothing."""

    id: Name
    text: Words
    any_of: Sourced[tuple[Demand, ...]]


class Component(Message):
    """One named part of a line; all its conditions hold, and `only_with` others give something."""

    id: Name
    title: Words
    rule: SimpleRule
    only_with: Sourced[tuple[Name, ...]] | None = None
    conditions: tuple[Condition, ...] = ()


class Composition(Message):
    """Named components, each by a rule of its own, added up; an applicant may leave some out."""

    kind: Literal["composition"]
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    circumstances: tuple[Circumstance, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> "Composition":
        names = [one.id for one in self.components] + [one.id for one in self.circumstances]
        if len(set(names)) < len(names):
            raise PydanticCustomError("twice", "two parts have the same id")
        if set(self._asked()) != {one.id for one in self.circumstances}:
            raise PydanticCustomError("circumstances", "what conditions ask is not what is listed")
        known: set[str] = set()
        for component in self.components:
            if component.only_with and not known.issuperset(component.only_with.value):
                raise PydanticCustomError("only_with", "a component needs one that stands later")
            known.add(component.id)
        return self

    def _asked(self) -> Iterator[str]:
        for component in self.components:
            for condition in component.conditions:
                yield from (one.circumstance for one in condition.any_of.value)


Rule = Annotated[SimpleRule | Composition, Field(discriminator="kind")]

UNITS_ALONE = (HoursUpToYearlyCap, RatePerParticipantLesson, RatePerAssignment)
"""Rules that look at no cost."""


def parts_of(rule: Rule) -> tuple[str, ...]:
    """The names of a rule's components; none where it is no composition."""
    return tuple(one.id for one in rule.components) if isinstance(rule, Composition) else ()


def states_cost(rule: Rule) -> bool:
    """Whether the facts of a rule state cost."""
    if isinstance(rule, Composition):
        return all(states_cost(component.rule) for component in rule.components)
    return not isinstance(rule, UNITS_ALONE)
