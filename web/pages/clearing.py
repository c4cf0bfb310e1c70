"""The clearing list: what the bank said that fits no order, and the acts of two persons on it."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from domain.clearing import Clearing
from web.act import Act
from web.acts import BY_NAME, offers
from web.clearing_list import clearing_list
from web.filing import ActForm, Draft, blank, submitted
from web.preparation import Preparation
from web.visit import Form, Visit, Visiting, act_about, not_found

router = APIRouter(prefix="/clearing")


@router.get("")
def list_page(visit: Visiting, done: str = "") -> Response:
    """All that waits, and what was cleared."""
    if visit.scoped:
        raise not_found()
    return visit.page(
        "clearing.html",
        found=clearing_list(visit, with_cleared=True),
        done=done if done in BY_NAME else "",
    )


@router.get("/{key}")
def item_page(visit: Visiting, key: str, done: str = "") -> Response:
    """One line: what the bank said, what is proposed, and what can be done."""
    item = _item(visit, key)
    desk = visit.portal.office.desk()
    return visit.page(
        "clearing_item.html",
        item=item,
        offers=offers("clearing", item.key, desk, context=visit.context("looking")),
        done=done if done in BY_NAME else "",
    )


@router.get("/{key}/acts/{name}")
def act_page(visit: Visiting, key: str, name: str) -> Response:
    """The form as it begins."""
    item, act = _item(visit, key), act_about(visit, "clearing", name)
    return _page(visit, item, act, draft=blank(_form(act, item)))


@router.post("/{key}/acts/{name}")
def hand_in(visit: Visiting, form: Form, key: str, name: str) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    item, act = _item(visit, key), act_about(visit, "clearing", name)
    draft = submitted(visit, _form(act, item), form)
    if draft.answer is not None:
        return RedirectResponse(f"/clearing/{key}?done={act.name}", status_code=303)
    return _page(visit, item, act, draft=draft)


def _item(visit: Visit, key: str) -> Clearing:
    if visit.scoped or not key.isascii() or not key.isprintable():
        raise not_found()
    item = visit.portal.office.desk().read(Clearing, key)
    if item.line is None:
        raise not_found()
    return item


def _form(act: Act, item: Clearing) -> ActForm:
    fixed = {"item": item.key}
    seen = {"content_hash": item.proposal.content_hash} if item.proposal else {}
    initial = seen if act.name == "confirm_clearing" else {}
    return ActForm(act.command, fixed, Preparation().ask(fixed), initial)


def _page(visit: Visit, item: Clearing, act: Act, *, draft: Draft) -> Response:
    shown = draft.shown(visit)
    return visit.page(
        "clearing_act.html",
        status=draft.status,
        item=item,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
    )
