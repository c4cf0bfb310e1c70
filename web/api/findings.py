"""The findings over HTTP, for the programs of those who examine."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from projections.questions import QUESTIONS, chosen
from web.api.caller import Calling
from web.finding_sheet import findings_of, shown_finding
from web.pages.findings import READERS

router = APIRouter(prefix="/api", tags=["read models"])


@router.get("/findings")
def all_findings(caller: Calling, code: str = "") -> list[dict[str, object]]:
    """What the record shows to the questions of courts of audit; of one question with `code`.

    `proof_unexamined=6` and the like ask with another value: months, roles, or whole euro.
    """
    if caller.person.role not in READERS or (code and code not in QUESTIONS):
        raise HTTPException(404)
    values = chosen(caller.request.query_params)
    grantor = caller.person.county or ""
    found = findings_of(caller.portal, grantor=grantor, code=code, values=values)
    return [shown_finding(one, values) for one in found]
