"""The verifier stands alone: it runs on an older Python and imports nothing of ours."""

import ast
import sys
from pathlib import Path

from tests.house.source import PACKAGES, modules, text

VERIFIER = Path("projections/audit/verify.py")
OLDEST = (3, 9)


def imported() -> set[str]:
    nodes = list(ast.walk(ast.parse(text(VERIFIER))))
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return plain | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


def test_the_verifier_needs_the_standard_library_and_cryptography_alone() -> None:
    roots = {name.partition(".")[0] for name in imported()}
    assert roots - sys.stdlib_module_names == {"cryptography"}
    assert not roots & set(PACKAGES)


def test_the_verifier_reads_as_python_3_9() -> None:
    ast.parse(text(VERIFIER), feature_version=OLDEST)
    assert "strict=" not in text(VERIFIER)
    assert "tomllib" not in imported()


def test_nothing_that_ships_imports_the_verifier() -> None:
    names = ("audit.verify", "audit import verify")
    users = [path for path in modules(*PACKAGES) if any(name in text(path) for name in names)]
    assert users == []
