"""The claim: interest with its sheet, repayments in their order, waived, deferred, remitted."""

from datetime import date

import pytest

from domain.claim import (
    ClaimDeferred,
    ClaimRemitted,
    CollectionSuspended,
    InterestAssessed,
    InterestWaived,
    RecordSurplusReturn,
    RefundWaived,
    RepaymentReceived,
    SurplusReturned,
)
from domain.claim_account import Account
from domain.kernel import Money
from domain.proof_of_use import CaseClosed, CloseCase
from domain.recovery import Recovery
from domain.retention import RetentionBegan
from tests.cast import ADLER, BIRKE, DORN, HCC, KASSE, SYSTEM, bank_says, credit
from tests.story import Story, given
from tests.usual_grant import CASE, Grant
from tests.usual_recovery import (
    ASSESSED,
    CLAIMED,
    INTEREST,
    OPENED,
    REPAID,
    Recall,
    deferral,
    interest,
    interest_waiver,
    refund_waiver,
    remission,
    repayment,
    signature,
    suspension,
)

RECALL, SMALL = Recall(), Recall(cost=48_000_00, refund=2_000_00)
GRANT = Grant()
CLOSE = CloseCase(case=CASE)


def state(story: Story) -> Recovery:
    return story.state(Recovery, CASE)


def test_a_recovery_ends_with_the_closed_case() -> None:
    story = given(*RECALL.until("repaid")).when(CLOSE, as_=SYSTEM).refused("recovery_running")
    story.given(*RECALL.assessed()).when(CLOSE, as_=SYSTEM).refused("recovery_running")
    story.given(*RECALL.paid()).when(CLOSE, as_=SYSTEM).then(CaseClosed, RetentionBegan)
    assert state(story).over


def test_interest_is_claimed_with_the_sheet_that_the_second_person_saw() -> None:
    story = given(*RECALL.until("repaid")).when(interest(), as_=BIRKE, on=ASSESSED).granted()
    sheet = state(story).draft.sheet
    assert state(story).draft.measure_kind == "interest"
    claim = story.when(signature, as_=DORN).filings[0][1]
    assert isinstance(claim, InterestAssessed)
    assert (claim.sheet, claim.amount_cents) == (sheet, INTEREST)
    assert (sheet.faults(), sheet.base_rates_digest) == ((), story.desk.base_rates.digest)
    assert (claim.due_on, claim.reference) == (date(2017, 5, 11), f"{CASE}.R2")


def test_interest_that_changed_under_the_draft_is_not_signed() -> None:
    story = given(*RECALL.until("claimed")).when(interest(), as_=BIRKE, on=ASSESSED).granted()
    story.when(repayment(1_000_00), as_=HCC).granted()
    story.when(signature, as_=DORN).refused("interest_changed")


def test_interest_of_a_later_day_takes_off_what_was_decided_before() -> None:
    until = date(2016, 12, 31)
    story = given(*RECALL.until("repaid"))
    story.when(interest(until), as_=BIRKE, on=ASSESSED).granted()
    story.when(signature, as_=DORN).then(InterestAssessed)
    first = state(story).interest.claimed_cents
    story.when(interest(until), as_=BIRKE).refused("interest_decided", "until")
    story.when(interest(), as_=BIRKE).granted()
    story.when(signature, as_=DORN).then(InterestAssessed)
    assert state(story).interest.claimed_cents == INTEREST > first > 0


def test_interest_needs_a_claim_and_a_day_that_is_over() -> None:
    given(*RECALL.until("answered")).when(interest(), as_=BIRKE).refused("no_claim")
    story = given(*RECALL.until("claimed"))
    story.when(interest(date(2017, 3, 21)), as_=BIRKE).refused("day_in_future", "until")


def test_a_missing_base_rate_refuses_the_whole_interest() -> None:
    story = given(*RECALL.until("claimed"))
    day = date(2026, 7, 1)
    story.when(interest(day), as_=BIRKE, on=day).refused("base_rate_missing", "until")


def test_waived_interest_is_computed_and_kept() -> None:
    story = given(*RECALL.until("repaid")).when(interest_waiver(), as_=BIRKE, on=ASSESSED).granted()
    waived = story.when(signature, as_=DORN).filings[0][1]
    assert isinstance(waived, InterestWaived)
    assert (waived.amount_cents, waived.sheet.total_cents) == (INTEREST, INTEREST)
    story.when(signature, as_=DORN).then(InterestWaived)
    assert (state(story).interest.waived_cents, state(story).over) == (INTEREST, True)


