"""The command that derives an amount, over an installation in which two grants lived."""

import json

import pytest

from tests.workers.conftest import CASE, Run, Up
from workers.console import REFUSED, USAGE

pytestmark = pytest.mark.xdist_group("akte")


def test_why_goes_from_an_amount_to_person_rule_and_input(akte: Run, installation: Up) -> None:
    done = akte("why", CASE, "paid", "--data", str(installation.data))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("50.000,00 €  ausgezahlt")
    for words in ("amount_cents", "wir@2014-01-01", "clerk", "§", "Mittelabruf Nr. 1"):
        assert words in done.stdout, words


def test_why_is_read_by_programs_at_a_day_of_the_past(akte: Run, installation: Up) -> None:
    words = ("why", CASE, "paid", "--json", "--data", str(installation.data))
    told = json.loads(akte(*words, "--as-of", "2016-03-03").stdout)
    assert (told["amount"]["amount_cents"], told["faults"]) == (25_000_00, [])


def test_why_of_nothing_is_refused(akte: Run, installation: Up) -> None:
    data = ("--data", str(installation.data))
    assert akte("why", "WIR-2016-NONE", *data).returncode == REFUSED
    assert akte("why", CASE, "nonsense", *data).returncode == USAGE
    assert akte("why", CASE, "paid", "--as-of", "gestern", *data).returncode == USAGE
