"""Funding lines: what is paid, to whom, by which rule, and how it is settled."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.calendar import Calendar, Deadline, days_before, fixed_day
from domain.kernel import Key, Line, Message
from domain.rule_kinds import Name, Rule, parts_of, states_cost
from domain.sourced import Count, Sourced
from domain.words import Words

RecipientClass = Literal[
    "county", "county_free_city", "special_status_city", "municipality", "non_profit_carrier"
]

Financing = Literal["share", "fixed_amount", "deficit", "full"]
"""Anteil-, Festbetrags-, Fehlbedarfs- or Vollfinanzierung (VV Nr. 2.2, 2.3 zu § 44 LHO)."""


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


class PassedOn(Message):
    """What of a line its recipient may pass on (Weiterleitung), and to whom (VV Nr. 12).

    `part` is the component that is passed on; without it, all of the line is.
    """

    to: Sourced[tuple[RecipientClass, ...]]
    part: Name | None = None


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
    passed_on: PassedOn | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> "FundingLine":
        if self.application_day and self.application_lead:
            raise PydanticCustomError("two_deadlines", "a line has one application deadline")
        if self.financing.value != "fixed_amount" and not states_cost(self.rule):
            raise PydanticCustomError(
                "financing", "without stated cost only a fixed amount settles"
            )
        if self.passed_on and self.passed_on.part not in {None, *parts_of(self.rule)}:
            raise PydanticCustomError("part_unknown", "passes on a part that the line has not")
        return self

    @property
    def recipient_classes(self) -> tuple[RecipientClass, ...]:
        """The classes of recipients that may apply."""
        return self.open_to.value

    @property
    def last_recipients(self) -> tuple[RecipientClass, ...]:
        """The classes to which the money may be passed on; none where it may not."""
        return self.passed_on.to.value if self.passed_on else ()

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
