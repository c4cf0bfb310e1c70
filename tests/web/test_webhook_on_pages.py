"""Connecting a program on the page: a secret shown once, a pause told, and nothing for others."""

import re

from domain.webhook import Webhook
from tests.web.life import COUNTY, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import Client, World

PAGE = "/payments/connections"
ACT = f"/recipients/{COUNTY}/acts/register_webhook"
ADDRESS = "https://kasse.example/meldung"


def registered(world: World) -> Client:
    """The county's browser after it has entered an address."""
    live(world, "registered")
    browser = world.browser(f"kasse.{COUNTY}")
    form = Page(browser.get(ACT)).form()
    answer = browser.post(ACT, data={**form, "address": ADDRESS})
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    return browser


def test_the_secret_is_shown_in_the_form_and_never_again(world: World) -> None:
    live(world, "registered")
    browser = world.browser(f"kasse.{COUNTY}")
    shown = browser.get(ACT)
    [secret] = set(re.findall(r"whsec_[A-Za-z0-9+/=]+", shown.text.replace("&#43;", "+")))
    browser.post(ACT, data={**Page(shown).form(), "address": ADDRESS})
    told = world.office.read(Webhook, COUNTY).told
    assert told is not None
    assert (told.address, told.secret) == (ADDRESS, secret)
    page = browser.get(PAGE).text
    assert ADDRESS in page
    assert "whsec_" not in page
    assert secret not in browser.get(ACT).text


def test_a_wrong_address_keeps_the_secret_that_was_shown(world: World) -> None:
    live(world, "registered")
    browser = world.browser(f"kasse.{COUNTY}")
    form = Page(browser.get(ACT)).form()
    answer = browser.post(ACT, data={**form, "address": "http://kasse.example/"})
    assert answer.status_code == 422
    assert Page(answer).form()["secret"] == form["secret"]
    assert world.office.read(Webhook, COUNTY).told is None


def test_the_county_reads_on_its_page_that_it_is_no_longer_told_and_goes_on(world: World) -> None:
    browser = registered(world)
    resume = f"/recipients/{COUNTY}/acts/resume_webhook"
    assert resume not in Page(browser.get(PAGE)).links()
    world.engine("pause_webhook", recipient=COUNTY, number=1, reason="unreachable")
    page = browser.get(PAGE)
    assert "Angehalten seit 02.11.2015" in page.text
    assert "mehrere Tage lang keine Meldung" in page.text
    assert resume in Page(page).links()
    browser.post(resume, data=Page(browser.get(resume)).form())
    assert "Angehalten" not in browser.get(PAGE).text


def test_the_messages_end_and_the_page_has_no_flaws(world: World) -> None:
    browser = registered(world)
    assert Page(browser.get(PAGE)).flaws() == []
    remove = f"/recipients/{COUNTY}/acts/remove_webhook"
    browser.post(remove, data=Page(browser.get(remove)).form())
    assert ADDRESS not in browser.get(PAGE).text
    assert "Noch ist keine Meldeadresse" in browser.get(PAGE).text


def test_others_neither_see_nor_change_the_address(world: World) -> None:
    registered(world)
    assert ADDRESS not in world.browser(f"kasse.{NEIGHBOUR}").get(PAGE).text
    assert ADDRESS not in world.browser(f"antrag.{COUNTY}").get(PAGE).text
    assert world.browser(f"kasse.{NEIGHBOUR}").get(ACT).status_code == 404
    content = {"recipient": COUNTY, "address": ADDRESS, "secret": f"whsec_{'A' * 32}"}
    other = world.program(f"kasse.{NEIGHBOUR}").command("register_webhook", content)
    assert other.status_code == 404
    assert world.program("k.adler").command("register_webhook", content).status_code == 403


def test_a_program_connects_itself_over_the_api(world: World) -> None:
    live(world, "registered")
    content = {"recipient": COUNTY, "address": ADDRESS, "secret": f"whsec_{'A' * 32}"}
    program = world.program(f"kasse.{COUNTY}")
    assert program.command("register_webhook", content).status_code == 201
    wrong = program.command("register_webhook", {**content, "secret": "whsec_short"})
    assert (wrong.status_code, "whsec_short" in wrong.text) == (422, False)
