"""What the verifier says of each tampered bundle, as people have read it and found it right.

Run as `python -m tests.verdicts --freeze` it writes all verdicts anew; whoever does reads what
changed.
"""

import re
import sys
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from types import ModuleType

from projections.audit import verify
from tests.tampered import cases
from tests.tampered_case import Case

FROZEN = Path(__file__).parent / "verdicts.txt"
HEADING = "== "


def verdict(verifier: ModuleType, case: Case) -> str:
    """All that a verifier says of a case, line by line, and its exit code; or how it failed."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = verifier.main(case.words)
        except SystemExit as error:
            code = error.code
    said = (out.getvalue() + "".join(f"! {line}\n" for line in err.getvalue().splitlines())).strip()
    return re.sub(r"'/\S*/", "'…/", f"{said}\nexit {code}")


def verdicts(told: Iterable[Case]) -> str:
    """The verdicts on all cases as they are kept."""
    return "\n".join(f"{HEADING}{case.name}\n{verdict(verify, case)}\n" for case in told)


def frozen() -> dict[str, str]:
    """The verdicts that are right, by the name of their case."""
    parts = FROZEN.read_text(encoding="utf-8").split(HEADING)[1:]
    return {name: said.strip() for name, _, said in (part.partition("\n") for part in parts)}


def main(words: list[str]) -> None:
    """Prints the verdicts, or keeps them."""
    with tempfile.TemporaryDirectory() as folder:
        said = verdicts(cases(Path(folder)))
    if words == ["--freeze"]:
        FROZEN.write_text(said, encoding="utf-8")
    else:
        sys.stdout.write(said)


if __name__ == "__main__":
    main(sys.argv[1:])
