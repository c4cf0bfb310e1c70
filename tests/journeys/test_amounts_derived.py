"""After the year every amount on every page leads, for each reader, to fields that add up to it."""

from collections.abc import Sequence

import pytest

from domain.approval import Approval
from tests.amount_walk import Walk
from tests.journeys.year import Year

pytestmark = pytest.mark.xdist_group("year")

LISTS = (
    *("/payments", "/ledger", "/ledger/accounts", "/ledger/recipients", "/utilisation", "/runs"),
    *("/utilisation?year=2016", "/audit", "/audit/findings", "/ledger/accounts?until=2016-06-30"),
)
OF_CASE = ("", "/timeline", "/as-of?as_of=2016-09-30", "/journal", "/drawable")


def walked(year: Year, person: str, addresses: Sequence[str]) -> Walk:
    """What a person finds who follows every amount."""
    walk = Walk(year.akte.office, year.akte.views)
    walk.look(year.browser(person), addresses)
    return walk


def test_an_auditor_follows_every_amount_of_the_year(year: Year) -> None:
    cases = [f"/cases/{one.case}{page}" for one in year.grants.values() for page in OF_CASE]
    walk = walked(year, "r.iltis", [*LISTS[:4], *LISTS[6:], *cases])
    assert walk.faults == []
    assert walk.unled == set()
    assert len(walk.followed) > 300


def test_a_countys_finance_office_follows_every_amount_of_its_own(year: Year) -> None:
    for grant in year.grants.values():
        pages = ["/payments", f"/cases/{grant.case}", f"/cases/{grant.case}/as-of?as_of=2016-11-30"]
        walk = walked(year, f"kasse.{grant.recipient}", pages)
        assert (walk.faults, walk.unled) == ([], set()), grant.recipient
        granted = year.akte.office.read(Approval, grant.case).signed
        assert granted is None or walk.followed


def test_clerk_and_treasury_follow_the_amounts_of_their_lists(year: Year) -> None:
    for person, pages in (("k.adler", ("/", *LISTS[:5])), ("h.ginster", ("/", "/runs"))):
        walk = walked(year, person, pages)
        assert (walk.faults, walk.unled) == ([], set()), person
