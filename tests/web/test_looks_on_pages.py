"""Access is recorded: pages, files, documents and the API; who reads the book is in it, too."""

from tests.web.life import CASE, COUNTY, live
from tests.web.world import World

AUDITOR = "r.iltis"


def seen(world: World) -> list[tuple[str, str, str]]:
    """The looks on the table, closed first, so that nothing is still on its way."""
    world.portal.accesses.close()
    with world.views.read() as connection:
        return connection.execute(
            "SELECT person, what, about FROM access.looks ORDER BY id"
        ).fetchall()


def test_each_way_to_a_file_leaves_who_what_and_about_and_no_content(world: World) -> None:
    live(world, "signed")
    browser = world.browser("k.adler")
    browser.get(f"/cases/{CASE}")
    browser.get(f"/cases/{CASE}/timeline?until=2016-01-01")
    browser.get("/?q=Gelnhausen")
    world.program(f"kasse.{COUNTY}").get(f"/api/cases/{CASE}")
    world.browser(AUDITOR).get("/audit/findings.csv")
    looks = seen(world)
    assert ("k.adler", "/cases/{case}", CASE) in looks
    assert ("k.adler", "/cases/{case}/timeline", CASE) in looks
    assert ("k.adler", "/", "") in looks
    assert (f"kasse.{COUNTY}", "/api/cases/{case}", CASE) in looks
    assert (AUDITOR, "/audit/findings.{kind}", "") in looks
    assert "Gelnhausen" not in str(looks)


def test_what_was_not_shown_is_no_look(world: World) -> None:
    live(world, "signed")
    world.browser("kasse.gross-gerau").get(f"/cases/{CASE}")
    world.browser().get("/sign-in")
    assert [one for one in seen(world) if one[2] == CASE or one[1] == "/sign-in"] == []


def test_the_auditor_alone_reads_the_book_and_stands_in_it(world: World) -> None:
    live(world, "signed")
    browser = world.browser(AUDITOR)
    assert browser.get("/audit/access").status_code == 200
    for other in ("k.adler", "l.hasel", f"kasse.{COUNTY}"):
        assert world.browser(other).get("/audit/access").status_code == 404
    assert (AUDITOR, "/audit/access", "") in seen(world)
