"""A gap between two statements, and the acts of two persons who pass over it for good."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from domain.kernel import Refused
from domain.statement_gap import Gap, PassingOverProposed
from domain.statement_gap_decisions import open_gap
from web.act import Act
from web.acts import BY_NAME, offers
from web.filing import ActForm, Draft, blank, submitted
from web.preparation import Preparation
from web.visit import Form, Visit, Visiting, act_about, not_found

router = APIRouter(prefix="/gaps")


@dataclass(frozen=True)
class OpenGap:
    """A gap with its key and what is proposed on it."""

    key: str
    gap: Gap
    proposal: PassingOverProposed | None


@router.get("/{key}")
def gap_page(visit: Visiting, key: str, done: str = "") -> Response:
    """What is missing, what is proposed, and what can be done."""
    found = _found(visit, key)
    desk = visit.portal.office.desk()
    return visit.page(
        "gap.html",
        found=found,
        offers=offers("gap", key, desk, context=visit.context("looking")),
        done=done if done in BY_NAME else "",
    )


@router.get("/{key}/acts/{name}")
def act_page(visit: Visiting, key: str, name: str) -> Response:
    """The form as it begins."""
    found, act = _found(visit, key), act_about(visit, "gap", name)
    return _page(visit, found, act, draft=blank(_form(act, found)))


@router.post("/{key}/acts/{name}")
def hand_in(visit: Visiting, form: Form, key: str, name: str) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    found, act = _found(visit, key), act_about(visit, "gap", name)
    draft = submitted(visit, _form(act, found), form)
    if draft.answer is not None:
        # once passed over the gap has no page of its own any more
        there = "/clearing" if act.name == "confirm_passing_over" else f"/gaps/{key}"
        return RedirectResponse(f"{there}?done={act.name}", status_code=303)
    return _page(visit, found, act, draft=draft)


def _found(visit: Visit, key: str) -> OpenGap:
    if visit.scoped or not key.isascii() or not key.isprintable():
        raise not_found()
    try:
        account, gap = open_gap(visit.portal.office.desk(), key)
    except Refused:
        raise not_found() from None
    return OpenGap(key, gap, account.proposal_on(gap))


def _form(act: Act, found: OpenGap) -> ActForm:
    fixed = {"gap": found.key}
    seen = {"content_hash": found.proposal.content_hash} if found.proposal else {}
    initial = seen if act.name == "confirm_passing_over" else {}
    return ActForm(act.command, fixed, Preparation().ask(fixed), initial)


def _page(visit: Visit, found: OpenGap, act: Act, *, draft: Draft) -> Response:
    shown = draft.shown(visit)
    return visit.page(
        "gap_act.html",
        status=draft.status,
        found=found,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
    )
