"""Signed sessions: who is signed in, and the token that every form must carry."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from web.persons import Person, Persons

COOKIE = "akte_session"
LIFETIME_SECONDS = 8 * 60 * 60
"""A working day; whoever stays longer signs in again."""


@dataclass(frozen=True)
class Session:
    """A browser's session; `person` is `None` before the sign-in. `csrf` belongs to it alone."""

    nonce: str
    csrf: str
    person: Person | None = None


class Sessions:
    """Makes and reads session cookies signed with the portal's secret."""

    def __init__(self, secret: bytes, persons: Persons) -> None:
        self._secret = secret
        self._persons = persons
        self._signer = URLSafeTimedSerializer(secret, salt="akte-session")

    def read(self, request: Request) -> Session:
        """The session of a request; a new one without a person where there is no valid one."""
        try:
            said = self._signer.loads(request.cookies.get(COOKIE, ""), max_age=LIFETIME_SECONDS)
            nonce, person = str(said["nonce"]), self._persons.find(str(said["person"]))
        except (BadSignature, KeyError, TypeError):
            return self.begin(None)
        return Session(nonce, self._csrf(nonce), person)

    def begin(self, person: Person | None) -> Session:
        """A session with a new nonce, so that no older cookie or form token fits it."""
        nonce = secrets.token_urlsafe(16)
        return Session(nonce, self._csrf(nonce), person)

    def keep(self, session: Session, request: Request, response: Response) -> None:
        """Puts the session into the browser's cookie."""
        person = session.person.key if session.person else ""
        response.set_cookie(
            COOKIE,
            str(self._signer.dumps({"nonce": session.nonce, "person": person})),
            max_age=LIFETIME_SECONDS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )

    def end(self, response: Response) -> None:
        """Takes the session out of the browser."""
        response.delete_cookie(COOKIE, httponly=True, samesite="lax")

    def _csrf(self, nonce: str) -> str:
        return hmac.new(self._secret, f"csrf:{nonce}".encode(), hashlib.sha256).hexdigest()
