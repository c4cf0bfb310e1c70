"""The terms of the forecast of a budget year; a block of the rule set."""

from domain.kernel import Message
from domain.sourced import Count, Percent, Sourced


class ForecastTerms(Message):
    """What the forecast assumes where the programme's own closed cases say nothing.

    The percents are of what could be drawn in the year; `lag_days` pass from an instalment's day
    to its booking. From `least_cases` closed cases of a line on, their own draws count instead.
    """

    draw_percent_low: Sourced[Percent]
    draw_percent_expected: Sourced[Percent]
    lag_days: Sourced[Count]
    least_cases: Sourced[Count]
