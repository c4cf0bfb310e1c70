"""Who calls the API: a training person, known by the bearer token of the request."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request

from domain.policy import may_read
from web.persons import Person
from web.portal import Portal
from web.visit import portal_of


@dataclass(frozen=True)
class Caller:
    """A request of a program for a person."""

    portal: Portal
    request: Request
    person: Person

    def sees(self, recipient: str) -> bool:
        """Whether the person may read the files of a recipient."""
        return may_read(recipient, self.person.role, self.person.scope)

    @property
    def scoped(self) -> bool:
        """Whether the person acts for one recipient only."""
        return self.person.scope is not None


def caller(request: Request) -> Caller:
    """The caller; 401 without a valid token. Cookies do not count here, so no page can forge."""
    portal = portal_of(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    person = portal.persons.holder(portal.secret, token.strip()) if portal.training else None
    if scheme.lower() != "bearer" or person is None:
        raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer realm="akte"'})
    request.state.role = person.role
    return Caller(portal, request, person)


Calling = Annotated[Caller, Depends(caller)]
