"""Whether the verdicts on the tampered bundles notice that the verifier was changed."""

from collections.abc import Sequence
from pathlib import Path

from tests.mutator import Mutant, Stuck, loaded, patient
from tests.tampered_case import Case
from tests.verdicts import verdict

EQUIVALENT = Path(__file__).parent / "equivalent_mutants.txt"


def killer(mutant: Mutant, told: Sequence[Case], right: dict[str, str]) -> Case | None:
    """The first case of which a mutant says something else than is right; `None` if it survives."""
    try:
        verifier = loaded(mutant)
    except Exception:
        return told[0]
    for case in told:
        try:
            said = patient(lambda case=case: verdict(verifier, case))
        except (Exception, Stuck):
            return case
        if said != right[case.name]:
            return case
    return None


def equivalents() -> dict[str, str]:
    """Mutants that check the same as the verifier, each with the reason why."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" | ")[::2] for line in lines if line)
    return dict(pairs)
