"""The register of recipients: who it is, of which class, and whether its account is confirmed."""

import secrets
from base64 import b64encode

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

import programmes
from domain.bank_details_decisions import sharing
from domain.recipient import Recipient
from projections.caseload import caseload
from web.account_list import opens_on
from web.accounts import account_of
from web.act import Act
from web.acts import BY_NAME, offers
from web.filing import ActForm, Draft, blank, submitted
from web.preparation import Preparation
from web.visit import Form, Visit, Visiting, act_about, not_found

router = APIRouter(prefix="/recipients")

_AFTER = dict.fromkeys(
    ("renew_feed", "revoke_feed", "register_webhook", "resume_webhook", "remove_webhook"),
    "/payments/connections",
)
"""Where the page shows by itself what an act has done."""


@router.get("")
def register_page(visit: Visiting) -> Response:
    """The bodies that programmes list, and whatever else has a case."""
    if visit.scoped:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = [
            row
            for row in caseload(connection, today=visit.portal.office.today())
            if visit.sees(row.recipient, grantor=row.grantor)
        ]
    keys = [listed.key for listed in programmes.listed()]
    keys += [key for key in dict.fromkeys(row.recipient for row in rows) if key not in keys]
    desk = visit.portal.office.desk()
    found = [body for key in keys if (body := desk.read(Recipient, key)).exists]
    bodies = [body for body in found if _sees(visit, body)]
    cases = {key: [row for row in rows if row.recipient == key] for key in keys}
    return visit.page("recipients.html", bodies=bodies, cases=cases)


@router.get("/{key}")
def recipient_page(visit: Visiting, key: str, done: str = "") -> Response:
    """One body with its account and its cases."""
    body = _body(visit, key)
    context = visit.context("looking")
    with visit.portal.views.read() as connection:
        county, today = visit.person.county, visit.portal.office.today()
        rows = caseload(connection, scope=key, grantor=county, today=today)
    return visit.page(
        "recipient.html",
        body=body,
        rows=rows,
        others=_others(visit, body),
        works_from=opens_on(visit, body, rows[-1].case) if rows else None,
        offers=offers("recipient", key, visit.portal.office.desk(), context=context),
        done=done if done in BY_NAME else "",
    )


@router.get("/{key}/acts/{name}")
def act_page(visit: Visiting, key: str, name: str) -> Response:
    """The form as it begins."""
    body, act = _body(visit, key), act_about(visit, "recipient", name)
    seen = account_of(visit, key)
    return _page(visit, body, act=act, draft=blank(_form(act, body, seen)), seen=seen)


@router.post("/{key}/acts/{name}")
def hand_in(visit: Visiting, form: Form, key: str, name: str) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    body, act = _body(visit, key), act_about(visit, "recipient", name)
    draft = submitted(visit, _form(act, body, form.one("account")), form)
    if draft.answer is not None:
        address = _AFTER.get(act.name, f"/recipients/{key}?done={act.name}")
        return RedirectResponse(address, status_code=303)
    return _page(visit, body, act=act, draft=draft, seen=account_of(visit, key))


def _body(visit: Visit, key: str) -> Recipient:
    if not key.isascii() or not key.isprintable():
        raise not_found()
    body = visit.portal.office.desk().read(Recipient, key)
    if not body.exists or not _sees(visit, body):
        raise not_found()
    return body


def _sees(visit: Visit, body: Recipient) -> bool:
    """Whether the person reads about a body; of a county also about those of its territory."""
    seat = body.seat_on(visit.portal.office.today())
    return visit.sees(body.key, grantor=seat.county if seat else None)


def new_secret() -> str:
    """A new secret for signed messages; it is shown once, in the form that hands it in."""
    return f"whsec_{b64encode(secrets.token_bytes(24)).decode()}"


def _form(act: Act, body: Recipient, seen: str) -> ActForm:
    """What is decided of an account is fixed to the one that was seen."""
    about = {"recipient": body.key, "account": seen}
    fixed = {name: one for name, one in about.items() if name in act.command.model_fields}
    initial = {"iban": body.iban, "holder": body.holder, "secret": new_secret()}
    return ActForm(act.command, fixed, Preparation().ask(fixed), initial)


def _others(visit: Visit, body: Recipient) -> list[str]:
    """The names of the other bodies that have the same account, for those who decide on it."""
    desk = visit.portal.office.desk()
    found = () if visit.scoped else sharing(desk, body.key)
    return [desk.read(Recipient, one).name for one in found]


def _page(visit: Visit, body: Recipient, *, act: Act, draft: Draft, seen: str) -> Response:
    shown = draft.shown(visit)
    return visit.page(
        "recipient_act.html",
        status=draft.status,
        body=body,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
        account=seen if "account" in act.command.model_fields else "",
        others=_others(visit, body),
    )
