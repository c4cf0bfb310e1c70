"""What the bank says: each line is taken in once, and what fits no order is kept for people."""

from datetime import date

import pytest

from domain.appropriation import Appropriation, FundsPaid, OrderReversed, PaymentReversed
from domain.bank_details import BankDetailsQuestioned
from domain.bank_draft import hashed, listed
from domain.bank_message import BankMessage, BankMessageRecorded
from domain.clearing import ClearingOpened
from domain.disbursement import Disbursement, ReturnDrawdown
from domain.kernel import Money
from domain.payment import PaymentAccepted, PaymentBooked, PaymentRejected, PaymentReturned
from domain.payment_run import PaymentRun, PaymentRunSettled, message_id_of
from domain.recipient import Recipient
from tests.cast import (
    BIRKE,
    BODY,
    EICHE,
    HCC,
    SYSTEM,
    bank_says,
    confirmation,
    credit,
    debit,
    status,
)
from tests.story import Story, given
from tests.usual_grant import CASE, DRAW, MARCH, RUN, TITLE, Grant

GRANT = Grant()
AMOUNT = Money(50_000_00)
REF = GRANT.reference()
HANDED_OVER, ACCEPTED, BOOKED = (
    GRANT.until(name) for name in ("handed_over", "accepted", "booked")
)
DEBIT, CREDIT = debit(REF, AMOUNT), credit(REF, AMOUNT)
RETURNED = [*BOOKED, SYSTEM.asks(bank_says(CREDIT), date(2016, 3, 7))]
FACTS = (PaymentBooked, FundsPaid)
BACK = (PaymentReturned, PaymentReversed, BankDetailsQuestioned)
REFUSED = (PaymentRejected, OrderReversed, BankDetailsQuestioned)


def recorded(lines: int, *unmatched: str, kind: str = "camt.054") -> BankMessageRecorded:
    return BankMessageRecorded(kind=kind, message_id="M1", lines=lines, unmatched=unmatched)


def paid(story: Story) -> tuple[int, int, int]:
    """What is ordered and paid in the title, and paid in the draw-down."""
    share = story.state(Appropriation, TITLE).share(CASE)
    return share.ordered, share.paid, story.state(Disbursement, DRAW).paid_cents


def test_a_file_is_known_by_its_hash_and_taken_in_once() -> None:
    message = bank_says(DEBIT)
    story = given(*ACCEPTED).when(message, as_=HCC).then(recorded(1), *FACTS, PaymentRunSettled)
    assert story.state(BankMessage, message.file).recorded
    story.when(message, as_=SYSTEM).nothing()
    assert paid(story) == (0, AMOUNT, AMOUNT)


def test_accepted_is_not_paid() -> None:
    message = bank_says(status(REF, "accepted"))
    story = given(*HANDED_OVER).when(message, as_=SYSTEM)
    story = story.then(recorded(1, kind="pain.002"), PaymentAccepted)
    assert paid(story) == (AMOUNT, 0, 0)
    again = bank_says(status(REF, "accepted"), status(REF, "pending"))
    story.when(again, as_=SYSTEM).then(recorded(2, kind="pain.002"))


def test_a_booking_counts_from_the_banks_day_and_starts_the_two_months() -> None:
    story = given(*ACCEPTED).when(bank_says(DEBIT), as_=SYSTEM, on=date(2016, 3, 4)).granted()
    booking = story.state(Disbursement, DRAW).booking
    assert (booking.booked_on, booking.use_due_on) == (date(2016, 3, 3), date(2016, 5, 3))


def test_a_booking_may_come_before_the_status() -> None:
    story = given(*HANDED_OVER).when(bank_says(DEBIT), as_=SYSTEM).granted()
    late = bank_says(status(REF, "accepted"))
    story.when(late, as_=SYSTEM).then(recorded(1, kind="pain.002"))
    assert paid(story) == (0, AMOUNT, AMOUNT)


