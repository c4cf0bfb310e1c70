"""Two grants played under kill -9 of every process leave the same record as undisturbed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.xdist_group("akte"), pytest.mark.timeout(900)]


def test_one_kill_of_each_process_changes_nothing_but_the_time() -> None:
    settings = {key: value for key, value in os.environ.items() if not key.startswith("AKTE_")}
    done = subprocess.run(
        [sys.executable, "bench/soak.py", "--short", "--kills", "1", "--seed", "1"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=settings,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "seed 1: 0 faults" in done.stdout
