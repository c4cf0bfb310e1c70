"""Passing on by forms: the county sets money apart, pays it and sees what comes back."""

from datetime import timedelta
from itertools import count

from domain.approval import Approval
from domain.contest import RecordRemedy, RecordRemedyEnd
from domain.kernel import Command, Day
from domain.onward import OnwardGrants
from domain.proof_of_use import ProofOfUse
from tests.cast import BODY
from tests.onward_award import BRUECKE, CARRIER, COUNTY, FIRST, PASSED_ON, UPPER
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, FAEHRE_GRANT, passed_on
from tests.story import Act, context
from tests.web.page import Page
from tests.web.test_acts_on_pages import send
from tests.web.world import World

CLERK, FUNDS, CASHIER = (f"{desk}.{BODY}" for desk in ("bewilligung1", "haushalt", "zahlstelle"))
APPLICANT = f"antrag.{BODY}"
_NUMBERS = count(1)


def play(world: World, acts: list[Act]) -> None:
    """Acts of a story, through the office's door."""
    for ask, actor, on in acts:
        command = ask if isinstance(ask, Command) else ask(world.office.desk())
        world.office.handle(command, context(actor, on, f"story/{next(_NUMBERS)}"))
    world.projector.catch_up()


def at(world: World, day: Day) -> None:
    world.clock.go_to(day)


def text(world: World, person: str, address: str) -> str:
    page = Page(world.browser(person).get(address))
    assert page.status == 200, address
    assert page.flaws() == []
    return page.text("//main")


def done(world: World, person: str, address: str, **typed: str) -> None:
    answer = send(world, person, address, **typed)
    assert answer.status_code == 303, Page(answer).text("//main")


def test_money_is_passed_on_from_form_to_form(world: World) -> None:
    play(world, COUNTY_GRANT.until("booked"))
    at(world, COUNTY_GRANT.day(20))
    note = {"amount_cents": "5.000,00", "reference": "Beschluss"}
    assert world.browser(FUNDS).get(f"/cases/{UPPER}").status_code == 404
    done(world, FUNDS, "/acts/pass_on_funds", **note)
    assert world.browser("b.falk").get("/acts/pass_on_funds").status_code == 404
    assert "/acts/pass_on_funds" not in Page(world.browser("b.falk").get("/")).links()
    play(world, BRUECKE_GRANT.until("ordered"))
    at(world, BRUECKE_GRANT.day(16))
    assert "Überweisung eintragen" in text(world, CASHIER, "/")
    paid = {"entry_reference": "KONTO/1", "booked_on": BRUECKE_GRANT.day(16).isoformat()}
    address = f"/cases/{FIRST}/acts/record_onward_payment?number=1"
    done(world, CASHIER, address, **paid)
    play(world, BRUECKE_GRANT.settled_at(1_650_00))
    assert world.office.read(OnwardGrants, UPPER).underused_cents == 1_350_00
    at(world, COUNTY_GRANT.proof_on)
    assert "sie gehören in den Nachweis" in text(world, APPLICANT, f"/cases/{UPPER}")
    for person in (APPLICANT, "k.adler", "r.iltis"):
        shown = text(world, person, f"/cases/{UPPER}")
        for amount in ("5.000,00", "3.000,00", "1.650,00", "1.350,00"):
            assert amount in shown, person
    assert "Weitergeleitet von" in text(world, f"antrag.{CARRIER}", f"/cases/{FIRST}")
    proof = {"report": "Es ist gelungen.", "expenditure.0.amount_cents": "3.650,00"}
    done(world, APPLICANT, f"/cases/{UPPER}/acts/submit_proof", **proof)
    handed_in = world.office.read(ProofOfUse, UPPER).submitted
    assert handed_in and handed_in.facts == {"micro_projects": {"eligible_cents": 1_650_00}}
    assert "sie gehören in den Nachweis" not in text(world, APPLICANT, f"/cases/{UPPER}")
    [result] = handed_in.onward
    assert (result.onward_case, result.used_cents) == (FIRST, 1_650_00)


def test_each_authority_has_its_own_lists_and_the_land_reads_both(world: World) -> None:
    play(world, [*passed_on(), *BRUECKE_GRANT.until("submitted")])
    at(world, BRUECKE_GRANT.start)
    assert FIRST in text(world, CLERK, "/")
    assert UPPER not in text(world, CLERK, "/")
    assert FIRST not in text(world, "k.adler", "/")
    assert FIRST in text(world, "k.adler", "/?level=onward")
    assert "weitergeleitet" in text(world, "k.adler", f"/?q={FIRST}")
    assert FIRST in text(world, "r.iltis", "/audit")
    for person, acts in ((CLERK, True), ("k.adler", False), ("l.hasel", False)):
        assert ("Antrag prüfen" in text(world, person, f"/cases/{FIRST}")) is acts
    for stranger in ("bewilligung1.gross-gerau", "antrag.gross-gerau", APPLICANT):
        assert world.browser(stranger).get(f"/cases/{FIRST}").status_code == 404
        assert world.program(stranger).get(f"/api/cases/{FIRST}").status_code == 404


