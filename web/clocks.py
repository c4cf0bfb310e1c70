"""The one way to name a moment of the past: `true_on` and `known_on`, on pages and over HTTP."""

from datetime import date
from typing import Annotated, NamedTuple

from fastapi import Depends, Query

from office.moment import Moment

_TRUE_ON = "What was true at the end of this day (business date); nothing sets no limit."
_KNOWN_ON = "As it was known at the end of this day (recorded time, Berlin)."
_POSITION = "After this entry of the record, for an answer that stays the same for ever."
_ALIAS = "Another name of `true_on`."


def _moment(
    true_on: Annotated[date | None, Query(description=_TRUE_ON)] = None,
    known_on: Annotated[date | None, Query(description=_KNOWN_ON)] = None,
    *,
    position: Annotated[int | None, Query(ge=0, le=2**53, description=_POSITION)] = None,
    as_of: Annotated[date | None, Query(description=_ALIAS)] = None,
    until: Annotated[date | None, Query(description=_ALIAS, deprecated=True)] = None,
) -> Moment:
    return Moment(true_on or as_of or until, known_on, position)


Clocks = Annotated[Moment, Depends(_moment)]
"""The moment that a program asks for; what is no day is refused."""


class LookBack(NamedTuple):
    """The moment that a person typed; `wrong` where something is no day and so sets no limit."""

    moment: Moment
    wrong: bool

    @property
    def address(self) -> str:
        """The moment as a part of an address, for links that stay in it."""
        named = {"true_on": self.moment.true_on, "known_on": self.moment.known_on}
        return "&".join(f"{name}={day}" for name, day in named.items() if day)


def day_of(text: str) -> date | None:
    """The day in an address, `None` where there is none."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _typed(true_on: str = "", known_on: str = "", as_of: str = "", until: str = "") -> LookBack:
    day = true_on or as_of or until
    wrong = any(one and day_of(one) is None for one in (day, known_on))
    return LookBack(Moment(day_of(day), day_of(known_on)), wrong)


LookingBack = Annotated[LookBack, Depends(_typed)]
"""The moment that a page is asked for."""
