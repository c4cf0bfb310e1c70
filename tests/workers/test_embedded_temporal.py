"""Temporal for one machine: answers, keeps its port, leaves nothing and harms nobody."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from workers.data_folder import AlreadyRunning, PortInUse
from workers.embedded import ServerFailed
from workers.embedded_temporal import EmbeddedTemporal, healthy


def noted(data: Path) -> dict[str, float]:
    note: dict[str, float] = json.loads((data / "temporal/server.json").read_text())
    return note


def start_and_die(data: Path) -> None:
    """A process starts the server and is gone without a word."""
    code = (
        "import os, sys; from pathlib import Path;"
        "from workers.embedded_temporal import EmbeddedTemporal;"
        "EmbeddedTemporal(Path(sys.argv[1])).start(); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(data)], check=False)
    assert done.returncode == 9


def test_it_answers_and_takes_its_port_again(tmp_path: Path) -> None:
    with EmbeddedTemporal(tmp_path) as temporal:
        first = temporal.address
        assert healthy(first)
    assert not temporal.alive()
    with EmbeddedTemporal(tmp_path) as temporal:
        assert temporal.address == first


def test_a_remembered_port_that_is_taken_is_replaced(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        (tmp_path / "temporal").mkdir()
        (tmp_path / "temporal/server.json").write_text(json.dumps({"port": taken}))
        with EmbeddedTemporal(tmp_path) as temporal:
            assert temporal.address != f"127.0.0.1:{taken}"
            assert healthy(temporal.address)


def test_a_port_that_was_asked_for_and_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(PortInUse, match=str(taken)):
            EmbeddedTemporal(tmp_path, taken).start()


def test_a_server_left_by_a_dead_process_is_ended_at_the_next_start(tmp_path: Path) -> None:
    start_and_die(tmp_path)
    left_over = psutil.Process(int(noted(tmp_path)["pid"]))
    with EmbeddedTemporal(tmp_path) as temporal:
        assert healthy(temporal.address)
        assert not left_over.is_running() or left_over.status() == psutil.STATUS_ZOMBIE


def test_a_stranger_with_the_old_process_id_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "temporal").mkdir()
    note = {"pid": os.getpid(), "born": psutil.Process().create_time() - 3600, "port": 7233}
    (tmp_path / "temporal/server.json").write_text(json.dumps(note))
    assert not EmbeddedTemporal(tmp_path).alive()
    with EmbeddedTemporal(tmp_path) as temporal:
        assert temporal.alive()


def test_two_processes_never_share_a_folder(tmp_path: Path) -> None:
    with EmbeddedTemporal(tmp_path), pytest.raises(AlreadyRunning):
        EmbeddedTemporal(tmp_path).start()


def test_a_file_that_is_no_database_ends_the_start_with_the_log(tmp_path: Path) -> None:
    (tmp_path / "temporal").mkdir()
    (tmp_path / "temporal/temporal.db").write_text("no database, but long enough to be read " * 9)
    with pytest.raises(ServerFailed, match=r"temporal/server\.log"):
        EmbeddedTemporal(tmp_path).start()
