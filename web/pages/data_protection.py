"""The data protection officer's pages: what was erased, what is asked for, what is due."""

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from starlette.responses import JSONResponse, Response

from web.keeping_report import READERS, Report, erasure_sheet, report, shown_report
from web.sheets import FILES, file_of
from web.visit import Visit, Visiting, not_found

router = APIRouter()


@router.get("/data-protection")
def data_protection_page(visit: Visiting) -> Response:
    """Erasures with their proof of today, requests under way, and files whose period ends."""
    return visit.page("data_protection.html", report=_report(visit))


@router.get("/data-protection.{kind}")
def data_protection_file(visit: Visiting, kind: str) -> Response:
    """The erasures as CSV or XLSX, the whole report as JSON."""
    found, today = _report(visit), visit.portal.office.today()
    if kind == "json":
        headers = {"Content-Disposition": f'attachment; filename="{today}.json"'}
        return JSONResponse(jsonable_encoder(shown_report(found)), headers=headers)
    if kind not in FILES:
        raise not_found()
    return file_of(erasure_sheet(found.done, visit.language, today=today), kind, visit.language)


@router.get("/data-protection/cases/{case}")
def data_protection_case(visit: Visiting, case: str) -> Response:
    """The erasures of one case, without its content; 404 where nothing was erased."""
    found = [one for name, one in _report(visit).done if name == case]
    if not found:
        raise not_found()
    return visit.page("erasures.html", case=case, reports=found)


def _report(visit: Visit) -> Report:
    if visit.role not in READERS or visit.person.county:
        raise not_found()
    return report(visit.portal)
