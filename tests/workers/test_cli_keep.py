"""The commands that look after an installation: verify, rebuild, temporal, demo, migrate."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.projections.table_bytes import table_bytes
from tests.workers.conftest import Run, Up
from workers.console import ALTERED, UNREACHABLE
from workers.embedded import EmbeddedPostgres

pytestmark = pytest.mark.xdist_group("akte")


@contextmanager
def altered(up: Up, position: int) -> Iterator[None]:
    """A database owner who passes by every trigger says that somebody else had filed an entry."""
    owner = EmbeddedPostgres(up.data).owner_conninfo
    with psycopg.connect(owner, autocommit=True) as connection:
        [(person,)] = connection.execute(
            "SELECT person FROM record.events WHERE position = %s", [position]
        )
        connection.execute("SET session_replication_role = replica")
        change = "UPDATE record.events SET person = %s WHERE position = %s"
        connection.execute(change, ["d.dorn", position])
        try:
            yield
        finally:
            connection.execute(change, [person, position])


def test_an_unaltered_record_verifies(akte: Run, installation: Up) -> None:
    data = ("--data", str(installation.data))
    done = akte("verify", *data)
    assert done.returncode == 0, done.stderr
    assert "unverändert" in done.stdout
    told = json.loads(akte("verify", "--json", *data).stdout)
    assert told["ok"]
    assert told["head"] in done.stdout


def test_an_altered_record_names_the_first_bad_number(akte: Run, installation: Up) -> None:
    data = ("--data", str(installation.data))
    with altered(installation, 17), altered(installation, 40):
        done = akte("verify", *data)
        told = json.loads(akte("verify", "--json", *data).stdout)
    assert done.returncode == ALTERED
    assert "Verändert ab Nummer 17" in done.stderr
    assert done.lines == 1
    assert (told["ok"], told["first_bad"], told["events"]) == (False, 17, 16)
    assert akte("verify", *data).returncode == 0


def test_rebuilt_read_models_are_the_same_byte_for_byte(akte: Run, installation: Up) -> None:
    conninfo = EmbeddedPostgres(installation.data).conninfo
    before = table_bytes(conninfo)
    done = akte("rebuild", "--data", str(installation.data))
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()][:2] == [
        "caseload",
        "payments",
    ]
    assert table_bytes(conninfo) == before


def test_one_read_model_is_rebuilt_alone(akte: Run, installation: Up) -> None:
    done = akte("rebuild", "ledger", "--data", str(installation.data))
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["ledger"]


def test_temporal_knows_what_the_record_knows(shell: Run, installation: Up) -> None:
    words = ("temporal", "rebuild", "--data", str(installation.data))
    dry = shell(*words, "--dry-run", "--json")
    assert dry.returncode == 0, dry.stderr
    assert json.loads(dry.stdout) == {"missing": [], "orphaned": []}
    assert "Gestartet · Started: 0" in shell(*words).stdout


def test_a_temporal_that_does_not_answer_is_one_line(shell: Run, installation: Up) -> None:
    words = ("temporal", "rebuild", "--dry-run", "--data", str(installation.data))
    postgres = EmbeddedPostgres(installation.data)
    done = shell(
        *words,
        AKTE_DATABASE=postgres.conninfo,
        AKTE_KEYS_DATABASE=postgres.keys_conninfo,
        AKTE_MASTER_KEY_FILE=str(installation.data / "master.key"),
        AKTE_TEMPORAL_ADDRESS="127.0.0.1:1",
    )
    assert done.returncode == UNREACHABLE
    assert "Temporal antwortet nicht" in done.stderr
    assert done.lines == 1


def test_playing_the_year_again_changes_nothing(akte: Run, shell: Run, installation: Up) -> None:
    data = ("--data", str(installation.data))
    head = json.loads(akte("verify", "--json", *data).stdout)["head"]
    done = shell("demo", "--short", *data)
    assert done.returncode == 0, done.stderr
    assert json.loads(akte("verify", "--json", *data).stdout)["head"] == head


def test_the_year_is_told_a_line_a_month_where_there_is_no_terminal(installation: Up) -> None:
    months = [line.split()[0] for line in installation.words.splitlines() if " / 78" in line]
    assert months[0] == "12.2015"
    assert months[-1] == "04.2017"
    assert len(months) == len(set(months))


def test_migrating_again_changes_nothing(akte: Run, installation: Up) -> None:
    done = akte("migrate", "--data", str(installation.data))
    assert done.returncode == 0, done.stderr


def test_migrating_needs_the_owner_of_the_tables(akte: Run, installation: Up) -> None:
    postgres = EmbeddedPostgres(installation.data)
    done = akte(
        "migrate", AKTE_DATABASE=postgres.conninfo, AKTE_KEYS_DATABASE=postgres.keys_conninfo
    )
    assert done.returncode == UNREACHABLE
    assert "AKTE_OWNER_DATABASE" in done.stderr
