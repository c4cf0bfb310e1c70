"""Before the decision, by forms alone: early start, exclusion, grantors, budget and selection."""

from domain.application import Application
from domain.appropriation import Appropriation
from domain.early_start import EarlyStart
from domain.exclusion import Exclusions
from domain.recipient import Recipient
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do, send
from tests.web.world import World

TITLE = "wir.wir.2016"


def test_an_early_start_is_permitted_and_an_early_contract_reviewed(world: World) -> None:
    live(world, "submitted")
    today = world.office.today().isoformat()
    applicant, why = f"antrag.{COUNTY}", {"reasons": "Die Stelle ist sonst weg."}
    do(world, applicant, "request_early_start", start_on=today, **why)
    do(world, "d.dorn", "refuse_early_start", **why)
    do(world, applicant, "request_early_start", start_on=today, **why)
    do(world, "d.dorn", "permit_early_start", from_on=today, **why)
    do(world, "k.adler", "record_contract", concluded_on="2015-10-01", about="Raummiete")
    assert world.office.read(EarlyStart, CASE).alarm is not None
    waiting = Page(world.browser("k.adler").get(f"/cases/{CASE}"))
    assert "würdigt einen frühen Vertrag" in waiting.text()
    do(world, "k.adler", "review_start", **why)
    assert world.office.read(EarlyStart, CASE).alarm is None


def test_an_excluded_person_finds_no_act_possible_until_it_is_lifted(world: World) -> None:
    live(world, "submitted")
    do(world, "k.adler", "exclude_person", cause="relative")
    assert world.office.read(Exclusions, CASE).persons == {"k.adler"}
    closed = Page(world.browser("k.adler").get(f"/cases/{CASE}/acts/check_application"))
    assert "ausgeschlossen" in closed.text()
    assert not closed.all("//main//form[@method='post']")
    do(world, "d.dorn", "lift_exclusion", excluded="k.adler", reasons="Ein Irrtum.")
    assert world.office.read(Exclusions, CASE).persons == frozenset()


def house(world: World, person: str, name: str, **typed: str | list[str]) -> None:
    """An act of the house that must succeed."""
    answer = send(world, person, f"/acts/{name}", **typed)
    assert answer.status_code == 303, f"{name}: {Page(answer).text('//main')}"


def test_the_budget_is_frozen_authorised_and_shared_out_by_forms(world: World) -> None:
    live(world, "checked")
    title = {"fund": "wir", "year": "2016"}
    house(world, "b.falk", "freeze_funds", amount_cents="1.000,00", reasons="Haushalt", **title)
    house(world, "b.falk", "lift_freeze", amount_cents="400,00", reasons="Es reicht.", **title)
    assert world.office.read(Appropriation, TITLE).frozen == 600_00
    later = {"fund": "wir", "year": "2017", "reference": "Kap. 08 05"}
    house(world, "b.falk", "authorise_commitments", amount_cents="5.000,00", **later)
    assert world.office.read(Appropriation, "wir.wir.2017").authorised == 5_000_00
    begun = Page(world.browser("m.birke").get("/acts/rank_applications")).form()
    assert begun["ranking.0.case"] == [CASE]
    row = {"ranking.0.points": "10", "ranking.0.reasons": "Nicht vorrangig."}
    house(world, "m.birke", "rank_applications", criteria="Bedarf", **row)
    shown = Page(world.browser("l.hasel").get("/acts/decide_selection"))
    assert CASE in shown.text() and "Nicht vorrangig." in shown.text()
    house(world, "l.hasel", "decide_selection")
    assert world.office.read(Application, CASE).status == "rejected"


def test_a_body_changes_its_class_and_its_seat_by_forms(world: World) -> None:
    live(world, "submitted")
    address = f"/recipients/{COUNTY}/acts"
    left = {"recipient_class": "special_status_city", "valid_from": "2016-07-01"}
    answer = send(world, "k.adler", f"{address}/change_class", reference="GVBl. S. 1", **left)
    assert answer.status_code == 303
    browser, move = world.browser("k.adler"), f"{address}/move_seat"
    seat = {"court": "Verwaltungsgericht Gießen", "address": "Marktplatz 1\n35390 Gießen"}
    begun = Page(browser.get(move)).form(move)
    moved = browser.post(move, data={**begun, **seat, "valid_from": "2016-07-01"})
    assert moved.status_code == 303
    body = world.office.read(Recipient, COUNTY)
    assert len(body.seats) == 1 and len(body.classes) == 2