def late_story(*, heard: bool = True) -> Story:
    """50,000 euro used on 4 July 2016, too late: 119 days at 4.17 and 4 at 4.12 percent."""
    grant, recall = Grant(), Recall(ground="late_use", refund=694_00)
    used = KASSE.asks(grant.use(on=date(2016, 7, 4)), date(2016, 7, 5))
    story = given(*grant.until("booked"), used, *recall.opened())
    amount = 702_34
    story.when(recall.hearing(amount - 1), as_=ADLER).refused("amount_not_recoverable")
    story.given(ADLER.asks(recall.hearing(amount), OPENED))
    return story.given(*recall.answered()) if heard else story


def test_late_use_bears_interest_from_the_payout_to_the_use_and_no_refund() -> None:
    story = late_story()
    story.when(Recall(ground="late_use").demand(), as_=BIRKE).refused("interest_only")
    story.when(interest(date(2016, 7, 4)), as_=BIRKE, on=CLAIMED).granted()
    story.when(signature, as_=DORN).then(InterestAssessed)
    assert state(story).interest.open_cents == 702_34
    assert (state(story).opened, state(story).interest_pending) == (None, False)


def test_no_more_interest_is_claimed_than_the_recipient_was_heard_on() -> None:
    grant, recall = Grant(), Recall(ground="late_use")
    part = KASSE.asks(grant.use(on=date(2016, 7, 4), cents=20_000_00), date(2016, 7, 5))
    story = given(*grant.until("booked"), part, *recall.opened())
    story.given(ADLER.asks(recall.hearing(280_94), OPENED), *recall.answered())
    wish = interest(date(2016, 7, 4))
    story.when(wish, as_=BIRKE, on=CLAIMED).granted()
    more = grant.use(on=date(2016, 7, 4), cents=10_000_00)
    story.when(more, as_=KASSE).granted()
    story.when(wish, as_=BIRKE).refused("amount_not_recoverable", "until")


def test_interest_on_late_use_needs_a_hearing_and_the_facts_still_there() -> None:
    story = late_story(heard=False)
    wish = interest(date(2016, 7, 4))
    story.when(wish, as_=BIRKE, on=date(2017, 3, 1)).refused("hearing_runs")
    back = bank_says(credit(GRANT.reference(), 50_000_00))
    story.given(SYSTEM.asks(back, CLAIMED))
    story.when(wish, as_=BIRKE, on=date(2017, 4, 3)).refused("no_late_use")


def test_a_small_refund_is_waived_by_two_persons_with_reasons_never_by_itself() -> None:
    story = given(*SMALL.before())
    story.when(refund_waiver(), as_=BIRKE).granted()
    story.when(CLOSE, as_=SYSTEM).refused("case_not_balanced")
    story.when(signature, as_=DORN).then(RefundWaived)
    assert state(story).principal.waived_cents == 2_000_00
    story.when(CLOSE, as_=SYSTEM).then(CaseClosed, RetentionBegan)


def test_no_large_refund_is_waived_and_none_that_was_not_found() -> None:
    given(*RECALL.before()).when(refund_waiver(), as_=BIRKE).refused("refund_not_small")
    given(*Grant().until("settled")).when(refund_waiver(), as_=BIRKE).refused(
        "no_refund_determined"
    )
    given(*SMALL.until("claimed")).when(refund_waiver(), as_=BIRKE).refused("no_refund_determined")


def test_a_repayment_pays_principal_first_then_interest_then_is_a_surplus() -> None:
    story = given(*RECALL.until("claimed"))
    story.when(repayment(4_000_00), as_=HCC, on=REPAID).granted()
    assert (state(story).open_cents, state(story).plan[0].amount_cents) == (6_000_00, 6_000_00)
    story.when(repayment(7_000_00, entry="B2"), as_=HCC).granted()
    assert (state(story).open_cents, state(story).surplus_cents) == (0, 1_000_00)
    story.given(*RECALL.assessed())
    assert state(story).interest.open_cents == 0
    assert state(story).surplus_cents == 1_000_00 - INTEREST


@pytest.mark.parametrize(
    ("cents", "principal_first", "interest_first"),
    [
        (300, (300, 0), (200, 100)),
        (1_050, (1_000, 50), (950, 100)),
        (2_000, (1_000, 100), (1_000, 100)),
    ],
)
def test_the_rules_state_what_is_paid_first(cents, principal_first, interest_first) -> None:
    owed = {"principal": 1_000, "interest": 100}
    accounts = {name: Account(claimed_cents=Money(amount)) for name, amount in owed.items()}
    recovery = Recovery(CASE, **accounts)
    assert recovery.standing.allocated(Money(cents), "principal_first") == principal_first
    assert recovery.standing.allocated(Money(cents), "interest_first") == interest_first