def test_a_refusal_opens_the_order_again_and_questions_the_account() -> None:
    message = bank_says(status(REF, "rejected", reason_code="AC04"))
    story = given(*ACCEPTED).when(message, as_=SYSTEM)
    story = story.then(recorded(1, kind="pain.002"), *REFUSED, PaymentRunSettled)
    assert paid(story) == (0, 0, 0)
    assert not story.state(Recipient, BODY).bank_confirmed
    twice = bank_says(status(REF, "rejected"), status(REF, "rejected"))
    story.when(twice, as_=SYSTEM).then(recorded(2, kind="pain.002"))


def test_a_second_attempt_has_a_new_reference_and_a_clock_of_its_own() -> None:
    refused = bank_says(status(REF, "rejected"))
    story = given(*ACCEPTED, SYSTEM.asks(refused, MARCH))
    story.when(GRANT.order(), as_=EICHE).refused("bank_details_not_confirmed")
    story.when(confirmation, as_=BIRKE).granted()
    story.given(*GRANT.ordered(), *GRANT.in_run(run="second"))
    story.when(bank_says(DEBIT), as_=SYSTEM).then(recorded(1, REF), ClearingOpened)
    again = bank_says(status(REF, "rejected", reason_code="AC04"))
    story.when(again, as_=SYSTEM).then(recorded(1, kind="pain.002"))
    second = debit(GRANT.reference(1, 2), AMOUNT, booked_on=date(2016, 4, 1))
    story.when(bank_says(second), as_=SYSTEM).then(recorded(1), *FACTS, PaymentRunSettled)
    assert story.state(Disbursement, DRAW).booking.use_due_on == date(2016, 6, 1)
    assert paid(story) == (0, AMOUNT, AMOUNT)


def test_a_refusal_after_the_booking_cannot_be_and_is_kept_for_people() -> None:
    message = bank_says(status(REF, "rejected"))
    story = given(*BOOKED).when(message, as_=SYSTEM)
    what_follows = (ClearingOpened, BankDetailsQuestioned)
    story = story.then(recorded(1, REF, kind="pain.002"), *what_follows)
    assert paid(story) == (0, AMOUNT, AMOUNT)
    again = bank_says(status(REF, "rejected", reason_code="AC04"))
    story.when(again, as_=SYSTEM).then(recorded(1, kind="pain.002"))


def test_one_line_may_speak_of_a_whole_file() -> None:
    other = Grant(case="WIR-2016-T0002")
    orders = tuple({"case": case, "number": 1} for case in (CASE, other.case))
    ordered = [*GRANT.until("ordered"), *other.since("registered", "ordered")]
    story = given(*ordered, HCC.asks(GRANT.run_of(orders=orders), MARCH))
    whole = status(None, "accepted", original_message_id=message_id_of(RUN))
    one = status(other.reference(), "rejected")
    story.when(bank_says(whole, one), as_=SYSTEM).then(
        recorded(2, kind="pain.002"), PaymentAccepted, PaymentAccepted, *REFUSED
    )
    unknown = status(None, "rejected", original_message_id="AKTE-other")
    nameless = status(None, "rejected")
    story.when(bank_says(unknown, nameless), as_=SYSTEM).then(
        recorded(2, hashed("AKTE-other"), "NOTPROVIDED", kind="pain.002"),
        ClearingOpened,
        ClearingOpened,
    )
    assert not story.state(PaymentRun, RUN).settled
    story.when(bank_says(DEBIT), as_=SYSTEM).then(recorded(1), *FACTS, PaymentRunSettled)


def test_the_same_booking_in_notification_and_statement_counts_once() -> None:
    story = given(*ACCEPTED).when(bank_says(DEBIT, DEBIT), as_=SYSTEM)
    story = story.then(recorded(2), *FACTS, PaymentRunSettled)
    statement = bank_says(DEBIT, kind="camt.053")
    story.when(statement, as_=SYSTEM).then(recorded(1, kind="camt.053"))
    assert paid(story) == (0, AMOUNT, AMOUNT)


def test_a_second_booking_of_one_payment_is_kept_for_people_and_adds_nothing() -> None:
    twice = debit(REF, AMOUNT, entry_reference="E2")
    story = given(*BOOKED).when(bank_says(twice), as_=SYSTEM)
    story = story.then(recorded(1, REF), ClearingOpened)
    assert paid(story) == (0, AMOUNT, AMOUNT)


