"""One request of a signed-in person: who asks, in which language, and what the form carried."""

import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Protocol
from urllib.parse import urlencode

from fastapi import Depends
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domain.kernel import Context, Role
from domain.policy import may_read
from domain.words import Language
from web.act import Act, Place
from web.acts import BY_NAME
from web.clocks import day_of
from web.navigation import entries_of, is_open
from web.persons import Person
from web.portal import Portal
from web.render import environment
from web.sessions import Session, Sessions
from web.texts import LANGUAGES, say

ONWARD = "onward"
"""The level of a list that holds what counties pass on."""
LANGUAGE_COOKIE = "akte_language"
_FIELD_LIMIT = 2_000


class Granted(Protocol):
    """A row of a list, which names its grantor; empty where that is the Land."""

    @property
    def grantor(self) -> str:
        """Who grants the money."""
        ...


class SignInNeeded(Exception):
    """The page is for signed-in persons; the answer leads to the sign-in."""


class RoleConfined(Exception):
    """The page is none of those that the role was made for."""


class FormForged(Exception):
    """The form was not made for this session."""


@dataclass(frozen=True)
class Guest:
    """A request of a browser, signed in or not."""

    portal: Portal
    request: Request
    session: Session
    language: Language

    def say(self, key: str, **facts: object) -> str:
        """A text in the reader's language."""
        return say(key, self.language, **facts)

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page from its template; the answer keeps session and language in the browser."""
        person = self.session.person
        around: dict[str, object] = {
            "language": self.language,
            "person": person,
            "nav": entries_of(person.role, county=person.county) if person else (),
            "persons": self.portal.persons,
            "csrf": self.session.csrf,
            "path": self.request.url.path,
            "query": [one for one in self.request.query_params.multi_items() if one[0] != "lang"],
            "training": self.portal.training,
            "at_moment": at_moment(self.request),
            "today": self.portal.office.today(),
        }
        html = environment().get_template(template).render(around, **values)
        response = HTMLResponse(html, status)
        Sessions(self.portal.secret, self.portal.persons).keep(self.session, self.request, response)
        if self.request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, self.language, httponly=True, samesite="lax")
        return response


@dataclass(frozen=True)
class Visit(Guest):
    """A request of a signed-in person."""

    person: Person

    def sees(self, recipient: str, *, grantor: str | None = None) -> bool:
        """Whether the person may read the files of a recipient, or of a case of that grantor."""
        return may_read(recipient, self.person.role, self.person.scope, grantor=grantor)

    def lists(self, row: Granted, level: str) -> bool:
        """Whether a row belongs in a list: the Land's hold one level, the second where asked.

        A county's lists hold what it passes on, a recipient's all that it gets.
        """
        if self.person.county:
            return row.grantor == self.person.county
        return self.scoped or bool(row.grantor) == (level == ONWARD)

    @property
    def role(self) -> Role:
        """The person's role."""
        return self.person.role

    @property
    def scoped(self) -> bool:
        """Whether the person acts for a recipient and reads the recipient's words."""
        return self.person.scoped

    def context(self, command_id: str, *, seen_until: int | None = None) -> Context:
        """Who asks for an act, when, and what the person has seen of the record."""
        return context_of(self.portal, self.person, command_id, seen_until=seen_until)


def context_of(
    portal: Portal, person: Person, command_id: str, *, seen_until: int | None = None
) -> Context:
    """The context in which a person's command is handled."""
    return Context(
        command_id=command_id,
        person=person.key,
        role=person.role,
        scope=person.scope,
        today=portal.office.today(),
        now=portal.wall_clock(),
        expected_position=seen_until,
    )


@dataclass(frozen=True)
class Typed:
    """What a form carried: texts by field name, and the files that were chosen."""

    texts: dict[str, list[str]]
    files: dict[str, list[tuple[str, bytes]]]

    def one(self, name: str) -> str:
        """The only value of a field, empty where there is none."""
        return self.texts.get(name, [""])[-1]


def portal_of(request: Request) -> Portal:
    """The portal that serves the request."""
    portal = request.app.state.portal
    assert isinstance(portal, Portal)
    return portal


def language_of(request: Request) -> Language:
    """The language asked for in the address, else the one chosen before, else German."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return "en" if asked == "en" else "de"


def guest(request: Request) -> Guest:
    """The request of a browser."""
    portal = portal_of(request)
    session = Sessions(portal.secret, portal.persons).read(request)
    request.state.role = session.person.role if session.person else None
    request.state.person = session.person.key if session.person else None
    return Guest(portal, request, session, language_of(request))


def visit(request: Request) -> Visit:
    """The request of a signed-in person; SignInNeeded for others, RoleConfined where it is closed.

    A role that sees but a few pages is stopped here, so that no page can forget it.
    """
    here = guest(request)
    if here.session.person is None:
        raise SignInNeeded
    if not is_open(request.url.path, here.session.person.role):
        raise RoleConfined
    return Visit(here.portal, request, here.session, here.language, here.session.person)


async def typed(request: Request) -> Typed:
    """The form of a request; FormForged unless it carries this session's token."""
    async with request.form(max_fields=_FIELD_LIMIT, max_files=20) as form:
        token = form.get("csrf")
        if not isinstance(token, str) or not token.isascii():
            raise FormForged
        if not hmac.compare_digest(token, guest(request).session.csrf):
            raise FormForged
        files: dict[str, list[tuple[str, bytes]]] = {}
        for name, value in form.multi_items():
            if isinstance(value, UploadFile) and value.filename:
                files.setdefault(name, []).append((value.filename, await value.read()))
        return Typed(dict(_texts(form)), files)


def _texts(form: FormData) -> Iterator[tuple[str, list[str]]]:
    for name in dict.fromkeys(form):
        values = [value for value in form.getlist(name) if isinstance(value, str)]
        if values and name != "csrf":
            yield name, values


def at_moment(request: Request) -> str:
    """The moment that a page shows, as the end of an address; empty where it shows today."""
    asked = request.query_params
    days = {
        "true_on": day_of(asked.get("true_on") or asked.get("as_of") or asked.get("until") or ""),
        "known_on": day_of(asked.get("known_on") or ""),
    }
    told = urlencode({name: day for name, day in days.items() if day})
    return f"?{told}" if told else ""


def new_command_id() -> str:
    """The permanent id of a wish, made when its form is shown."""
    return f"form-{secrets.token_hex(16)}"


def not_found() -> HTTPException:
    """The same answer for what does not exist and for what the person may not see."""
    return HTTPException(404)


Visiting = Annotated[Visit, Depends(visit)]
Calling = Annotated[Guest, Depends(guest)]
Form = Annotated[Typed, Depends(typed)]


def act_about(visit: Visit, place: Place, name: str) -> Act:
    """The act of that name about such a thing; 404 where the role has none."""
    act = BY_NAME.get(name)
    if act is None or act.place != place or not act.allows(visit.context("looking")):
        raise not_found()
    return act
