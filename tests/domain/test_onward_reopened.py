"""New facts about an onward grant that was settled: both levels are examined again."""

from datetime import date

from domain.kernel import Money
from domain.onward import OnwardGrants, UnderuseReported
from domain.proof_of_use import GrantSettled, ProofOfUse, RefundDetermined
from domain.reopening import ReopenExamination
from tests.cast import ADLER, DORN
from tests.onward_award import COUNTY, FIRST, UPPER
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, FAEHRE_GRANT, passed_on
from tests.story import Story, given

MAY = date(2023, 5, 2)
BOTH_PAID = [*passed_on(), *BRUECKE_GRANT.until("booked"), *FAEHRE_GRANT.until("booked")]
ALL_USED = [*BRUECKE_GRANT.settled_at(3_000_00), *FAEHRE_GRANT.settled_at(2_000_00)]


def reopening(case: str) -> ReopenExamination:
    news = "Belege gehören zu einem anderen Vorhaben."
    return ReopenExamination(case=case, known_on=MAY, new_facts=news)


def moved(cents: int) -> UnderuseReported:
    return UnderuseReported(onward_case=FIRST, amount_cents=Money(cents), reported_on=MAY)


def settled_above() -> Story:
    """Both levels are settled; all that was passed on counts as used."""
    story = given(*BOTH_PAID, *ALL_USED, *COUNTY_GRANT.settled_at(5_000_00))
    assert story.state(OnwardGrants, UPPER).underused == {}
    return story


def settled_again(story: Story, used: int) -> Story:
    """The county examines the carrier's grant anew."""
    story.given(COUNTY.signatory.asks(reopening(FIRST), MAY))
    story.given(COUNTY.second_clerk.asks(BRUECKE_GRANT.note(used), MAY))
    return story


def test_what_is_found_unused_later_moves_up_and_is_refunded_at_the_first_level() -> None:
    story = settled_again(settled_above(), 1_650_00)
    answer = story.when(BRUECKE_GRANT.settlement, as_=COUNTY.signatory, on=MAY)
    answer.then(GrantSettled, RefundDetermined, moved(1_350_00))
    story.given(DORN.asks(reopening(UPPER), MAY))
    story.when(COUNTY_GRANT.note(5_000_00), as_=ADLER, on=MAY).refused("onward_above_used")
    story.given(ADLER.asks(COUNTY_GRANT.note(3_650_00), MAY))
    story.given(DORN.asks(COUNTY_GRANT.settlement, MAY))
    assert story.state(ProofOfUse, UPPER).refund_cents == 1_350_00


def test_what_turns_out_used_after_all_is_taken_back_above() -> None:
    story = given(*BOTH_PAID, *BRUECKE_GRANT.settled_at(1_650_00))
    assert story.state(OnwardGrants, UPPER).underused == {FIRST: 1_350_00}
    settled_again(story, 3_000_00)
    answer = story.when(BRUECKE_GRANT.settlement, as_=COUNTY.signatory, on=MAY)
    answer.then(GrantSettled, moved(0))


def test_the_first_level_is_not_examined_while_the_second_is_open_again() -> None:
    story = settled_above().given(COUNTY.signatory.asks(reopening(FIRST), MAY))
    story.given(DORN.asks(reopening(UPPER), MAY))
    story.when(COUNTY_GRANT.note(5_000_00), as_=ADLER, on=MAY).refused("onward_open")
