"""The terms on which money is recovered: interest, allocation, days; a block of the rule set."""

from typing import Annotated, Literal

from pydantic import Field

from domain.interest import DayCount, InterestTerms
from domain.kernel import Message
from domain.sourced import Count, Percent, Rounding, Sourced

Allocation = Literal["interest_first", "principal_first"]
"""What a repayment pays first."""


class RecoveryTerms(Message):
    """How a refund is set due, how it bears interest, and when it is dunned.

    `dunning_days` are days after the due day on which a dunning letter leaves; it sets
    `dunning_due_days` to pay. With `set_off_requires_final` only a claim that is final is set off.
    `limitation_warning_months` before a claim lapses the house is warned.
    """

    interest_points: Sourced[Percent]
    day_count: Sourced[DayCount]
    rounding_of_interest: Sourced[Rounding]
    allocation: Sourced[Allocation]
    refund_due_days: Sourced[Count]
    dunning_days: Sourced[tuple[Annotated[int, Field(ge=1, le=366)], ...]]
    dunning_due_days: Sourced[Count]
    set_off_requires_final: Sourced[bool]
    limitation_warning_months: Sourced[Count]

    @property
    def interest(self) -> InterestTerms:
        """The terms of a computation of interest."""
        return InterestTerms(
            points=self.interest_points.value,
            day_count=self.day_count.value,
            rounding=self.rounding_of_interest.value,
        )
