"""Das Ende eines Falls: what is paid, released and free again comes out even, to the cent."""

from datetime import date

import pytest

from domain.appropriation import Appropriation, FundsReleased, Share
from domain.disbursement import ReturnDrawdown
from domain.disbursement_decisions import unpaid_rest
from domain.kernel import Money
from domain.proof_of_use import CaseClosed, CloseCase, GrantSettled, ProofOfUse, RefundDetermined
from domain.retention import RetentionBegan
from tests.cast import (
    ADLER,
    ANTRAG,
    BIRKE,
    DORN,
    EICHE,
    KASSE,
    SYSTEM,
    bank_says,
    confirmation,
    credit,
)
from tests.story import Story, given
from tests.usual_grant import CASE, MARCH, TITLE, Grant

WHOLE = Grant()
HALVES = Grant(parts=((25_000_00, MARCH), (25_000_00, date(2016, 9, 1))))
HALF_PAID = [*HALVES.until("confirmed"), *HALVES.paying(1, MARCH)]
CLOSE = CloseCase(case=CASE)
LATER = date(2017, 3, 1)


def settled(story: Story, grant: Grant, spent: int) -> Story:
    """The story with a proof of so much cost, examined and settled."""
    facts = {"eligible_cents": spent, "months": 12}
    story.given(ANTRAG.asks(grant.proof(facts=facts), date(2017, 2, 6)))
    story.given(BIRKE.asks(grant.note(recognised_facts=facts), date(2017, 2, 20)))
    return story.given(*grant.settled())


def share(story: Story) -> Share:
    return story.state(Appropriation, TITLE).share(CASE)


def free(story: Story) -> int:
    return story.state(Appropriation, TITLE).free


def released(cents: int) -> FundsReleased:
    return FundsReleased(case=CASE, line="coordination", amount_cents=Money(cents))


def closed(paid: int, given_back: int, by: str = "system") -> CaseClosed:
    return CaseClosed(closed_by=by, paid_cents=Money(paid), released_cents=Money(given_back))


def test_an_even_case_is_closed_by_the_system_and_binds_what_was_paid() -> None:
    story = settled(given(*WHOLE.until("used")), WHOLE, 58_300_00)
    story.when(CLOSE, as_=SYSTEM).then(closed(50_000_00, 0), RetentionBegan)
    assert share(story) == Share(committed=Money(50_000_00), paid=Money(50_000_00))
    assert free(story) == 50_000_00


def test_what_will_not_be_paid_is_free_with_the_settlement() -> None:
    story = given(*HALF_PAID)
    story = settled(story, HALVES, 40_000_00)
    assert released(10_000_00) in story.told()
    assert share(story) == Share(committed=Money(40_000_00), paid=Money(25_000_00))
    assert free(story) == 60_000_00


def test_the_rest_is_drawn_after_the_settlement_and_the_case_closes_even() -> None:
    story = settled(given(*HALF_PAID), HALVES, 40_000_00)
    assert unpaid_rest(story.desk, CASE) == 15_000_00
    story.when(CLOSE, as_=SYSTEM).refused("case_not_balanced")
    rest = Grant(parts=((25_000_00, MARCH), (15_000_00, MARCH)))
    more = rest.drawdown(amount_cents=Money(15_000_01))
    story.when(more, as_=KASSE, on=LATER).refused("above_unpaid_rest")
    story.given(*rest.drawn(2, LATER))
    assert unpaid_rest(story.desk, CASE) == 0
    story.when(CLOSE, as_=ADLER).refused("payment_running", "case")
    story.given(*rest.certified(2, LATER), *rest.ordered(2, LATER))
    story.given(*rest.in_run(2, LATER, run="rest"), *rest.booked(2, LATER))
    story.when(CLOSE, as_=SYSTEM).then(closed(40_000_00, 0), RetentionBegan)
    assert share(story) == Share(committed=Money(40_000_00), paid=Money(40_000_00))
    assert free(story) == 60_000_00


def test_a_rest_nobody_draws_is_released_by_a_person_who_closes() -> None:
    story = settled(given(*HALF_PAID), HALVES, 40_000_00)
    ended = closed(25_000_00, 15_000_00, ADLER.person)
    story.when(CLOSE, as_=ADLER).then(ended, released(15_000_00), RetentionBegan)
    assert share(story) == Share(committed=Money(25_000_00), paid=Money(25_000_00))
    assert free(story) == 75_000_00


def test_what_was_paid_too_much_stays_bound_until_it_is_repaid() -> None:
    story = settled(given(*WHOLE.until("used")), WHOLE, 48_000_00)
    assert RefundDetermined(amount_cents=Money(2_000_00)) in story.told()
    assert share(story) == Share(committed=Money(50_000_00), paid=Money(50_000_00))
    assert unpaid_rest(story.desk, CASE) == 0
    cent = WHOLE.drawdown(amount_cents=Money(1))
    story.when(cent, as_=KASSE).refused("above_unpaid_rest")


def test_no_payment_begins_between_the_note_and_the_second_signature() -> None:
    story = given(*HALF_PAID, *HALVES.proven())
    story.given(BIRKE.asks(HALVES.note(), date(2017, 2, 20)))
    story.given(*HALVES.drawn(2, LATER))
    story.when(HALVES.settlement, as_=DORN).refused("payment_running")
    story.when(ReturnDrawdown(case=CASE, number=2, remark="Nach der Prüfung."), as_=ADLER).granted()
    story.when(HALVES.settlement, as_=DORN).then(GrantSettled)


@pytest.mark.parametrize("final", [50_000_00, 48_000_00])
def test_a_payment_that_comes_back_after_the_settlement_is_paid_again_up_to_the_final_sum(
    final: int,
) -> None:
    story = settled(given(*WHOLE.until("used")), WHOLE, final)
    story.given(SYSTEM.asks(bank_says(credit(WHOLE.reference(), 50_000_00)), LATER))
    story.when(CLOSE, as_=ADLER).refused("payment_running")
    story.given(BIRKE.asks(confirmation, LATER))
    if final < 50_000_00:
        story.when(WHOLE.order(), as_=EICHE).refused("above_unpaid_rest", "amount_cents")
    story.when(ReturnDrawdown(case=CASE, number=1, remark="Kam zurück."), as_=ADLER).granted()
    again = Grant(parts=((50_000_00, MARCH), (final, MARCH)))
    story.given(*again.paying(2, LATER))
    story.when(CLOSE, as_=SYSTEM).granted()
    assert share(story) == Share(committed=Money(final), paid=Money(final))
    assert free(story) == 100_000_00 - final


def test_a_grant_that_was_never_drawn_ends_with_nothing_bound() -> None:
    story = settled(given(*WHOLE.until("confirmed")), WHOLE, 58_300_00)
    assert story.state(ProofOfUse, CASE).settled.rest_cents == 50_000_00
    ended = closed(0, 50_000_00, ADLER.person)
    story.when(CLOSE, as_=ADLER).then(ended, released(50_000_00), RetentionBegan)
    assert (share(story), free(story)) == (Share(), 100_000_00)


def test_nothing_recognised_releases_everything_at_once() -> None:
    story = settled(given(*WHOLE.until("confirmed")), WHOLE, 0)
    assert released(50_000_00) in story.told()
    story.when(CLOSE, as_=SYSTEM).then(closed(0, 0), RetentionBegan)
    assert (share(story), free(story)) == (Share(), 100_000_00)
