"""Open data: what may be published of grants and payments, to be looked at and taken along."""

from fastapi import APIRouter
from starlette.responses import Response

from projections.open_data import open_grants
from web.open_data import Package, files, published
from web.portal import Portal
from web.visit import Visiting, not_found

router = APIRouter(prefix="/open-data")

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@router.get("")
def open_data_page(visit: Visiting) -> Response:
    """What the files hold, and where to get them."""
    _refuse(visit)
    package = package_of(visit.portal)
    moves = [
        move
        for one in package.grants
        for move in (*one.commitment_transaction, *one.disbursement_transaction)
    ]
    return visit.page("open_data.html", package=package, moves=len(moves), names=_NAMES)


@router.get("/{name}")
def open_data_file(visit: Visiting, name: str) -> Response:
    """One file of the publication."""
    _refuse(visit)
    if name not in _NAMES:
        raise not_found()
    kind = name.rpartition(".")[2]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = files(package_of(visit.portal))[name]
    return Response(content, media_type=_TYPES[kind], headers=headers)


_NAMES = ("grants.csv", "transactions.csv", "grants.json", "schema.json")


def package_of(portal: Portal) -> Package:
    """All grants of the Land as of today."""
    with portal.views.read() as connection:
        rows = open_grants(connection)
    return published(rows, portal.office.desk(), today=portal.office.today())


def _refuse(visit: Visiting) -> None:
    if visit.scoped or visit.person.county:
        raise not_found()
