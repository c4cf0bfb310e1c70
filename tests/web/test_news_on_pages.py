"""What changed since a visit: the cases with news, what differs, and who decided it."""

import re
from datetime import date

import pytest

from tests.web.life import CASE, COUNTY, STEPS, live
from tests.web.world import World

CHANGES = "/audit/changes"


@pytest.mark.parametrize("which", ["", f"case={CASE}", f"county={COUNTY}", "year=2016"])
def test_a_program_reads_what_changed_and_who_decided_it(world: World, which: str) -> None:
    live(world, "signed")
    told = world.program("r.iltis").get(f"/api/changes?since=2000-01-01&{which}").json()
    assert told["total"] == 1
    [news] = told["cases"]
    changed = {one["key"]: one["after"] for one in news["changes"]}
    assert changed["money.granted"] == 50_000_00
    [signed] = [one for one in news["entries"] if one["topic"] == "approval.signed.v1"]
    assert signed["role"] == "signatory"


@pytest.mark.parametrize(
    "which", ["until=2000-01-01", "since=2999-01-01", "case=X", "county=fulda", "year=2015"]
)
def test_where_nothing_was_recorded_there_is_no_news(world: World, which: str) -> None:
    live(world, "submitted")
    told = world.program("r.iltis").get(f"/api/changes?{which}").json()
    assert told == {"total": 0, "cases": []}


def test_an_auditor_starts_from_the_audit_and_comes_to_the_step(world: World) -> None:
    live(world, "signed")
    browser = world.browser("r.iltis")
    assert CHANGES in browser.get("/audit").text
    page = browser.get(f"{CHANGES}?since=2000-01-01&year=2016").text
    assert f"/cases/{CASE}/replay/" in page
    assert "Zeichnungsbefugte" in page
    assert CASE not in browser.get(f"{CHANGES}?until=2000-01-01").text
    assert CASE not in browser.get(f"{CHANGES}?offset=50").text


def test_who_does_not_audit_does_not_see_what_changed(world: World) -> None:
    live(world, "submitted")
    assert world.browser("k.adler").get(CHANGES).status_code == 404
    assert world.browser(f"kasse.{COUNTY}").get(CHANGES).status_code == 404
    assert world.program(f"kasse.{COUNTY}").get("/api/changes").status_code == 404


def test_a_program_reads_how_the_cases_of_a_year_stood(world: World) -> None:
    live(world, "closed")
    client = world.program("r.iltis")

    def stood(tail: str) -> dict[str, dict[str, object]]:
        return dict(client.get(f"/api/standings?{tail}").json()["cases"])

    assert "standing.closed" not in stood("as_of=2015-11-02&year=2016")[CASE]
    assert stood(f"as_of=2030-01-01&county={COUNTY}")[CASE]["standing.closed"] is True
    assert stood("as_of=2030-01-01&known_on=2000-01-01") == {}
    assert stood("year=2015") == stood("offset=50") == {}
    assert world.program(f"kasse.{COUNTY}").get("/api/standings").status_code == 404


def test_who_comes_back_sees_what_came_since_the_last_visit(world: World) -> None:
    live(world, "submitted")
    auditor = world.browser("r.iltis")
    assert "Ihr letzter Besuch war" not in auditor.get(f"{CHANGES}?case={CASE}").text
    world.clock.go_to(date(2015, 11, 3))
    STEPS["checked"](world, CASE, COUNTY)
    for _ in range(2):
        page = auditor.get(f"{CHANGES}?case={CASE}").text
        assert "Ihr letzter Besuch war am 02.11.2015" in page
        assert "Vorgänge mit neuen Einträgen: 1" in page
        assert "Antrag ist eingegangen" not in page
    assert "Ihr letzter Besuch war" not in auditor.get(f"{CHANGES}?year=2016").text
    assert auditor.get(f"{CHANGES}?case=%22%3Cx").status_code == 200


def test_the_page_of_a_case_tells_who_comes_back_what_is_new(world: World) -> None:
    live(world, "submitted")
    clerk = world.browser("k.adler")
    assert "Neu seit Ihrem Besuch" not in clerk.get(f"/cases/{CASE}").text
    world.clock.go_to(date(2015, 11, 3))
    assert "Neu seit Ihrem Besuch" not in clerk.get(f"/cases/{CASE}").text
    STEPS["checked"](world, CASE, COUNTY)
    page = clerk.get(f"/cases/{CASE}").text
    assert "Neu seit Ihrem Besuch am 02.11.2015: 1" in page
    address = re.search(rf'href="(/cases/{CASE}/compare[^"]+)"', page)
    assert address
    assert "Schritte dazwischen" in clerk.get(address[1]).text
