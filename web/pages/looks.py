"""The page of access: who looked at which file, for those who examine how files are used."""

from fastapi import APIRouter
from starlette.responses import Response

from web.entries import search_text
from web.keeping_report import READERS
from web.visit import Visiting, not_found

router = APIRouter(prefix="/audit")


@router.get("/access")
def access_page(visit: Visiting, about: str = "", person: str = "") -> Response:
    """The newest looks; of one file or one person where asked."""
    if visit.role not in READERS or visit.person.county:
        raise not_found()
    about, person = search_text(about), search_text(person)
    looks = visit.portal.accesses.looks(about=about, person=person)
    return visit.page("access.html", looks=looks, about=about, asked=person)
