"""Acts by forms alone: a grant's whole life without a script, and what happens on faults."""

import re
from datetime import date

import httpx
import pytest

from domain.application import Application
from domain.approval import Approval
from domain.proof_of_use import ProofOfUse
from tests.web.life import CASE, CHECKLIST, COUNTY, IBAN, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import World
from web.pages.apply import case_id

Typed = dict[str, str | list[str]]
APPLY = "/apply/wir/coordination?year=2016"
APPLICATION: Typed = {
    "title": "WIR-Koordination 2016",
    "purpose": "Interkulturelle Öffnung",
    "facts.eligible_cents": "50.000,00",
    "facts.months": "12",
    "plan.0.name": "Personalausgaben",
    "plan.0.amount_cents": "62.000,00",
    "own_cents": "12.000",
    "requested_cents": "50000,00 €",
}


def send(world: World, person: str, address: str, **typed: str | list[str]) -> httpx.Response:
    """Opens a form, types, sends it, and confirms what was understood where that is asked."""
    browser = world.browser(person)
    page = Page(browser.get(address))
    assert page.status == 200, page.text()
    answer = browser.post(address, data={**page.form(address), **typed})
    if answer.status_code == 200:
        echoed = Page(answer)
        assert "So haben wir Sie verstanden" in echoed.text()
        assert echoed.flaws() == []
        answer = browser.post(address, data={**echoed.form(), "confirm": "1"})
    return answer


def do(world: World, person: str, name: str, **typed: str | list[str]) -> None:
    """An act on the case that must succeed."""
    number = "?number=1" if name in NUMBERED else ""
    answer = send(world, person, f"/cases/{CASE}/acts/{name}{number}", **typed)
    assert answer.status_code == 303, f"{name}: {Page(answer).text('//main')}"
    assert answer.headers["location"] == f"/cases/{CASE}?done={name}"
    done = Page(world.browser(person).get(answer.headers["location"]))
    assert done.status == 200
    assert done.flaws() == []


NUMBERED = {"certify_factually", "certify_arithmetically", "order_payment", "report_use"}


def test_a_grant_lives_from_form_to_form(world: World) -> None:
    live(world, "submitted")
    do(world, "k.adler", "request_documents", gaps=["concept"])
    do(world, f"antrag.{COUNTY}", "supply_documents", gaps=["concept"])
    do(world, "k.adler", "check_application", checklist=list(CHECKLIST), no_conflict="on")
    do(world, "b.falk", "reserve_funds")
    do(world, "m.birke", "propose_approval", reasons="Dient dem Zweck.", channel="portal")
    do(world, "d.dorn", "send_back_approval", remark="Bitte Raten prüfen.")
    do(world, "m.birke", "propose_approval", reasons="Dient dem Zweck der Richtlinie.")
    do(world, "d.dorn", "sign_approval")
    letter = {"kind": "approval_notice", "about": "v1", "document": "a" * 64}
    world.engine("record_letter", subject=f"approval:{CASE}", **letter)
    do(world, "k.adler", "record_posting")
    do(world, f"antrag.{COUNTY}", "retrieve_notice")
    world.clock.go_to(date(2015, 11, 3))
    world.engine("record_notification", case=CASE)
    typed = {"iban": IBAN, "holder": "Kreiskasse", "signed_by_name": "Vera Versuch"}
    do(world, f"antrag.{COUNTY}", "return_declaration", accepts="on", waives_remedies="on", **typed)
    answer = send(world, "m.birke", f"/recipients/{COUNTY}/acts/confirm_bank_details")
    assert answer.status_code == 303
    due = {"due_payments.0.due_on": "2015-12-01", "due_payments.0.amount_cents": "50.000,00"}
    do(world, f"kasse.{COUNTY}", "request_drawdown", **due, **{"due_payments.0.purpose": "Gehalt"})
    do(world, "k.adler", "certify_factually")
    do(world, "m.birke", "certify_arithmetically")
    do(world, "f.eiche", "order_payment")
    assert world.office.read(Approval, CASE).disbursements == 1


