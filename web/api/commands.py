"""Commands over HTTP: one address a command, its id in `Idempotency-Key`, its content as JSON."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from domain.kernel import Command, Context
from domain.policy import ALLOWED, permit
from domain.reasons.general import COMMAND_UNKNOWN
from office.deciders import COMMANDS
from web.api.caller import Calling
from web.filing import file_command
from web.reading import read_message
from web.texts import known, say
from web.visit import context_of

router = APIRouter(prefix="/api")

_RESPONSES: dict[int | str, dict[str, Any]] = {
    201: {"description": "Filed now."},
    200: {"description": "Filed before under this key, or already so; nothing was filed now."},
    400: {"description": "No JSON, or no usable Idempotency-Key."},
    401: {"description": "No valid token."},
    403: {"description": "Not an act of this role."},
    404: {"description": "No such case for this person."},
    409: {"description": "The case moved on since `If-Match`, or others keep filing."},
    413: {"description": "The body is larger than 1 MB."},
    415: {"description": "The body is not called JSON."},
    422: {"description": "Refused: field, reason, legal basis, what to do next."},
}


async def _json_body(request: Request) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415)
    return await request.body()


Body = Annotated[bytes, Depends(_json_body)]


def _handler(command: type[Command]) -> Callable[[Calling, Body], JSONResponse]:
    def handle(caller: Calling, body: Body) -> JSONResponse:
        return _file(caller, command, body)

    handle.__doc__ = command.__doc__
    return handle


def _file(caller: Calling, kind: type[Command], body: bytes) -> JSONResponse:
    """Role first, then content, then the case: nobody learns more than the step before allows."""
    context = _context(caller)
    if context.role not in ALLOWED[kind]:
        permit(caller.portal.office.desk(), kind.model_construct(), context)
    command = read_message(kind, body)
    answer = file_command(caller.portal, command, context)
    fresh = bool(answer.filed) and not answer.repeated
    said = {
        "position": answer.position,
        "filed": [line._asdict() for line in answer.filed],
        "repeated": answer.repeated,
    }
    return JSONResponse(said, 201 if fresh else 200)


def _context(caller: Calling) -> Context:
    headers = caller.request.headers
    seen = headers.get("if-match", "").strip().strip('"')
    if seen and not (seen.isascii() and seen.isdecimal() and len(seen) < 18):
        raise HTTPException(400)
    try:
        return context_of(
            caller.portal,
            caller.person,
            headers.get("idempotency-key", ""),
            seen_until=int(seen) if seen else None,
        )
    except ValidationError:
        raise HTTPException(400) from None


for _name, _command in COMMANDS.items():
    router.add_api_route(
        f"/commands/{_name}",
        _handler(_command),
        methods=["POST"],
        name=_name,
        tags=["commands"],
        responses=_RESPONSES,
        openapi_extra={
            "parameters": [
                {
                    "name": "Idempotency-Key",
                    "in": "header",
                    "required": True,
                    "schema": {
                        "type": "string",
                        "pattern": "^[A-Za-z0-9][A-Za-z0-9:._/@-]{0,199}$",
                    },
                },
                {
                    "name": "If-Match",
                    "in": "header",
                    "required": False,
                    "schema": {"type": "string", "pattern": "^[0-9]+$"},
                },
            ],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": _command.model_json_schema()}},
            },
        },
    )


@router.post("/commands/{name}", include_in_schema=False)
def unknown_command(caller: Calling, name: str) -> None:
    """There is no such command."""
    raise COMMAND_UNKNOWN.because(name=name if name.isidentifier() and name.isascii() else "?")


@router.get("/commands", tags=["commands"])
def commands(caller: Calling) -> list[dict[str, object]]:
    """Every command with its roles, its labels and the JSON schema of its content."""
    return [
        {
            "name": name,
            "roles": ALLOWED[command],
            "label": _label(name),
            "description": command.__doc__,
            "schema": command.model_json_schema(),
        }
        for name, command in COMMANDS.items()
    ]


def _label(name: str) -> dict[str, str] | None:
    key = f"act.{name}"
    return {"de": say(key, "de"), "en": say(key, "en")} if known(key) else None
