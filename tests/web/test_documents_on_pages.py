"""Documents: handed in with a form, given out to those who may see the case, and never trusted."""

import pytest

from tests.web.life import CASE, COUNTY, NEIGHBOUR, application, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import APPLICATION, APPLY
from tests.web.world import World

PDF = b"%PDF-1.7 Konzept"


def document_of(world: World, person: str) -> str:
    links = Page(world.browser(person).get(f"/cases/{CASE}")).links()
    [address] = [link for link in links if link.startswith("/documents/")]
    return address


def test_the_notice_is_opened_by_those_who_may_see_the_case(world: World) -> None:
    live(world, "notified")
    address = document_of(world, f"antrag.{COUNTY}")
    for person in (f"antrag.{COUNTY}", f"kasse.{COUNTY}", "k.adler", "r.iltis"):
        answer = world.browser(person).get(address)
        assert answer.content.startswith(b"%PDF-")
        assert answer.headers["content-disposition"].startswith(f'attachment; filename="{CASE}')
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert world.browser(f"kasse.{NEIGHBOUR}").get(address).status_code == 404
    assert world.browser().get(address).status_code == 303


def test_a_document_of_no_case_is_not_given_out(world: World) -> None:
    live(world, "notified")
    browser = world.browser("k.adler")
    digest = world.documents.put(b"%PDF-1.7 anderes")
    for address in (f"/documents/{digest}", f"/documents/{digest}?case={CASE}"):
        assert browser.get(address).status_code == 404


def test_a_notice_in_the_portal_is_opened_by_the_act_that_starts_its_periods(world: World) -> None:
    live(world, "reserved")
    half = {"amount_cents": 50_000_00, "instalments": ({"amount_cents": 50_000_00},)}
    world.give("k.adler", "propose_approval", case=CASE, reasons="Ja.", channel="portal", **half)
    signing = Page(world.browser("d.dorn").get(f"/cases/{CASE}/acts/sign_approval"))
    form = signing.form(f"/cases/{CASE}/acts/sign_approval")
    world.give("d.dorn", "sign_approval", case=CASE, content_hash=form["content_hash"][0])
    digest = world.documents.put(b"%PDF-1.7 Bescheid")
    letter = {"kind": "approval_notice", "about": "v1", "document": digest}
    world.engine("record_letter", subject=f"approval:{CASE}", **letter)
    world.engine("record_posting", case=CASE, channel="portal", posted_on=world.office.today())
    browser = world.browser(f"antrag.{COUNTY}")
    address = f"/documents/{digest}?case={CASE}"
    assert browser.get(address).status_code == 404
    assert f"/cases/{CASE}/acts/retrieve_notice" in Page(browser.get(f"/cases/{CASE}")).links()
    world.give(f"antrag.{COUNTY}", "retrieve_notice", case=CASE)
    assert browser.get(address).status_code == 200


def test_a_file_comes_with_the_form_and_stays_when_the_form_is_refused(world: World) -> None:
    live(world, "registered")
    browser = world.browser(f"antrag.{COUNTY}")
    files = {"documents": ("konzept.pdf", PDF, "application/pdf")}
    wrong = {**Page(browser.get(APPLY)).form(), **APPLICATION, "purpose": ""}
    page = Page(browser.post(APPLY, data=wrong, files=files))
    assert page.status == 422
    assert "Schon angehängt: 1 Dokument(e)" in page.text()
    echoed = Page(browser.post(APPLY, data={**page.form(), "purpose": "Öffnung"}))
    answer = browser.post(APPLY, data={**echoed.form(), "confirm": "1"})
    case = answer.headers["location"].split("/")[2].split("?")[0]
    [link] = [
        one
        for one in Page(world.browser("k.adler").get(f"/cases/{case}")).links()
        if one.startswith("/documents/")
    ]
    assert world.browser("k.adler").get(link).content == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.html", b"<script>1</script>"), ("leer.pdf", b""), ("bild.png", PDF)],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    world: World, name: str, content: bytes
) -> None:
    live(world, "registered")
    browser = world.browser(f"antrag.{COUNTY}")
    form = {**Page(browser.get(APPLY)).form(), **APPLICATION}
    page = Page(browser.post(APPLY, data=form, files={"documents": (name, content, "x/y")}))
    assert page.status == 422
    assert "Rechtsgrund: § 3a Abs. 3 HVwVfG" in page.text("//div[@id='errors']")


def test_nobody_can_name_a_document_that_is_not_there(world: World) -> None:
    live(world, "registered")
    content = application(documents=("c" * 64,), received_on="2015-11-02")
    days = {"period_from": "2016-01-01", "period_to": "2016-12-31"}
    answer = world.program(f"antrag.{COUNTY}").command("submit_application", {**content, **days})
    assert (answer.status_code, answer.json()["field"]) == (422, "documents.0")


def test_a_program_hands_a_document_in_and_names_it(world: World) -> None:
    live(world, "registered")
    client = world.program(f"antrag.{COUNTY}")
    kept = client.post("/api/documents?name=konzept.pdf", content=PDF)
    assert (kept.status_code, kept.json()["kind"]) == (201, "pdf")
    assert world.documents.get(kept.json()["sha256"]) == PDF
    assert client.post("/api/documents?name=konzept.exe", content=b"MZ\x00").status_code == 422
