"""One stored example of every event ever released still reads, whatever the code became.

A topic without a file fails here; `python -m tests.every_topic` writes one. A file once written is
never changed: it stands for records that exist.
"""

from pathlib import Path

import pytest
from pydantic_core import from_json

from domain.kernel import Event
from office.deciders import EVENTS
from office.mapper import EventMapper, Sheet
from office.personal import Keys
from office.receipts import Receipt
from office.sealing import personal_fields
from office.upcasts import UPCASTS
from tests.every_topic import FOLDER, examples, stored

FILES = sorted(FOLDER.glob("*.json"))
TOPICS = {event.TOPIC for event in [*EVENTS, Receipt]}


class NoKeys(Keys):
    """No person's key: the examples are stored without sealing."""

    def __init__(self) -> None:
        """Opens nothing."""


MAPPER = EventMapper([*EVENTS, Receipt], NoKeys())


def read(path: Path) -> Event:
    [event] = MAPPER.read([(1, "example:1", path.stem, path.read_bytes())])
    return event


def test_every_topic_ever_released_has_its_example() -> None:
    assert {path.stem for path in FILES} == TOPICS | set(UPCASTS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_stored_event_still_reads_and_loses_nothing(path: Path) -> None:
    event = read(path)
    assert event.TOPIC in TOPICS
    if path.stem == event.TOPIC:
        written = from_json(stored(event))
        assert written | from_json(path.read_bytes()) == written


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_what_is_filed_today_reads_as_it_was_said(topic: str) -> None:
    _, event = examples()[topic]
    assert MAPPER.read([(1, "example:1", topic, stored(event))]) == [event]


def test_the_examples_are_what_the_mapper_writes_where_nothing_is_sealed() -> None:
    for subject, event in examples().values():
        if not personal_fields(type(event)):
            [row] = MAPPER.write([Sheet(str(subject), 1, event)])
            assert row.state == stored(event)
