"""Tests of the record's rights: the application files and reads, nobody changes what is filed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from domain.kernel import Context
from office.migrations import migrate
from office.personal import Keys
from office.receipts import Receipt
from office.record import Record
from office.verify import verify


@pytest.fixture
def record(database, keys: Keys) -> Iterator[Record]:
    with Record(database.app, events=[], keys=keys) as record:
        yield record


def put(record: Record, command_id: str) -> None:
    """Files a lone receipt, the smallest thing that can be filed."""
    context = Context(
        command_id=command_id,
        person="clerk-1",
        role="clerk",
        today=date(2026, 3, 2),
        now=datetime(2026, 3, 2, 12, tzinfo=UTC),
    )
    receipt = Receipt(command="0" * 64, filed=())
    record.file([], context=context, programme=None, receipt=receipt)


@pytest.mark.parametrize("who", ["app", "owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record.events SET topic = topic",
        "DELETE FROM record.events",
        "TRUNCATE record.events",
        "DELETE FROM record.head",
        "TRUNCATE record.head",
    ],
)
def test_nobody_changes_what_is_filed(record: Record, database, statement: str, who: str) -> None:
    put(record, "c-1")
    with (
        psycopg.connect(getattr(database, who)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    "forbidden",
    [
        "INSERT INTO record.events SELECT * FROM record.events",
        "UPDATE record.head SET position = 0",
        "SELECT record.field('x'::text)",
        "ALTER TABLE record.events DISABLE TRIGGER append_only",
        "SET session_replication_role = replica",
        "CREATE TABLE record.mine ()",
    ],
)
def test_the_application_may_only_file_and_read(database, forbidden: str) -> None:
    with (
        psycopg.connect(database.app) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(forbidden)


def test_the_application_may_make_schemas_for_its_projections(database) -> None:
    with psycopg.connect(database.app) as connection:
        connection.execute("CREATE SCHEMA caseload")
        connection.execute("CREATE TABLE caseload.rows AS SELECT position FROM record.events")


def test_a_migration_may_run_again_on_a_record_in_use(record: Record, database) -> None:
    put(record, "c-1")
    migrate(database.owner)
    put(record, "c-2")
    assert verify(database.owner).events == 2


def test_a_migration_makes_the_role_it_is_given(database, keys: Keys) -> None:
    migrate(database.owner, role="Akte zwei")
    app = make_conninfo(database.owner, user="Akte zwei")
    with Record(app, events=[], keys=keys) as record:
        put(record, "c-1")
    assert verify(app).events == 1
