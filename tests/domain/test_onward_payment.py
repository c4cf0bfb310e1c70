"""Payments of a body that passes money on: no run, its own account, each entry once."""

from datetime import date, timedelta

import pytest

from domain.appropriation import Appropriation, FundsPaid, PaymentReversed, Share
from domain.bank_details import BankDetailsQuestioned
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Money
from domain.onward import RecordOnwardReturn, awaits_run
from domain.payment import PaymentBooked, PaymentReturned
from tests.cast import HCC, SYSTEM, bank_says, credit, debit
from tests.onward_award import BRUECKE, COUNTY, FIRST, PASSED_ON, UPPER
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, passed_on
from tests.story import given

DRAW = disbursement_key(FIRST, 1)
ORDERED = [*passed_on(), *BRUECKE_GRANT.until("ordered")]
BOOKED = [*ORDERED, *BRUECKE_GRANT.booked()]
DAY = BRUECKE_GRANT.day(16)
BACK = RecordOnwardReturn(
    case=FIRST,
    number=1,
    amount_cents=Money(3_000_00),
    booked_on=DAY,
    entry_reference="KONTO/R1",
    reason="AC04",
)


def test_the_countys_treasury_books_what_its_account_was_debited_with() -> None:
    story = given(*ORDERED).when(BRUECKE_GRANT.payment(), as_=COUNTY.treasury, on=DAY)
    story = story.then(PaymentBooked, FundsPaid)
    draw = story.state(Disbursement, DRAW)
    assert draw.booking and (draw.paid_cents, draw.booking.use.event_day) == (3_000_00, DAY)
    share = story.state(Appropriation, PASSED_ON).share(FIRST)
    assert share == Share(committed=Money(3_000_00), paid=Money(3_000_00))
    story.when(BRUECKE_GRANT.payment(), as_=COUNTY.treasury).nothing()
    again = BRUECKE_GRANT.payment(entry_reference="KONTO/2")
    story.when(again, as_=COUNTY.treasury).refused("wrong_stage")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"amount_cents": Money(2_999_99)}, "onward_other_amount", "amount_cents"),
        ({"booked_on": DAY + timedelta(days=1)}, "day_in_future", "booked_on"),
        ({"number": 2}, "disbursement_unknown", None),
    ],
)
def test_only_what_was_ordered_is_booked(changes, code, field) -> None:
    wish = BRUECKE_GRANT.payment(**changes)
    given(*ORDERED).when(wish, as_=COUNTY.treasury, on=DAY).refused(code, field)


def test_nothing_is_booked_before_it_is_ordered() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("certified"))
    story.when(BRUECKE_GRANT.payment(), as_=COUNTY.treasury, on=DAY).refused("wrong_stage")


def test_what_comes_back_is_not_paid_and_questions_the_account() -> None:
    story = given(*BOOKED).when(BACK, as_=COUNTY.treasury)
    story = story.then(PaymentReturned, PaymentReversed, BankDetailsQuestioned)
    assert story.state(Disbursement, DRAW).status == "returned"
    assert story.state(Appropriation, PASSED_ON).share(FIRST).paid == 0
    story = story.when(BACK, as_=COUNTY.treasury).nothing()
    other = BACK.model_copy(update={"entry_reference": "KONTO/R2"})
    story.when(other, as_=COUNTY.treasury).refused("wrong_stage")


def test_after_the_settlement_money_that_comes_back_is_a_repayment() -> None:
    story = given(*BOOKED, *BRUECKE_GRANT.settled_at(3_000_00))
    story.when(BACK, as_=COUNTY.treasury).refused("wrong_stage")


def test_a_returned_payment_is_ordered_anew_and_booked_under_the_new_entry() -> None:
    story = given(*BOOKED, COUNTY.treasury.asks(BACK, DAY), *BRUECKE_GRANT.confirmed())
    story = story.given(COUNTY.signatory.asks(BRUECKE_GRANT.ordered()[0].ask, DAY))
    second = BRUECKE_GRANT.payment(entry_reference="KONTO/2")
    story = story.when(second, as_=COUNTY.treasury).then(PaymentBooked, FundsPaid)
    assert story.state(Disbursement, DRAW).paid_cents == 3_000_00


def test_the_land_pays_by_runs_alone_and_takes_no_order_of_a_county_into_one() -> None:
    story = given(*COUNTY_GRANT.until("ordered"))
    own = COUNTY_GRANT.payment()
    for wish in (own, BACK.model_copy(update={"case": UPPER, "amount_cents": Money(5_000_00)})):
        story.when(wish, as_=HCC, on=COUNTY_GRANT.day(16)).refused("onward_paid_by_run")
    run = BRUECKE_GRANT.run()
    for actor in (HCC, SYSTEM):
        given(*ORDERED).when(run, as_=actor).refused("onward_not_of_the_land", "orders")


def test_no_file_of_the_lands_bank_books_or_returns_what_a_county_pays() -> None:
    line = debit(BRUECKE_GRANT.reference, 3_000_00, booked_on=DAY)
    story = given(*ORDERED).when(bank_says(line), as_=SYSTEM).granted()
    assert story.state(Disbursement, DRAW).status == "ordered"
    back = credit(BRUECKE_GRANT.reference, 3_000_00, booked_on=DAY)
    story = given(*BOOKED).when(bank_says(back), as_=SYSTEM).granted()
    assert story.state(Disbursement, DRAW).status == "booked"


def test_the_engine_takes_up_orders_of_the_land_alone() -> None:
    """One order of a county in it, and no run of the Land could ever be opened again."""
    above = given(*COUNTY_GRANT.until("ordered")).state(Disbursement, disbursement_key(UPPER, 1))
    below = given(*ORDERED).state(Disbursement, DRAW)
    assert (above.status, awaits_run(above)) == ("ordered", True)
    assert (below.status, awaits_run(below)) == ("ordered", False)
    assert not awaits_run(given(*COUNTY_GRANT.until("drawn")).state(Disbursement, f"{UPPER}.1"))


def test_nothing_more_is_drawn_once_the_county_has_proven_the_use() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("confirmed"), *COUNTY_GRANT.proven(0))
    draw = BRUECKE_GRANT.drawn()[0].ask
    story.when(draw, as_=BRUECKE).refused("onward_too_late", "case")
    assert story.today == date(2023, 3, 1)
