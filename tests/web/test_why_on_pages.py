"""Every amount on a page leads to its derivation, for whoever may read that amount."""

import re

import pytest

from tests.web.life import CASE, COUNTY, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import World

EURO = re.compile(r"-?[\d.]+,\d\d €")


def amounts(page: Page) -> dict[str, str]:
    """The address of each derivation that a page leads to, with the amount as printed."""
    return {
        str(one.get("href")): one.text_content() for one in page.all("//a[@class='why-amount']")
    }


@pytest.mark.parametrize("person", ["r.iltis", "k.adler", f"kasse.{COUNTY}"])
def test_each_amount_of_a_case_opens_a_derivation_that_begins_with_it(
    world: World, person: str
) -> None:
    live(world, "closed")
    browser = world.browser(person)
    found = amounts(Page(browser.get(f"/cases/{CASE}")))
    assert len(found) > 5
    for address, printed in found.items():
        page = Page(browser.get(address))
        assert page.status == 200, address
        assert page.flaws() == []
        assert page.text("//*[@id='why-amount']") == printed, address


def test_an_auditor_reads_person_rule_paragraph_and_computation(world: World) -> None:
    live(world, "closed")
    browser = world.browser("r.iltis")
    page = browser.get(f"/cases/{CASE}/why/granted").text
    for words in ("Dagmar Dorn", "Bescheid", "wir@", "§", "amount_cents", "Übernommen aus"):
        assert words in page, words


def test_a_county_reads_offices_and_no_names_and_nothing_of_the_house(world: World) -> None:
    live(world, "closed")
    browser = world.browser(f"kasse.{COUNTY}")
    page = browser.get(f"/cases/{CASE}/why/granted").text
    assert "Dorn" not in page
    assert "/replay/" not in page
    for name in ("assessed", "reserved", "account.paid", "proposed"):
        assert browser.get(f"/cases/{CASE}/why/{name}").status_code == 404
    stranger = world.browser(f"kasse.{NEIGHBOUR}")
    assert stranger.get(f"/cases/{CASE}/why/granted").status_code == 404
    for name in ("nonsense", "plan", "plan/x", "granted/0", "account.nonsense", "plan/99999"):
        assert world.browser("r.iltis").get(f"/cases/{CASE}/why/{name}").status_code == 404, name
