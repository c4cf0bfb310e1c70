"""`akte recompute` and `akte whatif` over a real record: the same again, or what would differ."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.application import ApplicationChecked
from domain.kernel import Subject
from office.deciders import EVENTS
from office.personal import Keys
from office.record import Record
from tests.cast import ADLER
from tests.conftest import Database
from tests.story import FIRST_DAY, context, given
from tests.usual_grant import CASE, Grant
from tests.workers.conftest import Run
from workers.console import ALTERED, USAGE

SAID = context(ADLER, FIRST_DAY)
AMENDMENT = """
id = "wir"
version = 2016-07-01
amends = 2014-01-01
valid_from = 2016-07-01
ends = ["coordination"]
"""


@pytest.fixture
def record(database: Database, keys: Keys) -> Iterator[Record]:
    record = Record(database.app, events=EVENTS, keys=keys)
    versions: Counter[Subject] = Counter()
    for subject, event in given(*Grant().until("examined")).filings():
        versions[subject] += 1
        filing = (subject, versions[subject], event)
        record.file([filing], context=SAID, programme="wir@2014-01-01", receipt=None)
    yield record
    record.close()


@pytest.fixture
def settings(record: Record, database: Database, tmp_path: Path) -> dict[str, str]:
    return {
        "AKTE_DATABASE": database.app,
        "AKTE_KEYS_DATABASE": database.keys,
        "AKTE_MASTER_KEY_FILE": str(tmp_path / "master.key"),
        "AKTE_TRAINING": "true",
    }


def test_what_was_computed_comes_out_the_same(akte: Run, settings: dict[str, str]) -> None:
    done = akte("recompute", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 Berechnungen, alle gleich" in done.stdout


def test_a_computation_that_departs_is_named_and_ends_as_altered(
    akte: Run, settings: dict[str, str], record: Record
) -> None:
    subject = Subject("application", CASE)
    history = record.history(subject)
    (checked,) = (one.event for one in history if isinstance(one.event, ApplicationChecked))
    first, *rest = checked.assessment["trace"]
    assessment = {**checked.assessment, "trace": [{**first, "inputs": {"cap_cents": 1}}, *rest]}
    event = checked.model_copy(update={"assessment": assessment})
    filing = (subject, len(history) + 1, event)
    record.file([filing], context=SAID, programme="wir@2014-01-01", receipt=None)
    done = akte("recompute", **settings)
    assert done.returncode == ALTERED
    assert CASE in done.stdout
    found = json.loads(akte("recompute", "--json", **settings).stdout)
    assert found["computations"] == 3
    assert [(one["case"], one["step"]) for one in found["differences"]] == [(CASE, "cap")]


def test_changed_rules_are_tried_and_nothing_is_filed(
    akte: Run, settings: dict[str, str], record: Record, tmp_path: Path
) -> None:
    text = Path("programmes/wir/2014-01-01.toml").read_text("utf-8")
    file, before = tmp_path / "changed.toml", record.head()
    file.write_text(text.replace('"50.000,00 €"', '"45.000,00 €"', 1), "utf-8")
    done = akte("whatif", "--programme", str(file), "--cases", "coordination", **settings)
    assert done.returncode == 0, done.stderr
    assert "−5.000,00 €" in done.stdout
    said = akte("whatif", "--programme", str(file), "--json", **settings).stdout
    (case,) = json.loads(said)["cases"]
    assert (case["before"], case["after"], case["stage"]) == (50_000_00, 45_000_00, "settled")
    none = akte("whatif", "--programme", str(file), "--cases", "2019", "--json", **settings)
    assert json.loads(none.stdout)["cases"] == []
    assert record.head() == before


def test_an_amendment_under_which_nothing_can_be_computed_is_told(
    akte: Run, settings: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "changed.toml"
    file.write_text(AMENDMENT, "utf-8")
    done = akte("whatif", "--programme", str(file), **settings)
    assert done.returncode == 0
    assert "line_unknown" in done.stdout


def test_a_file_that_cannot_be_used_is_one_line(akte: Run, tmp_path: Path) -> None:
    file = tmp_path / "changed.toml"
    missing = akte("whatif", "--programme", str(file))
    file.write_text("id =", "utf-8")
    broken = akte("whatif", "--programme", str(file))
    for done in (missing, broken):
        assert (done.returncode, done.stdout, done.lines) == (USAGE, "", 1)
