"""The accounts of each recipient by title and line, as they stood at the end of any day."""

from fastapi import APIRouter
from starlette.responses import Response

import programmes
from domain.recipient import Recipient
from office.past import position_known
from projections.postings import table
from projections.recipient_accounts import ACCOUNTS, recipient_accounts
from web.clocks import LookingBack
from web.visit import Visiting, not_found

router = APIRouter()


@router.get("/ledger/recipients")
def recipient_accounts_page(
    visit: Visiting, back: LookingBack, year: int = 0, line: str = ""
) -> Response:
    """What each recipient holds; accounts on which nothing lies are left out."""
    if visit.scoped:
        raise not_found()
    whose, moment = visit.person.county or "", back.moment
    known = position_known(visit.portal.office, moment)
    with visit.portal.views.read() as connection:
        held = recipient_accounts(connection, day=moment.true_on, known=known, grantor=whose)
    rows = [one for one in held if one.year == (year or one.year) and line in {"", one.line}]
    desk, loaded = visit.portal.office.desk(), map(programmes.load, programmes.versions())
    sums = {name: sum(getattr(row, f"{name}_cents") for row in rows) for name in ACCOUNTS}
    return visit.page(
        "recipient_accounts.html",
        rows=rows,
        sums={name: cents for name, cents in sums.items() if cents},
        names={one.recipient: desk.read(Recipient, one.recipient).name for one in rows},
        years=sorted({row.year for row in held}, reverse=True),
        lines=sorted({row.line for row in held}),
        titles={one.id: one.title.said(visit.language) for rules in loaded for one in rules.lines},
        chosen=(year, line),
        back=back,
        named=table().accounts,
    )
