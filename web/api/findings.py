"""The findings over HTTP, for the programs of those who examine."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from projections.questions import QUESTIONS
from web.api.caller import Calling
from web.finding_sheet import findings_of, shown_finding
from web.pages.findings import READERS

router = APIRouter(prefix="/api", tags=["read models"])


@router.get("/findings")
def all_findings(caller: Calling, code: str = "") -> list[dict[str, object]]:
    """What the record shows to the questions of courts of audit; of one question with `code`."""
    if caller.person.role not in READERS or (code and code not in QUESTIONS):
        raise HTTPException(404)
    found = findings_of(caller.portal, grantor=caller.person.county or "")
    return [shown_finding(one) for one in found if code in {"", one.code}]
