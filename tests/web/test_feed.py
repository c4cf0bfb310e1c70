"""The calendar of a county: read without a session under its secret address, and by nobody else."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from domain.calendar_feed import CalendarFeed
from tests.web.life import CASE, COUNTY, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import World
from web.feed import Feeds


def feed_address(world: World, county: str = COUNTY) -> str:
    """The path that the county's page shows."""
    page = world.browser(f"kasse.{county}").get("/payments/connections").text
    shown = page.partition('<pre class="code"><code>')[2].partition("<")[0]
    return f"{urlsplit(shown).path}"


def entries(content: bytes) -> dict[str, tuple[date, str]]:
    read = Calendar.from_ical(content)
    return {str(one["uid"]): (one.decoded("dtstart"), str(one["summary"])) for one in read.events}


def test_a_calendar_program_reads_the_deadlines_without_a_session(world: World) -> None:
    live(world, "paid")
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    answer = world.browser().get(feed_address(world))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    found = entries(answer.content)
    day, said = found[f"{CASE}.use.1@foerderakte"]
    assert (day, said) == (date(2016, 5, 4), f"Mittel verwenden (Abruf 1): {CASE}")
    assert f"{CASE}.proof.0@foerderakte" in found


def test_each_entry_warns_before_and_speaks_the_language_of_choice(world: World) -> None:
    live(world, "paid")
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    content = world.browser().get(f"{feed_address(world)}?lang=en").content
    [use, _] = Calendar.from_ical(content).events
    warnings = [alarm.decoded("trigger") for alarm in use.walk("VALARM")]
    assert warnings == [timedelta(days=-14), timedelta(days=-3)]
    assert str(use["summary"]).startswith("Use the money (draw-down 1)")
    assert use.decoded("dtend") - use.decoded("dtstart") == timedelta(days=1)


def test_the_same_deadlines_are_the_same_bytes_and_are_not_sent_twice(world: World) -> None:
    live(world, "paid")
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    address, program = feed_address(world), world.browser()
    first = program.get(address)
    world.clock.go_to(date(2016, 3, 20))
    assert program.get(address).content == first.content
    again = program.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_deadline_that_moves_keeps_its_id_and_counts_the_move(world: World) -> None:
    live(world, "paid")
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    longer = {"duty": "use", "until": date(2016, 6, 30), "reason": "Vergabe verzögert."}
    world.give("k.adler", "extend_period", case=CASE, number=1, **longer)
    content = world.browser().get(feed_address(world)).content
    [use] = [one for one in Calendar.from_ical(content).events if ".use.1@" in str(one["uid"])]
    assert (use.decoded("dtstart"), use.decoded("sequence")) == (date(2016, 6, 30), 1)
    assert use.decoded("dtstamp").date() == world.office.today()


def test_what_is_met_leaves_the_calendar_and_nothing_personal_is_ever_in_it(world: World) -> None:
    live(world, "used")
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    content = world.browser().get(feed_address(world)).content
    assert set(entries(content)) == {f"{CASE}.proof.0@foerderakte"}
    assert not [one for one in ("Versuch", "adler", "4711", "DE89") if one in content.decode()]


def test_a_new_address_and_an_end_close_the_old_one(world: World) -> None:
    live(world, "notified")
    browser = world.browser()
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    first = feed_address(world)
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    second = feed_address(world)
    assert (browser.get(first).status_code, browser.get(second).status_code) == (404, 200)
    world.give(f"antrag.{COUNTY}", "revoke_feed", recipient=COUNTY)
    assert browser.get(second).status_code == 404
    assert feed_address(world) == ""


@pytest.mark.parametrize("token", ["x", "WyJhIiwxXQ.forged", "%00", "....", "a" * 3000])
def test_a_forged_address_opens_nothing(world: World, token: str) -> None:
    live(world, "registered")
    assert world.browser().get(f"/calendar/{token}.ics").status_code == 404


def test_an_address_signed_with_another_secret_opens_nothing(world: World) -> None:
    live(world, "registered")
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    feed = world.office.read(CalendarFeed, COUNTY)
    forged = Feeds(b"another secret").token(feed)
    assert world.browser().get(f"/calendar/{forged}.ics").status_code == 404
    own = Feeds(world.portal.secret).token(feed)
    assert world.browser().get(f"/calendar/{own}.ics").status_code == 200


def test_the_page_sets_up_an_address_and_shows_it(world: World) -> None:
    live(world, "registered")
    browser = world.browser(f"kasse.{COUNTY}")
    address = f"/recipients/{COUNTY}/acts/renew_feed"
    assert address in Page(browser.get("/payments/connections")).links()
    form = Page(browser.get(address)).form()
    answer = browser.post(address, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/payments/connections")
    assert feed_address(world).startswith("/calendar/")
    assert world.browser("k.adler").get("/payments/connections").status_code == 404
    assert feed_address(world, NEIGHBOUR) == ""
