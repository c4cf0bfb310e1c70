"""The questions of courts of audit with their live answers, and the same as a file."""

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from starlette.responses import JSONResponse, Response

from projections.answers import Finding
from projections.questions import QUESTIONS
from web.finding_sheet import finding_sheet, findings_of, shown_finding
from web.sheets import FILES, file_of
from web.visit import Visit, Visiting, not_found

router = APIRouter(prefix="/audit")

READERS = frozenset({"auditor", "ministry", "trainer"})
"""Who is shown findings: those who examine, not those who are examined."""


@router.get("/findings")
def findings_page(visit: Visiting) -> Response:
    """Each question with its count, its list, its parameter, and what it cannot tell."""
    found = _found(visit)
    lists = [(one, [hit for hit in found if hit.code == code]) for code, one in QUESTIONS.items()]
    return visit.page("findings.html", lists=lists, total=len(found))


@router.get("/findings.{kind}")
def findings_file(visit: Visiting, kind: str) -> Response:
    """All findings as CSV, XLSX or JSON."""
    found, today = _found(visit), visit.portal.office.today()
    if kind == "json":
        headers = {"Content-Disposition": f'attachment; filename="{today}.json"'}
        rows = [shown_finding(one) for one in found]
        return JSONResponse(jsonable_encoder(rows), headers=headers)
    if kind not in FILES:
        raise not_found()
    return file_of(finding_sheet(found, visit.language, today=today), kind, visit.language)


def _found(visit: Visit) -> list[Finding]:
    if visit.role not in READERS:
        raise not_found()
    return findings_of(visit.portal, grantor=visit.person.county or "")
