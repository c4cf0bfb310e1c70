"""Acts that are about no case: the register, the budget, a payment run, the training clock."""

import secrets
from collections.abc import Callable
from datetime import date, timedelta

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

import programmes
from domain.application import Application
from domain.approval import Approval
from domain.onward_decisions import permits
from domain.recipient import Recipient
from domain.sampling_decisions import seed_commitment
from domain.seal_key import SEAL, SealKeys
from projections.caseload import caseload
from projections.payments import PaymentRow, payments
from web.act import Act
from web.acts import BY_NAME
from web.current_rules import line_choices, programme_choices, programmes_on
from web.filing import ActForm, Draft, blank, submitted
from web.preparation import Preparation
from web.selection_forms import decide, rank, standing
from web.visit import Form, Visit, Visiting, not_found

router = APIRouter(prefix="/acts/{name}")


@router.get("")
def house_page(visit: Visiting, name: str) -> Response:
    """The form as it begins."""
    act = _act(visit, name)
    preparation = _PREPARED[act.name](visit)
    return _page(visit, act, blank(_form(act, preparation)), secret=preparation.secret)


@router.post("")
def hand_in(visit: Visiting, form: Form, name: str) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    act = _act(visit, name)
    draft = submitted(visit, _form(act, _PREPARED[act.name](visit)), form)
    if draft.answer is not None:
        return RedirectResponse(f"/?done={act.name}", status_code=303)
    return _page(visit, act, draft)


def _act(visit: Visit, name: str) -> Act:
    act = BY_NAME.get(name)
    if act is None or name not in _PREPARED or not act.allows(visit.context("looking")):
        raise not_found()
    return act


def _form(act: Act, preparation: Preparation) -> ActForm:
    return ActForm(act.command, {}, preparation.ask({}), preparation.initial)


def _page(visit: Visit, act: Act, draft: Draft, *, secret: str = "") -> Response:
    shown = draft.shown(visit)
    return visit.page(
        "house_act.html",
        status=draft.status,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
        secret=secret,
        ordered=_named(visit) if act.name == "open_payment_run" else [],
        selection=standing(visit) if act.name == "decide_selection" else None,
    )


def _register(visit: Visit) -> Preparation:
    """Who acts for a county enters bodies of its territory."""
    since = [{"valid_from": visit.portal.office.today()}]
    return Preparation({"classes": since, "county": visit.person.county})


def _appropriate(visit: Visit) -> Preparation:
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    titles = {one.id: one.title.said(visit.language) for one in loaded}
    funds = {fund.id: fund.title.said(visit.language) for one in loaded for fund in one.funds}
    return Preparation(
        {"programme": loaded[-1].id, "year": visit.portal.office.today().year},
        {"programme": list(titles.items()), "fund": list(funds.items())},
    )


def _close_year(visit: Visit) -> Preparation:
    begun = _appropriate(visit)
    last = visit.portal.office.today().year - 1
    return Preparation({**begun.initial, "year": last}, begun.choices)


def _payment_run(visit: Visit) -> Preparation:
    """All that is ordered and in no run; the run's number counts within the day."""
    today, now = visit.portal.office.today(), visit.portal.wall_clock()
    debtor = visit.portal.debtor
    bank = visit.portal.office.desk().bank_days
    return Preparation(
        {
            "run": f"{today.isoformat()}-{visit.portal.office.now():%H%M}",
            "execution_on": bank.execution_on(today, None if visit.portal.training else now),
            "debtor": debtor.model_dump() if debtor else {},
            "orders": [{"case": row.case, "number": row.number} for row in _ordered(visit)],
        }
    )


def _ordered(visit: Visit) -> list[PaymentRow]:
    with visit.portal.views.read() as connection:
        return [row for row in payments(connection, grantor="") if row.status == "ordered"]


def _named(visit: Visit) -> list[tuple[PaymentRow, str]]:
    """What is ordered, each with the name of its payee."""
    desk = visit.portal.office.desk()
    found = []
    for row in _ordered(visit):
        recipient = desk.read(Application, row.case).submitted.recipient
        found.append((row, desk.read(Recipient, recipient).name))
    return found


def _announce(visit: Visit) -> Preparation:
    """Last year's proofs; the seed is made here, its hash travels with the form."""
    seed = secrets.token_urlsafe(18)
    year = visit.portal.office.today().year - 1
    offered = programmes_on(date(year, 1, 1))
    initial = {"programme": offered[-1].id, "year": year, "commitment": seed_commitment(seed)}
    choices = {
        "programme": programme_choices(offered, visit.language),
        "line": line_choices(offered, visit.language),
    }
    return Preparation(initial, choices, secret=seed)


def _clock(visit: Visit) -> Preparation:
    return Preparation({"to": visit.portal.office.today() + timedelta(days=1)})


def _propose_key(visit: Visit) -> Preparation:
    orders = visit.portal.office.desk().read(SealKeys, SEAL).orders
    return Preparation({"old_key": orders[-1].new_key} if orders else {})


def _order_key(visit: Visit) -> Preparation:
    """What is proposed, to be compared with what the keeper of the key says."""
    proposal = visit.portal.office.desk().read(SealKeys, SEAL).proposal
    return Preparation(proposal.model_dump(include={"new_key", "occasion"}) if proposal else {})


def _pass_on(visit: Visit) -> Preparation:
    """The county's own grants whose notices permit passing on, the newest first."""
    county, desk = visit.person.county, visit.portal.office.desk()
    if county is None:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = caseload(connection, scope=county, today=visit.portal.office.today())
    own = [row for row in rows if permits(desk.read(Approval, row.case))]
    named = [(row.case, f"{row.case} · {row.title}") for row in sorted(own, reverse=True)]
    return Preparation({"case": named[0][0]} if named else {}, {"case": named})


_PREPARED: dict[str, Callable[[Visit], Preparation]] = {
    "register_recipient": _register,
    "appropriate_funds": _appropriate,
    "authorise_commitments": _appropriate,
    "freeze_funds": _appropriate,
    "lift_freeze": _appropriate,
    "close_budget_year": _close_year,
    "rank_applications": rank,
    "decide_selection": decide,
    "open_payment_run": _payment_run,
    "announce_draw": _announce,
    "advance_clock": _clock,
    "propose_seal_key": _propose_key,
    "order_seal_key": _order_key,
    "pass_on_funds": _pass_on,
}
