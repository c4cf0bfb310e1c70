"""The start page: what waits for me, what waits for others too long, and the search."""

from collections.abc import Collection
from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from projections.caseload import CaseRow, caseload
from web.act import Act
from web.acts import ACTS, BY_NAME
from web.clearing_list import clearing_list
from web.entries import search_text
from web.tasks import is_for_another, task_of
from web.visit import Visit, Visiting

router = APIRouter()
_SOON = timedelta(days=14)
_STARTS = {"auditor": "/audit"}


@router.get("/")
def home(visit: Visiting, q: str = "", done: str = "") -> Response:
    """The person's own page."""
    if visit.role in _STARTS and not q:
        return RedirectResponse(_STARTS[visit.role], status_code=303)
    text = search_text(q)
    today = visit.portal.office.today()
    context = visit.context("looking")
    mine = [
        row
        for row in _rows(visit, desks={_desk(visit)})
        if not is_for_another(row, visit.portal.office, context)
    ]
    own = {row.case for row in mine}
    others = [row for row in _rows(visit) if row.case not in own]
    groups = [
        ("late", [row for row in mine if row.late]),
        ("soon", [r for r in mine if not r.late and r.due_on and r.due_on <= today + _SOON]),
        ("other", [r for r in mine if not r.late and not (r.due_on and r.due_on <= today + _SOON)]),
    ]
    return visit.page(
        "home.html",
        q=text,
        found=_rows(visit, text=text) if text else None,
        groups=[(key, found) for key, found in groups if found],
        mine=len(mine),
        tasks={row.case: task_of(row, context) for row in mine},
        waiting=others if visit.scoped else [row for row in others if row.late],
        house_acts=house_acts(visit),
        clearing=clearing_list(visit) if visit.role == "treasury" else None,
        done=done if done in BY_NAME else "",
    )


@router.get("/next")
def next_case(visit: Visiting, after: str = "") -> Response:
    """Leads to the next case on the person's desk, so that a pile is worked without a detour."""
    mine = [row.case for row in _rows(visit, desks={_desk(visit)}) if row.case != after]
    return RedirectResponse(f"/cases/{mine[0]}" if mine else "/", status_code=303)


def house_acts(visit: Visit) -> list[Act]:
    """The acts of the role that are about no case."""
    context = visit.context("looking")
    named = [act for act in ACTS if act.place == "house" and act.allows(context)]
    return [act for act in named if act.name != "advance_clock" or visit.portal.training]


def _rows(visit: Visit, *, desks: Collection[str] | None = None, text: str = "") -> list[CaseRow]:
    with visit.portal.views.read() as connection:
        return caseload(
            connection,
            desks=desks,
            scope=visit.person.scope,
            text=text,
            today=visit.portal.office.today(),
        )


def _desk(visit: Visit) -> str:
    return "recipient" if visit.scoped else visit.role
