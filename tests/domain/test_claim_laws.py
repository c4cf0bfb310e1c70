"""The laws of a claim: in whatever order it is met, it balances, and no cent is met twice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.claim_account import Account
from domain.kernel import Command
from domain.recovery import Recovery
from domain.recovery_interest import interest_due
from tests import story as told
from tests.cast import BIRKE, DORN, HCC
from tests.usual_grant import CASE
from tests.usual_recovery import (
    CLAIMED,
    Recall,
    deferral,
    interest,
    interest_waiver,
    remission,
    repayment,
    signature,
    suspension,
)

RECALL = Recall()
CENTS = st.integers(1, 12_000_00)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("repay"), CENTS, st.integers(0, 400)),
        st.tuples(st.just("remit"), CENTS, st.integers(0, 600_00)),
        st.tuples(st.just("defer"), CENTS, st.integers(1, 12)),
        st.tuples(st.sampled_from(["interest", "waive", "suspend"]), CENTS, st.integers(0, 40)),
    ),
    max_size=8,
)


def balanced(recovery: Recovery) -> None:
    """claim - paid - waived - written off = open, never below zero; the plan is what is open."""
    for account in (recovery.principal, recovery.interest):
        assert account.open_cents == (
            account.claimed_cents
            - account.repaid_cents
            - account.waived_cents
            - account.written_off_cents
        )
        assert account.open_cents >= 0
    assert sum(one.amount_cents for one in recovery.plan) == recovery.open_cents
    assert recovery.surplus_cents >= 0
    owed = sum(one.amount_cents for one in recovery.movements)
    assert owed == recovery.principal.open_cents


def measure(kind: str, cents: int, *, days: int, on: date, standing: Recovery) -> Command:
    """A measure as a clerk could lay it; some are refused, which changes nothing."""
    match kind:
        case "remit":
            return remission(min(cents, standing.principal.open_cents), days)
        case "defer":
            first = int(standing.open_cents) // days
            parts = [first] * (days - 1) + [int(standing.open_cents) - first * (days - 1)]
            due = [on + timedelta(days=30 * n) for n in range(1, days + 1)]
            return deferral(*((day, part) for day, part in zip(due, parts, strict=True) if part))
        case "suspend":
            return suspension(on + timedelta(days=days))
        case "waive":
            return interest_waiver(on)
        case _:
            return interest(on)


@given(ACTS)
def test_any_order_of_payments_and_decisions_leaves_the_claim_in_balance(acts) -> None:
    story, on = told.given(*RECALL.until("claimed")), CLAIMED
    received = 0
    for number, (kind, cents, days) in enumerate(acts):
        on += timedelta(days=10)
        standing = story.state(Recovery, CASE)
        if kind == "repay":
            booked_on = max(CLAIMED - timedelta(days=400), on - timedelta(days=days))
            wish = repayment(cents, booked_on, entry=f"B{number}")
            story.when(wish, as_=HCC, on=on).granted()
            received += cents
        elif kind != "defer" or standing.open_cents:
            wish = measure(kind, cents, days=days, on=on, standing=standing)
            answer = story.when(wish, as_=BIRKE, on=on)
            if answer.refusal is None:
                answer.granted().when(signature, as_=DORN).granted()
        balanced(story.state(Recovery, CASE))
    state = story.state(Recovery, CASE)
    kept = state.principal.repaid_cents + state.interest.repaid_cents + state.surplus_cents
    assert kept == received
    decided = interest_due(story.desk, CASE, on)
    assert decided.amount_cents >= 0


def test_an_account_without_a_claim_is_met() -> None:
    assert (Account().open_cents, Account().met_cents) == (0, 0)
