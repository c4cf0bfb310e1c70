"""What a county's own programs get: a calendar of its deadlines, and messages of changes."""

from hashlib import sha256

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.calendar_feed import CalendarFeed
from domain.webhook import Webhook
from projections.deadlines import deadlines
from web.acts import offers
from web.feed import Feeds, calendar_of
from web.visit import Visit, Visiting, language_of, not_found, portal_of

router = APIRouter()


@router.get("/payments/connections")
def connections_page(visit: Visiting) -> Response:
    """The address of the calendar, how to use it, and how to renew or end it."""
    recipient = visit.person.scope
    if not visit.scoped or recipient is None:
        raise not_found()
    desk = visit.portal.office.desk()
    context = visit.context("looking")
    found = offers("recipient", recipient, desk, context=context)
    return visit.page(
        "connections.html",
        recipient=recipient,
        address=_address(visit, desk.read(CalendarFeed, recipient)),
        webhook=desk.read(Webhook, recipient),
        offers={one.act.name: one for one in found},
    )


def _address(visit: Visit, feed: CalendarFeed) -> str:
    """The address with which a calendar program subscribes, empty where none holds."""
    if not feed.is_open:
        return ""
    token = Feeds(visit.portal.secret).token(feed)
    return str(
        visit.request.url_for("calendar", token=token).include_query_params(lang=visit.language)
    )


@router.get("/calendar/{token}.ics", name="calendar")
def calendar(request: Request, token: str) -> Response:
    """The calendar; 304 where the reader has it already, 404 for an address that ended."""
    portal = portal_of(request)
    recipient = Feeds(portal.secret).reader(portal.office.desk(), token)
    if recipient is None:
        raise not_found()
    with portal.views.read() as connection:
        rows = deadlines(connection, scope=recipient)
    content = calendar_of(rows, language_of(request))
    tag = f'"{sha256(content).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)