def test_a_grant_ends_from_form_to_form(world: World) -> None:
    live(world, "paid")
    world.clock.go_to(date(2016, 4, 20))
    do(world, f"kasse.{COUNTY}", "report_use", **{"uses.0.used_on": "2016-04-01"})
    world.clock.go_to(date(2017, 2, 1))
    typed = {"expenditure.0.amount_cents": "60.000,00", "facts.eligible_cents": "25.000,00"}
    do(world, f"antrag.{COUNTY}", "submit_proof", report="Es ist gelungen.", **typed)
    do(world, "k.adler", "return_proof", remark="Bitte die Personalausgaben erläutern.")
    do(world, f"antrag.{COUNTY}", "submit_proof", report="Es ist gelungen; siehe Anlage.", **typed)
    note = {"findings": "Ohne Beanstandung.", "interest_reason": "Fristgerecht verwendet."}
    do(world, "k.adler", "examine_proof", purpose_achieved="on", interest_considered="on", **note)
    do(world, "d.dorn", "close_examination")
    do(world, "k.adler", "close_case")
    assert world.office.read(ProofOfUse, CASE).closed


def test_an_application_is_shown_as_understood_before_it_counts(world: World) -> None:
    live(world, "registered")
    browser = world.browser(f"antrag.{COUNTY}")
    head = world.head()
    begun = Page(browser.get(APPLY)).form()
    echoed = browser.post(APPLY, data={**begun, **APPLICATION})
    page = Page(echoed)
    assert (page.status, world.head()) == (200, head)
    assert "Zuwendung: der niedrigste Betrag" in page.text()
    assert "62.000,00 €" in page.text() and "12.000,00 €" in page.text()
    changed = Page(browser.post(APPLY, data={**page.form(), "change": "1"}))
    assert changed.form()["own_cents"] == ["12.000"]
    answer = browser.post(APPLY, data={**page.form(), "confirm": "1"})
    case = case_id("wir", 2016, begun["command_id"][0])
    assert answer.headers["location"] == f"/cases/{case}?done=submit_application"
    assert re.fullmatch(r"WIR-2016-[0-9A-HJKMNP-TV-Z]{5}", case)
    assert f"Ihr Aktenzeichen: {case}" in Page(browser.get(answer.headers["location"])).text()
    assert world.office.read(Application, case).submitted.own_cents == 12_000_00


def test_sending_a_form_twice_is_one_act_with_the_same_answer(world: World) -> None:
    live(world, "submitted")
    browser = world.browser("k.adler")
    address = f"/cases/{CASE}/acts/check_application"
    typed = {**Page(browser.get(address)).form(), "checklist": list(CHECKLIST), "no_conflict": "on"}
    first, head = browser.post(address, data=typed), world.head()
    second = browser.post(address, data=typed)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert world.head() == head


def test_a_refused_form_keeps_everything_and_leads_to_each_fault(world: World) -> None:
    live(world, "registered")
    browser = world.browser(f"antrag.{COUNTY}")
    wrong: Typed = {
        **APPLICATION, "purpose": "", "requested_cents": "1,000.00", "plan.3.amount_cents": "1e3",
        "own_cents": "-5", "plan.3.name": "Sachausgaben",
    }  # fmt: skip
    head = world.head()
    page = Page(browser.post(APPLY, data={**Page(browser.get(APPLY)).form(), **wrong}))
    assert (page.status, world.head(), page.flaws()) == (422, head, [])
    summary = page.text("//div[@id='errors']")
    assert "Zweck und Inhalt: die Angabe fehlt" in summary
    assert "der Betrag darf nicht negativ sein" in summary
    assert summary.count("bitte einen Betrag wie 1.234,56 schreiben") == 2
    kept = page.form()
    assert kept["title"] == ["WIR-Koordination 2016"] and kept["own_cents"] == ["-5"]
    assert kept["plan.1.name"] == ["Sachausgaben"] and kept["plan.1.amount_cents"] == ["1e3"]
    assert page.tree.get_element_by_id("errors").get("autofocus") is not None


def test_a_refusal_of_the_rules_names_law_and_next_step_beside_the_form(world: World) -> None:
    live(world, "submitted")
    browser = world.browser("k.adler")
    address = f"/cases/{CASE}/acts/check_application"
    typed = {**Page(browser.get(address)).form(), "checklist": ["form"], "note": "Mein Vermerk"}
    page = Page(browser.post(address, data={**typed, "no_conflict": "on"}))
    summary = page.text("//div[@id='errors']")
    assert page.status == 422
    assert "Konzept der Koordination" in summary and "Rechtsgrund: §§ 23, 44 LHO" in summary
    assert "Fordern Sie fehlende Unterlagen an" in summary
    assert page.form()["note"] == ["Mein Vermerk"] and page.form()["checklist"] == ["form"]


