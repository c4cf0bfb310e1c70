"""The payment advice of one payment, for those who may see its case: as a letter to save."""

from fastapi import APIRouter
from starlette.responses import Response

from web.case_file import open_case
from web.visit import Visiting, not_found

router = APIRouter()


@router.get("/cases/{case}/payments/{number}/advice.pdf")
def advice_page(visit: Visiting, case: str, number: int) -> Response:
    """The letter; 404 before the money is on its way."""
    file = open_case(visit, case)
    advise = visit.portal.advise
    advice = advise(file.desk, case, number) if advise else None
    if advice is None:
        raise not_found()
    headers = {"Content-Disposition": f'attachment; filename="{advice.name}"'}
    return Response(advice.pdf(), media_type="application/pdf", headers=headers)
