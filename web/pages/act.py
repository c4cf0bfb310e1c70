"""The page of one act on a case: what to look at, what to fill in, and the button."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from domain.kernel import Refusal
from domain.reasons.general import NOT_YOUR_ROLE
from projections.payments import grants
from web.acts import BY_NAME, Act, offer
from web.case_file import CaseFile, open_case
from web.filing import ActForm, Draft, blank, submitted
from web.papers import check_of
from web.preparations import Preparation, prepare
from web.visit import Form, Visit, Visiting, not_found

router = APIRouter(prefix="/cases/{case}/acts/{name}")
_TEMPLATES = {"sign_approval": "sign.html", "close_examination": "close_examination.html"}


@router.get("")
def act_page(visit: Visiting, case: str, name: str, number: int = 0) -> Response:
    """The form as it begins, or the reason why the act is not possible now."""
    act, file = _act(visit, name), open_case(visit, case)
    key = (case, number) if act.place == "payment" else case
    refusal = offer(act, key, file.desk, context=visit.context("looking")).refusal
    preparation = prepare(act.command, visit, file, number=number)
    draft = blank(_form(act, file, number, preparation=preparation), file.seen_until)
    return _page(
        visit, file, act, draft=draft, preparation=preparation, closed=refusal, number=number
    )


@router.post("")
def hand_in(visit: Visiting, form: Form, case: str, name: str, number: int = 0) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    act, file = _act(visit, name), open_case(visit, case)
    preparation = prepare(act.command, visit, file, number=number)
    draft = submitted(visit, _form(act, file, number, preparation=preparation), form)
    if draft.answer is not None:
        return RedirectResponse(f"/cases/{case}?done={act.name}", status_code=303)
    return _page(visit, file, act, draft=draft, preparation=preparation, number=number)


def _act(visit: Visit, name: str) -> Act:
    act = BY_NAME.get(name)
    if act is None or act.place not in {"case", "payment"}:
        raise not_found()
    if not act.allows(visit.context("looking")):
        allowed = ", ".join(role for role in act.roles if role != "system")
        raise NOT_YOUR_ROLE.because(role=visit.role, allowed=allowed)
    return act


def _form(act: Act, file: CaseFile, number: int, *, preparation: Preparation) -> ActForm:
    fixed: dict[str, object] = {"case": file.case}
    if act.place == "payment":
        fixed["number"] = number
    return ActForm(act.command, fixed, preparation.ask(fixed), preparation.initial)


def _page(
    visit: Visit,
    file: CaseFile,
    act: Act,
    *,
    draft: Draft,
    preparation: Preparation,
    number: int,
    closed: Refusal | None = None,
) -> Response:
    shown = draft.shown(visit)
    return visit.page(
        _TEMPLATES.get(act.name, "act.html"),
        status=draft.status,
        file=file,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
        panels=preparation.panels,
        closed=closed,
        number=number,
        draw=file.draw(number),
        check=check_of(visit, file),
        peers=_peers(visit, file) if act.name == "sign_approval" else None,
    )


def _peers(visit: Visit, file: CaseFile) -> tuple[int, int]:
    """How many grants the line has in the year, and their average in whole cents."""
    with visit.portal.views.read() as connection:
        rows = grants(connection, year=file.content.year)
    amounts = [row.granted_cents for row in rows if row.line == file.content.line]
    return len(amounts), sum(amounts) // len(amounts) if amounts else 0
