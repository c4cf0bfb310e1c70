"""A value of law: the value with its unit, where it stands written, and whether it is assumed."""

import re
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.kernel import Line, Message, Money, Payable
from domain.words import Words

T = TypeVar("T")

Unit = Literal[
    "assignments_per_client",
    "days",
    "euro",
    "euro_per_assignment",
    "euro_per_course",
    "euro_per_hour",
    "euro_per_lesson",
    "euro_per_participant",
    "euro_per_participant_lesson",
    "euro_per_year",
    "hours_per_week",
    "lessons",
    "months",
    "percent",
    "weeks_per_year",
    "years",
]

UNITS: dict[Unit, Words] = {
    "assignments_per_client": Words(de="Einsätze je Klient", en="assignments per client"),
    "days": Words(de="Tage", en="days"),
    "euro": Words(de="Euro", en="euro"),
    "euro_per_assignment": Words(de="Euro je Einsatz", en="euro per assignment"),
    "euro_per_course": Words(de="Euro je Kurs", en="euro per course"),
    "euro_per_hour": Words(de="Euro je Stunde", en="euro per hour"),
    "euro_per_lesson": Words(de="Euro je Unterrichtsstunde", en="euro per lesson"),
    "euro_per_participant": Words(de="Euro je Teilnehmenden", en="euro per participant"),
    "euro_per_participant_lesson": Words(
        de="Euro je Teilnehmenden und Unterrichtsstunde", en="euro per participant and lesson"
    ),
    "euro_per_year": Words(de="Euro je Jahr", en="euro per year"),
    "hours_per_week": Words(de="Stunden je Woche", en="hours per week"),
    "lessons": Words(de="Unterrichtsstunden", en="lessons"),
    "months": Words(de="Monate", en="months"),
    "percent": Words(de="Prozent", en="percent"),
    "weeks_per_year": Words(de="Wochen im Jahr", en="weeks per year"),
    "years": Words(de="Jahre", en="years"),
}

_EURO = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})*),([0-9]{2}) €")


def _read_euro(written: object) -> object:
    if not isinstance(written, str):
        return written
    found = _EURO.fullmatch(written)
    if found is None:
        raise PydanticCustomError("euro", "should be an amount such as 1.234,56 €")
    return int(found[1].replace(".", "")) * 100 + int(found[2])


Euro = Annotated[Payable, BeforeValidator(_read_euro)]
"""An amount that a programme file writes as `1.234,56 €`; in memory `Money`, more than zero."""

Count = Annotated[int, Field(strict=True, ge=0, le=10_000)]
"""A whole number, such as of months or weeks."""

Percent = Annotated[int, Field(strict=True, ge=0, le=100)]

Rounding = Literal["down", "half_up"]
"""How a fraction of a cent ends: away with it, or up from half a cent."""


class Sourced(Message, Generic[T]):
    """A value with its unit and reference; an assumption says why it was chosen."""

    value: T
    unit: Unit | None = None
    reference: Line
    assumption: bool = False
    reason: Words | None = None

    @model_validator(mode="after")
    def _assumption_has_reason(self) -> "Sourced[T]":
        if self.assumption and self.reason is None:
            raise PydanticCustomError("no_reason", "an assumption needs a reason")
        return self


class OfNotice(Message):
    """A value that no source states: the notice sets it, and it is stated with the case."""

    of_notice: Literal[True]
    reference: Line
    reason: Words

    @property
    def assumption(self) -> bool:
        """What a notice sets is not assumed."""
        return False


def rounded(numerator: int, denominator: int, rounding: Rounding) -> Money:
    """A fraction of cents, zero or more, rounded once to a whole cent by its named rule."""
    extra = denominator // 2 if rounding == "half_up" else 0
    return Money((numerator + extra) // denominator)
