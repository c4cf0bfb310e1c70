"""The supervisor keeps its parts alive, stops them in order and leaves none behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from workers import supervisor
from workers.waiting import until

PROGRAM = Path(__file__).with_name("supervised.py")
ROOT = Path(__file__).parents[2]

Program = subprocess.Popen[str]
Run = Callable[..., Program]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Starts the program; what still lives at the end of the test is killed."""
    programs: list[Program] = []

    def start(*names: str) -> Program:
        programs.append(
            subprocess.Popen(
                [sys.executable, str(PROGRAM), str(tmp_path), *names],
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
        )
        return programs[-1]

    yield start
    for program in programs:
        for process in _family(program):
            process.kill()
        program.communicate()


def _family(program: Program) -> list[psutil.Process]:
    if not psutil.pid_exists(program.pid):
        return []
    head = psutil.Process(program.pid)
    return [*head.children(recursive=True), head]


def heard(program: Program, words: str) -> str:
    """The next line with these words; the lines before it pass."""
    assert program.stdout
    seen = []
    for line in program.stdout:
        seen.append(line)
        if words in line:
            return line
    raise AssertionError(f"never heard {words!r} in {seen}")


def parts_of(program: Program) -> list[psutil.Process]:
    return psutil.Process(program.pid).children()


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("demand", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_when_all_parts_are_ready_and_stops_them_all(
    run: Run, demand: signal.Signals
) -> None:
    program = run("steady")
    heard(program, "all ready")
    parts = parts_of(program)
    program.send_signal(demand)
    assert program.wait() == 0
    assert parts
    assert all(gone(part) for part in parts)


def test_a_part_lives_in_a_group_of_its_own_so_that_ctrl_c_reaches_the_supervisor_alone(
    run: Run,
) -> None:
    program = run("steady")
    heard(program, "all ready")
    (part,) = parts_of(program)
    assert os.getpgid(part.pid) == part.pid


def test_what_a_part_prints_is_in_its_log(run: Run, tmp_path: Path) -> None:
    program = run("steady")
    heard(program, "all ready")
    (part,) = parts_of(program)
    log = tmp_path / "steady.log"
    assert until(lambda: f"at work {part.pid}" in log.read_text(), seconds=60)


def test_a_killed_part_is_started_again_and_that_is_one_line_in_both_languages(run: Run) -> None:
    program = run("steady")
    heard(program, "all ready")
    (first,) = parts_of(program)
    first.kill()
    line = heard(program, "steady")
    assert "steady ist beendet (Signal 9)" in line
    assert "steady ended (signal 9)" in line
    assert until(lambda: any(part.pid != first.pid for part in parts_of(program)), seconds=60)


def test_a_part_that_cannot_live_ends_the_supervisor_with_its_last_words(run: Run) -> None:
    program = run("steady", "frail")
    heard(program, "frail keeps ending (code 1)")
    heard(program, "no bread today")
    assert program.wait() == 1


def test_a_command_that_cannot_be_run_ends_the_supervisor(run: Run) -> None:
    program = run("steady", "absent")
    heard(program, "absent does not start")
    assert program.wait() == 1


def test_a_part_that_will_not_stop_is_killed_after_the_grace(run: Run) -> None:
    program = run("stubborn")
    heard(program, "all ready")
    (part,) = parts_of(program)
    program.terminate()
    assert program.wait() == 0
    assert gone(part)


def test_the_processes_of_a_part_stop_with_it(run: Run) -> None:
    program = run("parent")
    heard(program, "all ready")
    family = _family(program)[:-1]
    assert len(family) == 2
    program.terminate()
    assert program.wait() == 0
    assert until(lambda: all(gone(process) for process in family), seconds=60)


def test_parts_end_when_the_supervisor_is_killed(run: Run) -> None:
    program = run("steady")
    heard(program, "all ready")
    (part,) = parts_of(program)
    program.kill()
    assert until(lambda: gone(part), seconds=60)


def test_a_dead_server_is_started_again(run: Run) -> None:
    program = run("steady", "clinic")
    for words in ("starting Clinic again", "clinic stopped", "clinic started"):
        heard(program, words)


def test_a_log_that_grew_too_long_goes_on_empty(tmp_path: Path) -> None:
    log = tmp_path / "steady.log"
    log.write_bytes(b"x" * (supervisor.LONGEST_LOG_BYTES + 1))
    supervisor.trim(log)
    assert log.stat().st_size == 0
    assert (tmp_path / "steady.log.1").stat().st_size == supervisor.LONGEST_LOG_BYTES + 1
    log.write_bytes(b"short")
    supervisor.trim(log)
    assert log.read_bytes() == b"short"


def test_leaving_flushes_what_was_said_and_gives_the_code() -> None:
    code = "from workers.exit import leave; print('said', end=''); leave(3)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stdout) == (3, "said")
