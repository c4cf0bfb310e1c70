"""Tests of personal data: sealed by person, bound to its place, and gone when it is forgotten."""

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, ClassVar

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import MapperDeserialisationError

from domain.kernel import Context, Event, Key, Line, Message, Personal, Refused, Subject
from office.mapper import EventMapper, Sheet
from office.migrations import migrate_keys
from office.personal import Keys
from office.record import Record
from office.sealing import personal_fields
from office.verify import verify

VISIT = Subject("visit", "v-1")
STREET = "Gartenweg 12a"
PHONE = "06051 0000000"


class VisitNoted(Event):
    TOPIC: ClassVar[str] = "sample.visit_noted.v1"
    BASIS: ClassVar[str] = "an example"
    guest: Key
    host: Key
    cents: int
    street: Annotated[Line | None, Personal("guest")] = None
    phone: Annotated[Line | None, Personal("guest")] = None
    remark: Annotated[Line | None, Personal("host")] = None


FULL = VisitNoted(guest="ada", host="bob", cents=5, street=STREET, phone=PHONE, remark="nett")


def said(number: int) -> Context:
    return Context(
        command_id=f"c-{number}",
        person="clerk-1",
        role="clerk",
        today=date(2026, 3, 2),
        now=datetime(2026, 3, 2, 12, tzinfo=UTC),
    )


@pytest.fixture
def record(database, keys: Keys) -> Iterator[Record]:
    with Record(database.app, events=[VisitNoted], keys=keys) as record:
        yield record


def note(record: Record, version: int, event: VisitNoted) -> None:
    record.file([(VISIT, version, event)], context=said(version), programme=None, receipt=None)


def events(record: Record) -> list[Event]:
    return [entry.event for entry in record.history(VISIT)]


def everything(conninfo: str, table: str) -> str:
    with psycopg.connect(conninfo) as connection:
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
    return repr(rows)


def test_personal_fields_are_read_again_and_never_stored_in_clear(record: Record, database) -> None:
    note(record, 1, FULL)
    assert events(record) == [FULL]
    stored = everything(database.owner, "record.events")
    assert '"street":null,"phone":null,"remark":null,"$sealed":{"guest":"' in stored
    for secret in (STREET, PHONE, "nett"):
        assert secret not in stored


def test_after_forgetting_only_that_persons_fields_are_gone(
    record: Record, keys: Keys, database
) -> None:
    note(record, 1, FULL)
    before = verify(database.app)
    assert keys.forget("ada", reason="Antrag auf Löschung", by="clerk-1")
    assert events(record) == [VisitNoted(guest="ada", host="bob", cents=5, remark="nett")]
    assert verify(database.app) == before
    assert before.ok


def test_nothing_new_is_filed_about_a_forgotten_person(record: Record, keys: Keys) -> None:
    keys.forget("ada", reason="Antrag auf Löschung", by="clerk-1")
    with pytest.raises(Refused) as caught:
        note(record, 1, FULL)
    assert caught.value.refusal.basis == "Art. 17 Abs. 1 DSGVO"
    assert "„ada“" in caught.value.refusal.german
    assert record.head().position == 0


def test_a_forgotten_persons_file_goes_on_without_personal_data(record: Record, keys: Keys) -> None:
    keys.forget("ada", reason="Antrag auf Löschung", by="clerk-1")
    bare = VisitNoted(guest="ada", host="bob", cents=7)
    note(record, 1, bare)
    assert events(record) == [bare]


@pytest.mark.parametrize(
    "change",
    [
        {"originator_version": 2},
        {"originator_id": "visit:v-2"},
        {"topic": "sample.visit_noted.v2"},
    ],
)
def test_a_row_moved_to_another_place_does_not_open(
    keys: Keys, change: dict[str, str | int]
) -> None:
    class VisitNotedAgain(VisitNoted):
        TOPIC: ClassVar[str] = "sample.visit_noted.v2"

    mapper = EventMapper([VisitNoted, VisitNotedAgain], keys)
    stored = mapper.to_stored_event(Sheet("visit:v-1", 1, FULL))
    assert mapper.to_domain_event(stored).event == FULL
    with pytest.raises(MapperDeserialisationError, match="InvalidTag"):
        mapper.to_domain_event(replace(stored, **change))


def test_an_event_type_names_the_fields_of_each_person() -> None:
    assert personal_fields(VisitNoted) == {"guest": ("street", "phone"), "host": ("remark",)}


class Address(Message):
    street: Annotated[Line | None, Personal("guest")] = None


