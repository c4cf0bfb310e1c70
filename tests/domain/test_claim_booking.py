"""Money that names a claim pays it without anybody's hand, in any order, and comes off again."""

from datetime import date
from functools import cache, partial
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.bank_details import ReportBankDetails
from domain.bank_message import BookingLine, RecordBankMessage
from domain.claim import RepaymentReceived, RepaymentTakenBack
from domain.claim_booking import claim_named
from domain.clearing import Clearing
from domain.personal_data import PersonalDataErased
from domain.recovery import Recovery
from domain.recovery_interest import interest_due
from tests import story as told
from tests.cast import ADLER, BIRKE, HCC, OTHER_IBAN, SYSTEM, bank_says, confirmation
from tests.claim_lines import CLAIM, back, came
from tests.domain.bank_walk import Walk
from tests.story import Actor, Story
from tests.usual_grant import CASE, Grant
from tests.usual_recovery import ASSESSED, Recall, interest_waiver, repayment

RECALL, RECALL_GRANT = Recall(), Grant()
APRIL = date(2017, 4, 3)


def claimed() -> Story:
    return told.given(*RECALL.until("claimed"))


def hear(story: Story, *lines: BookingLine) -> Story:
    return story.given(*(SYSTEM.asks(bank_says(one), APRIL) for one in lines))


def standing(story: Story) -> tuple[int, int, int]:
    """What is open, what was repaid, and what is too much."""
    recovery = story.state(Recovery, CASE)
    repaid = recovery.principal.repaid_cents + recovery.interest.repaid_cents
    return recovery.open_cents, repaid, recovery.surplus_cents


def listed(story: Story) -> list[str]:
    """Why lines stand on the clearing list."""
    keys = [one.key for one in story.desk.files if one.kind == "clearing"]
    return [story.state(Clearing, key).line.why for key in keys]


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (10_000_00, (0, 10_000_00, 0)),
        (4_000_00, (6_000_00, 4_000_00, 0)),
        (10_000_01, (0, 10_000_00, 1)),
    ],
)
def test_a_credit_pays_its_claim_on_its_booking_day(cents: int, expected: tuple[int, ...]) -> None:
    story = hear(claimed(), came(cents))
    assert (standing(story), listed(story)) == (expected, [])
    [event] = [one for _, one in story.filings() if isinstance(one, RepaymentReceived)]
    assert (event.booked_on, event.recorded_by, event.amount_cents) == (APRIL, "bank", cents)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"payer": None}, "unknown_payer"),
        ({"payer": OTHER_IBAN}, "unknown_payer"),
        ({"claim": f"{CASE}.R2"}, "unknown_reference"),
        ({"claim": "WIR-2016-OTHER.R1"}, "unknown_reference"),
        ({"reversal": True}, "not_expected"),
        ({"credit": False}, "not_expected"),
    ],
)
def test_what_does_not_fit_its_claim_is_listed_with_the_reason(changes, why: str) -> None:
    story = hear(claimed(), came(10_000_00, **changes))
    assert (standing(story), listed(story)) == ((10_000_00, 0, 0), [why])


def test_a_listed_line_shows_a_reference_of_ours_and_no_other() -> None:
    story = hear(claimed(), came(1, payer=None), came(2, claim="MUSTER.R1"))
    keys = [one.key for one in story.desk.files if one.kind == "clearing"]
    assert {story.state(Clearing, one).line.reference for one in keys} == {CLAIM, "NOTPROVIDED"}


def test_a_claim_that_was_paid_before_somebody_decided_takes_nothing_more() -> None:
    waived = [BIRKE.asks(interest_waiver(), ASSESSED), *RECALL.signed(ASSESSED)]
    story = hear(told.given(*RECALL.until("repaid"), *waived), came(1), back(1))
    assert (listed(story), standing(story)[0]) == (["claim_paid", "claim_paid"], 0)


def test_money_on_which_somebody_relied_is_taken_back_by_people() -> None:
    story = told.given(*RECALL.until("assessed"))
    story = hear(story, back(10_000_00))
    assert listed(story) == ["not_expected"]
    assert story.state(Recovery, CASE).principal.open_cents == 0


def test_what_a_person_recorded_is_not_taken_in_again() -> None:
    story = told.given(*RECALL.until("repaid"))
    assert standing(hear(story, came(10_000_00, entry="B1"))) == (0, 10_000_00, 0)
    story.when(repayment(10_000_00), as_=HCC).nothing()


def test_the_same_line_pays_once_in_whatever_file() -> None:
    story = hear(claimed(), came(4_000_00))
    again = bank_says(came(4_000_00), kind="camt.053")
    story.given(SYSTEM.asks(again, APRIL))
    assert standing(story) == (6_000_00, 4_000_00, 0)


