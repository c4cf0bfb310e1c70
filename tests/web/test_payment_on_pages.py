"""One payment's whole story: page and API, for the authority and in the county's own words."""

import re
from itertools import pairwise

from tests.web.life import CASE, COUNTY, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import World

PAGE = f"/cases/{CASE}/payments/1"
WAY = (
    "disbursement.requested.v1",
    "disbursement.certified.v1",
    "disbursement.ordered.v1",
    "payment_run.frozen.v1",
    "disbursement.included.v1",
    "payment_run.file_written.v1",
    "payment_run.handed_over.v1",
    "bank_message.recorded.v1",
    "disbursement.booked.v1",
    "disbursement.use_reported.v1",
)


def test_an_auditor_reads_a_payment_from_the_application_to_the_banks_line(world: World) -> None:
    live(world, "closed")
    told = world.program("r.iltis").get(f"/api{PAGE}").json()
    grounds = [one["topic"] for one in told["grounds"]]
    assert grounds[0] == "application.submitted.v1"
    assert {"approval.signed.v1", "approval.notified.v1"} <= set(grounds)
    assert grounds.count("recipient.bank_details_confirmed.v1") == 1
    way = [one["topic"] for one in told["way"]]
    assert [one for one in way if one in WAY and one != "disbursement.certified.v1"] == [
        one for one in WAY if one != "disbursement.certified.v1"
    ]
    assert way.count("disbursement.certified.v1") == 2
    assert [one["position"] for one in told["way"]] == sorted(
        one["position"] for one in told["way"]
    )
    assert told["references"] == [f"{CASE}.1.1"]
    path = [(one["source"], one["target"]) for one in told["postings"]]
    assert path[0] == ("committed", "ordered")
    assert all(one[1] == two[0] for one, two in pairwise(path))


def test_the_page_leads_to_each_step_and_to_the_run(world: World) -> None:
    live(world, "closed")
    browser = world.browser("r.iltis")
    assert PAGE in Page(browser.get(f"/cases/{CASE}")).links()
    links = Page(browser.get(PAGE)).links()
    steps = [one for one in links if re.fullmatch(rf"/cases/{CASE}/replay/\d+", one)]
    assert len(steps) > len(WAY)
    [run] = {one for one in links if one.startswith("/runs/")}
    for one in (steps[-1], run):
        assert browser.get(one).status_code == 200


def test_a_payment_that_was_only_asked_for_has_moved_nothing(world: World) -> None:
    live(world, "drawn")
    told = world.program("r.iltis").get(f"/api{PAGE}").json()
    assert (told["references"], told["postings"]) == ([], [])
    way = [one["topic"] for one in told["way"]]
    assert way == ["approval.disbursement_opened.v1", "disbursement.requested.v1"]
    assert "Sie hat noch nichts bewegt." in world.browser("r.iltis").get(PAGE).text


def test_a_county_reads_its_payment_in_its_own_words_and_without_persons(world: World) -> None:
    live(world, "closed")
    assert PAGE in Page(world.browser(f"kasse.{COUNTY}").get("/payments")).links()
    page = world.browser(f"kasse.{COUNTY}").get(PAGE).text
    assert "Die Zahlung wurde überwiesen." in page
    assert "/replay/" not in page
    assert "/runs/" not in page
    told = world.program(f"kasse.{COUNTY}").get(f"/api{PAGE}").json()
    assert "postings" not in told
    assert all("person" not in one for one in (*told["grounds"], *told["way"]))


def test_an_unknown_payment_and_a_foreign_one_are_not_told(world: World) -> None:
    live(world, "paid")
    for who in (f"kasse.{NEIGHBOUR}", "r.iltis"):
        number = 1 if who != "r.iltis" else 9
        address = f"/cases/{CASE}/payments/{number}"
        assert world.browser(who).get(address).status_code == 404
        assert world.program(who).get(f"/api{address}").status_code == 404
