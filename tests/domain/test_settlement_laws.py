"""What every settlement keeps, whatever its financing: share, deficit, full, fixed amount."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain.application import Facts
from domain.kernel import Money
from domain.settlement import Settlement, settle
from domain.trace import recheck

EXERCISE = programmes.read(Path(__file__).parents[1] / "programmes" / "uebung" / "2016-01-01.toml")
WIR = programmes.load("wir@2014-01-01")
LAWS = {
    "share": (WIR, "innovative_project"),
    "deficit": (EXERCISE, "library"),
    "full": (EXERCISE, "reading_day"),
    "fixed_amount": (EXERCISE, "shelves"),
}
THRESHOLD = EXERCISE.parameters.reduction_threshold_deficit
cents = st.integers(0, 60_000_00)
pairs = st.tuples(cents, cents)


@dataclass(frozen=True)
class Course:
    """What was approved on which plan, and what became of it, in cents."""

    approved: int
    plan: tuple[int, int]
    spent: tuple[int, int]
    own: int = 0
    others: int = 0
    paid: int = 0

    def settled(self, financing: str, **changes: object) -> Settlement:
        """The settlement of the course, or of one that differs in something."""
        course = replace(self, **changes)
        programme, line = LAWS[financing]
        return settle(
            programme,
            line,
            approved=Money(course.approved),
            planned_facts=facts(course.plan, own=course.own),
            actual_facts=facts(course.spent, own=course.own, others=course.others),
            paid=Money(course.paid),
        )


def facts(cost: tuple[int, int], *, own: int, others: int = 0) -> Facts:
    items = [
        {"key": key, "amount_cents": one} for key, one in zip(("staff", "fees"), cost, strict=True)
    ]
    return {"items": items, "own_cents": own, "other_funds_cents": others}


courses = st.builds(Course, cents, pairs, pairs, cents, cents, cents)
each_financing = pytest.mark.parametrize("financing", LAWS)


@each_financing
@given(course=courses)
def test_no_grant_exceeds_its_notice_or_what_nobody_else_pays(financing, course) -> None:
    one = course.settled(financing)
    assert one.financing == financing
    uncovered = max(0, sum(course.spent) - course.others)
    assert 0 <= one.final_cents <= min(course.approved, uncovered)
    assert recheck(one.trace) == ()


@each_financing
@given(course=courses, more=pairs)
def test_who_spends_more_never_gets_less(financing, course, more) -> None:
    spent = tuple(one + other for one, other in zip(course.spent, more, strict=True))
    higher = course.settled(financing, spent=spent)
    assert course.settled(financing).final_cents <= higher.final_cents


@each_financing
@given(course=courses, more=cents)
def test_new_funds_of_others_never_raise_a_grant(financing, course, more) -> None:
    richer = course.settled(financing, others=course.others + more)
    assert richer.final_cents <= course.settled(financing).final_cents


@each_financing
@given(course=courses, more=cents)
def test_a_higher_notice_never_lowers_a_grant(financing, course, more) -> None:
    higher = course.settled(financing, approved=course.approved + more)
    assert course.settled(financing).final_cents <= higher.final_cents


@each_financing
@given(course=courses, more=cents)
def test_each_cent_above_the_grant_goes_back_and_each_below_is_still_paid(
    financing, course, more
) -> None:
    final = course.settled(financing).final_cents
    above = course.settled(financing, paid=final + more)
    assert (above.refund_cents, above.outstanding_cents) == (more, 0)
    below = course.settled(financing, paid=max(0, final - more))
    assert (below.refund_cents, below.outstanding_cents) == (0, min(final, more))


@given(saved=st.integers(0, 20_000_00))
def test_a_saving_goes_to_the_land_in_part_under_a_share_and_in_full_under_a_deficit(
    saved: int,
) -> None:
    course = Course(20_000_00, (40_000_00, 0), (40_000_00 - saved, 0), own=20_000_00)
    share, deficit, full, fixed = (
        20_000_00 - course.settled(one).final_cents
        for one in ("share", "deficit", "full", "fixed_amount")
    )
    assert share == (saved - saved // 2 if saved > 500_00 else 0)
    assert deficit == (saved if saved > THRESHOLD.value else 0)
    assert full == saved
    assert fixed == 0
