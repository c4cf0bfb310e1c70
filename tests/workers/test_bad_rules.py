"""Bad rules end every start with file, line and reason, before a server is asked for anything."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.conftest import PATIENCE_S, ROOT, Run, command, environment
from workers.console import UNREACHABLE, USAGE

BAD_RATE = "2030-01-01.toml:27: lines.model_project.rule.percent.value: darf höchstens 100 sein"
BAD_UNIT = "2030-01-01.toml:10: parameters.hearing_days.unit: die Einheit muss days sein"
AMENDING = (ROOT / "tests" / "programmes" / "amending.toml").read_text("utf-8")
BAD = AMENDING.replace("value = 80", "value = 101").replace('"days"', '"months"')


@pytest.fixture
def tampered(tmp_path: Path) -> Path:
    """A folder from which `akte` runs, with a bad version among the filed ones."""
    shutil.copytree(ROOT / "programmes", tmp_path / "programmes")
    (tmp_path / "programmes" / "wir" / "2030-01-01.toml").write_text(BAD, "utf-8")
    return tmp_path


@pytest.fixture
def database() -> Iterator[socket.socket]:
    """A server that would notice whoever speaks to it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize("part", ["up", "web", "worker"])
def test_nothing_starts_by_bad_rules_and_each_fault_is_said(
    tampered: Path, database: socket.socket, part: str
) -> None:
    address = f"postgresql://akte@127.0.0.1:{database.getsockname()[1]}/akte"
    data = tampered / "data"
    done = subprocess.run(
        command(part),
        check=False,
        capture_output=True,
        text=True,
        cwd=tampered,
        timeout=PATIENCE_S,
        env=environment(PYTHONPATH=str(ROOT), AKTE_DATA=str(data), AKTE_DATABASE=address),
    )
    assert done.returncode == UNREACHABLE
    unit, rate = done.stderr.splitlines()
    assert unit.startswith(f"programmes/wir/{BAD_UNIT} · the unit must be days")
    assert rate.startswith(f"programmes/wir/{BAD_RATE} · must be at most 100")
    assert done.stdout == ""
    assert not data.exists()
    with pytest.raises(BlockingIOError):
        database.accept()


def test_a_file_is_checked_before_it_is_filed(akte: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "2030-01-01.toml", tmp_path / "bad" / "2030-01-01.toml"
    bad.parent.mkdir()
    good.write_text(AMENDING, "utf-8")
    bad.write_text(BAD, "utf-8")
    done = akte("check", str(good))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Die Regeln sind in Ordnung. · The rules are in order." in done.stdout
    done = akte("check", str(good), str(bad))
    assert done.returncode == USAGE
    assert done.stdout == ""
    assert [line.partition(" · ")[0] for line in done.stderr.splitlines()] == [
        f"{bad.parent}/{BAD_UNIT}",
        f"{bad.parent}/{BAD_RATE}",
    ]


def test_the_rules_on_file_are_checked_where_no_file_is_named(akte: Run) -> None:
    assert akte("check").returncode == 0
    done = akte("check", "nowhere.toml")
    assert done.returncode == USAGE
    assert done.stderr.startswith("nowhere.toml: ")
