"""An amount is the sum of the fields of those entries that made it."""

from datetime import UTC, date, datetime
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kernel import Context, Entry, Event, Message, Money, Subject
from projections.derivation import Change, Origin, amounts, origin, value_at

DAY = date(2016, 3, 1)


class Item(Message):
    amount_cents: Money


class Told(Event):
    TOPIC: ClassVar[str] = "test.told.v1"
    BASIS: ClassVar[str] = "§ 1"
    amount_cents: Money = Money(0)
    other_cents: Money = Money(0)
    uses: tuple[Item, ...] = ()
    assessment: Annotated[dict[str, object], Field(default_factory=dict)]


def entry(position: int, event: Event) -> Entry:
    now = datetime(2016, 3, 1, tzinfo=UTC)
    context = Context(command_id="one", person="k.adler", role="clerk", today=DAY, now=now)
    return Entry(position, Subject("test", "X"), position, event, context, now)


def told(*events: tuple[Event, int], path: str = "") -> Origin:
    """What amounts that stood after events, one after the other, come from."""
    before, changes = 0, []
    for number, (event, after) in enumerate(events, 1):
        changes.append(Change(entry(number, event), before, after))
        before = after
    found = origin(changes, path)
    assert sum(one.amount_cents for one in found.sources) == before
    return found


def lines(found: Origin) -> list[tuple[int, str, int]]:
    return [(one.entry.position, one.path, one.amount_cents) for one in found.sources]


def test_what_entries_add_and_take_stands_line_by_line() -> None:
    found = told((Told(amount_cents=Money(500)), 500), (Told(other_cents=Money(200)), 300))
    assert lines(found) == [(1, "amount_cents", 500), (2, "other_cents", -200)]
    assert found.replaced == ()


def test_an_entry_that_sets_the_amount_anew_replaces_what_stood_before() -> None:
    found = told((Told(amount_cents=Money(500)), 500), (Told(amount_cents=Money(450)), 450))
    assert lines(found) == [(2, "amount_cents", 450)]
    assert [one.amount_cents for one in found.replaced] == [500]


def test_what_fell_to_zero_begins_anew() -> None:
    found = told((Told(amount_cents=Money(500)), 500), (Told(), 0), (Told(other_cents=Money(7)), 7))
    assert lines(found) == [(3, "other_cents", 7)]


def test_the_items_of_a_list_and_two_fields_can_be_an_amount_together() -> None:
    uses = tuple(Item(amount_cents=Money(one)) for one in (100, 250))
    assert lines(told((Told(uses=uses), 350))) == [
        (1, "uses.0.amount_cents", 100),
        (1, "uses.1.amount_cents", 250),
    ]
    both = Told(amount_cents=Money(900), other_cents=Money(300))
    assert lines(told((both, 1200))) == [(1, "amount_cents", 900), (1, "other_cents", 300)]
    assert lines(told((both, 600))) == [(1, "amount_cents", 900), (1, "other_cents", -300)]


def test_the_field_that_is_meant_comes_before_another_of_the_same_amount() -> None:
    event = Told(amount_cents=Money(500), other_cents=Money(500))
    assert lines(told((event, 500))) == [(1, "amount_cents", 500)]
    assert lines(told((event, 500), path="other_cents")) == [(1, "other_cents", 500)]


def test_an_amount_that_no_field_holds_is_said_to_be_in_none() -> None:
    assert lines(told((Told(amount_cents=Money(5)), 3))) == [(1, "", 3)]


def test_the_steps_of_a_computation_are_no_fields_but_can_be_read() -> None:
    event = Told(assessment={"amount_cents": 5, "trace": [{"result_cents": 5}]})
    assert amounts(event)["assessment.amount_cents"] == 5
    assert not [path for path in amounts(event) if "trace" in path]
    assert value_at(event, "assessment.trace.0.result_cents") == 5
    assert value_at(event, "assessment.trace.9.result_cents") is None
    assert value_at(event, "assessment") is None
