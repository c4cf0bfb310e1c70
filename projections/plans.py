"""Instalment plans: when which part of a grant may be drawn, as the notice stands now."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from psycopg import Connection

from domain.amendment import ApprovalAmended
from domain.application import ApplicationSubmitted
from domain.approval import ApprovalProposed
from domain.decision import Instalment
from domain.kernel import Entry
from projections.table import Table


class Part(NamedTuple):
    """The n-th instalment of a case; without a day it is drawn by need."""

    case: str
    number: int
    amount_cents: int
    from_on: date | None


class Span(NamedTuple):
    """The funding period of a case."""

    case: str
    first: date
    last: date


PARTS = Table("parts", Part, key=2)
SPANS = Table("spans", Span)


def process(connection: Connection, entries: Iterable[Entry]) -> None:
    """Keeps the newest plan and period of each case; a draft binds nothing, so it may stand."""
    plans: dict[str, tuple[Instalment, ...]] = {}
    spans: dict[str, Span] = {}
    for entry in entries:
        match entry.event:
            case ApprovalProposed(case=case, instalments=instalments):
                plans[case] = instalments
            case ApplicationSubmitted(case=case, period_from=first, period_to=last):
                spans[case] = Span(case, first, last)
            case ApprovalAmended(case=case, instalments=instalments, period_to=last):
                plans[case] = instalments
                spans[case] = (spans.get(case) or _known(connection, case))._replace(last=last)
    PARTS.remove(connection, "case", plans)
    PARTS.save(connection, [one for case in plans for one in _parts(case, plans[case])])
    SPANS.save(connection, list(spans.values()))


def _known(connection: Connection, case: str) -> Span:
    return SPANS.load(connection, "case", [case])[0]


def _parts(case: str, plan: tuple[Instalment, ...]) -> list[Part]:
    return [
        Part(case, number, one.amount_cents, one.from_on)
        for number, one in enumerate(plan, start=1)
    ]
