"""The one way to name a moment of the past on the command line: two days, or a number."""

from datetime import date
from typing import Annotated

import typer

from office.moment import Moment
from web.clocks import day_of
from workers.console import USAGE, Stop

TrueOn = Annotated[
    str | None,
    typer.Option(
        "--true-on", "--as-of", "--until", help="Was an diesem Tag galt · What was true then."
    ),
]
KnownOn = Annotated[
    str | None, typer.Option(help="Was bis dahin bekannt war · What was known by this day.")
]
Position = Annotated[
    int | None, typer.Option(min=0, help="Nach diesem Eintrag · After this entry.")
]


def moment_of(true_on: str | None, known_on: str | None, position: int | None = None) -> Moment:
    """The moment that was asked for; Stop where something is no day."""
    return Moment(_day("--true-on (--as-of)", true_on), _day("--known-on", known_on), position)


def _day(option: str, text: str | None) -> date | None:
    day = day_of(text or "")
    if text and day is None:
        raise Stop(f"{option}: JJJJ-MM-TT · {option}: YYYY-MM-DD", USAGE)
    return day
