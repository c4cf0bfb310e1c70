"""Auszahlung: drawn, certified by two, ordered by a third person, used."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.approval import ApprovalSigned, DisbursementOpened
from domain.disbursement import (
    Disbursement,
    DrawdownRequested,
    DrawdownReturned,
    PaymentCertified,
    ReturnDrawdown,
    Use,
    UseReported,
)
from domain.disbursement_decisions import unpaid_rest
from domain.kernel import Money, Subject
from tests.cast import ADLER, BIRKE, CRAMER, EICHE, KASSE, SYSTEM, bank_says, credit
from tests.story import Actor, given
from tests.usual_grant import CASE, DIGEST, DRAW, MARCH, Grant

GRANT = Grant()
CONFIRMED, DRAWN, CERTIFIED = (GRANT.until(name) for name in ("confirmed", "drawn", "certified"))
BOOKED = GRANT.until("booked")
HALVES = Grant(parts=((25_000_00, MARCH), (25_000_00, date(2016, 9, 1))))
BY_NEED = Grant(parts=((50_000_00, None),))
RETURN = ReturnDrawdown(case=CASE, number=1, remark="Bitte Belege.")
THOUSAND = Money(1_000_00)


def due(on: date, cents: int = 10_000_00) -> dict[str, object]:
    return {"due_on": on, "amount_cents": Money(cents), "purpose": "Gehalt"}


def test_a_draw_down_opens_under_the_next_number() -> None:
    opened = DrawdownRequested(
        case=CASE,
        number=1,
        amount_cents=Money(50_000_00),
        need_cents=None,
        due_payments=(),
        unspent_cents=Money(0),
        requested_by=KASSE.person,
    )
    story = given(*CONFIRMED).when(GRANT.drawdown(), as_=KASSE, on=MARCH)
    story.then(DisbursementOpened(number=1), opened)


@pytest.mark.parametrize(
    ("chapter", "code"),
    [
        ("registered", "case_unknown"),
        ("proposed", "no_notice"),
        ("notified", "no_declaration"),
        ("closed", "wrong_stage"),
    ],
)
def test_money_is_drawn_on_an_accepted_notice_of_an_open_case(chapter: str, code: str) -> None:
    given(*GRANT.until(chapter)).when(GRANT.drawdown(), as_=KASSE).refused(code)


def test_money_is_drawn_on_a_final_notice_only() -> None:
    patient = GRANT.declaration(waives_remedies=False)
    story = given(*GRANT.until("notified"))
    story.when(patient, as_=GRANT.declared()[0].actor, on=date(2016, 1, 20)).granted()
    story.when(GRANT.drawdown(), as_=KASSE, on=MARCH).refused("notice_not_final", "case")


def test_no_more_is_drawn_than_the_unpaid_rest() -> None:
    more = GRANT.drawdown(amount_cents=Money(50_000_01))
    given(*CONFIRMED).when(more, as_=KASSE, on=MARCH).refused("above_unpaid_rest", "amount_cents")
    cent = GRANT.drawdown(amount_cents=Money(1))
    given(*DRAWN).when(cent, as_=KASSE).refused("above_unpaid_rest")
    given(*BOOKED).when(cent, as_=KASSE).refused("above_unpaid_rest")


def test_an_instalment_waits_for_its_day() -> None:
    first, all_at_once = HALVES.drawdown(1), HALVES.drawdown(amount_cents=Money(25_000_01))
    story = given(*HALVES.until("confirmed"))
    story.when(first, as_=KASSE, on=date(2016, 2, 29)).refused("instalment_too_early")
    story.when(all_at_once, as_=KASSE, on=MARCH).refused("instalment_too_early", "amount_cents")
    story.when(first, as_=KASSE, on=MARCH).granted()
    story.when(HALVES.drawdown(2), as_=KASSE, on=date(2016, 8, 31)).refused("instalment_too_early")
    story.when(HALVES.drawdown(2), as_=KASSE, on=date(2016, 9, 1)).granted()


def test_without_fixed_instalments_the_need_of_two_months_is_the_limit() -> None:
    story = given(*BY_NEED.until("confirmed"))
    payments = (due(date(2016, 2, 15)), due(date(2016, 5, 2)), due(date(2016, 5, 3)))
    need = {"due_payments": payments, "unspent_cents": Money(1)}
    more = BY_NEED.drawdown(amount_cents=Money(20_000_00), **need)
    story.when(more, as_=KASSE, on=MARCH).refused("above_need", "amount_cents")
    enough = BY_NEED.drawdown(amount_cents=Money(19_999_99), **need)
    story.when(enough, as_=KASSE, on=MARCH).granted()
    assert story.state(Disbursement, DRAW).request.need_cents == 19_999_99


@pytest.mark.parametrize(
    "need", [{}, {"due_payments": (due(MARCH, 5),), "unspent_cents": Money(5)}]
)
def test_no_need_means_no_money(need) -> None:
    cent = BY_NEED.drawdown(amount_cents=Money(1), **need)
    given(*BY_NEED.until("confirmed")).when(cent, as_=KASSE, on=MARCH).refused("above_need")


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_cents": Money(0)},
        {"unspent_cents": Money(-1)},
        {"due_payments": (due(MARCH),) * 101},
        {"due_payments": (due(MARCH, 0),)},
    ],
)
def test_a_draw_down_has_amounts_that_can_be(changes) -> None:
    with pytest.raises(ValidationError):
        GRANT.drawdown(**changes)
    assert len(GRANT.drawdown(due_payments=(due(MARCH),) * 100).due_payments) == 100


def test_a_notice_without_a_draft_on_file_pays_by_need() -> None:
    """Files could only come to this by hand; money is paid with care all the same."""
    signed = ApprovalSigned(
        amount_cents=Money(5), content_hash=DIGEST, signed_by="x", signed_on=date(2016, 1, 11)
    )
    letter, post = GRANT.since("signed", "posted")
    files = (Subject("approval", CASE), signed)
    story = given(
        *GRANT.until("reserved"), files, letter, post, *GRANT.since("posted", "confirmed")
    )
    cent = GRANT.drawdown(amount_cents=Money(5), due_payments=(due(MARCH),))
    story.when(GRANT.drawdown(amount_cents=Money(1)), as_=KASSE, on=MARCH).refused("above_need")
    story.when(cent, as_=KASSE).granted()
    five = {"amount_cents": Money(5)}
    story.when(GRANT.factual(**five), as_=ADLER).granted()
    story.when(GRANT.arithmetical(**five), as_=CRAMER).granted()
    story.when(GRANT.order(), as_=EICHE).granted()
    assert story.state(Disbursement, DRAW).order.remittance.endswith("RATE 1/1 KZ 4711")


def test_two_persons_certify_the_same_amount() -> None:
    amount = {"amount_cents": Money(50_000_00)}
    first = PaymentCertified(certificate="factual", certified_by=ADLER.person, **amount)
    second = PaymentCertified(certificate="arithmetical", certified_by=CRAMER.person, **amount)
    story = given(*DRAWN).when(GRANT.arithmetical(), as_=CRAMER).refused("wrong_stage")
    story.when(GRANT.factual(), as_=ADLER).then(first)
    story.when(GRANT.factual(), as_=BIRKE).refused("wrong_stage")
    story.when(GRANT.arithmetical(), as_=ADLER).refused("four_eyes")
    other = GRANT.arithmetical(amount_cents=Money(49_999_99))
    story.when(other, as_=CRAMER).refused("certified_otherwise", "amount_cents")
    story.when(GRANT.arithmetical(), as_=CRAMER).then(second)


def test_who_drew_the_money_certifies_neither_way_and_does_not_order() -> None:
    clerk, signatory = Actor(KASSE.person, "clerk"), Actor(KASSE.person, "signatory")
    story = given(*DRAWN).when(GRANT.factual(), as_=clerk).refused("four_eyes")
    story.when(GRANT.factual(), as_=ADLER).granted()
    story.when(GRANT.arithmetical(), as_=clerk).refused("four_eyes")
    story.when(GRANT.arithmetical(), as_=CRAMER).granted()
    story.when(GRANT.order(), as_=signatory).refused("four_eyes")


def test_less_may_be_certified_than_was_drawn_and_never_more() -> None:
    small = HALVES.drawdown(amount_cents=THOUSAND)
    story = given(*HALVES.until("confirmed")).when(small, as_=KASSE, on=MARCH).granted()
    cent_more = HALVES.factual(amount_cents=Money(1_000_01))
    story.when(cent_more, as_=ADLER).refused("above_request", "amount_cents")
    less = HALVES.factual(amount_cents=Money(999_99))
    story.when(less, as_=ADLER).then(PaymentCertified)
    assert unpaid_rest(story.desk, CASE) == 50_000_00 - 999_99


def test_an_unknown_draw_down_has_nothing_done_to_it() -> None:
    story = given(*CONFIRMED)
    for wish, who in ((GRANT.factual(), ADLER), (GRANT.order(), EICHE), (RETURN, ADLER)):
        story.when(wish, as_=who).refused("disbursement_unknown", "number")


@pytest.mark.parametrize("chapter", ["drawn", "certified"])
def test_a_draw_down_goes_back_and_may_be_drawn_again(chapter: str) -> None:
    returned = DrawdownReturned(returned_by=BIRKE.person, remark=RETURN.remark)
    story = given(*GRANT.until(chapter)).when(RETURN, as_=BIRKE).then(returned)
    assert unpaid_rest(story.desk, CASE) == 50_000_00
    assert not story.state(Disbursement, DRAW).open
    story.when(RETURN, as_=BIRKE).refused("wrong_stage")
    story.when(GRANT.factual(), as_=ADLER).refused("wrong_stage")
    story.when(GRANT.drawdown(), as_=KASSE).then(DisbursementOpened(number=2), DrawdownRequested)


def test_what_came_back_from_the_bank_may_be_given_up_and_drawn_anew() -> None:
    back = bank_says(credit(GRANT.reference(), 50_000_00))
    story = given(*BOOKED, SYSTEM.asks(back, date(2016, 3, 7)))
    story.when(RETURN, as_=BIRKE).then(DrawdownReturned)
    story.when(GRANT.order(), as_=EICHE).refused("wrong_stage")
    story.when(GRANT.drawdown(), as_=KASSE).granted()


@pytest.mark.parametrize("chapter", ["ordered", "in_run", "accepted", "booked"])
def test_what_is_on_its_way_to_the_bank_does_not_go_back(chapter: str) -> None:
    given(*GRANT.until(chapter)).when(RETURN, as_=BIRKE).refused("wrong_stage")


def test_use_is_reported_day_by_day_and_late_use_is_kept_as_late() -> None:
    late = Use(used_on=date(2016, 5, 4), amount_cents=Money(2))
    in_time = Use(used_on=date(2016, 5, 3), amount_cents=Money(3))
    report = GRANT.use().model_copy(update={"uses": (in_time, late)})
    story = given(*BOOKED).when(report, as_=KASSE, on=date(2016, 5, 10))
    story.then(UseReported(uses=(in_time, late), late_cents=Money(2)))
    assert story.story.state(Disbursement, DRAW).used_cents == 5


def test_no_more_is_used_than_arrived_and_nothing_tomorrow() -> None:
    story = given(*BOOKED)
    story.when(GRANT.use(cents=50_000_01), as_=KASSE, on=date(2016, 4, 5)).refused(
        "use_above_payout", "uses"
    )
    story.when(GRANT.use(on=date(2016, 4, 6)), as_=KASSE).refused("day_in_future", "uses")
    story.when(GRANT.use(cents=1), as_=KASSE).then(UseReported)
    story.when(GRANT.use(), as_=KASSE).refused("use_above_payout")


@pytest.mark.parametrize("chapter", ["drawn", "accepted"])
def test_use_is_reported_for_money_that_arrived(chapter: str) -> None:
    given(*GRANT.until(chapter)).when(GRANT.use(), as_=KASSE).refused("not_booked", "number")


def test_a_draw_down_nobody_made_claims_nothing() -> None:
    none = given(*CONFIRMED).state(Disbursement, DRAW)
    assert (none.claimed_cents, none.paid_cents, none.open, none.duty) == (0, 0, False, None)
