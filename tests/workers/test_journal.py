"""The journal names things and never persons, one JSON object a line."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from workers.journal import LOGGABLE, only_loggable, short_hash

ROOT = Path(__file__).parents[2]
OPENING = """
import logging, threading, structlog
from workers.journal import configure
configure("info", "web")
line = structlog.get_logger()
def fail(words):
    raise ValueError(words)
"""


def written(code: str) -> list[dict[str, object]]:
    """What a process of its own writes to stderr."""
    done = subprocess.run(
        [sys.executable, "-c", OPENING + code],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout == ""
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_line_says_when_where_and_what() -> None:
    (line,) = written("line.info('handed_in', position=7, role='clerk')")
    assert line["event"] == "handed_in"
    assert line["part"] == "web"
    assert line["level"] == "info"
    assert str(line["at"]).endswith("Z")
    assert (line["position"], line["role"]) == (7, "clerk")


def test_less_than_the_level_is_not_written() -> None:
    assert written("line.debug('detail')") == []


def test_a_key_nobody_allowed_shows_as_a_short_hash() -> None:
    entry = only_loggable(None, "info", {"event": "seen", "name": "Erika Muster"})
    assert entry["name"] == short_hash("Erika Muster")
    assert "Erika" not in str(entry)
    assert "name" not in LOGGABLE


@pytest.mark.parametrize(
    "personal",
    [
        "DE02120300000000202051",
        "DE02 1203 0000 0000 2020 51",
        "kasse@main-kinzig.example",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    ],
)
def test_what_looks_personal_is_hashed_under_any_key(personal: str) -> None:
    entry = only_loggable(None, "info", {"event": f"sent to {personal} twice"})
    assert personal not in str(entry)
    assert str(entry["event"]).startswith("sent to #")
    assert str(entry["event"]).endswith(" twice")


def test_business_words_pass_unchanged() -> None:
    entry = {"event": "filed", "subject": "approval:WIR-2016-7K3QF", "position": 7, "lag": None}
    assert only_loggable(None, "info", dict(entry)) == entry


def test_a_value_cannot_begin_a_line_of_its_own() -> None:
    (line,) = written("line.info('seen', subject='a\\r\\n{\"event\": \"paid\"}\\u2028b')")
    assert line["event"] == "seen"


def test_an_exception_shows_its_type_and_its_way_but_not_its_words() -> None:
    code = "\ntry: fail('Erika Muster')\nexcept ValueError: line.exception('failed')"
    (line,) = written(code)
    assert line["error"] == "ValueError"
    assert "fail" in str(line["way"])
    assert "Erika" not in str(line)


def test_a_crash_of_a_thread_or_of_the_process_is_one_line_too() -> None:
    lines = written(
        "thread = threading.Thread(target=fail, args=('Erika',)); thread.start(); thread.join();"
        "fail('Erika')"
    )
    assert [line["event"] for line in lines] == ["crashed", "crashed"]
    assert "Erika" not in str(lines)


def test_a_library_speaks_without_its_values_and_only_to_warn() -> None:
    (line,) = written(
        "library = logging.getLogger('library')\n"
        "library.info('chatter')\n"
        "library.warning('bad row: %s', 'Erika Muster')"
    )
    assert line["event"] == "bad row: %s"
    assert line["library"] == "library"
    assert line["level"] == "warning"


def test_this_test_process_keeps_its_own_logging() -> None:
    assert all(type(handler).__module__ != "workers.journal" for handler in logging.root.handlers)
