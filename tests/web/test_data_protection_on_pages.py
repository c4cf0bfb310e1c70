"""The data protection officer sees erasures, retention and access, and no content of any case."""

from datetime import date
from typing import get_args

import pytest

from domain.personal_data import Locked
from tests.web.life import CASE, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do
from tests.web.world import World
from web.app import _API, _PAGES
from web.keeping_report import Standing, erasure_sheet
from web.navigation import is_open
from web.texts import known

OFFICER, AUDITOR = "e.linde", "r.iltis"
OPEN = {"/", "/persons/me", "/audit/access", "/data-protection", "/sign-in", "/sign-out"}


def erased(world: World) -> None:
    """The contact of a closed case is forgotten."""
    live(world, "closed")
    typed = {"data": "persons", "ground": "unlawful", "reference": "Schreiben vom 01.02."}
    do(world, "m.birke", "propose_erasure", **typed)
    do(world, "d.dorn", "sign_erasure")
    head = world.office.record.head()
    world.office.record.keys.forget(CASE, reason="test", by="system")
    files = (f"application:{CASE}", f"approval:{CASE}")
    sealed = {"boxes": (7,), "head_position": head.position, "head": head.entry_hash.hex()}
    world.engine("record_erasure", case=CASE, locked=Locked(keys=(CASE,), files=files, **sealed))


def test_the_officer_starts_at_the_report_and_reads_each_erasure_with_its_proof(
    world: World,
) -> None:
    erased(world)
    start = world.browser(OFFICER).get("/")
    assert (start.status_code, start.headers["location"]) == (303, "/data-protection")
    page = Page(world.browser(OFFICER).get("/data-protection"))
    assert page.flaws() == []
    done = page.text("//section[@aria-labelledby='done']")
    assert CASE in done and "Unrechtmäßig verarbeitet" in done and "unverändert" in done
    single = Page(world.browser(OFFICER).get(f"/data-protection/cases/{CASE}"))
    assert single.flaws() == [] and "vernichtet" in single.text()
    assert f'href="/cases/{CASE}"' not in world.browser(OFFICER).get("/data-protection").text


def test_a_request_under_way_shows_since_when_the_officer_knows(world: World) -> None:
    live(world, "closed")
    typed = {"data": "persons", "ground": "unlawful", "reference": "Schreiben"}
    do(world, "m.birke", "propose_erasure", **typed)
    browser = world.browser(OFFICER)
    asked = "//section[@aria-labelledby='asked']"
    assert "noch nicht gezeichnet" in Page(browser.get("/data-protection")).text(asked)
    do(world, "d.dorn", "sign_erasure")
    assert "noch nicht gezeichnet" not in Page(browser.get("/data-protection")).text(asked)


def test_a_file_whose_period_ends_is_listed_with_what_it_waits_for(world: World) -> None:
    live(world, "closed")
    browser, due = world.browser(OFFICER), "//section[@aria-labelledby='due']"
    assert CASE not in Page(browser.get("/data-protection")).text(due)
    world.clock.go_to(date(2027, 6, 1))
    assert "wird noch aufbewahrt" in Page(browser.get("/data-protection")).text(due)
    world.clock.go_to(date(2028, 1, 1))
    assert "Frist vorbei" in Page(browser.get("/data-protection")).text(due)
    do(world, AUDITOR, "set_audit_hold", reference="LRH V-1", reasons="Querschnitt.")
    assert "Prüfungssperre" in Page(browser.get("/data-protection")).text(due)
    do(world, AUDITOR, "release_audit_hold", reasons="Beendet.")
    world.engine("offer_to_archive", case=CASE)
    assert "Landesarchiv entscheidet" in Page(browser.get("/data-protection")).text(due)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_report_is_taken_along_as_a_file(world: World, kind: str) -> None:
    erased(world)
    answer = world.browser(OFFICER).get(f"/data-protection.{kind}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert kind == "xlsx" or CASE in answer.text
    assert world.browser(OFFICER).get("/data-protection.pdf").status_code == 404


def test_a_program_of_the_officer_reads_the_report_and_nothing_else(world: World) -> None:
    erased(world)
    told = world.program(OFFICER).get("/api/data-protection").json()
    [one] = told["erasures"]
    assert (one["case"], one["keys_gone"], one["record_same"]) == (CASE, True, True)
    for address in ("/api/cases", f"/api/cases/{CASE}", "/api/ledger", "/api/findings"):
        answer = world.program(OFFICER).get(address)
        assert (answer.status_code, answer.json()["code"]) == (403, "confined")


def test_the_officer_reads_the_book_of_access(world: World) -> None:
    live(world, "submitted")
    assert world.browser(OFFICER).get("/audit/access").status_code == 200


@pytest.mark.parametrize("person", ["k.adler", "l.hasel", "kasse.main-kinzig-kreis"])
def test_the_report_is_for_officer_and_auditor_alone(world: World, person: str) -> None:
    assert world.browser(AUDITOR).get("/data-protection").status_code == 200
    assert world.browser(person).get("/data-protection").status_code == 404
    assert world.program(person).get("/api/data-protection").status_code == 404


def test_every_other_page_is_refused_kindly(world: World) -> None:
    erased(world)
    browser = world.browser(OFFICER)
    for address in (f"/cases/{CASE}", "/ledger", "/payments", "/recipients", "/audit", "/draws"):
        answer = browser.get(address)
        assert answer.status_code == 403
        assert "Art. 38 Abs. 2 DSGVO" in answer.text


def test_no_page_is_open_to_the_officer_but_those_meant() -> None:
    paths = {one.path for module in (*_API, *_PAGES) for one in module.router.routes}
    found = {one for one in paths if is_open(one, "data_protection")}
    meant = {one for one in found if one.startswith(("/data-protection", "/api/data-protection"))}
    assert found - meant <= OPEN
    assert len(meant) == 4


def test_every_column_and_every_standing_has_its_words() -> None:
    assert [one for one in get_args(Standing) if not known(f"privacy_standing.{one}")] == []
    sheet = erasure_sheet([], "de", today=date(2017, 1, 1))
    assert all(one.heading for one in sheet.columns)
