"""An order anew is off where the bank booked the attempt before: nobody is paid twice."""

from domain.appropriation import Appropriation
from domain.bank_message import BookingLine
from domain.clearing import Clearing, ProposeClearing
from domain.disbursement import Disbursement
from domain.kernel import ZERO
from domain.payment import OrderWithdrawn
from tests.bank_topics import KASTEN, confirming, item_of, paid_all_the_same
from tests.cast import EICHE, HCC, SYSTEM, bank_says, credit, debit, status
from tests.story import Story, given
from tests.usual_grant import CASE, DRAW, MARCH, RUN, TITLE, Grant

GRANT = Grant()


def test_a_booking_of_an_earlier_attempt_withdraws_the_order_that_no_run_has_taken_up() -> None:
    story = paid_all_the_same()
    told = [one for one in story.told() if isinstance(one, OrderWithdrawn)]
    assert [(one.end_to_end_id, one.debited) for one in told] == [(f"{CASE}.1.2", f"{CASE}.1.1")]
    assert told[0].item == item_of(story)
    assert story.state(Disbursement, DRAW).status == "order_withdrawn"
    assert story.state(Appropriation, TITLE).share(CASE).ordered == ZERO
    story.when(GRANT.run_of(1, run=f"{RUN}-b"), as_=HCC).refused("not_ordered")
    assert story.state(Clearing, item_of(story)).line.why == "earlier_attempt"


def test_two_persons_say_that_the_earlier_attempt_was_the_payment() -> None:
    story = paid_all_the_same()
    said = ProposeClearing(
        item=item_of(story), outcome="order", case=CASE, number=1, reasons="Doch gebucht."
    )
    cleared = story.given(HCC.asks(said, MARCH), KASTEN.asks(confirming, MARCH))
    assert cleared.state(Disbursement, DRAW).status == "booked"
    assert cleared.state(Appropriation, TITLE).share(CASE).paid == 50_000_00
    assert len({one.key for one in cleared.desk.files if one.kind == "clearing"}) == 1


def cleared_as_error() -> Story:
    story = paid_all_the_same()
    said = ProposeClearing(item=item_of(story), outcome="bank_error", reasons="Die Bank bucht um.")
    return story.given(HCC.asks(said, MARCH), KASTEN.asks(confirming, MARCH))


def test_nothing_is_ordered_anew_until_two_persons_cleared_the_booking() -> None:
    paid_all_the_same().when(GRANT.order(), as_=EICHE).refused("earlier_debit_open")
    ordered = cleared_as_error().when(GRANT.order(), as_=EICHE).granted()
    assert ordered.state(Disbursement, DRAW).order.end_to_end_id == f"{CASE}.1.3"


def test_a_second_attempt_that_was_refused_or_came_back_is_not_ordered_a_third_time() -> None:
    second = f"{CASE}.1.2"
    for line in (status(second, "rejected"), credit(second, 50_000_00)):
        story = given(
            *GRANT.until("accepted"),
            SYSTEM.asks(bank_says(status(GRANT.reference(), "rejected")), MARCH),
            *GRANT.confirmed(),
            *GRANT.ordered(),
            HCC.asks(GRANT.run_of(1, run=f"{RUN}-b"), MARCH),
            *(
                [SYSTEM.asks(bank_says(debit(second, 50_000_00)), MARCH)]
                if line.__class__ is BookingLine
                else []
            ),
            SYSTEM.asks(bank_says(line), MARCH),
            *GRANT.confirmed(),
            SYSTEM.asks(bank_says(debit(GRANT.reference(), 50_000_00)), MARCH),
        )
        assert story.state(Disbursement, DRAW).status == "order_withdrawn"
        assert story.state(Appropriation, TITLE).share(CASE).ordered == ZERO
        story.when(GRANT.order(), as_=EICHE).refused("earlier_debit_open")


def test_an_order_that_is_in_a_run_already_stays_and_the_booking_is_listed() -> None:
    ordered = cleared_as_error().given(EICHE.asks(GRANT.order(), MARCH))
    in_run = ordered.given(HCC.asks(GRANT.run_of(1, run=f"{RUN}-b"), MARCH))
    again = debit(f"{CASE}.1.1", 50_000_00, entry_reference="E/again")
    late = in_run.given(SYSTEM.asks(bank_says(again), MARCH))
    assert late.state(Disbursement, DRAW).status == "in_run"
    assert len({one.key for one in late.desk.files if one.kind == "clearing"}) == 2
