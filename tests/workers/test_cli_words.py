"""The command line says what there is, and one line about what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer._click import Command

from tests.workers.conftest import ROOT, Run
from workers.cli import COMMANDS, loaded
from workers.console import REFUSED, USAGE

pytestmark = pytest.mark.xdist_group("akte")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_list_exists_and_speaks_both_languages(name: str) -> None:
    found = loaded(name)
    assert isinstance(found, Command)
    assert found.name == name
    for words in (COMMANDS[name].help, found.help or ""):
        german, dot, english = words.partition(" · ")
        assert german
        assert dot
        assert english


def test_the_list_of_commands_loads_neither_database_nor_rules() -> None:
    code = (
        "import sys; from workers import cli\n"
        "cli.app(['--help'], standalone_mode=False)\n"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "cases" in done.stdout
    for heavy in ("pydantic", "psycopg", "eventsourcing", "temporalio", "domain.kernel"):
        assert f"'{heavy}'" not in done.stderr


def test_an_unknown_command_is_one_line_with_the_way_to_help(akte: Run) -> None:
    done = akte("caes")
    assert done.returncode == USAGE
    assert "meinten Sie „cases“? Alle zeigt: akte --help" in done.stderr
    assert done.lines == 1


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (("history",), "case"),
        (("cases", "--colour"), "--colour"),
        (("up", "--port", "70000"), "--port"),
        (("history", "X", "--as-of", "gestern"), "--as-of"),
        (("case", "X", "--as-of", "gestern"), "--as-of"),
        (("case", "X", "--known-on", "31.3.2016"), "--known-on"),
        (("history", "X", "--as-of", "٣"), "--as-of"),
        (("assess", "wir@1999-01-01", "coordination"), "wir@2014-01-01"),
        (("assess", "wir@2014-01-01", "roads"), "coordination"),
        (("assess", "wir@2014-01-01", "coordination"), "Angaben"),
        (("assess", "wir@2014-01-01", "coordination", "/nowhere.json"), "No such file"),
        (("rebuild", "cats"), "ledger"),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_place(
    akte: Run, words: tuple[str, ...], about: str
) -> None:
    done = akte(*words)
    assert (done.returncode, done.stdout) == (USAGE, "")
    assert about in done.stderr
    assert done.lines == 1


def test_a_variable_that_sets_nothing_is_told_with_its_likely_name(akte: Run) -> None:
    done = akte("programmes", AKTE_PROT="8421")
    assert done.returncode == 0
    assert "AKTE_PROT → AKTE_PORT?" in done.stderr


def test_programmes_shows_every_line_of_the_programme(akte: Run) -> None:
    done = akte("programmes")
    assert done.returncode == 0
    for line in ("coordination", "innovative_project", "guides_deployment", "deutsch4u"):
        assert line in done.stdout


def test_rules_shows_a_version_with_its_amendments_worked_in(akte: Run) -> None:
    done = akte("rules", "wir@2022-01-01")
    assert done.returncode == 0
    assert "lines.diversity_centre.rule.components.assistance.rule.amount" in done.stdout
    assert "wir@2014-01-01" in done.stdout
    assert akte("rules", "wir@1999-01-01").returncode == USAGE


def test_assess_computes_a_grant_from_a_file(akte: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"eligible_cents": 5830000, "months": 12}')
    done = akte("assess", "wir@2014-01-01", "coordination", str(facts))
    assert done.returncode == 0
    assert '"amount_cents": 5000000' in done.stdout


@pytest.mark.parametrize("odd", ["1e3", "NaN"])
def test_assess_refuses_what_is_no_amount(akte: Run, tmp_path: Path, odd: str) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(f'{{"eligible_cents": {odd}, "months": 12}}')
    done = akte("assess", "wir@2014-01-01", "coordination", str(facts))
    assert done.returncode == REFUSED
    assert "eligible_cents" in done.stderr
    assert done.lines == 1
