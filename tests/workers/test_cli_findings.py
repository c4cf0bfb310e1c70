"""The command of the questions of courts of audit: on the screen, for programs, as a file."""

import json
from pathlib import Path

import pytest

from tests.workers.conftest import CASE, Run, Up
from workers.console import USAGE

pytestmark = pytest.mark.xdist_group("akte")


def test_findings_name_case_day_amount_and_reason(
    akte: Run, installation: Up, tmp_path: Path
) -> None:
    words = ("findings", "--data", str(installation.data), "--code", "fixed_amount")
    done = akte(*words)
    assert done.returncode == 0, done.stderr
    assert CASE in done.stdout
    told = json.loads(akte(*words, "--json").stdout)
    assert {one["code"] for one in told} == {"fixed_amount"}
    plain = tmp_path / "findings.csv"
    assert akte(*words, "--to", str(plain), "--lang", "en").returncode == 0
    assert CASE in plain.read_text(encoding="utf-8-sig")


def test_a_question_is_asked_with_another_value(akte: Run, installation: Up) -> None:
    words = ("findings", "--data", str(installation.data), "--code", "split", "--json")
    done = akte(*words, "--value", "split=1")
    assert done.returncode == 0, done.stderr
    assert {one["value"] for one in json.loads(done.stdout)} <= {100}


@pytest.mark.parametrize(
    "wrong", [("--code", "nobody"), ("--to", "findings.pdf"), ("--value", "idle=soon")]
)
def test_an_unknown_question_or_kind_of_file_is_a_wrong_use(
    akte: Run, installation: Up, wrong: tuple[str, str]
) -> None:
    done = akte("findings", "--data", str(installation.data), *wrong)
    assert (done.returncode, done.lines) == (USAGE, 1)
