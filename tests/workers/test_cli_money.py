"""The command about a county's money: on the screen, for programs, and as a spreadsheet."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.workers.conftest import CASE, Run, Up
from workers.console import REFUSED, USAGE

pytestmark = pytest.mark.xdist_group("akte")
COUNTY = "main-kinzig-kreis"


def test_money_lists_each_sum_with_the_text_on_the_statement(akte: Run, installation: Up) -> None:
    done = akte("money", COUNTY, "--data", str(installation.data))
    assert done.returncode == 0, done.stderr
    assert f"AZ {CASE} RATE 1/2" in done.stdout
    assert "25.000,00 €" in done.stdout
    told = json.loads(akte("money", COUNTY, "--json", "--data", str(installation.data)).stdout)
    assert {"granted", "arrived"} <= {one["place"] for one in told}
    assert not [one for one in told if "state" in one]


def test_money_is_told_as_it_stood_on_a_day(akte: Run, installation: Up, tmp_path: Path) -> None:
    words = ("money", COUNTY, "--data", str(installation.data), "--true-on", "2016-02-20")
    places = {one["place"] for one in json.loads(akte(*words, "--json").stdout)}
    assert "granted" in places
    assert "arrived" not in places
    plain = tmp_path / "damals.csv"
    assert akte(*words, "--to", str(plain)).returncode == 0
    assert "ausgezahlt" not in plain.read_text(encoding="utf-8-sig")
    nothing = akte(*words[:4], "--json", "--true-on", "2000-01-01")
    assert json.loads(nothing.stdout) == []


def test_money_goes_into_a_file_of_the_named_kind(
    akte: Run, installation: Up, tmp_path: Path
) -> None:
    words = ("money", COUNTY, "--data", str(installation.data), "--year", "2016", "--to")
    book, plain = tmp_path / "geld.xlsx", tmp_path / "geld.csv"
    assert akte(*words, str(book)).returncode == 0
    assert akte(*words, str(plain), "--lang", "en").returncode == 0
    head, *rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    assert head[0] == "Aktenzeichen"
    assert len(rows) == len(plain.read_text(encoding="utf-8-sig").splitlines()) - 1
    assert "File number,Year" in plain.read_text(encoding="utf-8-sig")
    wrong = akte(*words, str(tmp_path / "geld.pdf"))
    assert (wrong.returncode, wrong.lines) == (USAGE, 1)


def test_money_of_nobody_is_refused(akte: Run, installation: Up) -> None:
    assert akte("money", "atlantis", "--data", str(installation.data)).returncode == REFUSED
