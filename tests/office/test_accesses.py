"""The book of looks: nothing noted is lost at an orderly end, and nobody changes it afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from office.accesses import Accesses, Look
from tests.conftest import Database

NOW = datetime(2999, 1, 4, 9, tzinfo=UTC)
OLD = datetime(2015, 1, 4, 9, tzinfo=UTC)


def look(about: str = "WIR-2016-7K3QF", *, at: datetime = NOW, person: str = "k.adler") -> Look:
    return Look(at, person, "clerk", "/cases/{case}", about)


@pytest.fixture
def kept(database: Database) -> Iterator[Accesses]:
    """A second book over the same table, to read what the first has written."""
    opened = Accesses(database.app)
    yield opened
    opened.close()


def noted(database: Database, *looks: Look) -> None:
    book = Accesses(database.app)
    for one in looks:
        book.note(one)
    book.close()


def test_what_was_noted_is_written_before_the_book_closes(
    database: Database, kept: Accesses
) -> None:
    many = [look(f"WIR-2016-{number:05d}") for number in range(400)]
    noted(database, *many)
    assert kept.looks() == many[::-1]


def test_looks_are_found_by_file_and_by_person(database: Database, kept: Accesses) -> None:
    other = look("WIR-2016-OTHER", person="m.birke")
    noted(database, look(), other)
    assert kept.looks(about="WIR-2016-OTHER") == kept.looks(person="m.birke") == [other]
    assert kept.looks(about="WIR-2016-NOBODY") == []
    assert kept.looks(limit=1) == [other]


@pytest.mark.parametrize(
    "change", ["UPDATE access.looks SET person = 'x'", "DELETE FROM access.looks"]
)
def test_the_application_cannot_change_or_delete_a_look(database: Database, change: str) -> None:
    noted(database, look())
    with psycopg.connect(database.app) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change)  # type: ignore[call-overload] - the statement is a parameter


def test_only_looks_older_than_their_time_are_deleted(database: Database, kept: Accesses) -> None:
    noted(database, look(), look(at=OLD))
    assert kept.expire() == 1
    assert kept.looks() == [look()]


def test_nobody_keeps_looks_for_less_than_a_year(database: Database) -> None:
    recent = datetime.now(UTC)  # noqa: TID251 - the database compares with its own clock
    noted(database, look(at=recent))
    eager = Accesses(database.app, months=0)
    assert eager.expire() == 0
    eager.close()
