"""An audit note by forms: asked at a finding, answered by a clerk, ended by the auditor."""

from datetime import timedelta
from typing import get_args

from domain.audit_note import AuditNotes, AuditQuestion
from projections.questions import QUESTIONS
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do, send
from tests.web.world import World
from web.texts import LANGUAGES, say

AUDITOR, CLERK, FINANCE = "r.iltis", "k.adler", f"kasse.{COUNTY}"
TEXT, ANSWER = "Warum wurde Frau Beispiel nicht gefragt?", "Der Betrag liegt unter der Grenze."


def ask(world: World, **changes: str) -> None:
    """The auditor asks for an answer within a week."""
    due_on = (world.office.today() + timedelta(days=7)).isoformat()
    typed = {"category": "question", "text": TEXT, "due_on": due_on, "asked": "idle", "entry": "3"}
    do(world, AUDITOR, "write_audit_note", **typed | changes)


def notes(world: World, person: str) -> str:
    """The section on notes, as a person reads it."""
    page = Page(world.browser(person).get(f"/cases/{CASE}"))
    return page.text("//section[@aria-labelledby='p-notes']")


def findings(world: World) -> list[dict[str, str]]:
    return world.program(AUDITOR).get("/api/findings?code=open_note").json()


def test_a_note_goes_from_the_auditor_to_the_clerk_and_back(world: World) -> None:
    live(world, "closed")
    ask(world)
    assert TEXT in notes(world, CLERK) and "Lange ohne Fortgang" in notes(world, CLERK)
    desk = world.browser(CLERK).get("/").text
    assert f"/cases/{CASE}/acts/answer_audit_note" in desk
    [hit] = findings(world)
    assert (hit["case"], "noch ohne Antwort" in str(hit["record"])) == (CASE, True)
    do(world, CLERK, "answer_audit_note", text=ANSWER)
    assert ANSWER in notes(world, AUDITOR)
    assert "beantwortet" in str(findings(world))
    assert f"/cases/{CASE}/acts/answer_audit_note" not in world.browser(CLERK).get("/").text
    do(world, AUDITOR, "close_audit_note", outcome="settled", text="Erledigt.")
    assert "ausgeräumt" in notes(world, CLERK) and findings(world) == []
    assert world.office.read(AuditNotes, CASE).open == ()


def test_the_timeline_names_the_note_and_not_its_text(world: World) -> None:
    live(world, "closed")
    ask(world)
    said = world.browser(CLERK).get(f"/cases/{CASE}/timeline").text
    assert "Prüfnotiz Nr. 1 eingetragen: Frage" in said
    assert TEXT not in said
    assert "Antwort auf Prüfnotiz Nr. 1" in world.browser(CLERK).get(f"/cases/{CASE}").text


def test_the_county_is_told_nothing_of_a_note(world: World) -> None:
    live(world, "closed")
    before = Page(world.browser(FINANCE).get(f"/cases/{CASE}")).text()
    told = world.program(FINANCE).get(f"/api/cases/{CASE}").json()
    ask(world)
    after = Page(world.browser(FINANCE).get(f"/cases/{CASE}")).text()
    assert after == before
    now = world.program(FINANCE).get(f"/api/cases/{CASE}").json()
    assert {**now, "position": 0} == {**told, "position": 0}
    timeline = world.program(FINANCE).get(f"/api/cases/{CASE}/timeline").text
    assert "audit_note" not in timeline


def test_a_form_begun_at_a_finding_knows_question_and_entry(world: World) -> None:
    live(world, "signed")
    page = world.browser(AUDITOR).get("/audit/findings").text
    assert f"/cases/{CASE}/acts/write_audit_note?asked=fixed_amount&amp;entry=" in page
    at = f"/cases/{CASE}/acts/write_audit_note?asked=fixed_amount&entry=12"
    form = Page(world.browser(AUDITOR).get(at))
    assert form.flaws() == []
    assert form.all("//input[@name='entry']")[0].get("value") == "12"
    [chosen] = form.all("//*[@name='asked']//option[@selected] | //input[@name='asked'][@checked]")
    assert chosen.get("value") == "fixed_amount"
    wrong = world.browser(AUDITOR).get(f"/cases/{CASE}/acts/write_audit_note?asked=x&entry=y")
    assert wrong.status_code == 200


def test_a_clerk_goes_on_with_the_case_while_a_note_is_open(world: World) -> None:
    live(world, "submitted")
    ask(world)
    typed = {"category": "question", "text": TEXT}
    late = send(world, AUDITOR, f"/cases/{CASE}/acts/write_audit_note", **typed)
    assert late.status_code == 422
    first = Page(world.browser(CLERK).get(f"/cases/{CASE}"))
    assert "check_application" in str(first.all("//ul[@class='act-list']//a/@href"))


def test_the_form_names_the_questions_as_the_findings_do() -> None:
    codes = get_args(AuditQuestion)
    assert set(codes) == set(QUESTIONS) - {"open_note"}
    for code in codes:
        for language in LANGUAGES:
            told = QUESTIONS[code].title.told(language)
            assert say(f"choice.asked.{code}", language) == told
