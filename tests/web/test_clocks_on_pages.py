"""One way to name a moment: the caseload, a county's money and the ledger as they stood then."""

import pytest

from tests.web.life import CASE, COUNTY, NEIGHBOUR, live
from tests.web.world import World

BEFORE, PAID, LONG_AGO = "2015-11-01", "2016-03-04", "2000-01-01"


def test_programs_read_caseload_and_money_as_they_stood_then(world: World) -> None:
    live(world, "closed")
    auditor, county = world.program("r.iltis"), world.program(f"kasse.{COUNTY}")

    def stages(tail: str) -> list[str]:
        return [one["stage"] for one in auditor.get(f"/api/cases?{tail}").json()["cases"]]

    assert stages("") == ["closed"]
    assert stages(f"true_on={PAID}") == stages(f"as_of={PAID}") == stages(f"until={PAID}")
    assert stages(f"true_on={PAID}") == ["declared"]
    assert stages(f"known_on={LONG_AGO}") == stages("position=1") == []
    assert stages(f"true_on={PAID}&year=2015") == []

    def places(tail: str) -> set[str]:
        return {one["place"] for one in county.get(f"/api/money?{tail}").json()}

    assert "arrived" in places(f"true_on={PAID}")
    assert places(f"true_on={BEFORE}") == places(f"known_on={LONG_AGO}") == set()
    assert county.get(f"/api/payments?true_on={BEFORE}").json() == {"grants": [], "payments": []}
    early = county.get(f"/api/money.csv?true_on={BEFORE}")
    assert CASE not in early.text
    assert CASE in county.get(f"/api/money.csv?true_on={PAID}").text
    stranger = world.program(f"kasse.{NEIGHBOUR}")
    assert stranger.get(f"/api/cases?true_on={PAID}").json()["total"] == 0


def test_people_read_the_same_moment_on_every_page(world: World) -> None:
    live(world, "closed")
    auditor, county = world.browser("r.iltis"), world.browser(f"kasse.{COUNTY}")
    assert "25.000,00" in county.get(f"/payments?true_on={PAID}").text
    assert CASE not in county.get(f"/payments?true_on={BEFORE}").text
    assert f"money.csv?year=0&amp;true_on={PAID}" in county.get(f"/payments?true_on={PAID}").text
    assert CASE not in county.get(f"/payments/money.csv?true_on={BEFORE}").text
    page = auditor.get(f"/audit?true_on={PAID}").text
    assert f"/cases/{CASE}/timeline?true_on={PAID}" in page
    assert CASE not in auditor.get(f"/audit?known_on={LONG_AGO}").text
    for address in ("/ledger", "/ledger/accounts", "/ledger/recipients", f"/cases/{CASE}/journal"):
        now, then = auditor.get(address), auditor.get(f"{address}?known_on={LONG_AGO}")
        assert "50.000,00" in now.text or "25.000,00" in now.text, address
        assert "25.000,00" not in then.text, address
        assert 'value="2000-01-01"' in then.text, address


@pytest.mark.parametrize("address", ["/audit", "/ledger", "/payments"])
def test_what_is_no_day_is_told_and_sets_no_limit(world: World, address: str) -> None:
    live(world, "submitted")
    page = world.browser("r.iltis").get(f"{address}?true_on=gestern")
    assert page.status_code == 200
    assert "Das ist kein Tag." in page.text


def test_a_slider_leads_through_the_steps_of_a_case(world: World) -> None:
    live(world, "signed")
    browser = world.browser("d.dorn")
    first = browser.get(f"/cases/{CASE}/as-of?step=1").text
    assert 'type="range"' in first
    assert "Nach Schritt 1 von" in first
    assert "bewilligt" not in first.partition('id="steps"')[0]
    assert "Nach Schritt 3 von" in browser.get(f"/cases/{CASE}/as-of?step=3").text
    assert browser.get(f"/cases/{CASE}/as-of?step=99999").status_code == 200
