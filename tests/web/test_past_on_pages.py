"""The past on pages and over HTTP: two clocks, one step after the other, and two compared."""

import re
from dataclasses import replace
from typing import Any

from tests.web.life import CASE, COUNTY, NEIGHBOUR, live
from tests.web.world import World
from web.grounds import entry_at, wish_behind

PAST = f"/cases/{CASE}/as-of"


def test_a_program_reads_a_case_as_it_was_true_and_as_it_was_known(world: World) -> None:
    live(world, "closed")
    client = world.program("r.iltis")
    early = client.get(f"/api/cases/{CASE}?as_of=2015-11-02").json()
    assert early["standing"]["standing.application"] in {"submitted", "checked"}
    assert "standing.closed" not in early["standing"]
    late = client.get(f"/api/cases/{CASE}?as_of=2030-01-01").json()
    assert late["standing"]["standing.closed"] is True
    unknown = client.get(f"/api/cases/{CASE}?as_of=2030-01-01&known_on=2000-01-01").json()
    assert (unknown["standing"], unknown["steps"]) == ({}, [])
    told = client.get(f"/api/cases/{CASE}/timeline?as_of=2015-11-02").json()
    assert told == early["steps"]


def test_a_wrong_day_is_refused_to_programs_and_told_to_people(world: World) -> None:
    live(world, "submitted")
    answer = world.program("r.iltis").get(f"/api/cases/{CASE}?as_of=yesterday")
    assert answer.status_code == 422
    page = world.browser("r.iltis").get(f"{PAST}?as_of=yesterday")
    assert "Das ist kein Tag." in page.text


def test_the_page_of_the_past_shows_the_standing_and_offers_no_act(world: World) -> None:
    live(world, "closed")
    browser = world.browser("d.dorn")
    page = browser.get(f"{PAST}?as_of=2015-11-02").text
    assert 'name="known_on"' in page
    assert "/acts/" not in page
    assert "Antrag zurück" not in page
    nothing = browser.get(f"{PAST}?known_on=2000-01-01").text
    assert "Damals gab es den Vorgang noch nicht." in nothing


def test_a_county_reads_its_past_in_its_own_words_and_without_persons(world: World) -> None:
    live(world, "closed")
    page = world.browser(f"kasse.{COUNTY}").get(PAST).text
    assert "/replay/" not in page
    assert "berechnet" not in page
    told = world.program(f"kasse.{COUNTY}").get(f"/api/cases/{CASE}?as_of=2030-01-01").json()
    assert all("person" not in one for one in told["steps"])
    assert "money.assessed" not in told["standing"]


def test_the_past_of_a_foreign_case_is_not_told(world: World) -> None:
    live(world, "submitted")
    stranger = world.browser(f"kasse.{NEIGHBOUR}")
    program = world.program(f"kasse.{NEIGHBOUR}")
    own = world.browser(f"kasse.{COUNTY}")
    assert stranger.get(PAST).status_code == 404
    assert own.get(f"/cases/{CASE}/replay").status_code == 404
    assert own.get(f"/cases/{CASE}/compare").status_code == 404
    assert program.get(f"/api/cases/{CASE}?as_of=2015-11-02").status_code == 404
    assert world.program(f"kasse.{COUNTY}").get(f"/api/cases/{CASE}/steps/1").status_code == 404


def test_an_auditor_walks_through_a_case_and_compares_two_steps(world: World) -> None:
    live(world, "closed")
    browser = world.browser("r.iltis")
    address, seen = f"/cases/{CASE}/replay", 0
    while address:
        page = browser.get(address)
        assert page.status_code == 200, address
        seen += 1
        onward = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = onward[1] if onward else ""
    lines = world.program("r.iltis").get(f"/api/cases/{CASE}/timeline").json()
    assert seen == len(lines)
    last = lines[-1]["position"]
    page = browser.get(f"/cases/{CASE}/compare?earlier=0&later={last}").text
    assert "50.000,00 €" in page
    assert browser.get(f"/cases/{CASE}/replay/999999").status_code == 404


def test_a_program_reads_a_step_with_its_rule_and_what_it_changed(world: World) -> None:
    live(world, "closed")
    client = world.program("r.iltis")
    lines = client.get(f"/api/cases/{CASE}/timeline").json()
    [signed] = [one for one in lines if one["topic"] == "approval.signed.v1"]
    told = client.get(f"/api/cases/{CASE}/steps/{signed['position']}").json()
    assert told["entry"] == signed
    assert len(told["rules_sha256"]) == 64
    [granted] = [one for one in told["changes"] if one["key"] == "money.granted"]
    assert granted["words"]["de"] == ["bewilligt", "–", "50.000,00 €"]
    ends = f"earlier={signed['position'] - 1}&later={signed['position']}"
    assert client.get(f"/api/cases/{CASE}/changes?{ends}").json() == told["changes"]
    assert client.get(f"/api/cases/{CASE}/steps/999999").status_code == 404


def test_a_step_shows_the_command_the_right_and_the_rule_with_its_text(world: World) -> None:
    live(world, "closed")
    client = world.program("r.iltis")
    lines = client.get(f"/api/cases/{CASE}/timeline").json()

    def told(topic: str) -> dict[str, Any]:
        position = next(one["position"] for one in lines if one["topic"] == topic)
        return dict(client.get(f"/api/cases/{CASE}/steps/{position}").json())

    signed = told("approval.signed.v1")
    assert signed["command"]["name"] == "sign_approval"
    assert signed["command"]["person"] == "d.dorn"
    assert signed["command"]["allowed_roles"] == ["signatory"]
    assert "approval.signed.v1" in [one["topic"] for one in signed["command"]["filed"]]
    assert {one["amount_cents"] for one in signed["rule"]["postings"]} == {50_000_00}
    checked = told("application.checked.v1")["rule"]
    assert checked["programme"] == "wir@2014-01-01"
    cited = {step["reference"] for step in checked["computations"][0]["trace"]}
    assert {one["reference"] for one in checked["provisions"]} & cited
    [notified] = told("approval.notified.v1")["rule"]["deadlines"][:1]
    assert notified["basis"]
    page = world.browser("r.iltis").get(f"/cases/{CASE}/replay/{signed['entry']['position']}").text
    assert "Entwurf lesen und zeichnen" in page
    assert "VV Nr." in page or "LHO" in page


def test_an_older_receipt_proves_a_command_that_it_does_not_name(world: World) -> None:
    live(world, "submitted")
    entry = entry_at(world.office, world.head() - 1)
    assert wish_behind(world.office, entry).name == "submit_application"
    unknown = entry.context.model_copy(update={"command_id": "nobody/1"})
    wish = wish_behind(world.office, replace(entry, context=unknown))
    assert (wish.name, wish.allowed, wish.fingerprint, wish.filed) == (None, (), None, ())
