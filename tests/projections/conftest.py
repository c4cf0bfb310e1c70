"""Fixtures for read models: a record to tell stories to, a projector, and the door of readers."""

from collections.abc import Callable, Iterator

import pytest
from psycopg import Connection

from office.deciders import EVENTS
from office.personal import Keys
from office.record import Record
from projections.projector import Projector
from projections.views import Views
from tests.conftest import Database
from tests.projections.grant_story import Story, tell

Show = Callable[[Story], Connection]
"""Files a story, lets the read models catch up, and gives a connection to look at them."""


@pytest.fixture
def record(database: Database, keys: Keys) -> Iterator[Record]:
    opened = Record(database.app, events=EVENTS, keys=keys)
    yield opened
    opened.close()


@pytest.fixture
def projector(database: Database, record: Record) -> Projector:
    return Projector(database.app, record)


@pytest.fixture
def views(database: Database) -> Iterator[Views]:
    opened = Views(database.app)
    yield opened
    opened.close()


@pytest.fixture
def show(record: Record, projector: Projector, views: Views) -> Iterator[Show]:
    def shown(story: Story) -> Connection:
        tell(record, story)
        projector.catch_up()
        return connection

    with views.read() as connection:
        yield shown
