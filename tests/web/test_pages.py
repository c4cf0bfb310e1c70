"""Every page for every role: it comes, it can be used by all, and it shows nobody too much."""

import pytest

from tests.web.life import CASE, COUNTY, IBAN, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import World

CLERK = ["/", "/?q=kinz", "/recipients", "/ledger", "/payments", "/persons/me"]
PAGES = {
    "k.adler": [*CLERK, f"/recipients/{COUNTY}", "/acts/register_recipient"],
    "d.dorn": ["/", "/ledger", "/ledger/recipients?until=2016-06-01", "/payments"],
    "b.falk": ["/", "/ledger", "/ledger/accounts?until=2016-02-01", "/acts/appropriate_funds"],
    "h.ginster": ["/", "/payments", "/acts/open_payment_run"],
    "l.hasel": [
        "/",
        "/audit",
        "/ledger",
        "/ledger/recipients?year=2016&line=coordination",
        "/payments",
        "/open-data",
        "/utilisation",
        "/utilisation?year=2015",
        "/whatif",
        "/whatif?programme=wir@2021-01-01",
    ],
    "r.iltis": ["/audit", "/audit?q=kinz&until=2016-03-31", "/recipients"],
    "t.jung": ["/", "/acts/advance_clock"],
    f"antrag.{COUNTY}": ["/", "/apply", "/apply?year=2014", "/payments"],
    f"kasse.{COUNTY}": ["/", "/payments", "/payments?year=2016"],
}
CASE_PAGES = [
    f"/cases/{CASE}",
    f"/cases/{CASE}/drawable",
    f"/cases/{CASE}/timeline",
    f"/cases/{CASE}/timeline?until=2016-03-31",
    f"/cases/{CASE}/journal",
]
SEES_CASES = ["k.adler", "d.dorn", "b.falk", "h.ginster", "l.hasel", "r.iltis", "t.jung"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_can_be_used_by_everybody(world: World, language: str) -> None:
    live(world, "used")
    for person, addresses in PAGES.items():
        browser = world.browser(person)
        tail = CASE_PAGES if person in SEES_CASES else CASE_PAGES[:2]
        for address in [*addresses, *tail]:
            joined = "&" if "?" in address else "?"
            page = Page(browser.get(f"{address}{joined}lang={language}"))
            assert page.status == 200, f"{person} {address}"
            assert page.tree.get("lang") == language
            assert page.flaws() == [], f"{person} {address}"


@pytest.mark.parametrize(
    "line",
    [
        "coordination",
        "innovative_project",
        "guides_deployment",
        "guides_training",
        "language_course",
        "deutsch4u",
    ],
)
def test_every_line_has_a_form_with_blank_rows(world: World, line: str) -> None:
    live(world, "registered")
    page = Page(world.browser(f"antrag.{COUNTY}").get(f"/apply/wir/{line}?year=2016"))
    assert (page.status, page.flaws()) == (200, [])
    tables = page.all("//form//table")
    assert all(2 <= len(table.xpath("./tbody/tr")) <= 12 for table in tables)
    assert len(tables) == (2 if line == "coordination" else 3)


@pytest.mark.parametrize(
    ("line", "year", "words"),
    [
        ("guides_deployment", 2021, "Koordinierungspauschale"),
        ("diversity_centre", 2022, "WIR-Mitarbeit"),
        ("interpreters", 2019, "Verschiedene Sprachen im Pool"),
    ],
)
def test_a_line_of_parts_has_a_form_that_names_them(world: World, line, year, words) -> None:
    live(world, "registered")
    page = Page(world.browser(f"antrag.{COUNTY}").get(f"/apply/wir/{line}?year={year}"))
    assert (page.status, page.flaws()) == (200, [])
    assert words in page.text("//form")


def test_the_chosen_language_stays(world: World) -> None:
    browser = world.browser()
    assert Page(browser.get("/sign-in")).tree.get("lang") == "de"
    browser.get("/sign-in?lang=en")
    assert Page(browser.get("/sign-in")).tree.get("lang") == "en"
    assert Page(browser.get("/sign-in?lang=fr")).tree.get("lang") == "de"


def test_the_clerks_desk_says_what_to_do_and_the_search_needs_three_letters(world: World) -> None:
    live(world, "submitted")
    browser = world.browser("k.adler")
    desk = Page(browser.get("/"))
    assert "Ein Vorgang wartet auf Sie." in desk.text()
    assert f"/cases/{CASE}/acts/check_application" in desk.links()
    for letters in ("kin", "KOO", "7k3"):
        assert f"/cases/{CASE}" in Page(browser.get(f"/?q={letters}")).links()
    assert "Kein Vorgang zu „xyz“" in Page(browser.get("/?q=xyz")).text()


def test_the_second_certificate_does_not_wait_for_who_gave_the_first(world: World) -> None:
    live(world, "drawn")
    amount = {"case": CASE, "number": 1, "amount_cents": 25_000_00}
    world.give("k.adler", "certify_factually", **amount)
    assert "Rechnerisch feststellen" not in Page(world.browser("k.adler").get("/")).text()
    assert "Rechnerisch feststellen" in Page(world.browser("m.birke").get("/")).text()


def test_recipients_read_their_own_words_and_no_name_of_the_house(world: World) -> None:
    live(world, "settled")
    for person in (f"antrag.{COUNTY}", f"kasse.{COUNTY}"):
        browser = world.browser(person)
        for address in ("/", f"/cases/{CASE}", "/payments", f"/cases/{CASE}/acts/request_drawdown"):
            said = Page(browser.get(address)).text()
            for name in ("Adler", "Birke", "Dorn", "Eiche", "Falk"):
                assert name not in said, f"{person} {address}"
            assert "sachlich" not in said and "vorgemerkt" not in said and IBAN not in said
        assert browser.get(f"/cases/{CASE}/timeline").status_code == 404
        assert browser.get("/ledger").status_code == 404
        assert browser.get("/ledger/accounts").status_code == 404
        assert browser.get("/ledger/recipients").status_code == 404
        assert browser.get("/utilisation").status_code == 404
        assert browser.get(f"/cases/{CASE}/journal").status_code == 404
        assert browser.get("/recipients").status_code == 404
        assert browser.get("/audit").status_code == 404


def test_another_countys_case_is_nowhere(world: World) -> None:
    live(world, "used")
    browser = world.browser(f"kasse.{NEIGHBOUR}")
    assert CASE not in browser.get("/").text + browser.get("/payments").text
    foreign, unknown = (browser.get(f"/cases/{case}") for case in (CASE, "WIR-2016-NONE"))
    assert (foreign.status_code, foreign.text) == (404, unknown.text)
    assert browser.get(f"/recipients/{COUNTY}").status_code == 404
    assert browser.get(f"/cases/{CASE}/acts/request_drawdown").status_code == 404


def test_an_account_shows_its_last_digits_only_except_where_it_is_confirmed(world: World) -> None:
    live(world, "declared")
    browser = world.browser("m.birke")
    assert IBAN not in browser.get(f"/cases/{CASE}").text.replace(" ", "")
    assert IBAN not in browser.get(f"/recipients/{COUNTY}").text.replace(" ", "")
    form = browser.get(f"/recipients/{COUNTY}/acts/confirm_bank_details").text
    assert "DE89 3704 0044 0532 0130 00" in form


def test_the_sums_of_the_county_are_on_its_page_to_the_cent(world: World) -> None:
    live(world, "used")
    page = Page(world.browser(f"kasse.{COUNTY}").get("/payments"))
    sums = page.text("//tfoot").split()
    assert sums.count("25.000,00") == 5  # open, drawn, arrived, used, to be proven
    assert sums.count("50.000,00") == 1
    assert f"WIR KOORD 2016 AZ {CASE} RATE 1/2 KZ 4711" in page.text()


def test_the_auditor_reads_who_when_why_and_the_state_of_a_day(world: World) -> None:
    live(world, "used")
    page = Page(world.browser("r.iltis").get(f"/cases/{CASE}/timeline?until=2016-03-02"))
    said = page.text()
    assert "So stand der Vorgang damals" in said
    assert "Dagmar Dorn" in said and "§§ 35, 37 Abs. 3 HVwVfG" in said
    assert "ausgezahlt" not in page.text("//section[@aria-labelledby='standing']")
    assert "Verwendung gemeldet" not in said


def test_strange_addresses_are_only_unknown(world: World) -> None:
    browser = world.browser("k.adler")
    for address in (
        "/cases/%00", "/cases/x/acts/check_application", f"/cases/{CASE}/acts/abolish_taxes",
        "/recipients/%00", "/acts/abolish_taxes", f"/cases/{CASE}/acts/order_payment?number=x",
        "/documents/x", "/apply/wir/coordination", "/nowhere",
    ):  # fmt: skip
        answer = browser.get(address)
        assert answer.status_code == 404, address
        assert Page(answer).text("//h1") == "Das ging nicht"
    assert world.browser(f"antrag.{COUNTY}").get("/apply/wir/x?year=99999").status_code == 404


def test_an_act_of_another_role_is_named_with_those_who_may(world: World) -> None:
    live(world, "submitted")
    page = Page(world.browser("k.adler").get(f"/cases/{CASE}/acts/sign_approval"))
    assert (page.status, page.flaws()) == (403, [])
    assert "Zeichnungsbefugte" in page.text("//main")
