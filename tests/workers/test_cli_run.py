"""`akte up`: what it refuses before it starts anything, and that Ctrl-C leaves nothing behind."""

import json
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.workers.conftest import PATIENCE_S, ROOT, Run, Up, command, environment, start
from workers.console import UNREACHABLE
from workers.data_folder import free_port
from workers.waiting import until

pytestmark = pytest.mark.xdist_group("akte")


def at_work(data: Path) -> list[psutil.Process]:
    """The processes that work for a data folder, the servers included."""
    found = []
    for process in psutil.process_iter():
        try:
            words, variables = process.cmdline(), process.environ()
        except psutil.Error:
            continue
        if str(data) in " ".join(words) or variables.get("AKTE_DATA") == str(data):
            found.append(process)
    return found


def refused(shell: Run, *words: str) -> str:
    done = shell("up", *words)
    assert done.returncode == UNREACHABLE
    assert done.lines == 1
    return done.stderr


def test_ctrl_c_stops_everything_and_the_next_start_finds_all(folder: Path, shell: Run) -> None:
    up = start(folder / "data")
    assert until(up.ready, seconds=PATIENCE_S), up.words
    assert shell("clock", "show", "--data", str(up.data)).returncode == 0
    assert len(at_work(up.data)) > 6
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(PATIENCE_S) == 0, up.words
    assert at_work(up.data) == []
    done = shell("clock", "show", "--data", str(up.data))
    assert done.returncode == UNREACHABLE
    assert "läuft „akte up“?" in done.stderr


def test_ctrl_c_during_the_start_leaves_nothing_behind(folder: Path) -> None:
    up = start(folder / "data")
    assert until(lambda: "PostgreSQL" in up.words, seconds=PATIENCE_S)
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(PATIENCE_S) == 0, up.words
    assert at_work(up.data) == []


def test_a_second_up_on_the_same_data_says_who_has_it(shell: Run, installation: Up) -> None:
    said = refused(shell, "--data", str(installation.data), "--port", str(free_port()))
    assert str(installation.process.pid) in said
    assert f"http://127.0.0.1:{installation.port}" in said


def test_a_port_in_use_is_refused_before_anything_starts(shell: Run, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused(shell, "--data", str(folder / "data"), "--port", str(port))
    assert f"Port {port} auf 127.0.0.1 ist nicht frei" in said
    assert not (folder / "data/postgres").exists()


def test_outside_training_the_paying_account_must_be_named(shell: Run, folder: Path) -> None:
    data = folder / "data"
    words = ("--live", "--data", str(data), "--port", str(free_port()))
    assert "AKTE_DEBTOR_IBAN" in refused(shell, *words)
    assert not (data / "postgres").exists()


def test_a_full_disk_is_refused_before_anything_starts(folder: Path) -> None:
    small = folder / "small"
    small.mkdir()
    tmpfs = f"mount -t tmpfs -o size=1m none {small}"
    if (
        not shutil.which("unshare")
        or subprocess.run(
            ["unshare", "-rm", "sh", "-c", tmpfs], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("this machine does not let us mount a small disk")
    up = " ".join(command("up", "--data", str(small / "data"), "--port", str(free_port())))
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f"{tmpfs} && cd {ROOT} && exec {up}"],
        check=False,
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert done.returncode == UNREACHABLE, done.stderr
    [line] = done.stderr.splitlines()
    assert "Bitte Platz schaffen" in line


def test_a_part_without_its_servers_ends_with_its_way_in_the_journal(
    shell: Run, folder: Path
) -> None:
    nowhere = f"host={folder} dbname=akte user=akte"
    settings = {"AKTE_DATABASE": nowhere, "AKTE_KEYS_DATABASE": nowhere, "AKTE_TRAINING": "true"}
    for part in ("projector", "dispatcher", "worker"):
        done = shell(part, **settings, AKTE_DATA=str(folder), AKTE_TEMPORAL_ADDRESS="127.0.0.1:1")
        assert done.returncode == UNREACHABLE, done.stderr
        crash, words = done.stderr.splitlines()[-2:]
        assert json.loads(crash)["event"] == "crashed"
        assert "läuft „akte up“?" in words


def test_the_command_is_installed_under_its_name() -> None:
    program = Path(sys.executable).with_name("akte")
    assert "workers.cli" in program.read_text()
