"""The start page: what waits for me, what waits for others too long, and the search."""

from collections.abc import Collection
from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from domain.onward import PassOnFunds
from domain.policy import OF_COUNTIES, READERS
from projections.caseload import CaseRow, caseload, naming
from web.act import Act
from web.acts import ACTS, BY_NAME
from web.clearing_list import clearing_list
from web.entries import search_text
from web.tasks import is_for_another, task_of
from web.visit import ONWARD, Visit, Visiting

router = APIRouter()
_SOON = timedelta(days=14)
_STARTS = {"auditor": "/audit", "data_protection": "/data-protection"}


@router.get("/")
def home(visit: Visiting, q: str = "", done: str = "", level: str = "") -> Response:
    """The person's own page; `level` shows what counties pass on, which waits for nobody here."""
    if visit.role in _STARTS and (not q or visit.role not in READERS):
        return RedirectResponse(_STARTS[visit.role], status_code=303)
    text = search_text(q)
    today = visit.portal.office.today()
    context = visit.context("looking")
    mine = [
        row
        for row in _mine(visit, desks={_desk(visit)})
        if not is_for_another(row, visit.portal.office, context)
    ]
    own = {row.case for row in mine}
    others = [row for row in _mine(visit) if row.case not in own]
    groups = [
        ("late", [row for row in mine if row.late]),
        ("soon", [r for r in mine if not r.late and r.due_on and r.due_on <= today + _SOON]),
        ("other", [r for r in mine if not r.late and not (r.due_on and r.due_on <= today + _SOON)]),
    ]
    return visit.page(
        "home.html",
        q=text,
        found=_found(visit, text, level),
        groups=[(key, found) for key, found in groups if found],
        mine=len(mine),
        tasks={row.case: task_of(row, context) for row in mine},
        waiting=others if visit.scoped else [row for row in others if row.late],
        house_acts=house_acts(visit),
        clearing=clearing_list(visit) if visit.role == "treasury" else None,
        done=done if done in BY_NAME else "",
    )


def _found(visit: Visit, text: str, level: str) -> list[CaseRow] | None:
    """What a search finds on both levels, or all of the second; `None` where nothing is asked."""
    if level == ONWARD and not visit.person.scope:
        return [row for row in _rows(visit, text=text, grantor=None) if row.grantor]
    if not text:
        return None
    return _rows(visit, text=text, grantor=visit.person.county)


@router.get("/next")
def next_case(visit: Visiting, after: str = "") -> Response:
    """Leads to the next case on the person's desk, so that a pile is worked without a detour."""
    mine = [row.case for row in _mine(visit, desks={_desk(visit)}) if row.case != after]
    return RedirectResponse(f"/cases/{mine[0]}" if mine else "/", status_code=303)


def house_acts(visit: Visit) -> list[Act]:
    """The acts of the role that are about no case."""
    context = visit.context("looking")
    named = [act for act in ACTS if act.place == "house" and act.allows(context)]
    if visit.person.county:
        named = [act for act in named if act.command in OF_COUNTIES]
    else:
        named = [act for act in named if act.command is not PassOnFunds]
    return [act for act in named if act.name != "advance_clock" or visit.portal.training]


def _mine(visit: Visit, *, desks: Collection[str] | None = None) -> list[CaseRow]:
    return _rows(visit, desks=desks, grantor=visit.person.grantor)


def _rows(
    visit: Visit,
    *,
    desks: Collection[str] | None = None,
    text: str = "",
    grantor: str | None,
) -> list[CaseRow]:
    with visit.portal.views.read() as connection:
        rows = caseload(
            connection,
            desks=desks,
            scope=visit.person.scope if visit.scoped else None,
            grantor=grantor,
            today=visit.portal.office.today(),
        )
    return naming(rows, text)


def _desk(visit: Visit) -> str:
    return "recipient" if visit.scoped else visit.role
