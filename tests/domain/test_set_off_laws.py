"""The laws of a set-off: both sides move by the same cents, and nothing is met or paid twice."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.appropriation import Appropriation
from domain.disbursement import Disbursement
from domain.recovery import Recovery
from tests import story as told
from tests.cast import BIRKE, DORN, EICHE, HCC, SYSTEM, bank_says, credit, debit
from tests.story import Story
from tests.usual_grant import CASE, TITLE
from tests.usual_recovery import interest, remission, repayment, signature
from tests.usual_set_off import DRAW, OTHER, SET_OFF_ON, claimed, set_off

CENTS = st.integers(1, 12_000_00)
KINDS = st.sampled_from(["set_off", "repay", "remit", "interest", "order", "book", "return"])
ACTS = st.lists(st.tuples(KINDS, CENTS), max_size=9)
STANDING = claimed()


def measured(story: Story, kind: str, cents: int) -> None:
    """A measure laid before the second person and signed, where the case allows it."""
    wishes = {
        "set_off": set_off(cents),
        "remit": remission(cents),
        "interest": interest(story.today),
    }
    answer = story.when(wishes[kind], as_=BIRKE)
    if answer.refusal is None:
        answer.granted().when(signature, as_=DORN).granted()


def paid(story: Story, kind: str) -> None:
    """What the order, the run and the bank do with what is left of the draw-down."""
    draw, run = story.state(Disbursement, DRAW), story.today.isoformat()
    if kind == "order" and draw.status in {"certified", "returned"}:
        story.when(OTHER.order(), as_=EICHE).granted()
        story.when(OTHER.run_of(1, run=run), as_=HCC).granted()
    elif kind == "book" and draw.status == "in_run":
        line = debit(draw.order.end_to_end_id, draw.order.amount_cents, booked_on=story.today)
        story.when(bank_says(line), as_=SYSTEM).granted()
    elif kind == "return" and draw.status == "booked":
        line = credit(draw.order.end_to_end_id, draw.order.amount_cents, booked_on=story.today)
        story.when(bank_says(line), as_=SYSTEM).granted()


def balanced(story: Story) -> None:
    """Both files and the title agree on what was set off; nothing is negative or above its top."""
    recovery, draw = story.state(Recovery, CASE), story.state(Disbursement, DRAW)
    for account in (recovery.principal, recovery.interest):
        repaid, set_off_cents = account.repaid_cents, account.set_off_cents
        given_up = account.waived_cents + account.written_off_cents
        assert account.open_cents == account.claimed_cents - repaid - set_off_cents - given_up
        assert account.open_cents >= 0
    met = recovery.principal.set_off_cents + recovery.interest.set_off_cents
    assert met == draw.set_off_cents <= draw.paid_cents <= draw.certified_cents
    assert sum(one.amount_cents for one in recovery.plan) == recovery.open_cents
    share = story.state(Appropriation, TITLE).share(OTHER.case)
    assert share.paid == draw.paid_cents
    assert share.paid + share.ordered <= draw.certified_cents


@given(ACTS)
def test_in_whatever_order_a_claim_and_a_draw_down_meet_both_stay_in_balance(acts) -> None:
    story = told.given(*STANDING)
    for number, (kind, cents) in enumerate(acts):
        story.today = SET_OFF_ON + timedelta(days=number)
        if kind == "repay":
            wish = repayment(cents, story.today, entry=f"B{number}")
            story.when(wish, as_=HCC).granted()
        elif kind in {"order", "book", "return"}:
            if not (kind == "order" and _questioned(story)):
                paid(story, kind)
        else:
            measured(story, kind, cents)
        balanced(story)


def _questioned(story: Story) -> bool:
    """Whether a return questioned the account; nothing is ordered to it before a person looks."""
    return story.state(Disbursement, DRAW).status == "returned"
