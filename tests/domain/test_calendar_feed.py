"""The address of a calendar: one holds at a time, and an ended one never holds again."""

from domain.calendar_feed import CalendarFeed, FeedRenewed, FeedRevoked
from tests.cast import ADLER, ANTRAG, BODY, KASSE
from tests.connected_body import RENEW, REVOKE
from tests.story import Actor, given
from tests.usual_grant import Grant

REGISTERED = Grant().registered()


def test_a_new_address_ends_the_one_before() -> None:
    story = given(*REGISTERED).when(RENEW, as_=KASSE).then(FeedRenewed)
    feed = story.state(CalendarFeed, BODY)
    assert feed.opens(1)
    again = story.when(RENEW, as_=ANTRAG).then(FeedRenewed).state(CalendarFeed, BODY)
    assert (again.opens(1), again.opens(2)) == (False, True)


def test_an_ended_address_stays_ended_when_a_new_one_is_made() -> None:
    story = given(*REGISTERED)
    story.when(REVOKE, as_=KASSE).refused("no_calendar_feed")
    story = story.when(RENEW, as_=KASSE).then(FeedRenewed)
    story = story.when(REVOKE, as_=KASSE).then(FeedRevoked)
    assert not story.state(CalendarFeed, BODY).opens(1)
    story.when(REVOKE, as_=KASSE).refused("no_calendar_feed")
    story = story.when(RENEW, as_=KASSE).then(FeedRenewed)
    assert not story.state(CalendarFeed, BODY).opens(1)


def test_only_the_body_itself_connects_its_calendar() -> None:
    other = Actor("k.anders", "county_finance", "fulda")
    given(*REGISTERED).when(RENEW, as_=ADLER).refused("not_your_role")
    given(*REGISTERED).when(RENEW, as_=other).refused("case_unknown")
    given().when(RENEW, as_=KASSE).refused("recipient_unknown")


def test_the_state_reads_foreign_events_as_nothing() -> None:
    event = given(*REGISTERED).desk.files.popitem()[1][0]
    assert CalendarFeed(BODY).evolve(event) == CalendarFeed(BODY)
