"""The pages of the past: a case at a moment, its replay step by step, and two compared."""

from fastapi import APIRouter
from starlette.responses import Response

from office.moment import Moment
from projections.timeline import timeline
from web.case_file import open_case
from web.clocks import LookingBack
from web.past import Past, compared, past
from web.past import step as step_of
from web.standing import said, told
from web.visit import Visit, Visiting, not_found

router = APIRouter(prefix="/cases/{case}")


@router.get("/as-of")
def past_page(visit: Visiting, case: str, back: LookingBack, step: int = 0) -> Response:
    """A case as it stood on a day by what was known on a day, with the steps that led there."""
    file = open_case(visit, case)
    found = _past(visit, case, back.moment)
    every = sorted([*found.steps, *found.later], key=lambda row: row.position)
    if 0 < step <= len(every):
        found = _past(visit, case, Moment(position=every[step - 1].position))
    else:
        step = len(found.steps)
    facts = said(found.standing, visit.language)
    return visit.page(
        "past.html", file=file, past=found, facts=facts, back=back, every=every, step=step
    )


def _past(visit: Visit, case: str, moment: Moment) -> Past:
    with visit.portal.views.read() as connection:
        office, scoped = visit.portal.office, visit.scoped
        return past(office, connection, case=case, moment=moment, scoped=scoped)


@router.get("/replay")
def replay_page(visit: Visiting, case: str) -> Response:
    """The first step of a case."""
    return _replayed(visit, case, 0)


@router.get("/replay/{position}")
def step_page(visit: Visiting, case: str, position: int) -> Response:
    """One step of a case: what was before, who decided by which rule, and what was after."""
    return _replayed(visit, case, position)


@router.get("/compare")
def compare_page(visit: Visiting, case: str, earlier: int = 0, later: int = 0) -> Response:
    """What differs in a case between two of its steps."""
    file = open_case(visit, case)
    if visit.scoped:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = timeline(connection, case)
    later = later or max((row.position for row in rows), default=0)
    found = compared(visit.portal.office, case, Moment(position=earlier), Moment(position=later))
    return visit.page(
        "compare.html",
        file=file,
        rows=rows,
        earlier=earlier,
        later=later,
        changes=told(found, visit.language),
        between=[row for row in rows if earlier < row.position <= later],
    )


def _replayed(visit: Visit, case: str, position: int) -> Response:
    file = open_case(visit, case)
    if visit.scoped:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = timeline(connection, case)
        first = min((row.position for row in rows), default=0)
        found = step_of(visit.portal.office, connection, case, position or first)
    if found is None:
        raise not_found()
    return visit.page(
        "replay.html",
        file=file,
        step=found,
        rows=rows,
        changes=told(found.changes, visit.language),
    )