def test_an_announced_booking_is_none() -> None:
    story = given(*ACCEPTED).when(bank_says(DEBIT, kind="camt.052"), as_=SYSTEM)
    assert paid(story.then(recorded(1, kind="camt.052"))) == (AMOUNT, 0, 0)


@pytest.mark.parametrize(
    "line",
    [
        debit(REF, AMOUNT - 1),
        debit(REF, AMOUNT, reversal=True),
        debit("NOTPROVIDED", AMOUNT),
        debit(GRANT.reference(2), AMOUNT),
        debit(GRANT.reference(1, 2), AMOUNT),
        debit("WIR-2016-OTHER.1.1", AMOUNT),
        debit(f"{CASE}.².1", AMOUNT),
        debit("Zahlung an Rita Beispiel", AMOUNT),
    ],
)
def test_what_fits_no_payment_on_its_way_is_kept_for_people(line) -> None:
    story = given(*ACCEPTED).when(bank_says(line), as_=SYSTEM)
    shown = listed(line.end_to_end_id) or hashed(line.end_to_end_id)
    assert paid(story.then(recorded(1, shown), ClearingOpened)) == (AMOUNT, 0, 0)


@pytest.mark.parametrize("chapter", ["drawn", "certified", "ordered"])
def test_a_payment_that_is_in_no_run_is_neither_booked_nor_refused(chapter: str) -> None:
    said = bank_says(status(REF, "rejected"), DEBIT)
    unmatched = recorded(2, REF, REF, kind="pain.002")
    story = given(*GRANT.until(chapter)).when(said, as_=SYSTEM)
    story.then(unmatched, ClearingOpened, ClearingOpened)


def test_an_acceptance_of_what_is_in_no_run_changes_nothing() -> None:
    said = bank_says(status(REF, "accepted"))
    given(*GRANT.until("ordered")).when(said, as_=SYSTEM).then(recorded(1, kind="pain.002"))


def test_what_comes_back_is_no_longer_paid_and_questions_the_account() -> None:
    story = given(*BOOKED).when(bank_says(CREDIT), as_=SYSTEM).then(recorded(1), *BACK)
    assert paid(story) == (0, 0, 0)
    assert story.state(Disbursement, DRAW).status == "returned"
    assert not story.state(Recipient, BODY).bank_confirmed


def test_booking_and_return_may_stand_in_one_file_and_again_in_the_statement() -> None:
    story = given(*ACCEPTED).when(bank_says(DEBIT, CREDIT), as_=SYSTEM)
    story = story.then(recorded(2), *FACTS, *BACK, PaymentRunSettled)
    both = bank_says(DEBIT, CREDIT, kind="camt.053")
    story.when(both, as_=SYSTEM).then(recorded(2, kind="camt.053"))
    assert paid(story) == (0, 0, 0)


def test_a_statement_that_comes_after_the_new_order_says_nothing_new() -> None:
    again = [BIRKE.asks(confirmation, date(2016, 3, 8)), *GRANT.ordered()]
    both = bank_says(DEBIT, CREDIT, kind="camt.053")
    story = given(*RETURNED, *again).when(both, as_=SYSTEM).then(recorded(2, kind="camt.053"))
    assert paid(story) == (AMOUNT, 0, 0)


def test_a_return_of_another_amount_is_kept_for_people() -> None:
    part = bank_says(credit(REF, 1))
    story = given(*BOOKED).when(part, as_=SYSTEM).then(recorded(1, REF), ClearingOpened)
    assert paid(story) == (0, AMOUNT, AMOUNT)


def test_money_that_came_back_after_its_use_was_reported_must_be_used_anew() -> None:
    story = given(*GRANT.until("used")).when(bank_says(CREDIT), as_=SYSTEM).granted()
    draw = story.state(Disbursement, DRAW)
    assert (draw.used_cents, draw.duty, draw.open) == (0, None, True)
    story.when(confirmation, as_=BIRKE).granted()
    story.given(*GRANT.ordered(), *GRANT.in_run(run="second"))
    second = debit(GRANT.reference(1, 2), AMOUNT, booked_on=date(2016, 4, 8))
    story.when(bank_says(second), as_=SYSTEM).granted()
    assert story.state(Disbursement, DRAW).duty.due_on == date(2016, 6, 8)
    assert paid(story) == (0, AMOUNT, AMOUNT)


