"""The projector: each entry once, whoever works, whatever fails, and never past a hole."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import psycopg
import pytest
from psycopg import Connection

from domain.kernel import Entry
from office.deciders import EVENTS
from office.personal import Keys
from office.record import Head, Record
from projections import caseload, ledger, timeline
from projections.projection import OtherVersion, RecordGap, advance
from projections.projector import PROJECTIONS, Projector
from projections.views import Views
from tests.conftest import Database
from tests.projections.grant_story import CANARIES, Grant, life, register, tell
from tests.projections.projecting import many, running
from tests.projections.table_bytes import schemas, table_bytes


class HoleyRecord:
    """A record that has lost one entry, or whose reading of one goes wrong."""

    def __init__(self, record: Record, lost: int) -> None:
        self.record = record
        self.lost = lost

    def page(self, after: int, limit: int = 500) -> list[Entry]:
        return [one for one in self.record.page(after, limit) if one.position != self.lost]

    def head(self) -> Head:
        return self.record.head()

    def wait(self, after: int, timeout: float) -> bool:
        return self.record.wait(after, timeout)


def test_pages_of_any_size_give_the_same_rows(database: Database, record: Record) -> None:
    last = tell(record, many(3))
    assert Projector(database.app, record, page_size=1).catch_up() == last
    one_by_one = table_bytes(database.app)
    for projection in PROJECTIONS:
        Projector(database.app, record, page_size=7).rebuild(projection.name)
    assert table_bytes(database.app) == one_by_one
    assert Projector(database.app, record).catch_up() == last
    assert table_bytes(database.app) == one_by_one


def test_the_same_page_twice_counts_once(
    database: Database, record: Record, projector: Projector
) -> None:
    tell(record, many(2))
    projector.catch_up()
    before = table_bytes(database.app)
    with psycopg.connect(database.app, autocommit=True) as connection:
        for projection in PROJECTIONS:
            with connection.transaction():
                advance(connection, projection, record.page(0), schema=projection.name)
    assert table_bytes(database.app) == before


def test_a_hole_in_the_record_stops_every_read_model_before_it(
    database: Database, record: Record, views: Views
) -> None:
    tell(record, many(1))
    holey = HoleyRecord(record, lost=20)
    projector = Projector(database.app, holey, page_size=15)
    with pytest.raises(RecordGap, match="position 20 is missing, 21 came instead"):
        projector.catch_up()
    assert set(projector.stopped) == {projection.name for projection in PROJECTIONS}
    assert {views.position(projection.name) for projection in PROJECTIONS} == {15}
    holey.lost = 0
    for projection in PROJECTIONS:
        projector.rebuild(projection.name)
    assert projector.catch_up() == record.head().position


def failing_at(position: int) -> Callable[[Connection, Sequence[Entry]], None]:
    def process(connection: Connection, entries: Sequence[Entry]) -> None:
        ledger.process(connection, entries)
        if any(entry.position == position for entry in entries):
            raise ArithmeticError("poison")

    return process


def test_a_read_model_that_fails_stops_alone_with_none_of_its_page(
    database: Database, record: Record, views: Views
) -> None:
    last = tell(record, many(1))
    poisoned = replace(ledger.PROJECTION, process=failing_at(20))
    projector = Projector(
        database.app, record, [poisoned, timeline.PROJECTION, caseload.PROJECTION], page_size=15
    )
    with pytest.raises(ArithmeticError):
        projector.catch_up()
    assert list(projector.stopped) == ["ledger"]
    assert views.position("ledger") == 15
    assert views.position("timeline") == views.position("caseload") == last
    with views.read() as connection:
        [own, _] = ledger.ledger(connection)
    assert own.reserved_cents > 0


def test_two_projectors_at_once_give_the_rows_of_one(
    database: Database, record: Record, views: Views
) -> None:
    story = many(6)
    projectors = [Projector(database.app, record, page_size=3) for _ in range(2)]
    with running(projectors[0]), running(projectors[1]):
        last = tell(record, story)
        assert views.wait_for(last, timeout=120)
    assert [projector.stopped for projector in projectors] == [{}, {}]
    together = table_bytes(database.app)
    for projection in PROJECTIONS:
        projectors[0].rebuild(projection.name)
    assert table_bytes(database.app) == together


def test_who_filed_sees_it_at_once(database: Database, record: Record, views: Views) -> None:
    grant = Grant()
    with running(Projector(database.app, record)):
        assert views.wait_for(tell(record, register()), timeout=60)
        assert views.wait_for(tell(record, grant.submitted()), timeout=60)
        with views.read() as connection:
            assert caseload.case_row(connection, grant.case) is not None


def test_waiting_for_what_never_comes_ends(record: Record, views: Views) -> None:
    assert not views.wait_for(1, timeout=0.05)
    assert views.wait_for(0)
    assert views.position("caseload") == 0


def test_readers_cannot_write(views: Views, projector: Projector) -> None:
    projector.catch_up()
    with views.read() as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        connection.execute("UPDATE caseload.tracking SET position = 7")


def test_new_code_builds_its_tables_anew_before_it_goes_on(
    database: Database, record: Record, views: Views
) -> None:
    last = tell(record, many(1))
    Projector(database.app, record).catch_up()
    newer = replace(ledger.PROJECTION, version=ledger.VERSION + 1)
    assert Projector(database.app, record, [newer]).catch_up() == last
    with psycopg.connect(database.app) as connection:
        [(version,)] = connection.execute("SELECT version FROM ledger.tracking")
    assert version == newer.version
    assert not [name for name in schemas(database.app) if name.endswith(("_next", "_old"))]


def test_old_code_stops_before_the_tables_of_new_code(database: Database, record: Record) -> None:
    tell(record, many(1))
    newer = replace(ledger.PROJECTION, version=ledger.VERSION + 1)
    Projector(database.app, record, [newer]).catch_up()
    before = tell(record, life(Grant(case="WIR-2016-LATER"))[:3])
    with pytest.raises(OtherVersion):
        Projector(database.app, record, [ledger.PROJECTION]).catch_up()
    assert Projector(database.app, record, [newer]).catch_up() == before


def test_a_lost_database_is_connected_to_again(
    database: Database, record: Record, keys: Keys, views: Views
) -> None:
    with running(Projector(database.app, record)):
        assert views.wait_for(tell(record, register()), timeout=60)
        with psycopg.connect(database.owner, autocommit=True) as owner:
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        fresh = Record(database.app, events=EVENTS, keys=keys)
        last = tell(fresh, Grant().submitted())
        fresh.close()
        assert views.wait_for(last, timeout=60)


def test_no_table_holds_what_is_personal(database: Database, record: Record) -> None:
    tell(record, many(1))
    Projector(database.app, record).catch_up()
    stored = b"".join(table_bytes(database.app).values())
    assert b"WIR-2016-00000" in stored
    assert not [canary for canary in CANARIES if canary.encode() in stored]


def test_a_forgotten_person_changes_no_row(database: Database, record: Record, keys: Keys) -> None:
    tell(record, many(2))
    projector = Projector(database.app, record)
    projector.catch_up()
    before = table_bytes(database.app)
    assert keys.forget("main-kinzig", reason="Art. 17 DSGVO", by="carla")
    for projection in PROJECTIONS:
        projector.rebuild(projection.name)
    assert table_bytes(database.app) == before
