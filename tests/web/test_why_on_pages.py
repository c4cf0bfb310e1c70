"""Every amount on a page leads to its derivation, for whoever may read that amount."""

import pytest

from domain.approval import Approval
from tests.amount_walk import Walk
from tests.web.life import CASE, COUNTY, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import World

AMOUNT = "amount_cents"


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


def test_a_program_reads_the_same_derivation_cut_to_its_rights(world: World) -> None:
    live(world, "closed")
    address = f"/api/cases/{CASE}/why"
    told = world.program("r.iltis").get(f"{address}/paid?true_on=2016-03-04&lang=en").json()
    [draw] = told["parts"]
    [line] = draw["lines"]
    assert (told["amount_cents"], draw["name"], line["path"]) == (25_000_00, "paid_of/0", AMOUNT)
    assert line["taken"]["person"] == "f.eiche"
    early = world.program("r.iltis").get(f"{address}/paid?true_on=2016-03-03").json()
    assert (early["amount_cents"], early["parts"]) == (0, [])
    county = world.program(f"kasse.{COUNTY}")
    assert county.get(f"{address}/paid").json()["parts"][0]["lines"][0]["person"] is None
    assert county.get(f"{address}/entry/9").status_code == 404
    assert world.program(f"kasse.{NEIGHBOUR}").get(f"{address}/paid").status_code == 404
    assert world.program("r.iltis").get(f"{address}/paid?true_on=x").status_code == 422


def test_the_sums_of_lists_are_only_for_those_who_see_the_lists(world: World) -> None:
    live(world, "ordered")
    county, clerk = world.browser(f"kasse.{COUNTY}"), world.browser("k.adler")
    assert county.get("/payments/why/granted").status_code == 200
    assert county.get("/ledger/why/paid").status_code == 404
    assert county.get("/utilisation/why/low?year=2016").status_code == 404
    assert CASE not in world.browser(f"kasse.{NEIGHBOUR}").get("/payments/why/granted").text
    for address in ("/payments/why/none", "/ledger/why/none", "/utilisation/why/none"):
        assert clerk.get(address).status_code == 404, address
    assert clerk.get("/runs/none/why").status_code == 404


def test_a_draft_is_nothing_a_county_reads_before_the_signature(world: World) -> None:
    live(world, "proposed")
    county, clerk = world.browser(f"kasse.{COUNTY}"), world.browser("k.adler")
    for name in ("instalment/0", "proposed", "less"):
        assert county.get(f"/cases/{CASE}/why/{name}").status_code == 404, name
        assert clerk.get(f"/cases/{CASE}/why/{name}").status_code == 200, name
    proposal = world.office.read(Approval, CASE).proposal
    assert proposal is not None
    world.give("d.dorn", "sign_approval", case=CASE, content_hash=proposal.content_hash)
    assert county.get(f"/cases/{CASE}/why/instalment/0").status_code == 200
    assert county.get(f"/cases/{CASE}/why/proposed").status_code == 404


def test_the_signatory_follows_what_is_signed(world: World) -> None:
    live(world, "proposed")
    walk = Walk(world.office, world.views)
    walk.look(world.browser("d.dorn"), [f"/cases/{CASE}/acts/sign_approval"])
    assert (walk.faults, walk.unled) == ([], set())
    assert f"/cases/{CASE}/why/proposed" in walk.followed