def test_without_a_reason_a_refusal_counts_as_unspecified() -> None:
    said = bank_says(status(REF, "rejected"))
    story = given(*ACCEPTED).when(said, as_=SYSTEM).granted()
    assert PaymentRejected(end_to_end_id=REF, reason_code="MS03") in story.told()


def test_an_amount_that_the_bank_repeats_must_be_that_of_the_order() -> None:
    wrong = status(REF, "rejected", amount_cents=AMOUNT - 1)
    again = status(REF, "rejected", amount_cents=AMOUNT - 1, reason_code="AC04")
    story = given(*HANDED_OVER).when(bank_says(wrong, again), as_=SYSTEM)
    story = story.then(recorded(2, REF, kind="pain.002"), ClearingOpened)
    right = bank_says(status(REF, "accepted", amount_cents=AMOUNT))
    story.when(right, as_=SYSTEM).then(recorded(1, kind="pain.002"), PaymentAccepted)


def test_a_control_sum_that_differs_touches_no_payment_of_the_file() -> None:
    whole = {"original_message_id": message_id_of(RUN)}
    wrong = status(None, "rejected", amount_cents=AMOUNT + 1, **whole)
    story = given(*HANDED_OVER).when(bank_says(wrong), as_=SYSTEM)
    story = story.then(recorded(1, hashed(message_id_of(RUN)), kind="pain.002"), ClearingOpened)
    right = status(None, "rejected", amount_cents=AMOUNT, **whole)
    said = recorded(1, kind="pain.002")
    story.when(bank_says(right), as_=SYSTEM).then(said, *REFUSED, PaymentRunSettled)


def test_a_booking_that_the_bank_takes_back_leaves_the_account_unquestioned() -> None:
    back = credit(REF, AMOUNT, reversal=True, return_reason=None)
    story = given(*BOOKED).when(bank_says(back), as_=SYSTEM)
    story = story.then(recorded(1), PaymentReturned, PaymentReversed)
    assert story.state(Recipient, BODY).bank_confirmed
    story.when(GRANT.order(), as_=EICHE).granted()


def test_only_the_named_payments_of_a_partly_accepted_file_change() -> None:
    other = Grant(case="WIR-2016-T0002")
    orders = tuple({"case": case, "number": 1} for case in (CASE, other.case))
    ordered = [*GRANT.until("ordered"), *other.since("registered", "ordered")]
    story = given(*ordered, HCC.asks(GRANT.run_of(orders=orders), MARCH))
    story.when(bank_says(status(REF, "rejected")), as_=SYSTEM).granted()
    assert story.state(Disbursement, DRAW).status == "rejected"
    assert story.state(Disbursement, f"{other.case}.1").status == "in_run"
    assert not story.state(PaymentRun, RUN).settled


def test_a_return_weeks_after_the_run_was_settled_still_counts() -> None:
    late = credit(REF, AMOUNT, booked_on=date(2016, 5, 2))
    story = given(*GRANT.until("used"))
    assert story.state(PaymentRun, RUN).settled
    story.when(bank_says(late), as_=SYSTEM, on=date(2016, 5, 2)).then(recorded(1), *BACK)
    assert paid(story) == (0, 0, 0)


def test_a_refused_order_whose_money_is_bound_no_more_is_not_booked_but_listed() -> None:
    refused = SYSTEM.asks(bank_says(status(REF, "rejected")), MARCH)
    given_up = ReturnDrawdown(case=CASE, number=1, remark="Bitte neu abrufen.")
    story = given(*ACCEPTED, refused, BIRKE.asks(given_up, MARCH))
    story.when(bank_says(DEBIT), as_=SYSTEM).then(recorded(1, REF), ClearingOpened)
    assert paid(story) == (0, 0, 0)
