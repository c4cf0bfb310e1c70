"""The clearing list by forms: what fits no order is cleared by two persons of the treasury."""

from datetime import date
from hashlib import sha256

from domain.clearing import Clearing
from domain.disbursement import Disbursement
from domain.recovery import Recovery
from tests.cast import DEBTOR
from tests.web.life import CASE, COUNTY, IBAN, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do, send
from tests.web.test_recovery_on_pages import settled
from tests.web.world import World


def _run(world: World) -> None:
    world.engine(
        "open_payment_run",
        run="lauf-1",
        execution_on=date(2016, 3, 3),
        debtor=DEBTOR.model_dump(),
        orders=({"case": CASE, "number": 1},),
    )


def _statement(number: int, opening: int, closing: int) -> dict[str, object]:
    return {
        "iban": DEBTOR.iban,
        "statement_id": f"S{number}",
        "number": number,
        "first_on": date(2016, 3, number),
        "last_on": date(2016, 3, number),
        "opening_cents": opening,
        "closing_cents": closing,
    }


def _unclear(world: World) -> None:
    """A debit without its reference lies there, and one statement is missing."""
    live(world, "ordered")
    _run(world)
    world.clock.go_to(date(2016, 3, 10))
    lost = {"end_to_end_id": "NOTPROVIDED", "amount_cents": 25_000_00, "credit": False}
    world.engine(
        "record_bank_message",
        file=sha256(b"1").hexdigest(),
        kind="camt.053",
        message_id="M1",
        bookings=({**lost, "booked_on": date(2016, 3, 4), "entry_reference": "E1"},),
        statements=(_statement(3, 10, 9), _statement(5, 8, 7)),
    )


def _item(world: World) -> str:
    listed = Page(world.browser("h.ginster").get("/clearing"))
    [item] = [one.split("/")[-1] for one in listed.links() if one.startswith("/clearing/")]
    return item


def test_the_desk_and_the_list_of_the_treasury_tell_what_is_missing(world: World) -> None:
    _unclear(world)
    desk = Page(world.browser("h.ginster").get("/"))
    assert "Auszug fehlt zwischen 03.03.2016 und 05.03.2016" in desk.text()
    assert (
        "Buchung erwartet bis 08.03.2016"
        in Page(world.browser("h.ginster").get("/clearing")).text()
    )
    item = _item(world)
    for person in ("h.ginster", "r.iltis", "k.adler"):
        for address in ("/clearing", f"/clearing/{item}"):
            page = Page(world.browser(person).get(address))
            assert (page.status, page.flaws()) == (200, [])
    county = world.browser(f"kasse.{COUNTY}")
    assert {county.get(f"/clearing{end}").status_code for end in ("", f"/{item}")} == {404}
    assert world.browser("h.ginster").get("/clearing/unknown").status_code == 404


def test_a_line_without_its_reference_is_cleared_by_two_persons(world: World) -> None:
    _unclear(world)
    item = _item(world)
    address = f"/clearing/{item}/acts/propose_clearing"
    wrong = {"outcome": "repayment", "case": CASE, "reasons": "Ein Irrtum."}
    assert send(world, "h.ginster", address, **wrong).status_code == 422
    right = {"outcome": "order", "case": CASE, "number": "1", "reasons": "Betrag und Tag stimmen."}
    proposed = send(world, "h.ginster", address, **right)
    assert proposed.headers["location"] == f"/clearing/{item}?done=propose_clearing"
    own = Page(world.browser("h.ginster").get(f"/clearing/{item}"))
    assert "verlangt eine zweite Person" in own.text()
    confirmed = send(world, "t.kasten", f"/clearing/{item}/acts/confirm_clearing")
    assert confirmed.status_code == 303, Page(confirmed).text("//main")
    assert world.office.read(Clearing, item).confirmed.confirmed_by == "t.kasten"
    assert world.office.read(Disbursement, f"{CASE}.1").status == "booked"
    done = Page(world.browser("t.kasten").get(f"/clearing/{item}?done=confirm_clearing"))
    assert (done.status, done.flaws()) == (200, [])


def test_money_that_names_a_claim_pays_it_and_what_is_too_much_is_shown(world: World) -> None:
    settled(world)
    do(world, "k.adler", "open_recovery", known_facts="Weniger Ausgaben als geplant.")
    do(world, "k.adler", "start_hearing")
    world.clock.go_to(date(2017, 3, 20))
    do(world, "m.birke", "propose_refund", reasons="Die Bedingung trat ein.")
    do(world, "d.dorn", "sign_measure")
    came = {"end_to_end_id": "NOTPROVIDED", "amount_cents": 10_000_01, "credit": True}
    named = {"claim": f"{CASE}.R1", "payer": IBAN, "booked_on": date(2017, 3, 20)}
    world.engine(
        "record_bank_message",
        file=sha256(b"2").hexdigest(),
        kind="camt.054",
        message_id="M2",
        bookings=({**came, **named, "entry_reference": "E2"},),
    )
    assert world.office.read(Recovery, CASE).principal.open_cents == 0
    page = Page(world.browser("h.ginster").get("/clearing")).text("//main")
    assert "0,01 € mehr eingegangen als gefordert" in " ".join(page.split())


def test_a_gap_that_the_bank_will_never_fill_is_passed_over_by_two_persons(world: World) -> None:
    _unclear(world)
    listed = Page(world.browser("h.ginster").get("/clearing"))
    [gap] = [one for one in listed.links() if one.startswith("/gaps/")]
    for person in ("h.ginster", "r.iltis"):
        page = Page(world.browser(person).get(gap))
        assert (page.status, page.flaws()) == (200, [])
    assert world.browser(f"kasse.{COUNTY}").get(gap).status_code == 404
    assert send(world, "h.ginster", f"{gap}/acts/propose_passing_over").status_code == 422
    said = {"reasons": "Laut Bank gibt es für diesen Tag keinen Auszug."}
    proposed = send(world, "h.ginster", f"{gap}/acts/propose_passing_over", **said)
    assert proposed.headers["location"] == f"{gap}?done=propose_passing_over"
    own = Page(world.browser("h.ginster").get(gap))
    assert "verlangt eine zweite Person" in own.text()
    done = send(world, "t.kasten", f"{gap}/acts/confirm_passing_over")
    assert done.headers["location"] == "/clearing?done=confirm_passing_over"
    page = Page(world.browser("t.kasten").get("/clearing?done=confirm_passing_over"))
    assert "Auszug fehlt zwischen" not in page.text()
    assert world.browser("t.kasten").get(gap).status_code == 404
