"""Payment runs by forms: what went to the bank, and what two persons say of a file in doubt."""

from datetime import date

from adapters.run_report import masked
from domain.payment_run import PaymentRun
from tests.adapters.test_letters import squeezed, text_of
from tests.cast import DEBTOR
from tests.web.life import CASE, COUNTY, IBAN, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import send
from tests.web.world import World


def _handed_over(world: World) -> None:
    live(world, "ordered")
    world.engine(
        "open_payment_run",
        run="lauf-1",
        execution_on=date(2016, 3, 3),
        debtor=DEBTOR.model_dump(),
        orders=({"case": CASE, "number": 1},),
    )
    world.engine("record_payment_file", run="lauf-1", name="AKTE-lauf-1.xml", sha256="a" * 64)
    world.engine("record_hand_over", run="lauf-1", name="AKTE-lauf-1.xml")


def test_a_file_in_doubt_stands_first_on_the_desk_until_two_persons_cleared_it(
    world: World,
) -> None:
    _handed_over(world)
    address = "/runs/lauf-1/acts/{}"
    told = send(world, "h.ginster", address.format("report_lost_answer"))
    assert told.headers["location"] == "/runs/lauf-1?done=report_lost_answer"
    desk = Page(world.browser("t.kasten").get("/"))
    assert "Unbekannt, ob die Bank die Datei hat" in desk.text()
    assert "AKTE-lauf-1" in desk.text()
    said = {"receipt": "received", "reasons": "Laut Hotline liegt die Datei vor."}
    send(world, "h.ginster", address.format("propose_receipt"), **said)
    own = Page(world.browser("h.ginster").get("/runs/lauf-1"))
    assert "verlangt eine zweite Person" in own.text()
    confirmed = send(world, "t.kasten", address.format("confirm_receipt"))
    assert confirmed.status_code == 303, Page(confirmed).text("//main")
    assert world.office.read(PaymentRun, "lauf-1").standing == "handed_over"
    desk = Page(world.browser("t.kasten").get("/"))
    assert "Unbekannt, ob die Bank die Datei hat" not in desk.text()


def test_runs_can_be_read_by_the_authority_and_by_nobody_else(world: World) -> None:
    _handed_over(world)
    send(world, "h.ginster", "/runs/lauf-1/acts/report_lost_answer")
    addresses = ("/runs", "/runs/lauf-1", "/clearing")
    for person in ("h.ginster", "r.iltis", "k.adler"):
        for address in addresses:
            for language in ("de", "en"):
                page = Page(world.browser(person).get(f"{address}?lang={language}"))
                assert (page.status, page.flaws()) == (200, [])
    form = Page(world.browser("h.ginster").get("/runs/lauf-1/acts/propose_receipt"))
    assert (form.status, form.flaws()) == (200, [])
    wrong = send(world, "h.ginster", "/runs/lauf-1/acts/propose_receipt", receipt="maybe")
    assert wrong.status_code == 422
    county = world.browser(f"kasse.{COUNTY}")
    assert {county.get(one).status_code for one in addresses} == {404}
    assert world.browser("h.ginster").get("/runs/unknown").status_code == 404
    assert world.browser("k.adler").get("/runs/lauf-1/acts/propose_receipt").status_code == 404


def test_a_person_is_told_why_a_run_is_executed_when_it_is(world: World) -> None:
    live(world, "ordered")
    world.clock.go_to(date(2016, 3, 24))
    form = world.browser("h.ginster").get("/acts/open_payment_run")
    assert 'value="29.03.2016"' in form.text or 'value="2016-03-29"' in form.text
    run = {"run": "lauf-2", "debtor": DEBTOR.model_dump(), "orders": ({"case": CASE, "number": 1},)}
    world.engine("open_payment_run", execution_on=date(2016, 3, 29), **run)
    page = Page(world.browser("h.ginster").get("/runs/lauf-2"))
    assert "Warum Ausführung am 29.03.2016" in page.text()
    assert "25.03.2016: Karfreitag" in page.text()
    assert "28.03.2016: Ostermontag" in page.text()


def test_the_report_of_a_run_names_who_acted_and_shows_no_whole_account(world: World) -> None:
    _handed_over(world)
    send(world, "h.ginster", "/runs/lauf-1/acts/report_lost_answer")
    said = {"receipt": "not_received", "reasons": "Laut Hotline liegt nichts vor."}
    send(world, "h.ginster", "/runs/lauf-1/acts/propose_receipt", **said)
    send(world, "t.kasten", "/runs/lauf-1/acts/confirm_receipt")
    answer = world.browser("r.iltis").get("/runs/lauf-1/report.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="AKTE-lauf-1.pdf"' in answer.headers["content-disposition"]
    text = text_of(answer.content)
    told = ("Auskunft der Bank bestätigt", "Tamara Kasten", "Hanna Ginster", f"{CASE}.1.1")
    for one in (*told, masked(IBAN), "a" * 64, "das Programm nach Zeitplan"):
        assert squeezed(one) in text, one
    assert IBAN not in text
    assert world.browser("h.ginster").get("/runs/lauf-1/report.pdf").content == answer.content
    assert world.browser(f"kasse.{COUNTY}").get("/runs/lauf-1/report.pdf").status_code == 404
