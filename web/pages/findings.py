"""The questions of courts of audit with their live answers, and the same as a file."""

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from starlette.responses import JSONResponse, Response

from projections.answers import Finding
from projections.questions import QUESTIONS, Values, chosen
from web.finding_sheet import finding_sheet, findings_of, shown_finding
from web.sheets import FILES, file_of
from web.visit import Visit, Visiting, not_found

router = APIRouter(prefix="/audit")

READERS = frozenset({"auditor", "ministry", "trainer"})
"""Who is shown findings: those who examine, not those who are examined."""


@router.get("/findings")
def findings_page(visit: Visiting) -> Response:
    """Each question with its count, its list, its parameter, and what it cannot tell."""
    values = chosen(visit.request.query_params)
    found = _found(visit, values=values)
    lists = [(one, [hit for hit in found if hit.code == code]) for code, one in QUESTIONS.items()]
    return visit.page("findings.html", lists=lists, total=len(found), values=values)


@router.get("/findings.{kind}")
def findings_file(visit: Visiting, kind: str, code: str = "") -> Response:
    """The findings, or those to one question, as CSV, XLSX or JSON."""
    if code and code not in QUESTIONS:
        raise not_found()
    values, today = chosen(visit.request.query_params), visit.portal.office.today()
    found = _found(visit, code, values=values)
    if kind == "json":
        headers = {"Content-Disposition": f'attachment; filename="{today}.json"'}
        rows = [shown_finding(one, values) for one in found]
        return JSONResponse(jsonable_encoder(rows), headers=headers)
    if kind not in FILES:
        raise not_found()
    sheet = finding_sheet(found, visit.language, today=today, values=values)
    return file_of(sheet, kind, visit.language)


def _found(visit: Visit, code: str = "", *, values: Values) -> list[Finding]:
    if visit.role not in READERS:
        raise not_found()
    grantor = visit.person.county or ""
    return findings_of(visit.portal, grantor=grantor, code=code, values=values)
