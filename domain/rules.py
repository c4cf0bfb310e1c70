"""The closed set of rules: each computes an amount from facts, with a trace and findings."""

from typing import assert_never

from domain.calendar import Period
from domain.cost_rules import add_lesson_courses, add_seminars, add_share_of_cost, add_yearly_cost
from domain.explanation import explain
from domain.facts import (
    GuidesFacts,
    LanguageCoursesFacts,
    LessonCoursesFacts,
    ProjectFacts,
    SeminarsFacts,
    YearlyCostFacts,
)
from domain.lines import (
    CostUpToLessonRateAndCap,
    CostUpToRatePerParticipant,
    CostUpToYearlyCap,
    HoursUpToYearlyCap,
    RatePerParticipantLesson,
    Rule,
    ShareOfCost,
)
from domain.programme import Parameters, Programme
from domain.reasons.rules import MONTHS_BEYOND_PERIOD, PERIOD_NOT_ONE_YEAR
from domain.statements import RawFacts, facts_schema, read
from domain.trace import Assessment, Finding, Sheet, Step, recheck
from domain.unit_rules import add_hours, add_participant_lessons

__all__ = [
    "Assessment",
    "Finding",
    "RawFacts",
    "Step",
    "assess",
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
    if period is not None:
        _check_period(rule, facts, period)
    sheet = Sheet()
    _compute(sheet, rule, facts, parameters=programme.parameters)
    return Assessment(
        programme=programme.reference,
        line=line_id,
        amount_cents=sheet.steps[-1].result_cents,
        findings=tuple(sheet.findings),
        trace=tuple(sheet.steps),
    )


def _check_period(rule: Rule, facts: RawFacts, period: Period) -> None:
    if not isinstance(rule, CostUpToYearlyCap | HoursUpToYearlyCap):
        return
    if not period.within_one_year:
        raise PERIOD_NOT_ONE_YEAR.because()
    if isinstance(rule, CostUpToYearlyCap):
        months = period.last.month - period.first.month + 1
        if read(YearlyCostFacts, facts).months > months:
            raise MONTHS_BEYOND_PERIOD.because(months=months)


def _compute(sheet: Sheet, rule: Rule, facts: RawFacts, *, parameters: Parameters) -> None:
    match rule:
        case CostUpToYearlyCap():
            add_yearly_cost(sheet, rule, read(YearlyCostFacts, facts), parameters=parameters)
        case ShareOfCost():
            add_share_of_cost(sheet, rule, read(ProjectFacts, facts), parameters=parameters)
        case HoursUpToYearlyCap():
            add_hours(sheet, rule, read(GuidesFacts, facts), parameters=parameters)
        case CostUpToRatePerParticipant():
            add_seminars(sheet, rule, read(SeminarsFacts, facts))
        case RatePerParticipantLesson():
            add_participant_lessons(sheet, rule, read(LanguageCoursesFacts, facts))
        case CostUpToLessonRateAndCap():
            add_lesson_courses(sheet, rule, read(LessonCoursesFacts, facts))
        case _:
            assert_never(rule)
