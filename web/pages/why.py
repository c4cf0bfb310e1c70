"""The page that says where an amount comes from, for whoever may see the page with the amount."""

from fastapi import APIRouter
from starlette.responses import Response

from web.case_file import open_case
from web.clocks import LookingBack
from web.derivations import CaseDerivations
from web.visit import Visiting, not_found
from web.why import Reader

router = APIRouter(prefix="/cases/{case}/why")


@router.get("/{name:path}")
def why_page(visit: Visiting, case: str, *, name: str, back: LookingBack) -> Response:
    """An amount of a case down to input, rule, paragraph and person."""
    file = open_case(visit, case)
    office, moment = visit.portal.office, back.moment
    with visit.portal.views.read() as connection:
        derived = CaseDerivations(office, connection, case=case, moment=moment)
        found = None if visit.scoped and derived.hides(name) else derived.of(name)
    if found is None:
        raise not_found()
    reader = Reader(visit.language, visit.scoped, derived.entries)
    return visit.page("why.html", file=file, why=reader.why(found), moment=moment)
