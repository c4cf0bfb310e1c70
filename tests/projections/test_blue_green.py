"""A rebuild beside the running work: readers never see less than before, and nothing is lost."""

import threading

import psycopg
import pytest

from domain.kernel import Entry
from office.record import Head, Record
from projections import ledger
from projections.caseload import caseload
from projections.projection import hold
from projections.projector import PROJECTIONS, Projector
from projections.timeline import timeline
from projections.views import Views
from tests.conftest import Database
from tests.projections.grant_story import Grant, Story, life, tell
from tests.projections.projecting import many, running
from tests.projections.table_bytes import schemas, table_bytes

CASE = "WIR-2016-00000"


class Reader(threading.Thread):
    """Reads on and on, and keeps how much it saw each time."""

    def __init__(self, views: Views) -> None:
        super().__init__()
        self.views = views
        self.done = threading.Event()
        self.seen: list[tuple[int, int, int]] = []
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            while not self.done.is_set():
                with self.views.read() as connection:
                    lines = len(timeline(connection, CASE))
                    cases = len(caseload(connection))
                self.seen.append((lines, cases, self.views.position("timeline")))
        except Exception as error:
            self.error = error


def test_a_rebuild_while_events_keep_coming_loses_none_and_shows_none_less(
    database: Database, record: Record, views: Views
) -> None:
    tell(record, many(3))
    Projector(database.app, record).catch_up()
    reader = Reader(views)
    reader.start()
    with running(Projector(database.app, record, page_size=3)):
        other = Projector(database.app, record, page_size=10)
        filing = threading.Thread(target=_file_lives, args=(record, 8))
        filing.start()
        while filing.is_alive():
            other.rebuild("timeline")
            other.rebuild("caseload")
        assert views.wait_for(record.head().position, timeout=120)
    reader.done.set()
    reader.join()
    assert reader.error is None
    for column in zip(*reader.seen, strict=True):
        assert list(column) == sorted(column)
    live = table_bytes(database.app)
    for projection in PROJECTIONS:
        other.rebuild(projection.name)
    assert table_bytes(database.app) == live


def _file_lives(record: Record, count: int) -> None:
    for number in range(count):
        story = life(Grant(case=f"WIR-2016-LATER{number}"))
        tell(record, [one for one in story if one.subject.kind not in {"payment_run"}])


class GrowingRecord:
    """A record that goes on, with the live read models, right after its last page was read."""

    def __init__(self, record: Record, live: Projector, story: Story) -> None:
        self.record = record
        self.live = live
        self.story = story

    def page(self, after: int, limit: int = 500) -> list[Entry]:
        page = self.record.page(after, limit)
        if self.story and len(page) < limit:
            tell(self.record, self.story)
            self.live.catch_up()
            self.story = []
        return page

    def head(self) -> Head:
        return self.record.head()

    def wait(self, after: int, timeout: float) -> bool:
        return self.record.wait(after, timeout)


def test_a_copy_that_takes_over_is_never_behind_the_live_one(
    database: Database, record: Record, projector: Projector, views: Views
) -> None:
    tell(record, many(1))
    projector.catch_up()
    growing = GrowingRecord(record, projector, Grant(case="WIR-2016-LATER").submitted())
    Projector(database.app, growing).rebuild("timeline")
    assert views.position("timeline") == record.head().position
    with views.read() as connection:
        assert timeline(connection, "WIR-2016-LATER") != []


def test_a_copy_takes_over_only_while_nobody_writes_to_the_live_one(
    database: Database, record: Record, projector: Projector
) -> None:
    tell(record, many(1))
    projector.catch_up()
    rebuild = threading.Thread(target=projector.rebuild, args=("ledger",))
    with psycopg.connect(database.app) as writer, psycopg.connect(database.app) as witness:
        hold(writer, ledger.PROJECTION)
        rebuild.start()
        waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while witness.execute(waiting).rowcount == 0:
            assert rebuild.is_alive()
        assert schemas(database.app).count("ledger_next") == 1
    rebuild.join()
    assert "ledger_next" not in schemas(database.app)


def test_a_rebuild_makes_a_read_model_that_was_never_there(
    database: Database, record: Record, views: Views
) -> None:
    last = tell(record, many(1))
    Projector(database.app, record).rebuild("ledger")
    assert views.position("ledger") == last
    assert schemas(database.app) == ["ledger"]


def test_only_a_known_read_model_can_be_rebuilt(projector: Projector) -> None:
    with pytest.raises(KeyError):
        projector.rebuild("unknown")