def test_what_the_bank_takes_back_is_open_again() -> None:
    story = hear(claimed(), came(4_000_00), came(6_000_01, 4), back(6_000_01))
    assert standing(story) == (6_000_00, 4_000_00, 0)
    [event] = [one for _, one in story.filings() if isinstance(one, RepaymentTakenBack)]
    assert (event.principal_cents, event.surplus_cents) == (6_000_00, 1)
    assert (event.open_cents, event.reason_code) == (6_000_00, "RVSL")
    returned = back(4_000_00, 6, reversal=False, return_reason="FOCR")
    assert standing(hear(story, returned)) == (10_000_00, 0, 0)


def test_an_account_of_another_recipient_does_not_pay_this_claim() -> None:
    """The neighbour's account was confirmed for the neighbour alone."""
    neighbour = Actor("n.kasse", "county_finance", "wetteraukreis")
    entry = RECALL_GRANT.registration(recipient="wetteraukreis", name="Wetteraukreis")
    tell = ReportBankDetails(recipient="wetteraukreis", iban=OTHER_IBAN, holder="Kreiskasse")
    story = claimed().given(
        ADLER.asks(entry, APRIL),
        neighbour.asks(tell, APRIL),
        BIRKE.asks(partial(confirmation, body="wetteraukreis"), APRIL),
    )
    assert listed(hear(story, came(10_000_00, payer=OTHER_IBAN))) == ["other_payer"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Erstattung WIR-2016-T0001.R1", CLAIM),
        ("wir-2016-t0001.r1/Main-Kinzig-Kreis", CLAIM),
        ("WIR-2016-T0001.R1 und WIR-2016-T0001.R2", None),
        ("WIR-2016-T0001.R1 WIR-2016-T0001.R1", CLAIM),
        ("WIR-2016-T0001.1.1", None),
        ("Rita Beispiel", None),
    ],
)
def test_a_claim_is_found_in_what_a_payer_wrote(text: str, named: str | None) -> None:
    assert claim_named(text) == named


@cache
def begun() -> Walk:
    """A claim of 10,000 euro stands open."""
    return Walk().after(RECALL.until("claimed"))


def another(message: RecordBankMessage) -> RecordBankMessage:
    return message.model_copy(update={"message_id": "M2", "file": message.file[::-1]})


LINES = (
    came(4_000_00, 4),
    came(5_000_00, 3),
    came(4_000_00, 6),
    back(4_000_00, 7),
    came(3_000_00, 5, payer=OTHER_IBAN),
)


def test_all_orders_of_a_claims_lines_end_alike() -> None:
    messages = [bank_says(one) for one in LINES]
    orders = permutations([*messages, another(messages[0])])
    ends = [begun().branch().hears(one).end() for one in list(orders)[::7]]
    assert all(one == ends[0] for one in ends)


@settings(max_examples=40, deadline=None)
@given(
    parts=st.lists(st.integers(1, 6_000_00), min_size=1, max_size=6),
    gone=st.sets(st.integers(0, 5), max_size=3),
    data=st.data(),
)
def test_any_split_in_any_order_pays_what_it_adds_up_to(parts, gone, data) -> None:
    lines = [came(cents, number + 1) for number, cents in enumerate(parts)]
    taken = [one for one in gone if one < len(parts)]
    lines += [back(parts[one], 20 + one) for one in taken]
    order = data.draw(st.permutations([bank_says(one) for one in lines]))
    ends = [begun().branch().hears(one) for one in ([bank_says(one) for one in lines], order)]
    first, second = (one.end() for one in ends)
    assert first == second
    total = sum(parts) - sum(parts[one] for one in taken)
    open_cents, repaid, surplus = standing(ends[0].story)
    assert (repaid, surplus) == (min(total, 10_000_00), max(0, total - 10_000_00))
    assert open_cents == 10_000_00 - repaid
    recovery = ends[0].story.state(Recovery, CASE)
    assert sum(one.amount_cents for one in recovery.movements) == open_cents
    assert sum(one.amount_cents for one in recovery.plan) == open_cents


def test_interest_counts_each_credit_on_its_own_day_in_whatever_order_it_came() -> None:
    lines = [came(5_000_00, 20), came(5_000_00, 3)]
    days = [hear(claimed(), *order) for order in permutations(lines)]
    sums = [interest_due(one.desk, CASE, date(2017, 4, 30)).amount_cents for one in days]
    assert sums[0] == sums[1] > 0


def test_what_is_taken_back_before_it_came_waits_for_its_credit() -> None:
    story = hear(claimed(), back(4_000_00))
    [loose] = story.state(Recovery, CASE).credits.loose
    assert (loose.amount_cents, standing(story)) == (4_000_00, (10_000_00, 0, 0))
    story = hear(story, came(4_000_00))
    assert story.state(Recovery, CASE).credits.loose == []
    assert (standing(story), listed(story)) == ((10_000_00, 0, 0), [])


def test_what_is_no_fact_of_the_claim_leaves_it_as_it_stands() -> None:
    recovery = hear(claimed(), came(4_000_00)).state(Recovery, CASE)
    assert recovery.evolve(PersonalDataErased(occasion="erasure")) == recovery
