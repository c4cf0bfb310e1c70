"""The ministry tries another value of the rules; nobody else sees the page, nothing is filed."""

import programmes
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.world import World

CAP = {"programme": "wir@2014-01-01", "place": "lines.coordination.rule.cap"}


def test_another_cap_is_shown_as_bars_with_the_same_numbers_in_a_table(world: World) -> None:
    live(world, "signed")
    browser, before = world.browser("l.hasel"), world.office.record.head()
    form = Page(browser.get("/whatif")).form()
    assert form["programme"] == ["wir@2014-01-01"]
    assert "WIR-Koordination · Höchstbetrag: 50.000,00 €" in Page(browser.get("/whatif")).text()
    page = Page(browser.post("/whatif", data={**form, **CAP, "value": "20.000,00 €"}))
    assert (page.status, page.flaws()) == (200, [])
    (drawing,) = page.all("//*[local-name()='svg'][@role='img']")
    assert drawing.get("aria-labelledby") == "bars-title bars-text"
    (row,) = page.all(f"//tr[th/a='{CASE}']")
    assert "20.000,00 €" in row.text_content()
    assert "−" in row.text_content()
    assert f"/cases/{CASE}" in page.links()
    assert world.office.record.head() == before


def test_a_value_that_does_not_fit_is_told_and_not_repeated_as_an_error(world: World) -> None:
    browser = world.browser("l.hasel")
    form = Page(browser.get("/whatif?lang=en")).form()
    for changes in ({"value": "viel"}, {"value": "1,00 €", "place": "lines.roads.rule.cap"}):
        page = Page(browser.post("/whatif", data={**form, **CAP, **changes}))
        assert page.status == 422
        assert page.flaws() == []
        assert "does not fit here" in page.text("//*[@role='alert']")


def test_only_the_ministry_tries_rules_and_only_those_there_are(world: World) -> None:
    for person in ("k.adler", "b.falk", f"antrag.{COUNTY}"):
        assert world.browser(person).get("/whatif").status_code == 404
    assert world.browser("l.hasel").get("/whatif?programme=wir@1999-01-01").status_code == 404


def test_every_value_that_can_be_tried_has_a_name(world: World) -> None:
    browser = world.browser("l.hasel")
    for version in programmes.versions():
        page = Page(browser.get(f"/whatif?programme={version}"))
        assert len(page.all("//select[@name='place']/option")) > 10
