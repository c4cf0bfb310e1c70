"""The report for the data protection officer over HTTP."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from web.api.caller import Calling
from web.keeping_report import READERS, report, shown_report

router = APIRouter(prefix="/api", tags=["read models"])


@router.get("/data-protection")
def data_protection(caller: Calling) -> dict[str, object]:
    """Erasures with their proof of today, requests under way, and files whose period ends."""
    if caller.person.role not in READERS or caller.person.county:
        raise HTTPException(404)
    return shown_report(report(caller.portal))
