"""The money of the programme over HTTP: accounts by recipient, as of any day."""

from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from projections.recipient_accounts import recipient_accounts
from web.api.caller import Calling

router = APIRouter(prefix="/api", tags=["read models"])


@router.get("/ledger/recipients")
def accounts_of_recipients(
    caller: Calling,
    *,
    year: int | None = None,
    line: str | None = None,
    recipient: str | None = None,
    until: date | None = None,
) -> list[dict[str, object]]:
    """What each recipient holds on each account, by title and line, at the end of a day."""
    if caller.scoped:
        raise HTTPException(404)
    with caller.portal.views.read() as connection:
        rows = recipient_accounts(
            connection,
            year=year,
            line=line,
            recipient=recipient,
            day=until,
            grantor=caller.grantor(onward=False),
        )
    return [row._asdict() for row in rows]
