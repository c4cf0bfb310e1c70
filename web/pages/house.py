"""Acts that are about no case: the register, the budget, a payment run, the training clock."""

from collections.abc import Callable
from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

import programmes
from domain.application import Application
from domain.recipient import Recipient
from projections.payments import PaymentRow, payments
from web.act import Act
from web.acts import BY_NAME
from web.filing import ActForm, Draft, blank, submitted
from web.preparation import Preparation
from web.selection_forms import decide, rank, standing
from web.visit import Form, Visit, Visiting, not_found

router = APIRouter(prefix="/acts/{name}")


@router.get("")
def house_page(visit: Visiting, name: str) -> Response:
    """The form as it begins."""
    act = _act(visit, name)
    return _page(visit, act, blank(_form(visit, act)))


@router.post("")
def hand_in(visit: Visiting, form: Form, name: str) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    act = _act(visit, name)
    draft = submitted(visit, _form(visit, act), form)
    if draft.answer is not None:
        return RedirectResponse(f"/?done={act.name}", status_code=303)
    return _page(visit, act, draft)


def _act(visit: Visit, name: str) -> Act:
    act = BY_NAME.get(name)
    if act is None or name not in _PREPARED or not act.allows(visit.context("looking")):
        raise not_found()
    return act


def _form(visit: Visit, act: Act) -> ActForm:
    preparation = _PREPARED[act.name](visit)
    return ActForm(act.command, {}, preparation.ask({}), preparation.initial)


def _page(visit: Visit, act: Act, draft: Draft) -> Response:
    shown = draft.shown(visit)
    return visit.page(
        "house_act.html",
        status=draft.status,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
        ordered=_named(visit) if act.name == "open_payment_run" else [],
        selection=standing(visit) if act.name == "decide_selection" else None,
    )


def _register(visit: Visit) -> Preparation:
    return Preparation({"classes": [{"valid_from": visit.portal.office.today()}]})


def _appropriate(visit: Visit) -> Preparation:
    reference = programmes.versions()[-1]
    programme = programmes.load(reference)
    return Preparation(
        {"programme": programme.id, "year": visit.portal.office.today().year},
        {
            "programme": [(programme.id, programme.title.said(visit.language))],
            "fund": [(fund.id, fund.title.said(visit.language)) for fund in programme.funds],
        },
    )


def _payment_run(visit: Visit) -> Preparation:
    """All that is ordered and in no run; the run's number counts within the day."""
    today = visit.portal.office.today()
    debtor = visit.portal.debtor
    return Preparation(
        {
            "run": f"{today.isoformat()}-{visit.portal.office.now():%H%M}",
            "execution_on": today + timedelta(days=1),
            "debtor": debtor.model_dump() if debtor else {},
            "orders": [{"case": row.case, "number": row.number} for row in _ordered(visit)],
        }
    )


def _ordered(visit: Visit) -> list[PaymentRow]:
    with visit.portal.views.read() as connection:
        return [row for row in payments(connection) if row.status == "ordered"]


def _named(visit: Visit) -> list[tuple[PaymentRow, str]]:
    """What is ordered, each with the name of its payee."""
    desk = visit.portal.office.desk()
    found = []
    for row in _ordered(visit):
        recipient = desk.read(Application, row.case).submitted.recipient
        found.append((row, desk.read(Recipient, recipient).name))
    return found


def _clock(visit: Visit) -> Preparation:
    return Preparation({"to": visit.portal.office.today() + timedelta(days=1)})


_PREPARED: dict[str, Callable[[Visit], Preparation]] = {
    "register_recipient": _register,
    "appropriate_funds": _appropriate,
    "authorise_commitments": _appropriate,
    "freeze_funds": _appropriate,
    "lift_freeze": _appropriate,
    "rank_applications": rank,
    "decide_selection": decide,
    "open_payment_run": _payment_run,
    "advance_clock": _clock,
}
