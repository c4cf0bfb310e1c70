"""Haushaltsmittel: what is reserved, committed, paid and free, to the cent."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.appropriation import (
    AppropriateFunds,
    Appropriation,
    FundsAppropriated,
    FundsCommitted,
    FundsOrdered,
    FundsPaid,
    FundsReserved,
    OrderReversed,
    PaymentReversed,
    ReserveFunds,
    Share,
)
from domain.kernel import Money, Subject
from domain.proof_of_use import CaseClosed, CloseCase
from domain.retention import RetentionBegan
from domain.titles import appropriation_key
from tests.cast import BIRKE, DORN, EICHE, FALK, SYSTEM, bank_says, credit, debit, status
from tests.story import given
from tests.usual_grant import CASE, MARCH, TITLE, Grant

GRANT = Grant()
AMOUNT = Money(50_000_00)
RESERVE = ReserveFunds(case=CASE)
ENTRY = AppropriateFunds(
    programme="wir", fund="wir", year=2016, amount_cents=Money(7), reference="Nachtrag 2016"
)
OTHER = Grant(case="WIR-2016-T0002", run="2016-03-01-2")


def share(*told) -> Share:
    return given(*told).state(Appropriation, TITLE).share(CASE)


def test_each_entry_adds_to_the_title() -> None:
    entered = FundsAppropriated(**dict(ENTRY))
    story = given().when(ENTRY, as_=FALK).then(entered).when(ENTRY, as_=FALK).then(entered)
    assert story.state(Appropriation, TITLE).free == 14


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_is_taken_out_of_a_title_by_an_entry(cents: int) -> None:
    with pytest.raises(ValidationError):
        AppropriateFunds.model_validate(dict(ENTRY) | {"amount_cents": Money(cents)})


def test_a_title_is_named_by_programme_fund_and_year_whatever_the_version() -> None:
    assert appropriation_key("wir@2014-01-01", "wir", 2016) == TITLE
    assert appropriation_key("wir", "wir", 2016) == TITLE


def test_what_was_checked_is_reserved_once() -> None:
    reserved = FundsReserved(
        case=CASE, line="coordination", amount_cents=AMOUNT, reserved_by=FALK.person
    )
    story = given(*GRANT.until("checked")).when(RESERVE, as_=FALK).then(reserved)
    assert story.state(Appropriation, TITLE).free == 50_000_00
    story.when(RESERVE, as_=FALK).nothing()


@pytest.mark.parametrize("chapter", ["registered", "submitted"])
def test_only_a_checked_application_gets_money_reserved(chapter: str) -> None:
    code = "case_unknown" if chapter == "registered" else "application_not_checked"
    given(*GRANT.until(chapter)).when(RESERVE, as_=FALK).refused(code)


def test_without_an_appropriation_there_is_nothing_to_reserve() -> None:
    register, _ = GRANT.registered()
    story = given(register, *GRANT.since("registered", "checked"))
    story.when(RESERVE, as_=FALK).refused("no_appropriation")


def test_one_cent_too_little_is_too_little() -> None:
    short, exact = Grant(funds=49_999_99), Grant(funds=50_000_00)
    story = given(*short.until("checked")).when(RESERVE, as_=FALK).refused("funds_short")
    story.when(ENTRY, as_=FALK).then(FundsAppropriated)
    story.when(RESERVE, as_=FALK).then(FundsReserved)
    given(*exact.until("checked")).when(RESERVE, as_=FALK).then(FundsReserved)


def test_what_one_case_holds_is_not_free_for_another() -> None:
    more = [act for name in ("submitted", "checked") for act in getattr(OTHER, name)()]
    story = given(*Grant(funds=99_999_99).until("reserved"), *more)
    story.when(ReserveFunds(case=OTHER.case), as_=FALK).refused("funds_short", "case")


@pytest.mark.parametrize("chapter", ["signed", "booked", "closed"])
def test_a_decided_case_gets_nothing_reserved_again(chapter: str) -> None:
    given(*GRANT.until(chapter)).when(RESERVE, as_=FALK).refused("wrong_stage")


def test_a_case_that_ended_with_nothing_gets_nothing_reserved_again() -> None:
    nothing = {"eligible_cents": 0, "months": 12}
    story = given(*GRANT.until("confirmed"), *GRANT.proven())
    story.when(GRANT.note(recognised_facts=nothing), as_=BIRKE).granted()
    story.when(GRANT.settlement, as_=DORN).granted()
    story.when(CloseCase(case=CASE), as_=SYSTEM).then(CaseClosed, RetentionBegan)
    assert story.state(Appropriation, TITLE).share(CASE) == Share()
    story.when(RESERVE, as_=FALK).refused("wrong_stage")
    assert story.state(Appropriation, TITLE).free == 100_000_00


def test_a_signature_turns_the_whole_reservation_into_what_was_granted() -> None:
    less = Grant(parts=((40_000_00, None),))
    assert share(*less.until("proposed")) == Share(reserved=AMOUNT)
    story = given(*less.until("signed"))
    title = story.state(Appropriation, TITLE)
    assert title.share(CASE) == Share(committed=Money(40_000_00))
    assert title.free == 60_000_00
    committed = FundsCommitted(case=CASE, line="coordination", amount_cents=Money(40_000_00))
    assert committed in story.told()


def test_an_order_draws_on_the_commitment_and_a_booking_pays_it() -> None:
    reference = GRANT.reference()
    moved = {"case": CASE, "line": "coordination", "amount_cents": AMOUNT}
    story = given(*GRANT.until("certified")).when(GRANT.order(), as_=EICHE)
    filed = [event for subject, event in story.filings if subject.kind == "appropriation"]
    assert filed == [FundsOrdered(end_to_end_id=reference, **moved)]
    assert share(*GRANT.until("ordered")) == Share(committed=AMOUNT, ordered=AMOUNT)
    paid = given(*GRANT.until("booked"))
    assert FundsPaid(end_to_end_id=reference, **moved) in paid.told()
    assert paid.state(Appropriation, TITLE).share(CASE) == Share(committed=AMOUNT, paid=AMOUNT)


def test_what_a_bank_refuses_or_sends_back_is_open_again() -> None:
    refused = bank_says(status(GRANT.reference(), "rejected", reason_code="AC04"))
    story = given(*GRANT.until("handed_over"), SYSTEM.asks(refused, MARCH))
    assert any(isinstance(event, OrderReversed) for event in story.told())
    assert story.state(Appropriation, TITLE).share(CASE) == Share(committed=AMOUNT)
    back = bank_says(credit(GRANT.reference(), AMOUNT))
    story = given(*GRANT.until("booked"), SYSTEM.asks(back, MARCH))
    assert any(isinstance(event, PaymentReversed) for event in story.told())
    assert story.state(Appropriation, TITLE).share(CASE) == Share(committed=AMOUNT)


def test_a_title_asks_nothing_of_events_it_does_not_know() -> None:
    title = given(*GRANT.until("booked")).state(Appropriation, TITLE)
    for event in given(*GRANT.until("closed")).desk.files[Subject("application", CASE)]:
        assert title.evolve(event) == title


def test_a_payment_booked_on_another_day_changes_no_amount() -> None:
    late = bank_says(debit(GRANT.reference(), AMOUNT, booked_on=date(2016, 3, 31)))
    assert share(*GRANT.until("accepted"), SYSTEM.asks(late, MARCH)).paid == AMOUNT
