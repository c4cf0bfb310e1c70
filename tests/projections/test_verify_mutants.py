"""The verifier's verdicts are those that were found right, and no change of it goes unnoticed."""

from random import Random

import pytest

from projections.audit import verify
from tests.mutation import equivalents, killer
from tests.mutator import mutants
from tests.tampered import cases
from tests.tampered_case import Case
from tests.verdicts import frozen, verdict

SAMPLE = 10


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return list(cases(tmp_path_factory.mktemp("tampered")))


def test_each_tampered_bundle_gets_the_verdict_that_was_found_right(told: list[Case]) -> None:
    right = frozen()
    assert [case.name for case in told] == list(right)
    assert [one.name for one in told if verdict(verify, one) != right[one.name]] == []


def test_a_sample_of_changed_verifiers_is_noticed(
    told: list[Case], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    known, right = equivalents(), frozen()
    others = [one for one in mutants() if one.name not in known]
    sample = Random(2026).sample(others, SAMPLE)
    monkeypatch.chdir(tmp_path_factory.mktemp("mutants"))
    assert [one.name for one in sample if killer(one, told, right) is None] == []


def test_every_change_said_to_check_the_same_is_one_that_exists() -> None:
    known = equivalents()
    assert known.keys() <= {one.name for one in mutants()}
    assert all(reason.strip() for reason in known.values())
    assert not any(reason.startswith("not yet") for reason in known.values())
