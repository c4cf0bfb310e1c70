"""Signing in and out with training identities, and the page about oneself."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from web.persons import token_of
from web.sessions import Sessions
from web.visit import Calling, Form, Visiting, not_found

router = APIRouter()


@router.get("/sign-in")
def sign_in_page(guest: Calling, next: str = "/") -> Response:  # noqa: A002  # the address says so
    """Everybody who can sign in, by role."""
    by_role = guest.portal.persons.by_role() if guest.portal.training else {}
    return guest.page("sign_in.html", by_role=by_role, next=_local(next))


@router.post("/sign-in")
def sign_in(guest: Calling, form: Form) -> Response:
    """Begins a session with a new value for the chosen person."""
    person = guest.portal.persons.find(form.one("person"))
    if not guest.portal.training or person is None:
        raise not_found()
    sessions = Sessions(guest.portal.secret, guest.portal.persons)
    answer = RedirectResponse(_local(form.one("next")), status_code=303)
    sessions.keep(sessions.begin(person), guest.request, answer)
    return answer


@router.post("/sign-out")
def sign_out(guest: Calling, form: Form) -> Response:
    """Ends the session in this browser."""
    answer = RedirectResponse("/sign-in", status_code=303)
    Sessions(guest.portal.secret, guest.portal.persons).end(answer)
    return answer


@router.get("/persons/me")
def me(visit: Visiting) -> Response:
    """Who is signed in, what the role may do, and the token for programs."""
    token = token_of(visit.portal.secret, visit.person) if visit.portal.training else None
    return visit.page("me.html", token=token)


def _local(address: str) -> str:
    """The address, if it leads to a page of ours."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
