"""Signing in: a new session each time, a token in every form, and nothing that can be forged."""

from dataclasses import replace

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.world import Client, World
from web.app import create_app
from web.persons import token_of
from web.sessions import COOKIE


def test_everybody_who_can_sign_in_is_listed_by_role(world: World) -> None:
    page = Page(world.browser().get("/sign-in"))
    assert page.flaws() == []
    assert "Karin Adler" in page.text("//main") and "Rechnungsprüfung" in page.text("//main")
    assert len(page.all("//select[@id='as-county_finance']/option")) == 35


def test_a_stranger_is_led_to_the_sign_in_and_back(world: World) -> None:
    browser = world.browser()
    answer = browser.get("/payments")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/payments")
    form = Page(browser.get("/sign-in?next=/payments")).form()
    answer = browser.post("/sign-in", data={**form, "person": "k.adler"})
    assert answer.headers["location"] == "/payments"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_sign_in_never_leads_elsewhere(world: World, elsewhere: str) -> None:
    browser = world.browser()
    form = Page(browser.get("/sign-in")).form()
    answer = browser.post("/sign-in", data={**form, "person": "k.adler", "next": elsewhere})
    assert answer.headers["location"] == "/"


def test_signing_in_begins_a_new_session(world: World) -> None:
    browser = world.browser()
    form = Page(browser.get("/sign-in")).form()
    before = browser.cookies[COOKIE]
    answer = browser.post("/sign-in", data={**form, "person": "k.adler"})
    assert browser.cookies[COOKIE] != before
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=lax" in said
    old = browser.post("/sign-in", data={**form, "person": "d.dorn"})
    assert old.status_code == 403


def test_over_a_safe_connection_the_cookie_keeps_to_it(world: World) -> None:
    answer = world.browser().get("https://akte.example/sign-in")
    assert "secure" in answer.headers["set-cookie"].lower()


def test_signing_out_ends_the_session_in_the_browser(world: World) -> None:
    browser = world.browser("k.adler")
    form = Page(browser.get("/")).form("/sign-out")
    assert browser.post("/sign-out", data=form).headers["location"] == "/sign-in"
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("token", ["", "0" * 64, "ä"])
def test_a_form_without_its_token_files_nothing(world: World, token: str) -> None:
    live(world, "checked")
    browser, head = world.browser("b.falk"), world.head()
    address = f"/cases/{CASE}/acts/reserve_funds"
    form = {**Page(browser.get(address)).form(), "csrf": token}
    assert browser.post(address, data=form).status_code == 403
    stranger = Page(world.browser("b.falk").get(address)).form()
    assert browser.post(address, data=stranger).status_code == 403
    assert world.head() == head


def test_a_forged_cookie_is_nobody(world: World) -> None:
    said = {"nonce": "x", "person": "d.dorn"}
    forged = URLSafeTimedSerializer("another secret", salt="akte-session").dumps(said)
    for value in (str(forged), "nonsense", ""):
        client = Client(world.app, {"Cookie": f"{COOKIE}={value}"})
        assert client.get("/").headers["location"].startswith("/sign-in")


def test_the_token_for_programs_is_on_ones_own_page_and_works(world: World) -> None:
    page = Page(world.browser("r.iltis").get("/persons/me"))
    token = page.text("//pre").removeprefix("Authorization: Bearer ").strip()
    assert token == token_of(world.portal.secret, world.person("r.iltis"))
    assert Client(world.app, {"Authorization": f"Bearer {token}"}).get("/api/cases").is_success


def test_a_token_is_bound_to_person_role_and_scope(world: World) -> None:
    person = world.person(f"kasse.{COUNTY}")
    token = token_of(world.portal.secret, person)
    for other in (person.model_copy(update={"scope": None}), world.person("d.dorn")):
        assert token_of(world.portal.secret, other) != token
    stolen = token.replace(person.key, "d.dorn")
    assert world.portal.persons.holder(world.portal.secret, stolen) is None
    assert world.portal.persons.holder(b"another secret", token) is None


def test_outside_training_no_training_person_gets_in(world: World) -> None:
    world.app = create_app(replace(world.portal, training=False))
    browser = world.browser()
    page = Page(browser.get("/sign-in"))
    assert "nicht möglich" in page.text("//main") and not page.all("//button[@name='person']")
    form = {"csrf": page.tree.xpath("string(//input[@name='csrf']/@value)"), "person": "k.adler"}
    assert browser.post("/sign-in", data=form).status_code in {403, 404}
    assert world.program("k.adler").get("/api/cases").status_code == 401
