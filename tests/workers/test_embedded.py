"""PostgreSQL for one machine: durable, alone in its folder, back after any death."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from workers.data_folder import AlreadyRunning
from workers.embedded import DATABASES, DURABLE, EmbeddedPostgres, NotDurable
from workers.waiting import until


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="akte-", dir="/tmp") as name:
        yield Path(name)


def answer(conninfo: str, query: str) -> object:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def server_pid(data: Path) -> int:
    return int((data / "postgres/cluster/postmaster.pid").read_text().split()[0])


def start_and_die(data: Path) -> None:
    """A process starts the server and is gone without a word."""
    code = (
        "import os, sys; from pathlib import Path; from workers.embedded import EmbeddedPostgres;"
        "EmbeddedPostgres(Path(sys.argv[1])).start(); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(data)], check=False)
    assert done.returncode == 9


def test_both_databases_answer_and_lose_nothing_they_acknowledged(folder: Path) -> None:
    with EmbeddedPostgres(folder) as postgres:
        for conninfo in (postgres.owner_conninfo, postgres.keys_owner_conninfo):
            shown = {key: answer(conninfo, f"SHOW {key}") for key in DURABLE}
            assert shown == DURABLE
            assert answer(conninfo, "SHOW data_checksums") == "on"
        found = answer(postgres.owner_conninfo, "SELECT array_agg(datname) FROM pg_database")
        assert isinstance(found, list)
        assert set(DATABASES) <= set(found)
    assert not postgres.alive()


def test_nobody_else_can_open_the_socket_and_no_port_is_open(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as postgres:
        assert answer(postgres.owner_conninfo, "SHOW listen_addresses") == ""
        assert (folder / "postgres").stat().st_mode & 0o077 == 0


def test_text_sorts_alike_on_every_machine(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as postgres:
        query = "SELECT datlocale FROM pg_database WHERE datname = 'akte' AND datlocprovider = 'b'"
        assert answer(postgres.owner_conninfo, query) == "C.UTF-8"


def test_the_application_role_is_named_in_its_own_connection(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as postgres:
        with psycopg.connect(postgres.owner_conninfo) as connection:
            connection.execute("CREATE ROLE akte LOGIN")
        assert answer(postgres.conninfo, "SELECT current_user || current_database()") == "akteakte"
        assert answer(postgres.keys_conninfo, "SELECT current_database()") == "akte_keys"


def test_what_was_committed_survives_the_death_of_the_server(folder: Path) -> None:
    with EmbeddedPostgres(folder) as postgres:
        with psycopg.connect(postgres.owner_conninfo) as connection:
            connection.execute("CREATE TABLE paid AS SELECT 1 AS instalment")
        psutil.Process(server_pid(folder)).kill()
        assert until(lambda: not postgres.alive(), seconds=30)
        postgres.stop()
        postgres.start()
        assert answer(postgres.owner_conninfo, "SELECT count(*) FROM paid") == 1


def test_a_server_left_by_a_dead_process_is_ended_at_the_next_start(folder: Path) -> None:
    start_and_die(folder)
    left_over = server_pid(folder)
    with EmbeddedPostgres(folder) as postgres:
        assert server_pid(folder) != left_over
        assert answer(postgres.owner_conninfo, "SELECT 1") == 1


def test_two_processes_never_share_a_folder(folder: Path) -> None:
    with EmbeddedPostgres(folder), pytest.raises(AlreadyRunning) as refused:
        EmbeddedPostgres(folder).start()
    assert str(os.getpid()) in refused.value.german


def test_the_folder_may_have_a_long_and_unusual_name(folder: Path) -> None:
    data = folder / "Förderakte, 1. Versuch" / ("x" * 120)
    with EmbeddedPostgres(data, durable=False) as postgres:
        assert answer(postgres.owner_conninfo, "SELECT 1") == 1
        socket = Path(str(conninfo_to_dict(postgres.conninfo)["host"]))
        assert socket.stat().st_mode & 0o077 == 0
    assert not socket.exists()


def test_a_stranger_with_the_old_process_id_does_not_stop_a_start(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False):
        lines = (folder / "postgres/cluster/postmaster.pid").read_text().splitlines()
    note = "\n".join([str(os.getpid()), *lines[1:]])
    (folder / "postgres/cluster/postmaster.pid").write_text(note)
    with EmbeddedPostgres(folder, durable=False) as postgres:
        assert answer(postgres.owner_conninfo, "SELECT 1") == 1


def test_half_a_cluster_is_made_anew(folder: Path) -> None:
    draft = folder / "postgres/cluster.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18")
    with EmbeddedPostgres(folder, durable=False) as postgres:
        assert answer(postgres.owner_conninfo, "SELECT 1") == 1


def test_a_database_that_may_forget_is_refused_and_its_server_ended(folder: Path) -> None:
    with EmbeddedPostgres(folder) as postgres:
        with psycopg.connect(postgres.owner_conninfo, autocommit=True) as connection:
            connection.execute("ALTER DATABASE akte SET synchronous_commit = off")
        postgres.stop()
        with pytest.raises(NotDurable, match="synchronous_commit"):
            postgres.start()
        assert not postgres.alive()
