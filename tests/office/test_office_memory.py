"""What an office remembers: folded on, folded anew after an erasure, and not kept for ever."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from domain.application import Application
from domain.kernel import Subject
from domain.personal_data import PersonalDataErased
from domain.recipient import Recipient
from office.deciders import EVENTS
from office.office import Office
from office.personal import Keys
from office.record import Record
from tests.cast import ADLER, BODY, IBAN
from tests.office.front_desk import JANUARY, WALL, House, opened
from tests.story import context
from tests.usual_grant import CASE, Grant

ACCOUNT = Subject("recipient", BODY)


class WatchedRecord(Record):
    """A record that notes which subjects were read from their first event."""

    def __init__(self, conninfo: str, keys: Keys) -> None:
        super().__init__(conninfo, events=EVENTS, keys=keys)
        self.whole: list[str] = []

    def histories(self, seen):
        self.whole += [str(subject) for subject, version in seen.items() if not version]
        return super().histories(seen)


class Watch:
    """A clock on the wall that a test moves."""

    def __init__(self) -> None:
        self.now = WALL

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watched(database, keys: Keys) -> Iterator[tuple[Office, WatchedRecord, Watch]]:
    with opened(database.app, keys) as record:
        House(record).play(Grant().until("declared"))
    watch = Watch()
    with WatchedRecord(database.app, keys) as record:
        yield Office(record, wall_clock=watch), record, watch


def test_a_state_in_use_is_folded_once(watched) -> None:
    office, record, watch = watched
    for _ in range(3):
        office.read(Application, CASE)
        watch.now += timedelta(minutes=50)
    assert record.whole == [f"application:{CASE}"]


def test_what_nobody_looks_at_for_an_hour_leaves_the_memory(watched) -> None:
    office, record, watch = watched
    office.read(Application, CASE)
    watch.now += timedelta(minutes=61)
    office.read(Recipient, BODY)
    record.whole.clear()
    office.read(Application, CASE)
    assert record.whole == [f"application:{CASE}"]


def test_after_an_erasure_a_state_is_folded_anew_without_the_data(watched) -> None:
    office, record, _ = watched
    assert office.read(Recipient, BODY).iban == IBAN
    record.keys.forget(BODY, reason="test", by="system")
    version = office.memory.recall({ACCOUNT: Recipient})[ACCOUNT].version
    noted = PersonalDataErased(occasion="erasure")
    said = context(ADLER, JANUARY, "test/erased")
    record.file([(ACCOUNT, version + 1, noted)], context=said, programme=None, receipt=None)
    record.whole.clear()
    after = office.read(Recipient, BODY)
    assert (after.iban, after.name) == (None, "Main-Kinzig-Kreis")
    assert record.whole == [str(ACCOUNT)]
    assert IBAN not in repr(after)
