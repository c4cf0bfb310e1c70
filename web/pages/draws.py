"""Draws among the proofs of use: announced, frozen, drawn, and drawn again before your eyes."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

import programmes
from domain.approval import Approval
from domain.kernel import Refused
from domain.sampling import Sampling
from domain.sampling_decisions import drawn_with
from projections.caseload import caseload
from projections.timeline import lines_of
from web.act import Act
from web.acts import BY_NAME, offers
from web.filing import ActForm, Draft, blank, submitted
from web.preparation import Preparation
from web.visit import Form, Visit, Visiting, act_about, not_found

router = APIRouter(prefix="/draws")


@router.get("")
def draws_page(visit: Visiting) -> Response:
    """All draws, and the way to announce one."""
    if visit.person.scope:
        raise not_found()
    with visit.portal.views.read() as connection:
        lines = lines_of(connection, Sampling.KIND)
    desk = visit.portal.office.desk()
    keys = dict.fromkeys(line.subject.partition(":")[2] for line in reversed(lines))
    draws = [desk.read(Sampling, key) for key in keys]
    return visit.page("draws.html", draws=draws, titles={d.key: _title(visit, d) for d in draws})


@router.get("/{key}")
def draw_page(visit: Visiting, key: str, done: str = "") -> Response:
    """One draw: its layers, its population, its result, and the same drawn again."""
    sampling = _sampling(visit, key)
    desk = visit.portal.office.desk()
    items = sampling.population.items if sampling.population else ()
    drawn = sampling.drawn
    return visit.page(
        "draw.html",
        draw=sampling,
        title=_title(visit, sampling),
        offers=offers("draw", key, desk, context=visit.context("looking")),
        amounts={item.case: desk.read(Approval, item.case).amount_cents for item in items},
        again=drawn is not None and drawn_with(drawn.seed, sampling) == drawn.drawn,
        done=done if done in BY_NAME else "",
    )


@router.get("/{key}/acts/{name}")
def act_page(visit: Visiting, key: str, name: str) -> Response:
    """The form as it begins."""
    sampling, act = _sampling(visit, key), act_about(visit, "draw", name)
    return _page(visit, sampling, act, draft=blank(_form(visit, act, sampling)))


@router.post("/{key}/acts/{name}")
def hand_in(visit: Visiting, form: Form, key: str, name: str) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    sampling, act = _sampling(visit, key), act_about(visit, "draw", name)
    draft = submitted(visit, _form(visit, act, sampling), form)
    if draft.answer is not None:
        return RedirectResponse(f"/draws/{key}?done={act.name}", status_code=303)
    return _page(visit, sampling, act, draft=draft)


def _sampling(visit: Visit, key: str) -> Sampling:
    if visit.person.scope or not key.isascii() or not key.isprintable():
        raise not_found()
    sampling = visit.portal.office.desk().read(Sampling, key)
    if sampling.announced is None:
        raise not_found()
    return sampling


def _title(visit: Visit, sampling: Sampling) -> str:
    """The title of its line in that year, the line's key where no programme file tells."""
    announced = sampling.announcement
    try:
        programme = programmes.in_force(announced.programme, date(announced.year, 1, 1))
        return programme.line(announced.line).title.said(visit.language)
    except Refused:
        return announced.line


def _form(visit: Visit, act: Act, sampling: Sampling) -> ActForm:
    fixed = {"draw": sampling.key}
    initial = {"cases": _to_examine(visit, sampling)} if act.name == "freeze_population" else {}
    return ActForm(act.command, fixed, Preparation().ask(fixed), initial)


def _to_examine(visit: Visit, sampling: Sampling) -> list[str]:
    """Every proof of the line and year that is not settled."""
    wanted = (sampling.announcement.line, sampling.announcement.year)
    with visit.portal.views.read() as connection:
        rows = caseload(connection, grantor="", today=visit.portal.office.today())
    stages = {"proof_submitted", "examined"}
    return [r.case for r in rows if (r.line, r.year) == wanted and r.stage in stages]


def _page(visit: Visit, sampling: Sampling, act: Act, *, draft: Draft) -> Response:
    shown = draft.shown(visit)
    return visit.page(
        "draw_act.html",
        status=draft.status,
        draw=sampling,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
    )
