"""Where an amount comes from, over HTTP."""

from dataclasses import asdict
from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from domain.words import Language
from office.moment import Moment
from web.api.caller import Calling
from web.api.past import seen
from web.derivations import CaseDerivations
from web.why import Reader

router = APIRouter(prefix="/api/cases/{case}/why", tags=["reading"])


@router.get("/{name:path}")
def why(
    caller: Calling,
    case: str,
    *,
    name: str,
    true_on: date | None = None,
    known_on: date | None = None,
    lang: Language = "de",
) -> dict[str, object]:
    """An amount of a case down to the fields of its entries, as the caller may see it."""
    portal, moment = caller.portal, Moment(true_on, known_on)
    with portal.views.read() as connection:
        derived = CaseDerivations(portal.office, connection, case=seen(caller, case), moment=moment)
        found = None if caller.scoped and derived.hides(name) else derived.of(name)
    if found is None:
        raise HTTPException(404)
    return asdict(Reader(lang, caller.scoped, derived.entries).why(found))
