"""Tests of the verification: every kind of tampering is found, and its first position named."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row

from domain.kernel import Context, Event, Key, Subject
from office.chain import COLUMNS, GENESIS, canonical, link
from office.personal import Keys
from office.record import Record
from office.verify import Verification, verify

EVENTS = 6


class CoinPaid(Event):
    TOPIC: ClassVar[str] = "sample.coin_paid.v1"
    BASIS: ClassVar[str] = "an example"
    purse: Key
    cents: int


def said(command_id: str, **more: Any) -> Context:
    plain: dict[str, Any] = {"person": "clerk-1", "role": "clerk", "today": date(2026, 3, 2)}
    plain |= {"command_id": command_id, "now": datetime(2026, 3, 2, 12, tzinfo=UTC)}
    return Context.model_validate(plain | more)


@pytest.fixture
def record(database, keys: Keys) -> Iterator[Record]:
    with Record(database.app, events=[CoinPaid], keys=keys) as record:
        yield record


@pytest.fixture
def filed(record: Record, database) -> Iterator[psycopg.Connection[dict[str, Any]]]:
    """A superuser's connection, triggers off, to a record of two purses with three coins each."""
    for number in range(EVENTS):
        subject = Subject("purse", f"p-{number % 2}")
        event = CoinPaid(purse=subject.key, cents=500 + number)
        version = number // 2 + 1
        record.file(
            [(subject, version, event)], context=said(f"c-{number}"), programme=None, receipt=None
        )
    assert verify(database.app).ok
    with psycopg.connect(database.owner, autocommit=True, row_factory=dict_row) as owner:
        owner.execute("SET session_replication_role = replica")
        yield owner


def found(database) -> tuple[bool, int | None, str | None, int]:
    answer = verify(database.app)
    return answer.ok, answer.first_bad, answer.problem, answer.events


def edit(change: str) -> str:
    return f"UPDATE record.events SET {change} WHERE position = 4"


@pytest.mark.parametrize(
    "change",
    [
        "state = set_byte(state, 3, 65)",
        "state = replace(convert_from(state, 'UTF8'), '503', '903')::bytea",
        "command_id = 'c-9'",
        "person = 'clerk-2'",
        "role = 'signatory'",
        "scope = 'main-kinzig'",
        "reason = ''",
        "business_date = '2026-03-01'",
        "said_at = said_at - interval '1 microsecond'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "causation = 'position:1'",
        "programme = 'wir@2014-01-01'",
        "entry_hash = set_byte(entry_hash, 31, 255 - get_byte(entry_hash, 31))",
        "entry_hash = substring(entry_hash FOR 31)",
        "version = 9",
        "stream = 'purse:p-2'",
        "topic = 'sample.coin_paid.v2'",
        "stream = stream || 's', topic = substring(topic FROM 2)",
        "person = 'clerk-', role = '1clerk'",
        "scope = person, person = '', reason = scope",
    ],
)
def test_an_edited_column_is_found(filed, database, change: str) -> None:
    filed.execute(edit(change))
    assert found(database) == (False, 4, "altered_entry", 3)


@pytest.mark.parametrize("position", [1, 3, EVENTS])
def test_a_deleted_row_is_found(filed, database, position: int) -> None:
    filed.execute("DELETE FROM record.events WHERE position = %s", (position,))
    assert found(database) == (False, position, "missing_entry", position - 1)


def test_swapped_rows_are_found(filed, database) -> None:
    for now, then in ((2, -1), (4, 2), (-1, 4)):
        filed.execute("UPDATE record.events SET position = %s WHERE position = %s", (then, now))
    assert found(database) == (False, 2, "altered_entry", 1)


def test_an_inserted_row_is_found_wherever_it_stands(filed, database) -> None:
    filed.execute("UPDATE record.events SET position = -1 - position WHERE position > 3")
    filed.execute("UPDATE record.events SET position = -position WHERE position < 0")
    assert found(database) == (False, 4, "missing_entry", 3)
    copy_of_third(filed, position=4)
    assert found(database) == (False, 4, "altered_entry", 3)


def test_a_position_given_twice_is_found(filed, database) -> None:
    filed.execute("ALTER TABLE record.events DROP CONSTRAINT events_position_key")
    copy_of_third(filed, position=3)
    assert found(database)[::2] == (False, "altered_entry")


