"""Who calls the API: a training person, known by the bearer token of the request."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request

from domain.policy import may_read
from web.navigation import is_open
from web.persons import Person
from web.portal import Portal
from web.visit import RoleConfined, portal_of


@dataclass(frozen=True)
class Caller:
    """A request of a program for a person."""

    portal: Portal
    request: Request
    person: Person

    def sees(self, recipient: str, *, grantor: str | None = None) -> bool:
        """Whether the person may read the files of a recipient, or of a case of that grantor."""
        return may_read(recipient, self.person.role, self.person.scope, grantor=grantor)

    @property
    def scoped(self) -> bool:
        """Whether the person acts for a recipient."""
        return self.person.scoped

    @property
    def recipient(self) -> str | None:
        """The recipient whose rows alone the person reads."""
        return self.person.scope if self.scoped else None

    def grantor(self, *, onward: bool) -> str | None:
        """Whose grants the person asks for: of a county its own, of the Land one level or both."""
        return self.person.county or (None if onward else self.person.grantor)


def caller(request: Request) -> Caller:
    """The caller; 401 without a valid token. Cookies do not count here, so no page can forge."""
    portal = portal_of(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    person = portal.persons.holder(portal.secret, token.strip()) if portal.training else None
    if scheme.lower() != "bearer" or person is None:
        raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer realm="akte"'})
    if not is_open(request.url.path, person.role):
        raise RoleConfined
    request.state.role, request.state.person = person.role, person.key
    return Caller(portal, request, person)


Calling = Annotated[Caller, Depends(caller)]
