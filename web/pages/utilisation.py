"""The ministry's view of a budget year: what is used, what will be, and what is at risk."""

from datetime import date
from itertools import groupby

from fastapi import APIRouter
from starlette.responses import Response

import programmes
from domain.calendar import months_later
from domain.forecast_terms import ForecastTerms
from domain.programme import Programme
from domain.recipient import Recipient
from projections.ledger import ledger
from projections.risks import Risk, risks
from projections.utilisation import TitleUse, utilisation
from web.outflow import outflow_of
from web.portal import Portal
from web.visit import Visiting, not_found

router = APIRouter()

FACT_OF_RISK = {
    "limitation": "county.to_repay",
    "claim_overdue": "county.to_repay",
    "proof_overdue": "county.booked",
    "never_drawn": "account.committed",
}
"""The amount of its case that a risk is; of the others only a part is at risk."""


@router.get("/utilisation")
def utilisation_page(visit: Visiting, year: int = 0) -> Response:
    """The titles of a year with their forecast, and all money at risk."""
    if visit.scoped or visit.person.county:
        raise not_found()
    today = visit.portal.office.today()
    with visit.portal.views.read() as connection:
        years = sorted({row.year for row in ledger(connection)}, reverse=True)
    shown = year or min((one for one in years if one >= today.year), default=max(years, default=0))
    titles, found = titles_of_year(visit.portal, shown), money_at_risk(visit.portal)
    desk, rules = visit.portal.office.desk(), map(programmes.load, programmes.versions())
    loaded = [*rules]
    return visit.page(
        "utilisation.html",
        titles=[(one, outflow_of(one)) for one in titles],
        year=shown,
        years=years,
        fact_of_risk=FACT_OF_RISK,
        risks=[(kind, [*some]) for kind, some in groupby(found, key=lambda one: one.kind)],
        names={one.recipient: desk.read(Recipient, one.recipient).name for one in found},
        lines={one.id: one.title.said(visit.language) for each in loaded for one in each.lines},
        funds={one.id: one.title.said(visit.language) for each in loaded for one in each.funds},
    )


def titles_of_year(portal: Portal, year: int) -> list[TitleUse]:
    """The use of the Land's titles of a year, by the rules in force at its end."""
    if not date.min.year <= year <= date.max.year:
        return []

    def terms(name: str) -> ForecastTerms:
        return _rules(name, date(year, 12, 31)).parameters.forecast

    with portal.views.read() as connection:
        return utilisation(connection, year=year, today=portal.office.today(), terms=terms)


def money_at_risk(portal: Portal) -> list[Risk]:
    """What may be lost or left; the house is warned of limitation as early as its rules say."""
    today = portal.office.today()
    names = {reference.partition("@")[0] for reference in programmes.versions()}
    ahead = [_rules(name, today).parameters.recovery for name in names]
    months = max(one.limitation_warning_months.value for one in ahead)
    with portal.views.read() as connection:
        return risks(connection, today=today, warned_until=months_later(today, months))


def _rules(name: str, day: date) -> Programme:
    return programmes.in_force(name, day)
