"""One payment's whole story: page and API, for the authority and in the county's own words."""

import re
from datetime import date
from itertools import pairwise

from tests.web.life import CASE, COUNTY, IBAN, NEIGHBOUR, STEPS, live
from tests.web.page import Page
from tests.web.world import World

DEBTOR = {"name": "Land Hessen", "iban": IBAN, "bic": "COBADEFFXXX"}
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


def test_what_one_message_says_of_others_stays_with_them(world: World) -> None:
    other = "WIR-2016-T0002"
    for name, step in STEPS.items():
        step(world, CASE, COUNTY)
        if name == "paid":
            break
        if name == "notified":
            world.clock.go_to(date(2015, 11, 5))
        step(world, other, NEIGHBOUR)
    run = {"run": "lauf-2", "execution_on": date(2016, 3, 7), "debtor": DEBTOR}
    world.engine("open_payment_run", **run, orders=({"case": other, "number": 1},))
    world.engine("record_payment_file", run="lauf-2", name="2.xml", sha256="b" * 64)
    world.engine("record_hand_over", run="lauf-2", name="2.xml")
    said = {"amount_cents": 25_000_00, "booked_on": date(2016, 3, 7)}
    paid = {**said, "end_to_end_id": f"{other}.1.1", "credit": False, "entry_reference": "E2"}
    back = {**said, "end_to_end_id": f"{CASE}.1.1", "credit": True, "entry_reference": "E3"}
    bookings = (paid, {**back, "return_reason": "AC04"})
    world.engine(
        "record_bank_message", file="c" * 64, kind="camt.053", message_id="M2", bookings=bookings
    )
    questioned = "recipient.bank_details_questioned.v1"
    for case, its_own in ((CASE, True), (other, False)):
        told = world.program("r.iltis").get(f"/api/cases/{case}/payments/1").json()
        way = [one["topic"] for one in told["way"]]
        assert (questioned in way) is its_own
        assert way.count("bank_message.recorded.v1") == (2 if its_own else 1)
        assert way.count("disbursement.booked.v1") == 1
