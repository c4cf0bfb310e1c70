"""The base rate (Basiszinssatz, § 247 BGB) as dated data; a day without a rate is refused."""

import hashlib
import re
from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.kernel import Day, Line, Message
from domain.reasons.recovery import BASE_RATE_MISSING
from domain.words import Words

_RATE = re.compile(r"(-?)([0-9]{1,2}),([0-9]{2}) %")


def _read_rate(written: object) -> object:
    if not isinstance(written, str):
        return written
    found = _RATE.fullmatch(written)
    if found is None:
        raise PydanticCustomError("rate", "should be a rate such as -0,88 %")
    hundredths = int(found[2]) * 100 + int(found[3])
    return -hundredths if found[1] else hundredths


Rate = Annotated[int, Field(strict=True, ge=-10_000, le=10_000), BeforeValidator(_read_rate)]
"""A yearly rate in hundredths of a percent, `-88` for -0.88 %; files write `-0,88 %`."""


class BaseRate(Message):
    """The rate from a day on, with its source."""

    valid_from: Day
    rate: Rate
    reference: Line
    assumption: bool = False


class BaseRates(Message):
    """All known base rates; a half-year without a row keeps the rate of the row before it.

    From `unknown_from` on nothing is known, and nothing is guessed.
    """

    version: Day
    unknown_from: Day
    title: Words
    assumption_reason: Words
    rates: Annotated[tuple[BaseRate, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> "BaseRates":
        days = [*(one.valid_from for one in self.rates), self.unknown_from]
        if any((day.month, day.day) not in {(1, 1), (7, 1)} for day in days):
            raise PydanticCustomError("half_year", "a rate begins on 1 January or 1 July")
        if any(before >= after for before, after in pairwise(days)):
            raise PydanticCustomError("order", "the days of the rates do not rise")
        return self

    @property
    def digest(self) -> str:
        """The SHA-256 of the table's content: what a computation names as its base."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def on(self, day: date) -> BaseRate:
        """The rate of a day; Refused where none is known."""
        known = [one for one in self.rates if one.valid_from <= day]
        if not known or day >= self.unknown_from:
            raise BASE_RATE_MISSING.because(day=day.isoformat())
        return known[-1]
