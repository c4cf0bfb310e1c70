"""Funding lines: what is paid, to whom, by which rule; the closed set of rules, with values."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.calendar import Calendar, Deadline, days_before, fixed_day
from domain.kernel import Key, Line, Message
from domain.sourced import Count, Euro, Percent, Sourced
from domain.words import Words

RecipientClass = Literal[
    "county", "county_free_city", "special_status_city", "municipality", "non_profit_carrier"
]

Financing = Literal["share", "fixed_amount"]
"""Anteilfinanzierung or Festbetragsfinanzierung; settlement differs (VV Nr. 2.2 zu § 44 LHO)."""


class CostUpToYearlyCap(Message):
    """The lower of eligible cost and a cap per year."""

    kind: Literal["cost_up_to_yearly_cap"]
    cap: Sourced[Euro]
    prorated: Sourced[bool]


class ShareOfCost(Message):
    """A percentage of the cost of a project."""

    kind: Literal["share_of_cost"]
    percent: Sourced[Percent]
    base: Sourced[Literal["total_cost", "eligible_cost"]]


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


class RatePerParticipantLesson(Message):
    """A rate for each participant in each lesson."""

    kind: Literal["rate_per_participant_lesson"]
    rate: Sourced[Euro]


class CostUpToLessonRateAndCap(Message):
    """For each course the lowest of its cost, a rate per lesson, and a cap."""

    kind: Literal["cost_up_to_lesson_rate_and_cap"]
    rate: Sourced[Euro]
    cap: Sourced[Euro]


Rule = Annotated[
    CostUpToYearlyCap
    | ShareOfCost
    | HoursUpToYearlyCap
    | CostUpToRatePerParticipant
    | RatePerParticipantLesson
    | CostUpToLessonRateAndCap,
    Field(discriminator="kind"),
]


class ChecklistItem(Message):
    """One thing an application must bring or a clerk must tick."""

    id: Key
    text: Words
    reference: Line


def _every_year(day: str) -> str:
    date(2001, int(day[3:5]), int(day[:2]))
    return day


MonthDay = Annotated[
    str, Field(strict=True, pattern=r"^[0-9]{2}\.[0-9]{2}\.$"), AfterValidator(_every_year)
]
"""A day of every year, such as `31.12.`."""


class FundingLine(Message):
    """One line of a programme.

    `code` is its name on bank statements. `application_day` is a day of the year before the
    funding period, `application_lead` a number of days before its start; a line has one of them
    or neither.
    """

    id: Key
    code: Annotated[str, Field(strict=True, pattern=r"^[A-Z0-9]{1,10}$")]
    title: Words
    fund: Key
    financing: Sourced[Financing]
    open_to: Sourced[tuple[RecipientClass, ...]]
    rule: Rule
    checklist: tuple[ChecklistItem, ...]
    application_day: Sourced[MonthDay] | None = None
    application_lead: Sourced[Count] | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> "FundingLine":
        if self.application_day and self.application_lead:
            raise PydanticCustomError("two_deadlines", "a line has one application deadline")
        if (self.financing.value == "share") != isinstance(self.rule, ShareOfCost):
            raise PydanticCustomError("financing", "share financing goes with share_of_cost alone")
        return self

    @property
    def recipient_classes(self) -> tuple[RecipientClass, ...]:
        """The classes of recipients that may apply."""
        return self.open_to.value

    def application_deadline(self, start: date, calendar: Calendar) -> Deadline | None:
        """The last day to apply for a period that begins on `start`; `None` where none is set.

        A named day moves to a working day (§ 31 Abs. 3 HVwVfG), a lead time never moves.
        """
        if self.application_day:
            day, month, _ = self.application_day.value.split(".")
            basis = f"{self.application_day.reference}; § 31 Abs. 3 HVwVfG"
            return fixed_day(date(start.year - 1, int(month), int(day)), calendar, basis=basis)
        if self.application_lead:
            lead = self.application_lead
            return days_before(start, lead.value, basis=lead.reference)
        return None
