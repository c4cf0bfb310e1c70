"""The application that serves pages and API; whoever runs it hands in what it stands on."""

import re
from importlib.resources import files

import structlog
from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from web.api import accounts, commands, money, queries, rules
from web.api import data_protection as api_data_protection
from web.api import findings as api_findings
from web.api import house as api_house
from web.api import news as api_news
from web.api import past as api_past
from web.api import why as api_why
from web.looks import Looks
from web.pages import (
    act,
    advice,
    apply,
    audit,
    case,
    clearing,
    connections,
    data_protection,
    documents,
    draws,
    findings,
    gaps,
    home,
    house,
    ledger,
    looks,
    news,
    open_data,
    past,
    payment,
    payments,
    recipient_accounts,
    recipients,
    runs,
    sign_in,
    utilisation,
    what_if,
    why,
    why_sums,
)
from web.portal import Portal
from web.problems import install
from web.security import AccessLog, BodyLimit, SecurityHeaders

_UPLOADS = re.compile(
    r"/apply/[^/]+/[^/]+|/cases/[^/]+/acts/(supply_documents|submit_proof)|/api/documents"
)
_API = (
    *(queries, api_past, api_why, api_news, money, accounts),
    *(rules, api_findings, api_data_protection, api_house, commands),
)
_PAGES = (
    *(
        sign_in,
        home,
        house,
        recipients,
        apply,
        act,
        case,
        past,
        news,
        payment,
        payments,
        ledger,
        recipient_accounts,
        audit,
        documents,
        clearing,
    ),
    draws,
    data_protection,
    findings,
    gaps,
    looks,
    runs,
    open_data,
    utilisation,
    what_if,
    advice,
    connections,
    why,
    why_sums,
)


def create_app(portal: Portal) -> FastAPI:
    """The whole of the pages and the API over one portal."""
    app = FastAPI(
        title="Förderakte",
        version="1",
        description="The grant file that can prove itself.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.portal = portal
    install(app)
    for module in _API:
        app.include_router(module.router)
    for module in _PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.mount("/static", _Files(directory=str(files("web") / "static")), name="static")
    if portal.design.is_dir():
        app.mount("/kern", _Files(directory=portal.design), name="kern")
    else:
        structlog.get_logger().warning("design system missing")
    app.add_middleware(Looks, portal=portal)
    app.add_middleware(BodyLimit, uploads=lambda path: bool(_UPLOADS.fullmatch(path)))
    app.add_middleware(SecurityHeaders)
    app.add_middleware(AccessLog)
    return app


class _Files(StaticFiles):
    """Files that browsers may keep for an hour."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = "public, max-age=3600"
        return answer
