"""Notes who looked at which file, page or export before the first byte of it leaves."""

import re

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from office.accesses import Look
from web.portal import Portal

_SUBJECTS = ("case", "recipient", "county", "run", "item", "draw")
_CASE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,20}")


class Looks:
    """Every answer to a signed-in person's GET is a look; acts stand in the record of events."""

    def __init__(self, app: ASGIApp, *, portal: Portal) -> None:
        self._app = app
        self._portal = portal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def note_and_send(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                self._note(scope)
            await send(message)

        await self._app(scope, receive, note_and_send)

    def _note(self, scope: Scope) -> None:
        state = scope.get("state", {})
        person = state.get("person")
        if scope["method"] != "GET" or not person:
            return
        what = getattr(scope.get("route"), "path", "unknown")
        now = self._portal.wall_clock()
        self._portal.accesses.note(Look(now, person, state["role"], what, _about(scope)))


def _about(scope: Scope) -> str:
    """The key of what was looked at; what a person typed into a search is not kept."""
    found = scope.get("path_params", {})
    for name in _SUBJECTS:
        if name in found:
            return str(found[name])
    asked = Request(scope).query_params.get("case", "")
    return asked if _CASE.fullmatch(asked) else ""
