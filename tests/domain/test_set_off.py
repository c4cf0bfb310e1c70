"""Set-off: a due claim and a certified draw-down of the same recipient meet, signed by two."""

from datetime import date

import pytest

from domain.appropriation import Appropriation, FundsPaid, PaymentReversed
from domain.bank_details import BankDetailsQuestioned
from domain.bank_message import BankMessageRecorded
from domain.clearing import ClearingOpened
from domain.disbursement import Disbursement, ReturnDrawdown
from domain.exclusion import ExcludePerson
from domain.interest import Movement
from domain.kernel import Money
from domain.measure import ProposeSetOff
from domain.payment import PaymentBooked, PaymentOrdered, PaymentReturned
from domain.payment_run import PaymentRun, PaymentRunSettled
from domain.recovery import Recovery
from domain.recovery_agenda import due_letters
from domain.recovery_interest import interest_due, late_uses_of
from domain.set_off import ClaimSetOff, DrawdownSetOff, FundsSetOff
from domain.terms import programme_of
from tests.cast import ADLER, BIRKE, CRAMER, DORN, EICHE, HCC, KASSE, SYSTEM, bank_says, credit
from tests.story import Actor, Story, given
from tests.usual_grant import CASE, MARCH, TITLE, Grant
from tests.usual_recovery import Recall, deferral, repayment, signature, suspension
from tests.usual_set_off import (
    DRAW,
    OTHER,
    REST,
    SET_OFF,
    SET_OFF_ON,
    certified,
    claimed,
    met,
    rest_booked,
    rest_ordered,
    set_off,
)

STANDING = claimed()
RESTS = "collection_rests"


def draw(story: Story) -> Disbursement:
    return story.state(Disbursement, DRAW)


def claim(story: Story) -> Recovery:
    return story.state(Recovery, CASE)


def test_a_set_off_meets_the_claim_and_pays_the_draw_down_by_the_same_amount() -> None:
    story = given(*STANDING).when(set_off(), as_=BIRKE).granted()
    story.when(signature, as_=DORN).then(ClaimSetOff, DrawdownSetOff, FundsSetOff)
    assert (claim(story).principal.set_off_cents, claim(story).open_cents) == (SET_OFF, 4_000_00)
    assert claim(story).movements[-1] == Movement(on=SET_OFF_ON, amount_cents=Money(-SET_OFF))
    assert (draw(story).paid_cents, draw(story).to_order_cents) == (SET_OFF, REST)
    assert (draw(story).status, draw(story).use, draw(story).duty) == ("certified", None, None)
    share = story.state(Appropriation, TITLE).share(OTHER.case)
    assert (share.paid, share.ordered, share.undrawn) == (SET_OFF, 0, 50_000_00 - SET_OFF)


def test_each_set_off_is_declared_by_a_letter_at_once() -> None:
    story = given(*STANDING, *met(1_000_00), *met(2_000_00))
    terms = programme_of(story.desk, CASE).parameters.recovery
    found = [one for one in due_letters(claim(story), terms) if one.kind == "set_off_declaration"]
    assert [(one.about, one.due_on) for one in found] == [("v1", date.min), ("v2", date.min)]


def test_only_the_rest_goes_to_the_bank_and_the_use_runs_from_its_booking() -> None:
    story = given(*STANDING, *met())
    ordered = story.when(OTHER.order(), as_=EICHE).filings[0][1]
    assert isinstance(ordered, PaymentOrdered)
    assert ordered.amount_cents == REST
    story.given(*rest_ordered())
    frozen = story.state(PaymentRun, OTHER.run).frozen
    assert frozen and frozen.total_cents == REST
    story.when(rest_booked(OTHER.part(1)), as_=SYSTEM).then(BankMessageRecorded, ClearingOpened)
    story.when(rest_booked(), as_=SYSTEM).then(
        BankMessageRecorded, PaymentBooked, FundsPaid, PaymentRunSettled
    )
    assert (draw(story).paid_cents, draw(story).booking.set_off_cents) == (30_000_00, SET_OFF)
    assert draw(story).duty.due_on == date(2017, 7, 17)
    share = story.state(Appropriation, TITLE).share(OTHER.case)
    assert (share.paid, share.ordered) == (30_000_00, 0)


def test_a_return_of_the_rest_leaves_the_set_off_and_the_rest_is_ordered_again() -> None:
    story = given(*STANDING, *met(), *rest_ordered(), SYSTEM.asks(rest_booked(), SET_OFF_ON))
    back = bank_says(credit(OTHER.reference(1), REST, booked_on=SET_OFF_ON))
    story.when(back, as_=SYSTEM).then(
        BankMessageRecorded, PaymentReturned, PaymentReversed, BankDetailsQuestioned
    )
    assert (draw(story).paid_cents, draw(story).use) == (SET_OFF, None)
    assert (claim(story).open_cents, draw(story).to_order_cents) == (4_000_00, REST)
    assert story.state(Appropriation, TITLE).share(OTHER.case).paid == SET_OFF


def test_a_draw_down_met_as_a_whole_is_paid_without_an_order() -> None:
    story = given(*STANDING, *certified(2), *met(8_000_00, draw_number=2))
    paid = story.state(Disbursement, f"{OTHER.case}.2")
    assert (paid.status, paid.paid_cents, paid.to_order_cents) == ("set_off", 8_000_00, 0)
    assert (paid.open, paid.duty.due_on) == (False, date(2017, 7, 17))
    assert claim(story).open_cents == 2_000_00
    story.when(OTHER.order(2), as_=EICHE).refused("wrong_stage")
    story.when(OTHER.use(2, on=SET_OFF_ON), as_=KASSE).granted()
    assert story.state(Disbursement, f"{OTHER.case}.2").duty is None


