"""Buchungssätze: the table of `postings.toml`, read and checked once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.words import Words

Holder = Literal["title", "case"]
"""Whose account it is: a budget title's, or that of one case in a title."""


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LedgerAccount(_Read):
    """An account of the ledger; a `contra` account may stand below zero, another never."""

    name: Words
    short: Words | None = None
    holder: Holder
    contra: bool = False

    @property
    def heading(self) -> Words:
        """Its name above a column."""
        return self.short or self.name


class Posting(_Read):
    """What one event moves: from the first accounts that hold it, to another one.

    Without `amount` it is all that the case has there. `each` names the event's list of items
    where it moves one amount for each. A `capped` one takes no more than there is.
    """

    event: str
    text: Words
    amount: str | None = None
    sources: tuple[str, ...] = Field(alias="from", min_length=1)
    target: str = Field(alias="to")
    each: str | None = None
    capped: bool = False


class Postings(_Read):
    """All accounts and postings; an account that no line declares is refused."""

    accounts: dict[str, LedgerAccount]
    postings: tuple[Posting, ...]

    @model_validator(mode="after")
    def _declared(self) -> "Postings":
        used = {one for line in self.postings for one in (*line.sources, line.target)}
        ways = {(line.event, line.sources, line.target) for line in self.postings}
        if len(ways) < len(self.postings):
            raise ValueError("an event posts one way twice")
        if unknown := sorted(used - set(self.accounts)):
            raise ValueError(f"postings use accounts that are not declared: {', '.join(unknown)}")
        return self


@cache
def table() -> Postings:
    """The whole table."""
    text = (files("projections") / "postings.toml").read_text(encoding="utf-8")
    return Postings.model_validate(tomllib.loads(text))


@cache
def texts() -> Mapping[tuple[str, str, str], Words]:
    """What a line of the journal is called, by its event and the accounts from and to."""
    lines = table().postings
    return {(one.event, source, one.target): one.text for one in lines for source in one.sources}


@cache
def by_event() -> Mapping[str, tuple[Posting, ...]]:
    """The postings of each event, in the order of the table."""
    found: dict[str, tuple[Posting, ...]] = {}
    for line in table().postings:
        found[line.event] = (*found.get(line.event, ()), line)
    return found
