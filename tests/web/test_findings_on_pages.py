"""The findings on the page, as files and over the API: for those who examine and nobody else."""

import json
from datetime import date

import pytest

from domain.words import Language
from projections.answers import Finding
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.world import World
from web.finding_sheet import finding_sheet


def test_the_auditor_reads_each_question_with_its_value_and_a_link_to_the_entry(
    world: World,
) -> None:
    live(world, "signed")
    said = world.browser("r.iltis").get("/audit/findings").text
    assert "Annahme" in said and "kein Vorwurf" in said
    assert f"/cases/{CASE}/timeline#entry-" in said
    assert "steht nicht in der Akte" in said


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_column_has_its_heading_and_every_row_its_cells(language: Language) -> None:
    hit = Finding("idle", CASE, "", date(2017, 6, 1), 700_00, 12)
    sheet = finding_sheet([hit], language, today=date(2018, 1, 1))
    assert [len(row) for row in sheet.rows] == [len(sheet.columns)]
    assert "" not in [one.heading for one in sheet.columns]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_findings_can_be_taken_along(world: World, kind: str) -> None:
    live(world, "signed")
    answer = world.browser("r.iltis").get(f"/audit/findings.{kind}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    if kind == "json":
        assert {one["case"] for one in json.loads(answer.content)} == {CASE}


def test_a_program_of_the_auditor_reads_one_question(world: World) -> None:
    live(world, "signed")
    rows = world.program("r.iltis").get("/api/findings?code=fixed_amount").json()
    assert [one["case"] for one in rows] == [CASE]
    assert world.program("r.iltis").get("/api/findings?code=nobody").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_one_question_is_taken_along_alone(world: World, kind: str) -> None:
    live(world, "signed")
    browser = world.browser("r.iltis")
    assert f"/audit/findings.{kind}?code=fixed_amount" in browser.get("/audit/findings").text
    for code in ("fixed_amount", "split"):
        answer = browser.get(f"/audit/findings.{kind}?code={code}")
        assert answer.status_code == 200
        assert kind == "xlsx" or (CASE in answer.text) is (code == "fixed_amount")
    assert browser.get(f"/audit/findings.{kind}?code=nobody").status_code == 404


def test_an_auditor_asks_with_a_value_of_ones_own_and_takes_it_along(world: World) -> None:
    live(world, "submitted")
    world.clock.go_to(date(2016, 4, 2))
    browser = world.browser("r.iltis")
    assert browser.get("/audit/findings.json?code=idle").json() == []
    [hit] = browser.get("/audit/findings.json?code=idle&idle=4").json()
    assert (hit["case"], hit["value"]) == (CASE, 4)
    assert "länger als 4 Monate" in hit["question"]["de"]
    page = browser.get("/audit/findings?idle=4")
    assert Page(page).flaws() == []
    assert f"/cases/{CASE}/timeline#entry-" in page.text
    assert "/audit/findings.csv?code=idle&amp;idle=4" in page.text
    [told] = world.program("r.iltis").get("/api/findings?code=idle&idle=4").json()
    assert told["value"] == 4


@pytest.mark.parametrize("person", ["k.adler", f"kasse.{COUNTY}"])
def test_who_is_examined_is_not_shown_findings(world: World, person: str) -> None:
    live(world, "signed")
    assert world.browser(person).get("/audit/findings").status_code == 404
    assert world.browser(person).get("/audit/findings.csv").status_code == 404
    assert world.program(person).get("/api/findings").status_code == 404
