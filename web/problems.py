"""What goes wrong, as an answer: problem documents for programs, pages for people."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import quote

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from domain.kernel import Conflict, Refusal, Refused
from domain.reasons.general import CHANGED_MEANWHILE
from web.filing import STALE
from web.reading import NotJson, Unreadable
from web.render import environment
from web.texts import known, say
from web.visit import FormForged, RoleConfined, SignInNeeded, guest, language_of

_STATUS = {
    "not_your_role": HTTPStatus.FORBIDDEN,
    "training_only": HTTPStatus.FORBIDDEN,
    "case_unknown": HTTPStatus.NOT_FOUND,
    "command_unknown": HTTPStatus.NOT_FOUND,
    **dict.fromkeys(STALE, HTTPStatus.CONFLICT),
}
_LOST = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
_MEDIA_TYPE = "application/problem+json"


def install(app: FastAPI) -> None:
    """Registers an answer for everything that can go wrong."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Unreadable, _unreadable)
    app.add_exception_handler(NotJson, _not_json)
    app.add_exception_handler(Conflict, _conflict)
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(FormForged, _forged)
    app.add_exception_handler(RoleConfined, _confined)
    app.add_exception_handler(RequestValidationError, _bad_address)
    app.add_exception_handler(HTTPException, _http)
    for lost in _LOST:
        app.add_exception_handler(lost, _unavailable)
    app.add_exception_handler(Exception, _fault)


def refusal_document(refusal: Refusal, faults: Iterable[Refusal] = ()) -> dict[str, object]:
    """A refusal as RFC 9457 has it, in both languages."""
    return {
        "type": "about:blank",
        "code": refusal.code,
        "title": refusal.english,
        "detail": {"de": refusal.german, "en": refusal.english},
        "basis": refusal.basis,
        "next": {"de": refusal.next_german, "en": refusal.next_english},
        "field": refusal.field,
        "errors": [
            {"field": one.field, "detail": {"de": one.german, "en": one.english}} for one in faults
        ],
    }


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return int(_STATUS.get(refusal.code, HTTPStatus.UNPROCESSABLE_ENTITY))


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _document(status: int, said: dict[str, object]) -> Response:
    return JSONResponse({**said, "status": status}, status, media_type=_MEDIA_TYPE)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    status = status_of(error.refusal)
    if _is_api(request):
        return _document(status, refusal_document(error.refusal))
    return guest(request).page("refused.html", status=status, refusal=error.refusal)


def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, Unreadable)
    faults = [fault.refusal() for fault in error.faults]
    return _document(422, refusal_document(faults[0], faults))


def _not_json(request: Request, error: Exception) -> Response:
    return _plain(request, 400, "not_json")


def _conflict(request: Request, error: Exception) -> Response:
    return _refused(request, Refused(CHANGED_MEANWHILE))


def _sign_in(request: Request, error: Exception) -> Response:
    there = quote(request.url.path) if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={there}", status_code=303)


def _forged(request: Request, error: Exception) -> Response:
    return _plain(request, 403, "forged")


def _confined(request: Request, error: Exception) -> Response:
    return _plain(request, 403, "confined")


def _bad_address(request: Request, error: Exception) -> Response:
    return _plain(request, 422 if _is_api(request) else 404, "bad_address")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = _plain(request, error.status_code, str(error.status_code))
    answer.headers.update(error.headers or {})
    return answer


def _unavailable(request: Request, error: Exception) -> Response:
    answer = _plain(request, 503, "503")
    answer.headers["Retry-After"] = "5"
    return answer


def _fault(request: Request, error: Exception) -> Response:
    return _plain(request, 500, "500")


def _plain(request: Request, status: int, code: str) -> Response:
    """An answer that needs no database, so that it can say that there is none."""
    key = f"problem.{code}" if known(f"problem.{code}") else "problem.other"
    if _is_api(request):
        said = {"de": say(key, "de"), "en": say(key, "en")}
        return _document(
            status, {"type": "about:blank", "code": code, "title": said["en"], "detail": said}
        )
    html = (
        environment()
        .get_template("problem.html")
        .render(language=language_of(request), key=key, status=status)
    )
    return Response(html, status, media_type="text/html")
