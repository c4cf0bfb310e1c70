"""Whether the bundles of `tampered` notice that the verifier was changed."""

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from tests.mutator import Mutant, Stuck, loaded, patient
from tests.tampered import Case

EQUIVALENT = Path("tests/equivalent_mutants.txt")
Outcomes = list[str]


def outcome(verifier: ModuleType, case: Case) -> str:
    """All that a verifier says of a case, or how it failed."""
    try:
        report = verifier.check(**case.given)
        return f"{report.good}\n{report.bad}\n{report.first_wrong}"
    except Stuck:
        raise
    except Exception as error:
        return f"{type(error).__name__} {error}"


def outcomes(cases: Iterable[Case]) -> Outcomes:
    """What the verifier itself says of each case."""
    verifier = loaded()
    return [outcome(verifier, case) for case in cases]


def survives(mutant: Mutant, cases: list[Case], expected: Outcomes) -> bool:
    """Whether a mutant says of every case what the verifier says."""

    def unnoticed() -> bool:
        verifier = loaded(mutant)
        pairs = zip(cases, expected, strict=True)
        return all(outcome(verifier, case) == said for case, said in pairs)

    try:
        return patient(unnoticed)
    except (Exception, Stuck):
        return False


def equivalents() -> dict[str, str]:
    """Mutants that no bundle notices, each with the reason why it checks the same.

    A reason that begins with `not yet` names the bundle that is still missing.
    """
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" | ")[::2] for line in lines if line)
    return dict(pairs)
