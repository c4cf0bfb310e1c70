"""The data folder: one holder, room to work, a free port, and words that say what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from workers.data_folder import (
    AlreadyRunning,
    DiskFull,
    PortInUse,
    free_port,
    held,
    require_port,
    require_space,
)


def test_the_second_holder_learns_who_has_the_folder_and_where(tmp_path: Path) -> None:
    with (
        held(tmp_path, "http://127.0.0.1:8420"),
        pytest.raises(AlreadyRunning) as refused,
        held(tmp_path, "elsewhere"),
    ):
        pytest.fail("two holders")
    for words in (refused.value.german, refused.value.english):
        assert str(os.getpid()) in words
        assert "http://127.0.0.1:8420" in words


def test_a_folder_is_free_again_after_its_holder(tmp_path: Path) -> None:
    with held(tmp_path, "first"):
        pass
    with held(tmp_path, "second"):
        assert (tmp_path / "lock").read_text() == f"{os.getpid()} second"


def test_a_killed_holder_does_not_lock_the_folder_for_ever(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from workers.data_folder import held\n"
        "with held(Path(sys.argv[1]), 'dead'): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode < 0
    with held(tmp_path, "alive"):
        assert "alive" in (tmp_path / "lock").read_text()


def test_a_new_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    with held(tmp_path / "data", "here"):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_full_disk_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="nothing was changed"):
        require_space(tmp_path / "not" / "yet" / "there", least_bytes=2**62)
    assert list(tmp_path.iterdir()) == []
    require_space(tmp_path, least_bytes=1)


def test_a_taken_port_is_refused_by_its_number() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(PortInUse, match=f"Port {taken} auf 127.0.0.1") as refused:
            require_port("127.0.0.1", taken)
        assert "AKTE_PORT" in refused.value.english
        assert free_port(taken) != taken
    require_port("127.0.0.1", free_port())
