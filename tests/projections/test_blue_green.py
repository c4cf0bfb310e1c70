"""A rebuild beside the running work: readers never see less than before, and nothing is lost."""

import threading

import pytest

from office.record import Record
from projections.caseload import caseload
from projections.projector import PROJECTIONS, Projector
from projections.timeline import timeline
from projections.views import Views
from tests.conftest import Database
from tests.projections.grant_story import Grant, life, tell
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
