"""What a person can do on a case now, and for the rest the paragraph that forbids it."""

from typing import get_args

import pytest

from domain.policy import ALLOWED
from tests.web.life import CASE, COUNTY, application, live
from tests.web.page import Page
from tests.web.world import World
from web.act import Place
from web.acts import ACTS, BY_NAME
from web.texts import say

PEOPLE = ["k.adler", "m.birke", "d.dorn", "b.falk", "h.ginster", f"antrag.{COUNTY}",
          f"kasse.{COUNTY}", "l.hasel", "r.iltis"]  # fmt: skip


def possible(world: World, person: str) -> list[str]:
    """The acts whose buttons lead on, main ones first."""
    page = Page(world.browser(person).get(f"/cases/{CASE}"))
    return [str(one).split("/")[-1] for one in page.tree.xpath("//ul[@class='act-list']//a/@href")]


@pytest.mark.parametrize(
    ("step", "person", "first"),
    [
        ("submitted", "k.adler", "check_application"),
        ("checked", "b.falk", "reserve_funds"),
        ("reserved", "k.adler", "propose_approval"),
        ("proposed", "d.dorn", "sign_approval"),
        ("notified", f"antrag.{COUNTY}", "return_declaration"),
        ("declared", "m.birke", "confirm_bank_details"),
        ("confirmed", f"kasse.{COUNTY}", "request_drawdown"),
        ("drawn", "k.adler", "certify_factually?number=1"),
        ("certified", "f.eiche", "order_payment?number=1"),
        ("proven", "k.adler", "examine_proof"),
        ("examined", "d.dorn", "close_examination"),
        ("settled", "k.adler", "close_case"),
    ],
)
def test_the_main_button_is_what_the_case_waits_for(
    world: World, step: str, person: str, first: str
) -> None:
    live(world, step)
    assert possible(world, person)[0] == first
    page = Page(world.browser(person).get(f"/cases/{CASE}"))
    main = page.all("//ul[@class='act-list']//a[contains(@class, 'kern-btn--primary')]")
    assert main[0].get("href").endswith(first)


def test_what_is_done_is_not_offered_again(world: World) -> None:
    live(world, "reserved")
    assert "reserve_funds" not in possible(world, "b.falk")


@pytest.mark.parametrize("step", ["submitted", "proposed", "declared", "certified", "settled"])
def test_acts_of_other_roles_are_not_shown(world: World, step: str) -> None:
    live(world, step)
    for person in PEOPLE:
        role = world.person(person).role
        page = Page(world.browser(person).get(f"/cases/{CASE}"))
        shown = page.text("//section[@aria-labelledby='acts']")
        for act in ACTS:
            label = f" {say(f'act.{act.name}', 'de')} "
            if role not in ALLOWED[act.command]:
                assert label not in f" {shown} ", f"{person}: {act.name}"


def test_an_impossible_act_is_grey_with_its_reason_and_paragraph(world: World) -> None:
    live(world, "submitted")
    page = Page(world.browser("k.adler").get(f"/cases/{CASE}"))
    grey = {one.text_content().strip(): one for one in page.all("//*[@aria-disabled='true']")}
    assert "Bescheidentwurf vorlegen" in grey
    said = grey["Bescheidentwurf vorlegen"].getparent().text_content()
    assert "noch nicht geprüft" in said and "§§ 23, 44 LHO" in said


def test_four_eyes_is_said_with_what_the_person_did(world: World) -> None:
    live(world, "drawn")
    amount = {"case": CASE, "number": 1, "amount_cents": 25_000_00}
    world.give("k.adler", "certify_factually", **amount)
    said = Page(world.browser("k.adler").get(f"/cases/{CASE}")).text()
    assert "verlangt eine zweite Person" in said and "sachlich richtig festgestellt" in said
    assert "VV §§ 70-80 LHO Nr. 1.1.3" in said
    closed = Page(
        world.browser("k.adler").get(f"/cases/{CASE}/acts/certify_arithmetically?number=1")
    )
    assert "Diese Handlung ist jetzt nicht möglich" in closed.text()
    assert not closed.all("//main//form[@method='post']")


def test_nothing_is_left_to_draw_or_to_report_when_all_is(world: World) -> None:
    live(world, "used")
    said = Page(world.browser(f"kasse.{COUNTY}").get(f"/cases/{CASE}"))
    assert "report_use" not in str(said.links())
    assert "offen sind 0,00 €" in said.text()


def test_after_an_act_the_next_case_of_the_desk_is_one_key_away(world: World) -> None:
    live(world, "submitted")
    live_second(world)
    browser = world.browser("k.adler")
    done = browser.get(f"/cases/{CASE}?done=check_application")
    assert "Der Antrag ist geprüft." in Page(done).text("//*[@role='status']")
    assert browser.get(f"/next?after={CASE}").headers["location"] == "/cases/WIR-2016-0ZWEI"
    assert browser.get("/next?after=WIR-2016-0ZWEI").headers["location"] == f"/cases/{CASE}"
    assert "done" not in Page(browser.get(f"/cases/{CASE}?done=%3Cb%3E")).text("//main")


def live_second(world: World) -> None:
    content = application("WIR-2016-0ZWEI", title="Zweite Koordination")
    world.give(f"antrag.{COUNTY}", "submit_application", **content)


def test_every_place_of_every_act_is_known() -> None:
    assert {act.place for act in BY_NAME.values()} == set(get_args(Place))
    assert len(BY_NAME) == len(ACTS)
