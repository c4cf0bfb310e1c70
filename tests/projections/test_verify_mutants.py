"""The verifier cannot be weakened at one place without a bundle that notices."""

from random import Random

import pytest

from tests.mutation import Outcomes, equivalents, outcomes, survives
from tests.mutator import mutants
from tests.tampered import Case, cases

SAMPLE = 10


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return list(cases(tmp_path_factory.mktemp("tampered")))


@pytest.fixture(scope="module")
def expected(told: list[Case]) -> Outcomes:
    return outcomes(told)


def test_the_bundles_have_the_faults_that_they_were_given(
    told: list[Case], expected: Outcomes
) -> None:
    for case, said in zip(told, expected, strict=True):
        if case.faults is not None:
            first = min((fault[0] for fault in case.faults), default=None)
            assert said.endswith(f"\n{first}"), case.name
            assert all(str(fault)[:-1] in said for fault in case.faults), case.name


def test_a_sample_of_changed_verifiers_is_noticed(told: list[Case], expected: Outcomes) -> None:
    known = equivalents()
    others = [one for one in mutants() if one.name not in known]
    sample = Random(2026).sample(others, SAMPLE)
    assert [one.name for one in sample if survives(one, told, expected)] == []


def test_every_change_said_to_check_the_same_is_one_that_exists() -> None:
    known = equivalents()
    assert known.keys() <= {one.name for one in mutants()}
    assert all(reason.strip() for reason in known.values())
