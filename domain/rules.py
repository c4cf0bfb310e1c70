"""The closed set of rules: each computes an amount from facts, with a trace and findings."""

from typing import assert_never

from domain.calendar import Period
from domain.composition import add_component, add_together
from domain.cost_rules import (
    add_cost_up_to_amount,
    add_lesson_courses,
    add_seminars,
    add_share_of_cost,
    add_trainings,
    add_uncovered_cost,
    add_yearly_cost,
)
from domain.explanation import explain
from domain.facts import (
    AmountFacts,
    AssignmentsFacts,
    GuidesFacts,
    LanguageCoursesFacts,
    LessonCoursesFacts,
    ProjectFacts,
    SeminarsFacts,
    TrainingsFacts,
    YearlyCostFacts,
)
from domain.kernel import Message
from domain.programme import Parameters, Programme
from domain.reasons.rules import MONTHS_BEYOND_PERIOD, PERIOD_NOT_ONE_YEAR
from domain.rule_kinds import (
    Composition,
    CostUpToAmount,
    CostUpToLessonRateAndCap,
    CostUpToRatePerParticipant,
    CostUpToRatePerParticipantLesson,
    CostUpToYearlyCap,
    HoursUpToYearlyCap,
    RatePerAssignment,
    RatePerParticipantLesson,
    Rule,
    ShareOfCost,
    UncoveredCost,
)
from domain.statements import F, RawFacts, facts_of, facts_schema, read
from domain.trace import Assessment, Finding, Inputs, Sheet, Step, recheck
from domain.unit_rules import add_assignments, add_hours, add_participant_lessons

__all__ = [
    "Assessment",
    "Finding",
    "RawFacts",
    "Step",
    "assess",
    "compute",
    "explain",
    "facts_schema",
    "recheck",
]


def assess(
    programme: Programme, line_id: str, facts: RawFacts, period: Period | None = None
) -> Assessment:
    """The amount a line gives for stated facts, every cent explained.

    Refused where the line is unknown, where the facts are not what the line asks for (`field`
    names the place), or where a line funded by the year gets a period beyond one year.
    """
    rule = programme.line(line_id).rule
    stated = read(facts_of(rule), facts)
    if period is not None:
        _check_period(rule, stated, period)
    sheet = Sheet()
    compute(sheet, rule, stated, parameters=programme.parameters)
    return Assessment(
        programme=programme.reference,
        line=line_id,
        amount_cents=sheet.steps[-1].result_cents,
        findings=tuple(sheet.findings),
        trace=tuple(sheet.steps),
    )


def _check_period(rule: Rule, stated: Message, period: Period) -> None:
    if isinstance(rule, Composition):
        for component in rule.components:
            if facts := dict(stated)[component.id]:
                _check_period(component.rule, facts, period)
    if not isinstance(rule, CostUpToYearlyCap | HoursUpToYearlyCap):
        return
    if not period.within_one_year:
        raise PERIOD_NOT_ONE_YEAR.because()
    months = period.last.month - period.first.month + 1
    if isinstance(stated, YearlyCostFacts) and stated.months > months:
        raise MONTHS_BEYOND_PERIOD.because(months=months)


def _compose(sheet: Sheet, rule: Composition, stated: Message, *, parameters: Parameters) -> None:
    given: Inputs = {}
    for component in rule.components:
        facts = dict(stated)[component.id]
        if facts is None:
            continue
        part = sheet.part(component.id, component.title)
        compute(part, component.rule, facts, parameters=parameters)
        amount = sheet.steps[-1].result_cents
        given[component.id] = add_component(
            sheet, component, part=part, amount=amount, stated=stated
        )
    add_together(sheet, given)


def compute(sheet: Sheet, rule: Rule, stated: Message, *, parameters: Parameters) -> None:
    """Adds what a rule gives for facts that were read; the last step is the amount."""
    match rule:
        case Composition():
            _compose(sheet, rule, stated, parameters=parameters)
        case CostUpToYearlyCap():
            add_yearly_cost(sheet, rule, _as(YearlyCostFacts, stated), parameters=parameters)
        case CostUpToAmount():
            add_cost_up_to_amount(sheet, rule, _as(AmountFacts, stated))
        case ShareOfCost():
            add_share_of_cost(sheet, rule, _as(ProjectFacts, stated), parameters=parameters)
        case UncoveredCost():
            add_uncovered_cost(sheet, rule, _as(ProjectFacts, stated))
        case HoursUpToYearlyCap():
            add_hours(sheet, rule, _as(GuidesFacts, stated), parameters=parameters)
        case CostUpToRatePerParticipant():
            add_seminars(sheet, rule, _as(SeminarsFacts, stated))
        case CostUpToRatePerParticipantLesson():
            add_trainings(sheet, rule, _as(TrainingsFacts, stated))
        case RatePerParticipantLesson():
            add_participant_lessons(sheet, rule, _as(LanguageCoursesFacts, stated))
        case RatePerAssignment():
            add_assignments(sheet, rule, _as(AssignmentsFacts, stated))
        case CostUpToLessonRateAndCap():
            add_lesson_courses(sheet, rule, _as(LessonCoursesFacts, stated))
        case _:
            assert_never(rule)


def _as(kind: type[F], stated: Message) -> F:
    assert isinstance(stated, kind)
    return stated
