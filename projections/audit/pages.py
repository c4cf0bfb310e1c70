"""The pages of a bundle for people: an index and each case's story, to be opened offline."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.calendar import BERLIN
from projections.book import Posted
from projections.caseload import CaseRow
from projections.postings import LedgerAccount, table, texts
from projections.timeline import TimelineRow
from projections.wording import amount


class Sealed(NamedTuple):
    """What the index says of the seal: name, size, root in hexadecimal digits, public keys."""

    origin: str
    size: int
    root: str
    keys: Sequence[str]


class CaseStory(NamedTuple):
    """What a bundle tells of a case: its steps and what they moved, up to the seal."""

    row: CaseRow
    steps: Sequence[TimelineRow]
    postings: Sequence[Posted]

    @property
    def years(self) -> list[tuple[int, list[TimelineRow]]]:
        """The steps in the order of the record, year by year as they come."""
        parts = groupby(self.steps, key=lambda step: step.business_date.year)
        return [(year, list(steps)) for year, steps in parts]

    @property
    def lies(self) -> list[tuple[LedgerAccount, int]]:
        """What of the case's money lies on which account, in the order of the accounts."""
        held: Counter[str] = Counter()
        for line in self.postings:
            held[line.source] -= line.amount_cents
            held[line.target] += line.amount_cents
        accounts = table().accounts
        return [(one, held[name]) for name, one in accounts.items() if held[name] > 0]


def index_page(
    sealed: Sealed, stories: Sequence[CaseStory], *, events: int, papers: Mapping[str, int]
) -> str:
    """The first page: what is enclosed, how it is checked, and the way to each case.

    `papers` says how many documents and how many bank files are enclosed.
    """
    return _written("index.html", sealed=sealed, stories=stories, events=events, papers=papers)


def case_page(story: CaseStory, enclosed: frozenset[str]) -> str:
    """The story of a case; `enclosed` are the documents that lie in the bundle."""
    return _written(
        "case.html", story=story, enclosed=enclosed, accounts=table().accounts, texts=texts()
    )


def _written(template: str, **facts: object) -> str:
    return _environment().get_template(template).render(**facts)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("projections.audit", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(day=_day, moment=_moment, money=_money)
    return made


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%d.%m.%Y %H:%M:%S}"


def _money(cents: int) -> str:
    return amount(cents, "de")
