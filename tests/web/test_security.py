"""What every answer bears and every request is held to: headers, sizes, a log without persons."""

from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from tests.web.life import CASE, COUNTY, IBAN, live
from tests.web.page import Page
from tests.web.world import Client, World
from web.security import BODY_LIMIT, UPLOAD_LIMIT


@pytest.mark.parametrize(
    "address", ["/sign-in", "/nowhere", "/api/health", "/api/cases", "/static/akte.css"]
)
def test_every_answer_bears_the_headers(world: World, address: str) -> None:
    headers = world.browser().get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_pages_are_not_kept_and_files_are(world: World) -> None:
    browser = world.browser("k.adler")
    assert browser.get("/").headers["cache-control"] == "no-store"
    assert "max-age" in browser.get("/static/akte.css").headers["cache-control"]


def test_the_design_system_is_served_from_where_it_is_installed(world: World) -> None:
    browser = world.browser()
    for name in ("kern.min.css", "fonts/fira-sans.css", "fonts/fira-sans/FiraSans-Regular.woff2"):
        assert browser.get(f"/kern/{name}").status_code == 200, name
    assert browser.get("/kern/../package.json").status_code == 404
    assert browser.get("/kern/%2e%2e/package.json").status_code == 404


def test_a_page_names_no_other_host(world: World) -> None:
    page = Page(world.browser("k.adler").get("/"))
    for address in page.tree.xpath("//@href | //@src | //@action"):
        assert str(address).startswith(("/", "#", "?")), address


async def _pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 65_536 + 1):
        yield b"x" * 65_536


def test_a_body_that_hides_its_size_is_cut_off(world: World) -> None:
    """Without a Content-Length the bytes are counted while they arrive."""
    answer = world.program("b.falk").post(
        "/api/commands/reserve_funds",
        content=_pieces(BODY_LIMIT),
        headers={"Content-Type": "application/json", "Idempotency-Key": "x"},
    )
    assert answer.status_code == 413
    browser = world.browser("b.falk")
    answer = browser.post(
        "/acts/appropriate_funds",
        content=_pieces(BODY_LIMIT),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413
    assert "zu groß" in Page(answer).text("//main")


def test_only_forms_with_documents_may_be_larger(world: World) -> None:
    live(world, "registered")
    browser = world.browser(f"antrag.{COUNTY}")
    for size, status in ((BODY_LIMIT + 1, 422), (UPLOAD_LIMIT + 1, 413)):
        address = "/apply/wir/coordination?year=2016"
        form = Page(browser.get(address)).form()
        files = {"documents": ("plan.pdf", b"%PDF-" + b"x" * size, "application/pdf")}
        assert browser.post(address, data=form, files=files).status_code == status


def test_the_log_names_routes_and_roles_and_nothing_personal(world: World) -> None:
    live(world, "declared")
    with capture_logs() as lines:
        world.browser("m.birke").get(f"/recipients/{COUNTY}/acts/confirm_bank_details?note={IBAN}")
        world.program(f"kasse.{COUNTY}").get(f"/api/cases/{CASE}")
        world.browser().get("/nowhere/Vera-Versuch")
    seen = [line for line in lines if line["event"] == "request"]
    assert {line["route"] for line in seen} >= {"/recipients/{key}/acts/{name}", "unknown"}
    assert {line["role"] for line in seen} >= {"clerk", "county_finance", None}
    said = str(seen)
    for personal in ("birke", "Versuch", IBAN, COUNTY, "akte.example", "127.0.0.1"):
        assert personal not in said


def test_refusals_and_faults_never_repeat_what_was_typed(world: World) -> None:
    live(world, "registered")
    client = world.program(f"antrag.{COUNTY}")
    for content in ({"case": "Vera Versuch"}, {"Vera Versuch": 1}, {"facts": {"Vera": "Versuch"}}):
        answer = client.command("submit_application", content)
        assert answer.status_code == 422
        assert "Versuch" not in answer.text


def test_only_methods_in_use_are_answered(world: World) -> None:
    client = world.program("k.adler")
    assert client.get("/api/commands/reserve_funds").status_code == 405
    assert client.post("/api/cases").status_code == 405


def test_a_lost_database_is_said_plainly(world: World) -> None:
    world.views.close()
    answer = world.program("k.adler").get("/api/cases")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    page = Client(world.app, {"Authorization": ""}).get("/nowhere")
    assert page.status_code == 404
