"""Money at risk: overdue proofs, unpaid claims, near limitation, grants nobody draws on."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from psycopg import Connection

from domain.forecast import flowing
from projections.deadlines import DeadlineRow, deadlines
from projections.payments import GrantRow, grants
from projections.utilisation import Open, open_commitments

Kind = Literal["proof_overdue", "claim_overdue", "limitation", "never_drawn", "beyond_year"]
KINDS: tuple[Kind, ...] = (
    "limitation",
    "claim_overdue",
    "proof_overdue",
    "never_drawn",
    "beyond_year",
)
"""What hurts most comes first."""

_OF_DEADLINE: dict[str, Kind] = {
    "claim_limitation": "limitation",
    "interest_limitation": "limitation",
    "repayment": "claim_overdue",
    "proof": "proof_overdue",
}


class Risk(NamedTuple):
    """An amount of a case that may be lost or unused, and the day it hangs on."""

    kind: Kind
    case: str
    line: str
    recipient: str
    amount_cents: int
    on: date


def risks(connection: Connection, *, today: date, warned_until: date) -> list[Risk]:
    """All of them, what hurts most first; limitation counts up to the day `warned_until`."""
    known = {row.case: row for row in grants(connection, grantor="")}
    due = deadlines(connection, grantor="")
    bound = open_commitments(connection)
    found = [
        *_from_deadlines(due, known, today=today, warned_until=warned_until),
        *_from_commitments(bound, known, today),
    ]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.on, one.case))


def _from_deadlines(
    due: list[DeadlineRow], known: dict[str, GrantRow], *, today: date, warned_until: date
) -> Iterator[Risk]:
    for one in due:
        kind, grant = _OF_DEADLINE.get(one.kind), known.get(one.case)
        if kind is None or grant is None:
            continue
        owed = grant.booked_cents if kind == "proof_overdue" else grant.to_repay_cents
        last = warned_until if kind == "limitation" else today
        if one.due_on < last and owed:
            yield Risk(kind, one.case, grant.line, grant.recipient, owed, one.due_on)


def _from_commitments(bound: list[Open], known: dict[str, GrantRow], today: date) -> Iterator[Risk]:
    """Of grants whose period ended undrawn, and of what no plan lets flow in the title's year."""
    for one in bound:
        grant, left = known.get(one.case), one.commitment
        whose = (one.case, one.line, one.recipient)
        if left.last < today and grant and not grant.drawn_cents:
            yield Risk("never_drawn", *whose, int(left.open_cents), left.last)
            continue
        year_end = date(one.year, 12, 31)
        if late := left.open_cents - flowing(left, today=today, until=year_end):
            yield Risk("beyond_year", *whose, int(late), year_end)
