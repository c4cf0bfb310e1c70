"""Two clocks: what was true on a day, as it was known on a day, and that it stays so for ever."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from domain.application import ApplicationWithdrawn
from domain.kernel import Context, Entry, Subject
from office.moment import Moment

FIRST = date(2016, 1, 1)
DAYS = some.integers(0, 9).map(lambda days: FIRST + timedelta(days=days))


def entry(position: int, true_on: date, recorded_at: datetime) -> Entry:
    """The entry at a position; what happened in it does not matter here."""
    context = Context(
        command_id=f"moment-{position}",
        person="m.birke",
        role="clerk",
        today=true_on,
        now=recorded_at,
    )
    event = ApplicationWithdrawn.model_construct()
    subject = Subject("application", "WIR-2016-00001")
    return Entry(position, subject, position, event, context, recorded_at, None, b"")


@some.composite
def histories(draw: some.DrawFn) -> list[Entry]:
    """Entries whose recorded time never runs backwards and whose business date may."""
    hours = sorted(draw(some.lists(some.integers(0, 240), max_size=12)))
    begun = datetime(2016, 1, 1, tzinfo=UTC)
    return [
        entry(position, draw(DAYS), begun + timedelta(hours=hour))
        for position, hour in enumerate(hours, 1)
    ]


@given(histories(), some.none() | DAYS, DAYS)
def test_what_is_filed_later_never_changes_an_answer_about_a_known_day(
    whole: list[Entry], true_on: date | None, known_on: date
) -> None:
    moment = Moment(true_on, known_on)
    until = moment.known_until
    assert until is not None
    then = [one for one in whole if one.recorded_at <= until]
    assert moment.of(whole) == moment.of(then)


@given(histories(), DAYS, DAYS)
def test_what_counts_is_always_a_state_the_file_was_really_in(
    whole: list[Entry], true_on: date, known_on: date
) -> None:
    counted = Moment(true_on, known_on).of(whole)
    assert counted == whole[: len(counted)]
    assert all(one.context.today <= true_on for one in counted)


@given(histories(), DAYS, DAYS)
def test_a_later_clock_never_shows_less(whole: list[Entry], one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert len(Moment(early).of(whole)) <= len(Moment(late).of(whole))
    assert len(Moment(None, early).of(whole)) <= len(Moment(None, late).of(whole))


@given(histories())
def test_without_a_clock_everything_counts(whole: list[Entry]) -> None:
    assert Moment().of(whole) == whole


def test_an_earlier_business_date_filed_later_waits_for_what_it_was_decided_on() -> None:
    filed = datetime(2016, 1, 9, tzinfo=UTC)
    later, backdated = entry(1, date(2016, 1, 8), filed), entry(2, date(2016, 1, 5), filed)
    assert Moment(date(2016, 1, 5)).of([later, backdated]) == []
    assert Moment(date(2016, 1, 8)).of([later, backdated]) == [later, backdated]


def test_a_known_day_ends_at_midnight_in_berlin() -> None:
    last = datetime(2016, 3, 31, 21, 59, 59, 999_999, tzinfo=UTC)
    day = Moment(known_on=date(2016, 3, 31))
    assert day.known_until == last
    assert day.knows(position=1, recorded_at=last)
    assert not day.knows(position=1, recorded_at=last + timedelta(microseconds=1))


def test_a_position_ends_the_record_with_its_entry() -> None:
    now = datetime(2016, 1, 9, tzinfo=UTC)
    assert Moment(position=3).knows(position=3, recorded_at=now)
    assert not Moment(position=3).knows(position=4, recorded_at=now)