def copy_of_third(owner, *, position: int) -> None:
    owner.execute("CREATE TEMP TABLE third AS SELECT * FROM record.events WHERE position = 3")
    owner.execute("UPDATE third SET position = %s, version = 77", (position,))
    owner.execute("INSERT INTO record.events SELECT * FROM third")


def forge(owner, **changes: Any) -> bytes:
    """Appends a copy of the last row with a right hash, as an owner who knows the form could."""
    last = owner.execute(
        "SELECT * FROM record.events ORDER BY position DESC LIMIT 1", binary=True
    ).fetchone()
    row = {**last, "position": last["position"] + 1, "version": last["version"] + 1, **changes}
    row["entry_hash"] = link(last["entry_hash"], canonical([row[name] for name in COLUMNS]))
    owner.execute(
        f"INSERT INTO record.events VALUES ({', '.join(f'%({name})s' for name in row)})", row
    )
    owner.execute(
        "UPDATE record.head SET position = %(position)s, entry_hash = %(entry_hash)s,"
        " recorded_at = %(recorded_at)s",
        row,
    )
    return row["entry_hash"]


def test_a_forged_entry_with_a_right_hash_shows_only_in_the_head(filed, database) -> None:
    kept = verify(database.app).head
    forged = forge(filed)
    assert verify(database.app) == Verification(EVENTS + 1, True, None, None, forged)
    assert forged != kept


def test_versions_out_of_order_are_found_behind_right_hashes(filed, database) -> None:
    forge(filed, version=9)
    forge(filed)
    assert found(database) == (False, EVENTS + 1, "version_out_of_order", EVENTS + 2)


def test_a_recorded_time_that_runs_backwards_is_found_behind_a_right_hash(filed, database) -> None:
    forge(filed, recorded_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert found(database) == (False, EVENTS + 1, "time_backwards", EVENTS)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("position = 9", (EVENTS + 1, "missing_entry")),
        ("position = 3", (4, "head_differs")),
        ("entry_hash = sha256(entry_hash)", (EVENTS, "head_differs")),
        ("recorded_at = recorded_at + interval '1 second'", (EVENTS, "head_differs")),
    ],
)
def test_a_head_that_does_not_fit_is_found(
    filed, database, change: str, expected: tuple[int, str]
) -> None:
    filed.execute(f"UPDATE record.head SET {change}")
    assert found(database) == (False, *expected, EVENTS)


def test_an_empty_record_is_right(database) -> None:
    assert verify(database.app) == Verification(0, True, None, None, GENESIS)


def test_progress_is_told_every_ten_thousand_events(record: Record, database) -> None:
    subject = Subject("purse", "p-1")
    filings = [(subject, n, CoinPaid(purse="p-1", cents=n)) for n in range(1, 10_101)]
    record.file(filings, context=said("c"), programme=None, receipt=None)
    told: list[int] = []
    assert verify(database.app, progress=told.append).events == 10_100
    assert told == [10_000]


LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf"])
SAID = st.fixed_dictionaries(
    {
        "reason": st.none() | st.text(LETTERS, max_size=30).map(str.strip).filter(bool),
        "now": st.datetimes(
            datetime.fromisoformat("1900-01-01"),
            datetime.fromisoformat("2200-01-01"),
            timezones=st.timezones(),
        ),
        "today": st.dates(date(1900, 1, 1)),
    }
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAID, st.none() | st.sampled_from(["", "ä", "x" * 300]))
def test_the_function_and_the_python_form_give_the_same_hash(
    record: Record, database, words: dict[str, Any], programme: str | None
) -> None:
    before = record.head()
    subject = Subject("purse", f"p-{before.position}")
    record.file(
        [(subject, 1, CoinPaid(purse="p", cents=1)), (subject, 2, CoinPaid(purse="p", cents=2))],
        context=said("c", **words),
        programme=programme,
        receipt=None,
    )
    with psycopg.connect(database.app) as connection:
        connection.execute("SET TIME ZONE 'America/St_Johns'")
        rows = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM record.events WHERE position > %s ORDER BY position",
            (before.position,),
        ).fetchall()
    expected = before.entry_hash
    for row in rows:
        expected = link(expected, canonical(row))
    assert record.head().entry_hash == expected
    assert timedelta(0) <= record.head().recorded_at - before.recorded_at
