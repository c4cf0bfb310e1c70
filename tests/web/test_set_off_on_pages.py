"""A set-off by forms alone: the claim contested, enforced at once, met by an instalment."""

from datetime import date

from domain.disbursement import Disbursement
from domain.recovery import Recovery
from tests.adapters.test_letters import squeezed
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do
from tests.web.test_recovery_on_pages import shown
from tests.web.world import World

REASONS = "Der Verstoß wiegt schwer; mildere Mittel reichen nicht."


def claimed(world: World) -> None:
    """Of 25,000 euro paid, 10,000 are claimed back; the second instalment is still to come."""
    live(world, "paid")
    world.clock.go_to(date(2016, 4, 1))
    do(world, f"kasse.{COUNTY}", "report_use", **{"uses.0.used_on": "2016-03-20"})
    do(world, "k.adler", "open_recovery", known_facts="Die Stelle war nicht besetzt.")
    do(world, "k.adler", "start_hearing", amount_cents="10.000,00")
    do(world, f"kasse.{COUNTY}", "submit_statement", statement="Wir sehen das anders.")
    do(world, "m.birke", "propose_refund", reasons=REASONS, trust="Es gab kein Vertrauen.")
    do(world, "d.dorn", "sign_measure")


def certified(world: World) -> None:
    """The second instalment, drawn and certified by two clerks."""
    draw = {"case": CASE, "number": 2, "amount_cents": 25_000_00}
    world.give(f"kasse.{COUNTY}", "request_drawdown", case=CASE, amount_cents=25_000_00)
    world.give("k.adler", "certify_factually", **draw)
    world.give("s.cramer", "certify_arithmetically", **draw)


def test_a_contested_claim_is_enforced_at_once_and_set_off_from_form_to_form(world: World) -> None:
    claimed(world)
    world.clock.go_to(date(2016, 4, 20))
    do(world, "k.adler", "record_claim_remedy", reference="VG Frankfurt 7 K 1/16")
    for person in ("k.adler", f"kasse.{COUNTY}"):
        assert "Ein Rechtsbehelf hemmt die Forderung" in shown(world, person)
    world.clock.go_to(date(2016, 9, 5))
    certified(world)
    assert "Aufrechnung vorlegen" not in shown(world, "k.adler")
    do(world, "m.birke", "propose_enforcement", reasons="Der Träger löst sich auf.")
    do(world, "d.dorn", "sign_measure")
    page = shown(world, "k.adler")
    assert "Sofortige Vollziehung angeordnet am 05.09.2016" in page
    assert "Ein Rechtsbehelf hemmt die Forderung" not in page
    do(world, "m.birke", "propose_set_off", reasons="Trotz Mahnung nicht gezahlt.")
    assert f"Gegen {CASE}" in shown(world, "d.dorn")
    do(world, "d.dorn", "sign_measure")
    assert world.office.read(Recovery, CASE).open_cents == 0
    assert world.office.read(Disbursement, f"{CASE}.2").to_order_cents == 15_000_00
    payments = Page(world.browser(f"kasse.{COUNTY}").get("/payments")).text()
    told = "durch Aufrechnung beglichen: 10.000,00 €, zu überweisen: 15.000,00 €"
    assert squeezed(told) in squeezed(payments)
    do(world, "k.adler", "record_claim_remedy_end", outcome="dismissed", reference="U")
    assert world.office.read(Recovery, CASE).remedy is None


def test_the_case_page_tells_the_house_alone_when_something_lapses_or_lapsed(world: World) -> None:
    claimed(world)
    said = "Verjährt mit Ablauf des 31.12.2019: noch nicht festgesetzte Zinsen"
    assert said in shown(world, "k.adler")
    assert "erjährt" not in shown(world, f"kasse.{COUNTY}")
    world.clock.go_to(date(2020, 1, 1))
    lapsed = "Verjährt seit dem Ablauf des 31.12.2019: noch nicht festgesetzte Zinsen"
    assert lapsed in shown(world, "k.adler")


def test_without_a_certified_draw_down_the_form_of_a_set_off_begins_empty(world: World) -> None:
    claimed(world)
    world.clock.go_to(date(2016, 9, 5))
    form = Page(world.browser("k.adler").get(f"/cases/{CASE}/acts/propose_set_off"))
    assert (form.status, form.flaws()) == (200, [])
