"""The money of the programme over HTTP: recipients' accounts, use of a year, money at risk."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from office.past import position_known
from projections.recipient_accounts import recipient_accounts
from projections.utilisation import LineUse
from web.api.caller import Caller, Calling
from web.clocks import Clocks
from web.pages.open_data import package_of
from web.pages.utilisation import money_at_risk, titles_of_year

router = APIRouter(prefix="/api", tags=["read models"])

Year = Annotated[int, Query(ge=2000, le=2100)]
Name = Annotated[str, Query(pattern=r"^[a-z0-9][a-z0-9_.-]{0,59}$")]


@router.get("/ledger/recipients")
def accounts_of_recipients(
    caller: Calling,
    moment: Clocks,
    *,
    year: Year | None = None,
    line: Name | None = None,
    recipient: Name | None = None,
) -> list[dict[str, object]]:
    """What each recipient holds on each account, by title and line, at a moment."""
    if caller.scoped:
        raise HTTPException(404)
    known = position_known(caller.portal.office, moment)
    with caller.portal.views.read() as connection:
        rows = recipient_accounts(
            connection,
            year=year,
            line=line,
            recipient=recipient,
            day=moment.true_on,
            known=known,
            grantor=caller.grantor(onward=False),
        )
    return [row._asdict() for row in rows]


@router.get("/utilisation")
def use_of_a_year(caller: Calling, year: Year) -> list[dict[str, object]]:
    """The titles of a year, line by line, with the forecast of its end and its derivation."""
    _refuse_others(caller)
    return [
        {**title.row._asdict(), "lines": [_line(one) for one in title.lines]}
        for title in titles_of_year(caller.portal, year)
    ]


@router.get("/open-data")
def open_data(caller: Calling) -> Response:
    """All grants of the Land with their transactions, as they may be published."""
    _refuse_others(caller)
    content = package_of(caller.portal).model_dump_json(by_alias=True)
    return Response(content, media_type="application/json")


@router.get("/risks")
def risks(caller: Calling) -> list[dict[str, object]]:
    """Money that may be lost or left, what hurts most first."""
    _refuse_others(caller)
    return [one._asdict() for one in money_at_risk(caller.portal)]


def _refuse_others(caller: Caller) -> None:
    """Only the Land's own people see its budget and all of its cases."""
    if caller.scoped or caller.person.county:
        raise HTTPException(404)


def _line(one: LineUse) -> dict[str, object]:
    told = one.forecast
    return {
        "line": one.line,
        "reserved_cents": one.reserved_cents,
        "bound_cents": one.bound_cents,
        "out_cents": one.out_cents,
        "low_cents": int(told.low_cents),
        "expected_cents": int(told.expected_cents),
        "high_cents": int(told.high_cents),
        "beyond_cents": int(told.beyond_cents),
        "left_cents": int(told.left_cents),
        "trace": [step.model_dump(mode="json") for step in told.trace],
    }