def test_the_same_booking_is_taken_in_once() -> None:
    story = given(*RECALL.until("repaid"))
    story.when(repayment(10_000_00), as_=HCC).nothing()
    story.when(repayment(1, date(2017, 4, 4), entry="B3"), as_=HCC).refused("day_in_future")


def test_money_without_a_claim_stays_in_safe_keeping() -> None:
    given(*RECALL.until("answered")).when(repayment(1), as_=HCC).refused("no_claim")


def surplus_return(cents: int, on: date = ASSESSED, entry: str = "R1") -> RecordSurplusReturn:
    content = {"amount_cents": Money(cents), "booked_on": on, "entry_reference": entry}
    return RecordSurplusReturn.model_validate({"case": CASE} | content)


def test_what_was_paid_too_much_goes_back_once() -> None:
    told = RECALL.until("paid")
    given(*told).when(surplus_return(1), as_=HCC).refused("no_surplus")
    story = given(*told).when(repayment(30_00, ASSESSED, entry="B9"), as_=HCC).granted()
    story.when(CLOSE, as_=SYSTEM).refused("recovery_running")
    story.when(surplus_return(30_01), as_=HCC).refused("above_surplus", "amount_cents")
    story.when(surplus_return(30_00, date(2018, 1, 1)), as_=HCC).refused("day_in_future")
    story.when(surplus_return(30_00), as_=HCC).then(SurplusReturned)
    story.when(surplus_return(30_00), as_=HCC).nothing()
    story.when(CLOSE, as_=SYSTEM).then(CaseClosed, RetentionBegan)


def test_a_deferred_claim_is_paid_by_its_plan() -> None:
    plan = deferral((date(2017, 9, 1), 4_000_00), (date(2017, 6, 1), 6_000_00))
    story = given(*RECALL.until("claimed")).when(plan, as_=BIRKE).granted()
    story.when(signature, as_=DORN).then(ClaimDeferred)
    story.when(repayment(7_000_00), as_=HCC, on=REPAID).granted()
    rest = [(one.due_on, one.amount_cents) for one in state(story).plan]
    assert rest == [(date(2017, 9, 1), 3_000_00)]


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        (deferral((date(2017, 9, 1), 9_999_99)), "plan_unequal", "plan"),
        (deferral((CLAIMED, 10_000_00)), "day_not_ahead", "plan"),
        (suspension(CLAIMED), "day_not_ahead", "until"),
        (remission(10_000_01), "remission_above_claim", "principal_cents"),
        (remission(0, 1), "remission_above_claim", "principal_cents"),
        (remission(0), "remission_above_claim", "principal_cents"),
    ],
)
def test_relief_is_for_what_is_open_and_lies_ahead(wish, code: str, field: str) -> None:
    given(*RECALL.until("claimed")).when(wish, as_=BIRKE).refused(code, field)
    given(*RECALL.until("repaid")).when(wish, as_=BIRKE).refused("no_claim")


def test_a_suspended_claim_stays_open() -> None:
    until = date(2018, 3, 1)
    story = given(*RECALL.until("claimed")).when(suspension(until), as_=BIRKE).granted()
    story.when(signature, as_=DORN).then(CollectionSuspended)
    assert (state(story).suspended_until, state(story).open_cents) == (until, 10_000_00)


def test_a_remitted_part_is_gone_and_bears_interest_no_longer() -> None:
    story = given(*RECALL.until("claimed")).when(remission(10_000_00), as_=BIRKE).granted()
    story.when(signature, as_=DORN).then(ClaimRemitted)
    assert state(story).principal.written_off_cents == 10_000_00
    assert state(story).interest_pending
    story.when(interest_waiver(CLAIMED), as_=BIRKE).granted()
    story.when(signature, as_=DORN).then(InterestWaived)
    story.when(CLOSE, as_=SYSTEM).then(CaseClosed, RetentionBegan)


def test_a_closed_case_takes_no_money_in() -> None:
    story = given(*RECALL.until("paid")).when(CLOSE, as_=SYSTEM).granted()
    story.when(repayment(1, entry="B7"), as_=HCC).refused("wrong_stage")


def test_a_repayment_is_filed_as_it_was_booked() -> None:
    filed = given(*RECALL.until("claimed")).when(repayment(4_000_00), as_=HCC, on=REPAID)
    event = RepaymentReceived(
        amount_cents=Money(4_000_00),
        principal_cents=Money(4_000_00),
        interest_cents=Money(0),
        surplus_cents=Money(0),
        allocation="principal_first",
        open_cents=Money(6_000_00),
        next_due_on=date(2017, 4, 20),
        booked_on=REPAID,
        entry_reference="B1",
        recorded_by=HCC.person,
    )
    filed.then(event)