def test_a_euro_that_is_passed_on_stands_in_one_ledger_of_the_land(world: World) -> None:
    play(world, [*passed_on(), *BRUECKE_GRANT.until("booked")])
    at(world, BRUECKE_GRANT.day(16))
    land = world.program("b.falk").get("/api/ledger").json()
    own = world.program(FUNDS).get("/api/ledger").json()
    assert {row["fund"] for row in land} == {"wir"}
    assert sum(row["paid_cents"] for row in land if not row["line"]) == 5_000_00
    assert {row["fund"] for row in own} == {UPPER}
    assert [row["paid_cents"] for row in own if not row["line"]] == [3_000_00]
    assert PASSED_ON.endswith(UPPER.lower())
    assert UPPER in text(world, "b.falk", "/ledger?level=onward")
    grants = world.program("h.ginster").get("/api/payments").json()["grants"]
    assert [row["case"] for row in grants] == [UPPER]
    grants = world.program("r.iltis").get("/api/payments?onward=true").json()["grants"]
    assert {row["case"] for row in grants} == {UPPER, FIRST}
    assert FIRST not in text(world, "h.ginster", "/payments")
    assert FIRST in text(world, "h.ginster", "/payments?level=onward")
    assert FIRST in text(world, CASHIER, "/payments")
    for person, cases in (("k.adler", {UPPER}), (CLERK, {FIRST})):
        due = world.program(person).get("/api/deadlines").json()
        assert {row["case"] for row in due} == cases


def test_a_county_enters_and_confirms_bodies_of_its_territory(world: World) -> None:
    play(world, [*passed_on(), *BRUECKE_GRANT.until("declared")])
    at(world, BRUECKE_GRANT.day(12))
    register = text(world, CLERK, "/recipients")
    assert CARRIER.title() in register
    confirm = f"/recipients/{CARRIER}/acts/confirm_bank_details"
    done(world, CLERK, confirm, reasons="Der Kreis zieht für den Verein ein.")
    assert (
        world.browser("bewilligung1.gross-gerau").get(f"/recipients/{CARRIER}").status_code == 404
    )
    assert world.browser(CLERK).get("/draws").status_code == 404
    assert "/acts/register_recipient" in Page(world.browser(CLERK).get("/")).links()
    assert f'value="{BODY}"' in world.browser(CLERK).get("/acts/register_recipient").text
    assert "Haushaltsmittel" not in text(world, FUNDS, "/")


def test_an_objection_lies_on_the_countys_desk_until_it_is_decided(world: World) -> None:
    play(world, [*passed_on(), *BRUECKE_GRANT.until("notified")])
    filed_on = BRUECKE_GRANT.day(11)
    content = {"case": FIRST, "remedy": "objection", "filed_on": filed_on}
    filed = RecordRemedy.model_validate(content | {"reference": "Eingang 17"})
    play(world, [COUNTY.clerk.asks(filed, filed_on)])
    at(world, filed_on)
    assert "Entscheidung über den Widerspruch" in text(world, CLERK, f"/cases/{FIRST}")
    shown = text(world, f"antrag.{CARRIER}", f"/cases/{FIRST}")
    assert "Ihr Widerspruch wird geprüft" in shown
    assert "Widerspruchsfrist" in shown and "Klagefrist" not in shown
    ended_on = filed_on + timedelta(days=30)
    content = {"case": FIRST, "outcome": "dismissed", "ended_on": ended_on}
    ended = RecordRemedyEnd.model_validate(content | {"reference": "Widerspruchsbescheid"})
    play(world, [COUNTY.clerk.asks(ended, ended_on)])
    assert world.office.read(Approval, FIRST).final_on == ended_on


def test_a_carrier_applies_with_the_file_number_of_the_grant_that_is_passed_on(
    world: World,
) -> None:
    play(world, [*passed_on(), *FAEHRE_GRANT.registered(), *BRUECKE_GRANT.registered()])
    at(world, BRUECKE_GRANT.start)
    person = f"antrag.{CARRIER}"
    assert "leiten Landkreise und Städte weiter" in text(world, person, "/apply?year=2022")
    address = "/apply/wir/diversity_centre?year=2022"
    form = world.browser(person).get(address).text
    assert 'name="upper"' in form
    assert 'name="facts.micro_projects.eligible_cents"' in form
    assert 'name="facts.first_post.eligible_cents"' not in form
    assert 'name="upper"' not in world.browser(APPLICANT).get(address).text
    assert BRUECKE.scope == CARRIER


def test_persons_of_counties_are_folded_up_on_the_sign_in_page(world: World) -> None:
    page = Page(world.browser().get("/sign-in"))
    assert f'<option value="{CLERK}">' in world.browser().get("/sign-in").text
    assert page.text().count("Bewilligung 1 Main-Kinzig-Kreis") == 1
    assert page.flaws() == []
