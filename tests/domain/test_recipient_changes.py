"""A body changes its class or its seat on a day; what counts is the day of the case."""

from datetime import date

from domain.recipient import ClassChanged, Recipient, RecipientRegistered, SeatMoved
from domain.recipient_changes import ChangeClass, MoveSeat
from tests.cast import ADLER, ANTRAG, BODY
from tests.story import FIRST_DAY, given
from tests.usual_grant import Grant

GRANT = Grant()
LEFT = ChangeClass(
    recipient=BODY,
    recipient_class="county_free_city",
    valid_from=date(2016, 7, 1),
    reference="GVBl. 2015 S. 1",
)
VILLAGE = LEFT.model_copy(update={"recipient_class": "municipality"})
MOVED = MoveSeat(
    recipient=BODY,
    court="Verwaltungsgericht Gießen",
    address=("Stadt", "Marktplatz 1", "35390 Gießen"),
    valid_from=date(2016, 7, 1),
)


def test_a_city_leaves_its_county_on_a_day() -> None:
    given().when(LEFT, as_=ADLER).refused("recipient_unknown")
    story = given(*GRANT.registered()).when(LEFT, as_=ADLER).then(ClassChanged)
    story.when(LEFT, as_=ADLER).nothing()
    body = story.state(Recipient, BODY)
    assert body.class_on(date(2016, 6, 30)) == "county"
    assert body.class_on(date(2016, 7, 1)) == "county_free_city"
    story.when(GRANT.registration(), as_=ADLER).nothing()


def test_eligibility_is_checked_with_the_class_of_the_periods_first_day() -> None:
    story = given(*GRANT.until("submitted")).when(VILLAGE, as_=ADLER).granted()
    story.when(GRANT.check(), as_=ADLER).granted()
    later = GRANT.application(case="WIR-2016-T0002", period_from=date(2016, 7, 1))
    later = later.model_copy(update={"facts": {"eligible_cents": 58_300_00, "months": 6}})
    story.when(later, as_=ANTRAG).refused("recipient_not_eligible", "line")


def test_a_class_corrected_after_the_application_stops_its_check() -> None:
    story = given(*GRANT.until("submitted"))
    wrong = VILLAGE.model_copy(update={"valid_from": date(2014, 1, 1)})
    story.when(wrong, as_=ADLER).granted()
    story.when(GRANT.check(), as_=ADLER).refused("recipient_not_eligible")


def test_the_court_of_a_notice_is_the_one_of_its_day() -> None:
    given().when(MOVED, as_=ADLER).refused("recipient_unknown")
    assert Recipient(BODY).court_on(FIRST_DAY) == ""
    assert Recipient(BODY).address_on(FIRST_DAY) == ()
    story = given(*GRANT.registered()).when(MOVED, as_=ADLER).then(SeatMoved)
    story.when(MOVED, as_=ADLER).nothing()
    body = story.state(Recipient, BODY)
    assert body.court_on(date(2016, 6, 30)) == "Verwaltungsgericht Frankfurt am Main"
    assert body.court_on(date(2016, 7, 1)) == "Verwaltungsgericht Gießen"
    assert body.address_on(date(2016, 7, 1))[0] == "Stadt"
    assert isinstance(body.seat_on(FIRST_DAY), RecipientRegistered)
