"""An account on pages: the bank's answer, the waiting, an objection, and who else has it."""

from datetime import date

from domain.recipient import Recipient
from tests.web.life import COUNTY, IBAN, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import send
from tests.web.world import World

OTHER = {"recipient": COUNTY, "iban": "DE02120300000000202051", "holder": "Andere"}


def act(name: str, body: str = COUNTY) -> str:
    return f"/recipients/{body}/acts/{name}"


def test_a_new_account_shows_from_which_day_it_is_paid_to(world: World) -> None:
    live(world, "confirmed")
    world.give(f"kasse.{COUNTY}", "report_bank_details", **OTHER)
    assert send(world, "m.birke", act("confirm_bank_details")).status_code == 303
    for person in ("m.birke", f"kasse.{COUNTY}", "h.ginster"):
        page = Page(world.browser(person).get("/payments")).text("//main")
        assert "Zahlungen auf das neue Konto ab 09.03.2016" in page
    page = Page(world.browser(f"kasse.{COUNTY}").get(f"/recipients/{COUNTY}")).text("//main")
    assert "Zahlungen ab 09.03.2016" in page
    world.clock.go_to(date(2016, 3, 9))
    page = Page(world.browser(f"kasse.{COUNTY}").get("/payments")).text("//main")
    assert "neue Konto ab" not in page


def test_a_recipient_objects_by_a_form(world: World) -> None:
    live(world, "confirmed")
    typed = {"reasons": "Das Konto kennen wir nicht."}
    answer = send(world, f"kasse.{COUNTY}", act("object_to_account"), **typed)
    assert answer.status_code == 303
    assert world.office.read(Recipient, COUNTY).objection
    page = Page(world.browser("m.birke").get("/payments")).text("//main")
    assert "Einspruch erhoben" in page


def test_an_unclear_answer_of_the_bank_is_decided_by_a_second_person(world: World) -> None:
    live(world, "confirmed")
    told = {"result": "close_match", "source": "Bankportal", "checked_on": "2016-03-01"}
    assert send(world, "m.birke", act("record_payee_check"), **told).status_code == 303
    page = Page(world.browser("d.dorn").get(f"/recipients/{COUNTY}")).text("//main")
    assert "stimmt fast überein" in page and "zu entscheiden" in page
    assert "ist zu entscheiden" in Page(world.browser("d.dorn").get("/payments")).text("//main")
    own = world.browser(f"kasse.{COUNTY}")
    for address in ("/payments", f"/recipients/{COUNTY}"):
        assert "entscheiden" not in Page(own.get(address)).text("//main")
    decision = {"accepted": "on", "reasons": "Die Kasse heißt seit Januar anders."}
    assert send(world, "d.dorn", act("decide_payee_check"), **decision).status_code == 303
    page = Page(world.browser("d.dorn").get(f"/recipients/{COUNTY}")).text("//main")
    assert "zugelassen: Die Kasse heißt seit Januar anders." in page


def test_an_account_that_two_have_is_shown_before_and_after_it_is_confirmed(world: World) -> None:
    live(world, "confirmed")
    content = world.office.read(Recipient, COUNTY).registered
    assert content is not None
    body = content.model_dump() | {"recipient": NEIGHBOUR, "name": "Nachbarkreis"}
    if not world.office.read(Recipient, NEIGHBOUR).exists:
        world.give("k.adler", "register_recipient", **body)
    same = {"recipient": NEIGHBOUR, "iban": IBAN, "holder": "Kreiskasse Versuch"}
    world.give(f"kasse.{NEIGHBOUR}", "report_bank_details", **same)
    form = Page(world.browser("m.birke").get(act("confirm_bank_details", NEIGHBOUR)))
    assert "Dasselbe Konto haben auch:" in form.text("//main")
    answer = send(world, "m.birke", act("confirm_bank_details", NEIGHBOUR))
    assert answer.status_code == 422
    typed = {"reasons": "Der Nachbar nimmt für beide ein."}
    answer = send(world, "m.birke", act("confirm_bank_details", NEIGHBOUR), **typed)
    assert answer.status_code == 303
    page = Page(world.browser("r.iltis").get("/audit")).text("//main")
    assert "Der Nachbar nimmt für beide ein." in page


def test_a_confirmation_over_the_api_names_the_account_that_was_seen(world: World) -> None:
    live(world, "declared")
    clerk = world.program("m.birke")
    shown = clerk.get(f"/api/recipients/{COUNTY}/account").json()
    seen = shown["account"]
    assert (shown["iban"], shown["confirmed"], shown["shared_with"]) == (IBAN, False, [])
    form = Page(world.browser("m.birke").get(act("confirm_bank_details"))).form()
    assert form["account"] == [seen]
    assert clerk.command("confirm_bank_details", {"recipient": COUNTY}).status_code == 422
    other = clerk.command("confirm_bank_details", {"recipient": COUNTY, "account": "0" * 64})
    assert "other_account" in other.text
    same = {"recipient": COUNTY, "account": seen}
    assert clerk.command("confirm_bank_details", same).status_code < 300
    assert world.program(f"kasse.{COUNTY}").get(f"/api/recipients/{COUNTY}/account").json()
    for key, person in ((COUNTY, f"kasse.{NEIGHBOUR}"), ("niemand", "m.birke")):
        answer = world.program(person).get(f"/api/recipients/{key}/account")
        assert answer.status_code == 404