def test_whoever_decides_on_an_old_state_is_stopped_with_all_typed_kept(world: World) -> None:
    live(world, "submitted")
    browser = world.browser("k.adler")
    address = f"/cases/{CASE}/acts/request_documents"
    typed = {**Page(browser.get(address)).form(), "gaps": ["concept"], "due_on": "2015-12-15"}
    gaps = {"gaps": ("form",), "due_on": date(2015, 12, 1)}
    world.give("m.birke", "request_documents", case=CASE, **gaps)
    page = Page(browser.post(address, data=typed))
    assert page.status == 409
    assert "Neuen Stand ansehen und Formular neu laden" in page.text("//div[@id='errors']")
    assert page.form()["gaps"] == ["concept"] and page.form()["due_on"] == ["2015-12-15"]


def test_nobody_signs_what_changed_after_the_look(world: World) -> None:
    live(world, "proposed")
    browser = world.browser("d.dorn")
    address = f"/cases/{CASE}/acts/sign_approval"
    form = Page(browser.get(address)).form(address)
    changed = {"amount_cents": 40_000_00, "instalments": ({"amount_cents": 40_000_00},)}
    world.give("k.adler", "propose_approval", case=CASE, reasons="Weniger.", **changed)
    assert browser.post(address, data=form).status_code == 409
    assert world.office.read(Approval, CASE).signed is None


def test_nobody_confirms_an_account_that_came_after_the_look(world: World) -> None:
    live(world, "declared")
    browser = world.browser("m.birke")
    address = f"/recipients/{COUNTY}/acts/confirm_bank_details"
    form = Page(browser.get(address)).form()
    other = {"recipient": COUNTY, "iban": "DE02120300000000202051", "holder": "Andere"}
    world.give(f"kasse.{COUNTY}", "report_bank_details", **other)
    assert browser.post(address, data=form).status_code == 409
    again = browser.post(address, data=Page(browser.get(address)).form())
    assert again.status_code == 303


def test_nobody_orders_to_an_account_that_came_after_the_look(world: World) -> None:
    live(world, "certified")
    browser = world.browser("f.eiche")
    address = f"/cases/{CASE}/acts/order_payment?number=1"
    form = Page(browser.get(address)).form()
    other = {"recipient": COUNTY, "iban": "DE02120300000000202051", "holder": "Andere"}
    world.give(f"kasse.{COUNTY}", "report_bank_details", **other)
    world.confirm_account(COUNTY)
    assert browser.post(address, data=form).status_code == 409
    world.clock.go_to(date(2016, 3, 9))
    again = Page(browser.get(address)).form()
    answers = [browser.post(address, data=again) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]


@pytest.mark.parametrize("person", [f"kasse.{NEIGHBOUR}", f"antrag.{NEIGHBOUR}"])
def test_a_form_of_another_county_files_nothing(world: World, person: str) -> None:
    live(world, "confirmed")
    browser, own = world.browser(person), world.browser(f"kasse.{COUNTY}")
    address = f"/cases/{CASE}/acts/request_drawdown"
    token = Page(browser.get("/")).form("/sign-out")
    form = {**Page(own.get(address)).form(), **token}
    head = world.head()
    assert browser.post(address, data=form).status_code == 404
    assert world.head() == head


def test_a_clerk_gives_more_time_and_the_earlier_day_stays_on_the_page(world: World) -> None:
    live(world, "submitted")
    do(world, "k.adler", "request_documents", gaps=["concept"], due_on="16.11.2015")
    form = world.browser("k.adler").get(f"/cases/{CASE}/acts/extend_period")
    assert "Fehlende Unterlagen" in form.text
    assert "Abruf Nr." not in form.text
    do(world, "k.adler", "extend_period", duty="documents", until="30.11.2015", reason="Ferien.")
    page = world.browser("k.adler").get(f"/cases/{CASE}").text
    assert "30.11.2015" in page
    assert "zuvor 16.11.2015" in page


def test_a_defective_instruction_is_recorded_by_a_form_and_shows_the_year(world: World) -> None:
    live(world, "notified")
    do(world, "k.adler", "record_instruction_defect", defect="missing", note="Anlage fehlt.")
    page = Page(world.browser("k.adler").get(f"/cases/{CASE}"))
    assert "Klagefrist" in page.text()
    assert "Remedy instruction" not in page.text()
    assert page.flaws() == []
    told = Page(world.browser(f"antrag.{COUNTY}").get(f"/cases/{CASE}"))
    assert "Sie können länger klagen" in told.text()