class Nested(Event):
    TOPIC: ClassVar[str] = "sample.nested.v1"
    guest: Key
    addresses: tuple[Address, ...]


class InUnion(Event):
    TOPIC: ClassVar[str] = "sample.in_union.v1"
    guest: Key
    street: Annotated[Line, Personal("guest")] | None = None


class Required(Event):
    TOPIC: ClassVar[str] = "sample.required.v1"
    guest: Key
    street: Annotated[Line, Personal("guest")]


class NoSubject(Event):
    TOPIC: ClassVar[str] = "sample.no_subject.v1"
    street: Annotated[Line | None, Personal("guest")] = None


class MaybeSubject(Event):
    TOPIC: ClassVar[str] = "sample.maybe_subject.v1"
    guest: Key | None
    street: Annotated[Line | None, Personal("guest")] = None


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (Nested, "Nested.addresses: a personal field cannot be nested"),
        (InUnion, "InUnion.street: a personal field cannot be nested"),
        (Required, "Required.street: a personal field must allow None"),
        (NoSubject, "NoSubject.street: 'guest' is no field for a subject key"),
        (MaybeSubject, "MaybeSubject.street: 'guest' is no field for a subject key"),
    ],
)
def test_a_wrongly_marked_field_is_refused_at_registration(
    keys: Keys, event: type[Event], problem: str
) -> None:
    with pytest.raises(TypeError) as caught:
        EventMapper([event], keys)
    assert str(caught.value) == problem


def test_a_person_keeps_one_key_whoever_asks_first(keys: Keys) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(keys.issue, [{"ada", "bob"}] * 8))
    assert all(answer == answers[0] for answer in answers)
    assert len(set(answers[0].values())) == 2
    assert keys.find({"ada", "nobody"}) == {"ada": answers[0]["ada"]}


def test_forgetting_leaves_a_marker_that_stays(keys: Keys, database) -> None:
    keys.issue({"ada"})
    assert keys.forget("ada", reason="Antrag auf Löschung", by="clerk-1")
    assert not keys.forget("ada", reason="noch einmal", by="clerk-2")
    assert keys.forget("never-known", reason="vorsorglich", by="clerk-1")
    assert keys.find({"ada", "never-known"}) == {}
    with psycopg.connect(database.keys) as connection:
        [marker] = connection.execute(
            "SELECT wrapped, forgotten_by, reason, forgotten_at >= created_at"
            " FROM keys.data_keys WHERE subject = 'ada'"
        )
    assert marker == (None, "clerk-1", "Antrag auf Löschung", True)


@pytest.mark.parametrize("who", ["keys", "keys_owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE keys.data_keys SET wrapped = 'x', forgotten_at = NULL",
        "UPDATE keys.data_keys SET reason = 'another'",
        "DELETE FROM keys.data_keys",
        "TRUNCATE keys.data_keys",
    ],
)
def test_nobody_is_unforgotten(keys: Keys, database, statement: str, who: str) -> None:
    keys.forget("ada", reason="Antrag auf Löschung", by="clerk-1")
    with (
        psycopg.connect(getattr(database, who)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_the_key_store_migrates_again_and_keeps_its_keys(keys: Keys, database) -> None:
    issued = keys.issue({"ada"})
    migrate_keys(database.keys_owner)
    assert keys.find({"ada"}) == issued


def test_a_wrapped_key_opens_with_its_own_master_key_only(
    keys: Keys, database, tmp_path: Path
) -> None:
    issued = keys.issue({"ada"})
    assert issued["ada"].hex() not in everything(database.keys_owner, "keys.data_keys")
    other = Keys(database.keys, master=tmp_path / "other.key", training=True)
    with pytest.raises(InvalidTag):
        other.find({"ada"})
    other.close()
    same = Keys(database.keys, master=tmp_path / "master.key")
    assert same.find({"ada"}) == issued
    same.close()


def test_a_master_key_is_made_in_training_only(database, tmp_path: Path) -> None:
    path = tmp_path / "new.key"
    with pytest.raises(FileNotFoundError):
        Keys(database.keys, master=path)
    Keys(database.keys, master=path, training=True).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == 32
    assert list(tmp_path.iterdir()) == [path]


def test_a_master_key_that_others_read_or_of_another_length_is_refused(
    database, tmp_path: Path
) -> None:
    path = tmp_path / "bad.key"
    path.write_bytes(bytes(31))
    path.chmod(0o600)
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(database.keys, master=path, training=True)
    path.chmod(0o640)
    with pytest.raises(PermissionError, match="owner only"):
        Keys(database.keys, master=path, training=True)
