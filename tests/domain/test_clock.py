"""Die Übungsuhr: forwards only, and true to the wall clock whoever moves it."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from domain.clock import CLOCK, AdvanceClock, Clock, ClockAdvanced, advance
from domain.kernel import Subject
from tests.cast import JUNG
from tests.story import StoryDesk, context, given
from tests.usual_grant import Grant

FIRST = AdvanceClock(to=date(2015, 12, 1))
TODAY = date(2026, 11, 22)
BACK = (date(2015, 12, 1) - TODAY).days


def moved(to: date, days: int) -> ClockAdvanced:
    return ClockAdvanced(to=to, offset_days=days)


def test_the_first_move_may_go_into_the_past() -> None:
    story = given().when(FIRST, as_=JUNG, on=TODAY).then(moved(FIRST.to, BACK))
    assert story.state(Clock, CLOCK) == Clock(CLOCK, BACK, started=True)


def test_a_first_move_to_today_starts_the_clock() -> None:
    given().when(AdvanceClock(to=TODAY), as_=JUNG, on=TODAY).then(moved(TODAY, 0))


def test_the_clock_runs_forwards_only() -> None:
    story = given((Subject("clock", CLOCK), moved(FIRST.to, BACK)))
    story.when(FIRST, as_=JUNG, on=TODAY).nothing()
    earlier = AdvanceClock(to=date(2015, 11, 30))
    story.when(earlier, as_=JUNG, on=TODAY).refused("clock_backwards", "to")
    later = AdvanceClock(to=date(2015, 12, 3))
    story.when(later, as_=JUNG, on=TODAY).then(moved(later.to, BACK + 2))


def test_a_wall_clock_that_went_on_moves_the_day_along() -> None:
    story = given((Subject("clock", CLOCK), moved(FIRST.to, BACK)))
    tomorrow = date(2026, 11, 23)
    story.when(FIRST, as_=JUNG, on=tomorrow).refused("clock_backwards")
    next_day = AdvanceClock(to=date(2015, 12, 2))
    story.when(next_day, as_=JUNG, on=tomorrow).nothing()


def test_two_trainers_at_once_end_on_the_day_that_was_asked_for_last() -> None:
    """The second was asked before the first had moved the clock, so its context is old."""
    desk = StoryDesk({Subject("clock", CLOCK): [moved(date(2026, 12, 22), 30)]})
    asked = context(JUNG, TODAY)
    [(_, event)] = advance(desk, AdvanceClock(to=date(2027, 1, 1)), asked)
    assert event == moved(date(2027, 1, 1), 40)


def test_the_day_of_the_wall_clock_is_the_day_in_berlin() -> None:
    late = context(JUNG, TODAY).model_copy(
        update={"now": datetime(2026, 11, 22, 23, 30, tzinfo=UTC)}
    )
    [(_, event)] = advance(StoryDesk(), AdvanceClock(to=date(2026, 11, 23)), late)
    assert event == moved(date(2026, 11, 23), 0)


@pytest.mark.parametrize("to", [date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_the_clock_stays_where_days_can_still_be_counted(to: date) -> None:
    with pytest.raises(ValidationError):
        AdvanceClock(to=to)


def test_other_events_leave_the_clock_alone() -> None:
    event = given(*Grant().until("registered")).told()[0]
    assert Clock(CLOCK).evolve(event) == Clock(CLOCK)