def test_money_that_was_set_off_and_used_too_late_is_late_use() -> None:
    story = given(*STANDING, *certified(2), *met(8_000_00, draw_number=2))
    late = date(2017, 7, 18)
    story.when(OTHER.use(2, on=late), as_=KASSE, on=late).granted()
    [found] = late_uses_of(story.desk, OTHER.case)
    assert (found.number, found.booked_on, found.amount_cents) == (2, SET_OFF_ON, 8_000_00)


def test_a_claim_is_set_off_against_a_later_instalment_of_its_own_case() -> None:
    parts = ((30_000_00, MARCH), (20_000_00, SET_OFF_ON))
    grant, recall = Grant(parts=parts), Recall(ground="revocation", refund=10_000_00)
    story = given(*grant.until("used"), *recall.proceeding("claimed"))
    story.given(*grant.drawn(2, SET_OFF_ON), *grant.certified(2, SET_OFF_ON))
    story.given(*met(10_000_00, draw_case=CASE, draw_number=2), *grant.ordered(2, SET_OFF_ON))
    draw = story.state(Disbursement, f"{CASE}.2")
    assert (draw.paid_cents, draw.order.amount_cents) == (10_000_00, 10_000_00)
    assert claim(story).open_cents == 0


def test_interest_stops_on_the_day_of_the_set_off_as_at_a_repayment() -> None:
    story = given(*STANDING, *met(10_000_00))
    paid = given(*STANDING, HCC.asks(repayment(10_000_00, SET_OFF_ON), SET_OFF_ON))
    later = date(2017, 6, 30)
    sheets = [interest_due(one.desk, CASE, later).sheet for one in (story, paid)]
    assert sheets[0].total_cents == sheets[1].total_cents > 0
    assert claim(story).interest_pending


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        (set_off(draw_case="WIR-2016-T0009"), "set_off_other_recipient", "draw_case"),
        (set_off(draw_number=2), "set_off_draw_not_certified", "draw_number"),
        (set_off(10_000_01), "set_off_above_due", "amount_cents"),
    ],
)
def test_a_set_off_is_refused_that_does_not_fit_claim_or_draw_down(
    wish: ProposeSetOff, code: str, field: str
) -> None:
    given(*STANDING).when(wish, as_=BIRKE).refused(code, field)


def test_no_more_is_set_off_than_the_draw_down_still_needs() -> None:
    story = given(*STANDING, *certified(2))
    story.when(set_off(8_000_01, draw_number=2), as_=BIRKE).refused("set_off_above_draw")
    story.given(*met(5_000_00, draw_number=2))
    story.when(set_off(3_000_01, draw_number=2), as_=BIRKE).refused("set_off_above_draw")
    story.when(set_off(3_000_00, draw_number=2), as_=BIRKE).granted()


def test_an_ordered_draw_down_is_not_set_off_any_more_not_even_between_the_signatures() -> None:
    story = given(*STANDING).when(set_off(), as_=BIRKE).granted()
    story.given(*OTHER.ordered(1, SET_OFF_ON))
    story.when(signature, as_=DORN).refused("set_off_draw_not_certified")


def test_a_claim_that_is_not_due_deferred_or_suspended_is_not_set_off() -> None:
    early = date(2017, 4, 19)
    story = given(*Recall().until("claimed"))
    story.when(set_off(), as_=BIRKE, on=early).refused("claim_not_final")
    given(*Recall().until("opened")).when(set_off(), as_=BIRKE).refused("no_claim")
    plan = deferral((date(2017, 6, 1), 4_000_00), (date(2017, 7, 3), 6_000_00))
    for relief, code in ((plan, "claim_not_due"), (suspension(date(2018, 1, 2)), RESTS)):
        later = given(*STANDING, BIRKE.asks(relief, SET_OFF_ON), DORN.asks(signature, SET_OFF_ON))
        later.when(set_off(), as_=BIRKE).refused(code)
    later.when(set_off(), as_=BIRKE, on=date(2018, 1, 2)).granted()


def test_of_a_deferred_claim_only_the_part_that_fell_due_is_set_off() -> None:
    plan = deferral((date(2017, 6, 1), 4_000_00), (date(2017, 7, 3), 6_000_00))
    story = given(*STANDING, BIRKE.asks(plan, SET_OFF_ON), DORN.asks(signature, SET_OFF_ON))
    day = date(2017, 6, 2)
    story.when(set_off(4_000_01), as_=BIRKE, on=day).refused("set_off_above_due")
    story.when(set_off(4_000_00), as_=BIRKE, on=day).granted()


def test_who_drew_or_certified_the_money_or_is_excluded_there_does_not_set_it_off() -> None:
    story = given(*STANDING).when(set_off(), as_=BIRKE).granted()
    certifier = Actor(CRAMER.person, "signatory")
    story.when(signature, as_=certifier).refused("four_eyes")
    exclude = ExcludePerson(case=OTHER.case, excluded=DORN.person, cause="bias")
    story.when(exclude, as_=EICHE).granted()
    story.when(signature, as_=DORN).refused("person_excluded")
    story.when(signature, as_=EICHE).granted()


def test_a_draw_down_that_was_set_off_does_not_go_back_to_the_recipient() -> None:
    give_back = ReturnDrawdown(case=OTHER.case, number=1, remark="Bitte Belege.")
    given(*STANDING, *met()).when(give_back, as_=ADLER).refused("set_off_stands")
