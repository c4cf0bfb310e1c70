"""The API about itself: health, its description, and the door for documents."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from web.api.caller import Calling
from web.render import environment
from web.visit import language_of, portal_of

router = APIRouter(prefix="/api")


async def _content(request: Request) -> bytes:
    return await request.body()


@router.get("/health", tags=["house"])
def health(request: Request) -> dict[str, object]:
    """Whether pages can be served, and how far the read models are."""
    portal = portal_of(request)
    return {"status": "ok", "position": portal.views.position("caseload")}


@router.post("/documents", tags=["house"], status_code=201)
def keep_document(
    caller: Calling, name: str, content: Annotated[bytes, Depends(_content)]
) -> dict[str, object]:
    """Keeps a document; a command then names it by its SHA-256."""
    check = caller.portal.check_upload
    if check is None:
        raise HTTPException(404)
    kind = check(content, name)
    return {"sha256": caller.portal.documents.put(content), "kind": kind}


@router.get("/docs", include_in_schema=False)
def description(request: Request) -> HTMLResponse:
    """The API for people: every address with what it takes, without scripts."""
    paths = request.app.openapi()["paths"]
    rows = [
        (method.upper(), path, said)
        for path, methods in paths.items()
        for method, said in methods.items()
    ]
    html = environment().get_template("api.html").render(language=language_of(request), rows=rows)
    return HTMLResponse(html)
