"""A recovery by forms alone: opened, heard, signed by a second person, paid, interest shown."""

from datetime import date

from domain.recovery import Recovery
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do
from tests.web.world import World


def settled(world: World) -> None:
    """Of 25,000 euro paid, 15,000 are recognised."""
    live(world, "paid")
    world.clock.go_to(date(2017, 2, 1))
    typed = {"expenditure.0.amount_cents": "60.000,00", "facts.eligible_cents": "15.000,00"}
    do(world, f"kasse.{COUNTY}", "report_use", **{"uses.0.used_on": "2016-04-01"})
    do(world, f"antrag.{COUNTY}", "submit_proof", report="Es ist gelungen.", **typed)
    note = {"findings": "Gekürzt.", "interest_reason": "Wird nach der Rückzahlung entschieden."}
    do(world, "k.adler", "examine_proof", purpose_achieved="on", interest_considered="on", **note)
    do(world, "d.dorn", "close_examination")


def shown(world: World, person: str) -> str:
    return Page(world.browser(person).get(f"/cases/{CASE}")).text()


def test_a_recovery_goes_from_form_to_form(world: World) -> None:
    settled(world)
    assert "Rückforderung eröffnen" in shown(world, "k.adler")
    do(world, "k.adler", "open_recovery", known_facts="Weniger Ausgaben als geplant.")
    do(world, "k.adler", "start_hearing")
    assert "Sie können sich zur Rückforderung äußern" in shown(world, f"antrag.{COUNTY}")
    do(world, f"kasse.{COUNTY}", "submit_statement", statement="Wir zahlen zurück.")
    do(world, "m.birke", "propose_refund", reasons="Die auflösende Bedingung ist eingetreten.")
    assert "auflösende Bedingung" not in shown(world, f"antrag.{COUNTY}")
    do(world, "d.dorn", "send_back_measure", remark="Bitte den Zinsbeginn prüfen.")
    do(world, "m.birke", "propose_refund", reasons="Die Bedingung trat mit der Auszahlung ein.")
    do(world, "d.dorn", "sign_measure")
    payments = Page(world.browser(f"kasse.{COUNTY}").get("/payments")).text()
    assert f"{CASE}.R1" in payments
    world.clock.go_to(date(2017, 3, 1))
    do(world, "h.ginster", "record_repayment", entry_reference="B1")
    do(world, "k.adler", "propose_interest", reasons="Kein Grund, davon abzusehen.")
    do(world, "d.dorn", "sign_measure")
    page = shown(world, f"antrag.{COUNTY}")
    for part in ("Basiszins", "-0,83 %", "4,17 %", "/365", "Basiszinssatz plus 5 Prozentpunkte"):
        assert part in page
    state = world.office.read(Recovery, CASE)
    assert (state.principal.open_cents, state.interest.open_cents > 0) == (0, True)


def test_a_letter_of_a_recovery_lies_with_the_papers_of_the_case(world: World) -> None:
    settled(world)
    do(world, "k.adler", "open_recovery", known_facts="Weniger Ausgaben als geplant.")
    do(world, "k.adler", "start_hearing")
    digest = world.documents.put(b"%PDF-1.7 Anhoerung")
    letter = {"kind": "hearing", "about": "2017-03-06", "document": digest}
    world.engine("record_letter", subject=f"recovery:{CASE}", **letter)
    for person in ("k.adler", f"antrag.{COUNTY}"):
        page = Page(world.browser(person).get(f"/cases/{CASE}"))
        assert f"/documents/{digest}?case={CASE}" in page.links()
        assert world.browser(person).get(f"/documents/{digest}?case={CASE}").status_code == 200


def test_relief_and_waivers_are_forms_too(world: World) -> None:
    settled(world)
    do(world, "k.adler", "open_recovery", known_facts="Weniger Ausgaben als geplant.")
    do(world, "k.adler", "start_hearing")
    world.clock.go_to(date(2017, 3, 20))
    do(world, "m.birke", "propose_refund", reasons="Die Bedingung trat mit der Auszahlung ein.")
    do(world, "d.dorn", "sign_measure")
    plan = {"plan.0.due_on": "2017-09-01"}
    do(world, "k.adler", "propose_deferral", reasons="Haushaltssperre.", **plan)
    do(world, "d.dorn", "sign_measure")
    do(world, "k.adler", "propose_suspension", until="2017-12-01", reasons="Derzeit aussichtslos.")
    do(world, "d.dorn", "sign_measure")
    do(world, "k.adler", "propose_remission", reasons="Unbillig.", interest_cents="0,00")
    do(world, "d.dorn", "sign_measure")
    waived = {"not_responsible": "on", "paid_in_time": "on", "reasons": "Nicht zu vertreten."}
    do(world, "k.adler", "propose_interest_waiver", **waived)
    assert "Zur Zeichnung liegt vor: Absehen von Zinsen" in shown(world, "d.dorn")
    do(world, "d.dorn", "sign_measure")
    assert world.office.read(Recovery, CASE).over
    do(world, "k.adler", "close_case")


def test_most_cases_show_no_act_of_a_recovery(world: World) -> None:
    live(world, "submitted")
    page = shown(world, "k.adler")
    assert "Rückforderung" not in page and "Stundung" not in page
