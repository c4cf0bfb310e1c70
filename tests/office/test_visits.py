"""The last visit of a person: a day is one visit, and no more is kept than a position and a day."""

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from office.visits import LastVisit, Visits
from tests.conftest import Database

MONDAY, TUESDAY, LONG_AFTER = date(2016, 3, 7), date(2016, 3, 8), date(2019, 3, 8)


@pytest.fixture
def visits(database: Database) -> Iterator[Visits]:
    opened = Visits(database.app)
    yield opened
    opened.close()


def test_all_looks_of_a_day_are_one_visit_so_that_news_stay_news(visits: Visits) -> None:
    assert visits.last("r.iltis", "case=A", day=MONDAY, position=10) is None
    assert visits.last("r.iltis", "case=A", day=MONDAY, position=20) is None
    for position in (30, 40):
        last = visits.last("r.iltis", "case=A", day=TUESDAY, position=position)
        assert last == LastVisit(MONDAY, 20)


def test_each_person_and_each_thing_has_its_own_visit(visits: Visits) -> None:
    visits.last("r.iltis", "case=A", day=MONDAY, position=10)
    assert visits.last("r.iltis", "case=B", day=TUESDAY, position=20) is None
    assert visits.last("d.dorn", "case=A", day=TUESDAY, position=20) is None


def test_a_clock_that_ran_backwards_takes_nothing_back(visits: Visits) -> None:
    visits.last("r.iltis", "all", day=TUESDAY, position=20)
    assert visits.last("r.iltis", "all", day=MONDAY, position=10) is None
    assert visits.last("r.iltis", "all", day=LONG_AFTER, position=30) == LastVisit(TUESDAY, 20)


def test_what_was_looked_at_long_ago_is_forgotten(visits: Visits, database: Database) -> None:
    visits.last("r.iltis", "case=A", day=MONDAY, position=10)
    visits.last("d.dorn", "case=A", day=MONDAY, position=10)
    visits.last("r.iltis", "case=B", day=LONG_AFTER, position=20)
    with psycopg.connect(database.app) as connection:
        left = connection.execute("SELECT person, about FROM visit.visits ORDER BY 1, 2").fetchall()
    assert left == [("d.dorn", "case=A"), ("r.iltis", "case=B")]
