"""The commands that hand something to the office, and everything a file can get wrong."""

import json
from pathlib import Path

import pytest

from tests.workers.conftest import CASE, Run, Up
from workers.console import REFUSED, USAGE

pytestmark = pytest.mark.xdist_group("akte")

WISH = {
    "name": "report_bank_details",
    "command_id": "shell/1",
    "content": {
        "recipient": "fulda",
        "iban": "DE89370400440532013000",
        "holder": "Kasse Fulda",
    },
}


def changed(**content: object) -> str:
    return json.dumps({**WISH, "content": {**dict(WISH["content"]), **content}})


@pytest.fixture
def handle(akte: Run, installation: Up, tmp_path: Path) -> Run:
    def run(body: str | bytes, *words: str, person: str = "kasse.fulda", **settings: str) -> object:
        file = tmp_path / "wish.json"
        file.write_bytes(body.encode() if isinstance(body, str) else body)
        data = ("--data", str(installation.data))
        return akte("handle", str(file), "--person", person, *data, *words, **settings)

    return run  # type: ignore[return-value]  # the same kind of answer


def test_a_command_is_filed_once_and_answered_again(handle: Run) -> None:
    first = json.loads(handle(json.dumps(WISH), "--json").stdout)
    assert first["position"] > 0
    again = handle(json.dumps(WISH))
    assert again.returncode == 0, again.stderr
    assert f"schon beantwortet · answered before, Nr. {first['position']}" in again.stdout


def test_a_refused_act_names_law_and_next_step(handle: Run) -> None:
    wish = {"name": "withdraw_application", "command_id": "shell/2", "content": {"case": CASE}}
    done = handle(json.dumps(wish), person="antrag.main-kinzig-kreis")
    assert done.returncode == REFUSED
    assert "→" in done.stderr
    assert done.lines == 1


def test_an_act_of_another_role_is_refused(handle: Run) -> None:
    done = handle(json.dumps({**WISH, "command_id": "shell/3"}), person="r.iltis")
    assert done.returncode == REFUSED


def test_an_unknown_person_is_told_where_the_persons_stand(handle: Run) -> None:
    done = handle(json.dumps(WISH), person="n.niemand")
    assert done.returncode == USAGE
    assert "Anmeldeseite" in done.stderr
    assert "n.niemand" not in done.stderr


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(iban="DE00370400440532013000"), "iban"),
        (changed(holder="Kasse\0Fulda"), "holder"),
        (changed(colour="red"), "colour"),
        (changed(holder=1), "holder"),
        (json.dumps({**WISH, "content": {"recipient": "fulda"}}), "iban"),
        (json.dumps({**WISH, "name": "open_sesame"}), "open_sesame"),
        (json.dumps({**WISH, "command_id": "nicht so"}), "command_id"),
        (json.dumps({**WISH, "extra": 1}), "extra"),
        (json.dumps({"name": "report_bank_details"}), "command_id"),
        (json.dumps(WISH).replace('"Kasse Fulda"', "1e3"), "content.holder"),
        (json.dumps(WISH).replace('"Kasse Fulda"', "NaN"), "content.holder"),
    ],
)
def test_a_wrong_file_is_refused_by_the_place_that_is_wrong(
    handle: Run, body: str, place: str
) -> None:
    done = handle(body)
    assert done.returncode == REFUSED, done.stderr
    assert place in done.stderr
    assert "Kasse" not in done.stderr
    assert done.lines == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b'{"name": "\xe4"}', b"[" * 100_000, b" " * 10_000_000, b"[]"],
    ids=["empty", "half", "other encoding", "latin-1", "deep", "10 MB", "list"],
)
def test_what_is_no_command_at_all_is_one_line(handle: Run, body: bytes) -> None:
    done = handle(body)
    assert done.returncode in {USAGE, REFUSED}
    assert done.lines == 1


def test_a_file_that_is_not_there_is_named(akte: Run, tmp_path: Path) -> None:
    done = akte("handle", str(tmp_path / "none.json"), "--person", "k.adler")
    assert done.returncode == USAGE
    assert "none.json" in done.stderr


def test_outside_training_nobody_acts_from_a_shell(handle: Run) -> None:
    done = handle(json.dumps(WISH), AKTE_TRAINING="false")
    assert done.returncode == REFUSED


def test_the_clock_moves_forward_in_training_alone(akte: Run, installation: Up) -> None:
    data = ("--data", str(installation.data))
    before = json.loads(akte("clock", "show", "--json", *data).stdout)["today"]
    live = akte("clock", "advance", "1d", *data, AKTE_TRAINING="false")
    assert live.returncode == REFUSED
    assert live.lines == 1
    assert akte("clock", "advance", "1d", *data).returncode == 0
    after = json.loads(akte("clock", "show", "--json", *data).stdout)["today"]
    assert after > before


@pytest.mark.parametrize("by", ["yesterday", "31", "-3d", "2016-02-30", "9999d9"])
def test_a_step_of_the_clock_is_days_or_a_day(akte: Run, installation: Up, by: str) -> None:
    done = akte("clock", "advance", "--data", str(installation.data), "--", by)
    assert done.returncode == USAGE
    assert "31d, 2016-03-31" in done.stderr


def test_the_clock_never_goes_back(akte: Run, installation: Up) -> None:
    done = akte("clock", "advance", "2016-01-01", "--data", str(installation.data))
    assert done.returncode == REFUSED
