"""The commands that look, over an installation in which two grants lived their whole life."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.workers.conftest import CASE, Run, Up
from workers.console import REFUSED, UNREACHABLE, USAGE

pytestmark = pytest.mark.xdist_group("akte")


def test_without_an_installation_every_command_says_how_to_begin(akte: Run, tmp_path: Path) -> None:
    done = akte("cases", "--data", str(tmp_path / "nothing"))
    assert done.returncode == UNREACHABLE
    assert f"akte up --data {tmp_path / 'nothing'}" in done.stderr
    assert done.lines == 1
    assert not (tmp_path / "nothing").exists()


def test_without_its_servers_an_installation_says_so(akte: Run, tmp_path: Path) -> None:
    (tmp_path / "akte.json").write_text('{"port": 8420, "training": true}')
    for words in (("cases",), ("verify",), ("clock", "show"), ("history", CASE)):
        done = akte(*words, "--data", str(tmp_path))
        assert done.returncode == UNREACHABLE
        assert "läuft „akte up“?" in done.stderr
        assert done.lines == 1


def test_cases_shows_each_case_whole_on_one_line(akte: Run, installation: Up) -> None:
    done = akte("cases", AKTE_DATA=str(installation.data))
    assert done.returncode == 0, done.stderr
    [line] = [line for line in done.stdout.splitlines() if CASE in line]
    assert "Main-Kinzig-Kreis" in line
    assert line.rstrip().endswith("50.000,00 €")


def test_cases_can_be_searched_and_read_by_programs(akte: Run, installation: Up) -> None:
    words = ("cases", "--json", "--data", str(installation.data))
    [found] = json.loads(akte(*words, "--text", "rheingau").stdout)
    assert (found["case"], found["amount_cents"]) == ("WIR-2016-K0004", 49_120_00)
    assert json.loads(akte(*words, "--desk", "signatory").stdout) == []


@pytest.mark.parametrize(
    ("as_of", "paid", "closed"),
    [
        ("2016-03-02", "0,00 €", False),
        ("2016-03-03", "25.000,00 €", False),
        ("2017-04-11", "50.000,00 €", True),
    ],
)
def test_history_knows_what_was_true_on_a_day(
    akte: Run, installation: Up, *, as_of: str, paid: str, closed: bool
) -> None:
    done = akte("history", CASE, "--as-of", as_of, "--json", "--data", str(installation.data))
    told = json.loads(done.stdout)
    assert (told["state"]["paid"], told["state"]["closed"]) == (paid, closed)
    days = [date.fromisoformat(row["business_date"]) for row in told["story"]]
    assert max(days) <= date.fromisoformat(as_of)


def test_history_knows_what_was_true_at_a_position(akte: Run, installation: Up) -> None:
    words = ("history", CASE, "--json", "--data", str(installation.data))
    whole = json.loads(akte(*words, "--true-on", "2017-04-11").stdout)["story"]
    signed = next(row for row in whole if row["topic"] == "approval.signed.v1")
    told = json.loads(akte(*words, "--position", str(signed["position"])).stdout)
    assert told["state"]["signed_on"] == "2016-01-14"
    assert told["state"]["notified_on"] is None
    assert told["story"][-1] == signed


def test_a_step_tells_its_command_its_rule_and_its_effect(akte: Run, installation: Up) -> None:
    there = ("--data", str(installation.data))
    told = json.loads(akte("history", CASE, "--json", *there).stdout)["story"]
    position = next(row["position"] for row in told if row["topic"] == "application.checked.v1")
    shown = json.loads(akte("step", CASE, str(position), "--json", *there).stdout)
    assert shown["command"]["name"] == "check_application"
    assert shown["rule"]["programme"] == "wir@2014-01-01"
    said = akte("step", CASE, str(position), *there).stdout
    assert "check_application" in said
    assert "Wer das darf" in said
    assert akte("step", CASE, "1", *there).returncode == REFUSED


def test_lists_are_told_as_they_were_known_long_ago(akte: Run, installation: Up) -> None:
    there = ("--json", "--known-on", "2000-01-01", "--data", str(installation.data))
    for words in (("cases",), ("ledger",), ("ledger", "--recipients"), ("ledger", CASE)):
        assert json.loads(akte(*words, *there).stdout) == [], words
    early = ("--json", "--true-on", "2016-01-20", "--data", str(installation.data))
    [case] = [one for one in json.loads(akte("cases", *early).stdout) if one["case"] == CASE]
    assert case["stage"] in {"signed", "posted", "notified"}


def test_case_knows_what_was_true_and_what_was_known(akte: Run, installation: Up) -> None:
    words = ("case", CASE, "--data", str(installation.data))
    told = json.loads(akte(*words, "--json", "--as-of", "2016-03-03").stdout)
    assert told["standing"]["money.paid"] == 25_000_00
    assert "standing.closed" not in told["standing"]
    assert told["steps"][-1]["business_date"] <= "2016-03-03"
    unknown = json.loads(akte(*words, "--json", "--known-on", "2000-01-01").stdout)
    assert unknown == {"standing": {}, "steps": []}
    assert "Zuwendung von 50.000,00 € am 14.01.2016" in akte(*words).stdout


def test_history_is_read_by_people_too(akte: Run, installation: Up) -> None:
    done = akte("history", CASE, "--data", str(installation.data))
    assert "Bewilligt · Granted" in done.stdout
    assert "1. ausgezahlt" in done.stdout
    assert "Zuwendung von 50.000,00 € am 14.01.2016 bewilligt und gezeichnet." in done.stdout


def test_a_case_that_is_not_there_is_refused_with_what_to_do(akte: Run, installation: Up) -> None:
    for words in (("history", "WIR-2016-NONE"), ("payments", "atlantis")):
        done = akte(*words, "--data", str(installation.data))
        assert done.returncode == REFUSED
        assert "→" in done.stderr
        assert done.lines == 1


def test_payments_answers_county_finance_with_whole_amounts(akte: Run, installation: Up) -> None:
    done = akte("payments", "rheingau-taunus-kreis", "--data", str(installation.data))
    assert done.returncode == 0, done.stderr
    grant, first, second = [line for line in done.stdout.splitlines() if "K0004" in line]
    assert grant.count("49.120,00 €") == 2
    assert "15.04.2016" in first  # the new account waited
    assert "05.09.2016" in second


def test_payments_for_programs_hold_cents(akte: Run, installation: Up) -> None:
    done = akte("payments", "main-kinzig-kreis", "--json", "--data", str(installation.data))
    told = json.loads(done.stdout)
    assert [grant["booked_cents"] for grant in told["grants"]] == [50_000_00]
    assert [one["amount_cents"] for one in told["payments"]] == [25_000_00, 25_000_00]


def test_the_ledger_adds_up_to_nothing_and_tells_the_postings_of_a_case(
    akte: Run, installation: Up
) -> None:
    data = ("--data", str(installation.data))
    rows = json.loads(akte("ledger", "--json", *data).stdout)
    assert sum(row["amount_cents"] for row in rows) == 0
    assert "Summe · Sum" in akte("ledger", *data).stdout
    moves = json.loads(akte("ledger", CASE, "--json", *data).stdout)
    assert sum(one["amount_cents"] for one in moves if one["target"] == "proven") == 50_000_00
    assert "von der Bank gebucht" in akte("ledger", CASE, *data).stdout
    early = json.loads(akte("ledger", CASE, "--until", "2016-03-02", "--json", *data).stdout)
    assert "paid" not in {one["target"] for one in early}
    held = json.loads(akte("ledger", "--recipients", "--json", *data).stdout)
    assert sum(one["cases"] for one in held) >= 1
    assert "Konten der Empfänger" in akte("ledger", "--recipients", *data).stdout
    assert akte("ledger", "--until", "gestern", *data).returncode == USAGE


def test_open_data_are_written_into_a_folder(akte: Run, installation: Up, tmp_path: Path) -> None:
    done = akte("opendata", str(tmp_path / "open"), "--data", str(installation.data))
    assert "transactions.csv" in done.stdout
    grants = json.loads((tmp_path / "open" / "grants.json").read_bytes())["grants"]
    assert CASE in {one["id"] for one in grants}
    assert (tmp_path / "open" / "schema.json").is_file()
