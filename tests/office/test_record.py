"""Tests of the record: what is filed is there once, in order, or not at all."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import ClassVar

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError

from domain.kernel import Amount, Command, Conflict, Context, Event, Key, Subject
from office.personal import Keys
from office.receipts import Receipt, ReceiptLine
from office.record import Filed, Head, Record
from office.verify import verify

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
BARE = {"programme": None, "receipt": None}
PARCEL = Subject("parcel", "p-1")
KEY = b"a key of the office"
SHELF = Subject("shelf", "s-1")


class ParcelWeighed(Event):
    TOPIC: ClassVar[str] = "sample.parcel_weighed.v1"
    BASIS: ClassVar[str] = "an example"
    parcel: Key
    grams: Amount


class WeighParcel(Command):
    NAME: ClassVar[str] = "weigh_parcel"
    parcel: Key
    grams: Amount


def said(command_id: str, *, today: date = MONDAY) -> Context:
    return Context(
        command_id=command_id,
        person="clerk-1",
        role="clerk",
        today=today,
        now=NOON,
        scope="main-kinzig",
        reason="Nachfrage",
        causation="position:7",
    )


def weighed(grams: int) -> ParcelWeighed:
    return ParcelWeighed.model_validate({"parcel": "p-1", "grams": grams})


def weigh(grams: int) -> WeighParcel:
    return WeighParcel.model_validate({"parcel": "p-1", "grams": grams})


@pytest.fixture
def record(database, keys: Keys) -> Iterator[Record]:
    with Record(database.app, events=[ParcelWeighed], keys=keys) as record:
        yield record


def put(record: Record, version: int, *, command_id: str | None = None, grams: int = 1) -> Filed:
    """Files one event of the parcel without a receipt."""
    return record.file(
        [(PARCEL, version, weighed(grams))],
        context=said(command_id or f"c-{version}"),
        programme=None,
        receipt=None,
    )


def test_an_entry_comes_back_as_it_was_filed(record: Record) -> None:
    filings = [(PARCEL, 1, weighed(250))]
    receipt = Receipt.of(weigh(250), filings, key=KEY)
    filed = record.file(filings, context=said("c-1"), programme="wir@2014", receipt=receipt)
    assert filed == Filed(receipt, 1, 2)
    first, second = record.page(0)
    assert (first.position, first.subject, first.version) == (1, PARCEL, 1)
    assert (first.event, first.context, first.programme) == (weighed(250), said("c-1"), "wir@2014")
    assert (second.position, str(second.subject), second.event) == (2, "receipt:c-1", receipt)
    assert first.recorded_at == second.recorded_at
    assert first.recorded_at.tzinfo is not None
    assert record.head() == Head(2, second.entry_hash, second.recorded_at)


def test_an_empty_record_has_a_head_at_zero(record: Record) -> None:
    assert (record.head().position, record.head().entry_hash) == (0, bytes(32))
    assert record.page(0) == []
    assert record.history(PARCEL) == []


def test_a_stale_version_is_a_conflict_and_files_nothing(record: Record) -> None:
    put(record, 1)
    with pytest.raises(Conflict, match="parcel:p-1"):
        record.file(
            [(SHELF, 1, weighed(1)), (PARCEL, 1, weighed(2))],
            context=said("c-2"),
            programme=None,
            receipt=None,
        )
    assert record.head().position == 1


@pytest.mark.parametrize("versions", [(3,), (2, 4), (3, 2), (2, 2), (0,)])
def test_a_hole_or_a_repetition_in_the_versions_is_a_conflict(
    record: Record, versions: tuple[int, ...]
) -> None:
    put(record, 1)
    filings = [(PARCEL, version, weighed(1)) for version in versions]
    with pytest.raises(Conflict):
        record.file(filings, context=said("c-2"), **BARE)
    assert record.head().position == 1


def test_a_subject_that_was_read_and_moved_on_is_a_conflict(record: Record) -> None:
    put(record, 1)
    filings = [(SHELF, 1, weighed(1))]
    for stale in (0, 2):
        with pytest.raises(Conflict, match="parcel:p-1"):
            record.file(
                filings, context=said("c"), programme=None, read={PARCEL: stale}, receipt=None
            )
    fresh = {PARCEL: 1, Subject("parcel", "unknown"): 0}
    record.file(filings, context=said("c"), programme=None, read=fresh, receipt=None)
    assert record.head().position == 2


def test_one_command_may_file_for_many_subjects_in_any_order(record: Record) -> None:
    filings = [(PARCEL, 1, weighed(1)), (SHELF, 1, weighed(2)), (PARCEL, 2, weighed(3))]
    assert record.file(filings, context=said("c"), **BARE).last == 3
    histories = record.histories({PARCEL: 0, SHELF: 0, Subject("shelf", "empty"): 0})
    assert [entry.position for entry in histories[PARCEL]] == [1, 3]
    assert [entry.position for entry in histories[SHELF]] == [2]
    assert histories[Subject("shelf", "empty")] == []


def test_subjects_are_listed_by_kind_in_the_order_of_their_first_filing(record: Record) -> None:
    shelves = [Subject("shelf", key) for key in ("z", "a")]
    filings = [(PARCEL, 1, weighed(1)), *((shelf, 1, weighed(1)) for shelf in shelves)]
    record.file([*filings, (shelves[0], 2, weighed(1))], context=said("c"), **BARE)
    assert record.subjects("shelf") == shelves
    assert record.subjects("shelf", "parcel") == [PARCEL, *shelves]
    assert record.subjects("shel_", "s") == []


def test_a_repeated_command_finds_its_receipt(record: Record) -> None:
    filings = [(PARCEL, 1, weighed(250))]
    receipt = Receipt.of(weigh(250), filings, key=KEY)
    first = record.file(filings, context=said("c-1"), programme=None, receipt=receipt)
    again = [(PARCEL, 2, weighed(250))]
    with pytest.raises(Conflict, match="receipt:c-1"):
        record.file(
            again,
            context=said("c-1"),
            programme=None,
            receipt=Receipt.of(weigh(250), again, key=KEY),
        )
    assert record.found("c-1") == first
    assert record.receipt("c-1") == receipt
    assert receipt.filed == (ReceiptLine("parcel:p-1", 1, "sample.parcel_weighed.v1"),)
    assert receipt.answers(weigh(250), KEY)
    assert not receipt.answers(weigh(251), KEY)
    assert not receipt.answers(weigh(250), b"another key")
    assert record.receipt("c-2") is None


def test_a_history_ends_at_a_recorded_time_and_entries_have_positions(
    record: Record,
) -> None:
    days = [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 9)]
    for version, day in enumerate(days, start=1):
        record.file(
            [(PARCEL, version, weighed(version))],
            context=said(f"c-{version}", today=day),
            programme=None,
            receipt=None,
        )
    everything = record.history(PARCEL)
    assert [entry.version for entry in everything] == [1, 2, 3]
    assert record.history(PARCEL, until=everything[1].recorded_at) == everything[:2]
    assert record.entries([3, 1]) == [everything[0], everything[2]]
    assert record.entries([]) == []
    assert record.histories({PARCEL: 1}) == {PARCEL: everything[1:]}
    assert record.page(1, limit=1) == everything[1:2]


def test_four_writers_and_a_reader_miss_nothing(record: Record, database) -> None:
    writers, commands = 4, 15
    expected = writers * commands * 2
    stop = threading.Event()

    def write(writer: int) -> None:
        for number in range(commands):
            while not _filed(record, f"w{writer}-{number}"):
                pass

    def tail() -> list[int]:
        seen: list[int] = []
        while len(seen) < expected and not stop.is_set():
            record.wait(seen[-1] if seen else 0, timeout=10)
            while page := record.page(seen[-1] if seen else 0, limit=7):
                seen += [entry.position for entry in page]
        return seen

    with ThreadPoolExecutor(writers + 1) as pool:
        reader = pool.submit(tail)
        for work in [pool.submit(write, writer) for writer in range(writers)]:
            work.add_done_callback(lambda done: stop.set() if done.exception() else None)
            work.result()
        assert reader.result() == list(range(1, expected + 1))
    assert [e.version for e in record.history(PARCEL)] == list(range(1, expected // 2 + 1))
    assert (verify(database.app).ok, verify(database.app).events) == (True, expected)


def _filed(record: Record, command_id: str) -> bool:
    filings = [(PARCEL, len(record.history(PARCEL)) + 1, weighed(1))]
    receipt = Receipt.of(weigh(1), filings, key=KEY)
    try:
        record.file(filings, context=said(command_id), programme=None, receipt=receipt)
    except Conflict:
        return False
    return True


def test_recorded_time_never_runs_backwards(record: Record, database) -> None:
    with psycopg.connect(database.owner) as owner:
        owner.execute("UPDATE record.head SET recorded_at = '2099-01-01 00:00Z'")
    put(record, 1)
    assert record.head().recorded_at == datetime(2099, 1, 1, tzinfo=UTC)


def test_waiting_ends_when_something_is_filed_or_the_time_is_up(record: Record) -> None:
    assert not record.wait(0, timeout=0.01)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(record.wait, 0, 20)
        put(record, 1)
        assert waiting.result()
    assert record.wait(0, timeout=0)


def test_a_fault_of_ours_is_no_conflict(record: Record) -> None:
    nobody = said("c-1").model_copy(update={"person": None})
    with pytest.raises(IntegrityError, match="not-null"):
        record.file([(PARCEL, 1, weighed(1))], context=nobody, **BARE)


def test_the_library_reads_the_record_as_its_own_application(record: Record) -> None:
    put(record, 1, grams=5)
    put(record, 2, grams=6)
    [first, second] = record.notification_log.select(1, 10)
    assert (first.id, first.originator_id, second.originator_version) == (1, "parcel:p-1", 2)
    assert [record.mapper.to_domain_event(n).event for n in (first, second)] == [
        weighed(5),
        weighed(6),
    ]
    with record.recorder.subscribe(gt=1) as subscription:
        assert next(subscription).id == 2
