"""Tests of the mapper: bytes become the events they were, or an error that gives nothing away."""

from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel import MONEY_LIMIT, Amount, Day, Event, Key, Line, Message, Personal
from office.mapper import EventMapper, Sheet
from office.upcasts import Payload, Upcast


class Item(Message):
    label: Line
    cents: Amount


class BillSent(Event):
    TOPIC: ClassVar[str] = "sample.bill_sent.v3"
    BASIS: ClassVar[str] = "an example"
    bill: Key
    due_on: Day
    items: tuple[Item, ...]


class VisitorNoted(Event):
    TOPIC: ClassVar[str] = "sample.visitor_noted.v1"
    BASIS: ClassVar[str] = "an example"
    visitor: Key
    name: Annotated[Line | None, Personal("visitor")] = None


class FakeKeys:
    """A key store in memory; `asked` lists every request."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}
        self.asked: list[set[str]] = []

    def issue(self, subjects: set[str]) -> dict[str, bytes]:
        self.asked.append(subjects)
        return {one: self.keys.setdefault(one, one.encode().ljust(32)) for one in subjects}

    def find(self, subjects: set[str]) -> dict[str, bytes]:
        self.asked.append(subjects)
        return {one: self.keys[one] for one in subjects if one in self.keys}


def add_items(payload: Payload) -> Payload:
    return {**payload, "items": [{"label": "Pauschale", "cents": payload["cents"]}]}


def drop_cents(payload: Payload) -> Payload:
    return {name: value for name, value in payload.items() if name != "cents"}


UPCASTS = MappingProxyType(
    {
        "sample.bill_sent.v1": Upcast("sample.bill_sent.v2", add_items),
        "sample.bill_sent.v2": Upcast("sample.bill_sent.v3", drop_cents),
        "sample.guest_noted.v1": Upcast(
            "sample.visitor_noted.v1",
            lambda payload: {"visitor": payload["guest"], "name": payload["name"]},
        ),
    }
)


@pytest.fixture
def keys() -> FakeKeys:
    return FakeKeys()


@pytest.fixture
def mapper(keys: FakeKeys) -> EventMapper:
    return EventMapper([BillSent, VisitorNoted], keys, UPCASTS)


BILL = BillSent.model_validate_json(
    '{"bill":"b-1","due_on":"2026-03-02","items":[{"label":"Miete","cents":5}]}'
)
LABELS = st.text("aß漢 \n\t\\\"'$", max_size=50).map(str.strip).filter(bool)
ITEMS = st.builds(Item, label=LABELS, cents=st.integers(0, MONEY_LIMIT))


def stored(topic: str, state: bytes) -> StoredEvent:
    return StoredEvent("bill:b-1", 7, topic, state)


def test_a_plain_event_is_stored_as_its_own_json(mapper: EventMapper, keys: FakeKeys) -> None:
    sheet = Sheet("bill:b-1", 7, BILL)
    assert mapper.to_stored_event(sheet) == stored(
        "sample.bill_sent.v3",
        b'{"bill":"b-1","due_on":"2026-03-02","items":[{"label":"Miete","cents":5}]}',
    )
    assert mapper.to_domain_event(mapper.to_stored_event(sheet)) == sheet
    assert keys.asked == []


@given(st.dates(), st.lists(ITEMS))
def test_what_was_written_is_read_again(day: date, items: list[Item]) -> None:
    mapper = EventMapper([BillSent], FakeKeys())
    sheet = Sheet("bill:b-1", 1, BillSent(bill="b-1", due_on=day, items=tuple(items)))
    assert mapper.to_domain_event(mapper.to_stored_event(sheet)) == sheet


def test_an_old_shape_passes_through_every_upcast(mapper: EventMapper) -> None:
    old = stored("sample.bill_sent.v1", b'{"bill":"b-1","due_on":"2026-03-02","cents":9}')
    event = mapper.to_domain_event(old).event
    assert event == BILL.model_copy(update={"items": (Item(label="Pauschale", cents=9),)})


def test_a_sealed_old_shape_is_opened_before_it_is_upcast(keys: FakeKeys) -> None:
    class GuestNoted(Event):
        TOPIC: ClassVar[str] = "sample.guest_noted.v1"
        BASIS: ClassVar[str] = "an example"
        guest: Key
        name: Annotated[Line | None, Personal("guest")] = None

    then = EventMapper([GuestNoted], keys)
    old = then.to_stored_event(Sheet("bill:b-1", 7, GuestNoted(guest="g-1", name="Ada")))
    now = EventMapper([VisitorNoted], keys, UPCASTS)
    assert now.to_domain_event(old).event == VisitorNoted(visitor="g-1", name="Ada")
    keys.keys.clear()
    assert now.to_domain_event(old).event == VisitorNoted(visitor="g-1")


def test_many_events_need_one_request_for_keys(mapper: EventMapper, keys: FakeKeys) -> None:
    names = ["ada", "grace", "ada"]
    sheets = [Sheet("v:1", n, VisitorNoted(visitor=v, name=v)) for n, v in enumerate(names)]
    written = mapper.write([*sheets, Sheet("bill:b-1", 1, BILL)])
    rows = [(e.originator_version, e.originator_id, e.topic, e.state) for e in written]
    assert mapper.read(rows) == [*(sheet.event for sheet in sheets), BILL]
    assert keys.asked == [{"ada", "grace"}, {"ada", "grace"}]


@pytest.mark.parametrize(
    ("topic", "state", "problem"),
    [
        ("sample.bill_sent.v4", b"{}", "unknown topic"),
        ("subprocess:Popen", b"{}", "unknown topic"),
        ("sample.bill_sent.v3", b'{"bill":"Geheim"}', "bill: string_pattern_mismatch, due_on"),
        ("sample.bill_sent.v3", b"Geheim", "state: json_invalid"),
        ("sample.bill_sent.v1", b"Geheim", "ValueError"),
        ("sample.bill_sent.v1", b'["Geheim"]', "AttributeError"),
        ("sample.bill_sent.v1", b'{"bill":"Geheim"}', "KeyError"),
        ("sample.visitor_noted.v1", b'{"$sealed":{"Geheim":""}}', "KeyError"),
    ],
)
def test_what_cannot_be_read_says_where_and_not_what(
    mapper: EventMapper, topic: str, state: bytes, problem: str
) -> None:
    with pytest.raises(MapperDeserialisationError) as caught:
        mapper.to_domain_event(stored(topic, state))
    text = str(caught.value)
    assert text.startswith(f"cannot read '{topic}', version 7 of 'bill:b-1': {problem}")
    assert "Geheim" not in text
    assert caught.value.__cause__ is None


def test_an_unregistered_event_is_not_written(mapper: EventMapper) -> None:
    class BillBurnt(Event):
        TOPIC: ClassVar[str] = "sample.bill_burnt.v1"
        BASIS: ClassVar[str] = "an example"

    class OtherBill(BillSent):
        pass

    other = OtherBill.model_validate(BILL.model_dump())
    for event in (BillBurnt(), other):
        with pytest.raises(TypeError, match=f"not a registered event type: {type(event).__name__}"):
            mapper.write([Sheet("bill:b-1", 1, event)])


def test_a_topic_has_one_meaning(keys: FakeKeys) -> None:
    class BillCopied(Event):
        TOPIC: ClassVar[str] = BillSent.TOPIC
        BASIS: ClassVar[str] = "an example"

    EventMapper([BillSent, BillSent], keys)
    with pytest.raises(ValueError, match="topic with two meanings"):
        EventMapper([BillSent, BillCopied], keys)
    with pytest.raises(ValueError, match="topic with two meanings"):
        EventMapper([BillSent], keys, {BillSent.TOPIC: Upcast("next", drop_cents)})
