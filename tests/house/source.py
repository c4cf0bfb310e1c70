"""The project's own files, as the house checks read them."""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = "domain programmes office projections workflows adapters web workers".split()
EDGE = ("web", "workers", "adapters")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, under version control; relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    paths = sorted({Path(name) for name in listed.split("\0") if name})
    return tuple(path for path in paths if (ROOT / path).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """Every file that is text, with its content."""
    for path in files():
        try:
            yield path, (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules(*folders: str) -> list[Path]:
    """The Python files, all of them or those in the named top folders."""
    return [
        path
        for path in files()
        if path.suffix == ".py" and (not folders or path.parts[0] in folders)
    ]


@cache
def text(path: Path) -> str:
    """A file's content; `path` is relative to the root."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(text(path), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a module, the inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def methods(path: Path) -> set[Function]:
    """The functions that get `self` or `cls` first."""
    found: set[Function] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            found |= {part for part in node.body if isinstance(part, Function)}
    return {method for method in found if "staticmethod" not in _decorators(method)}


def _decorators(method: Function) -> set[str]:
    return {ast.unparse(decorator) for decorator in method.decorator_list}


def length(function: Function) -> int:
    """Lines from `def` to the end, the docstring not counted."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """A module's comments with their line numbers."""
    for token in tokenize.generate_tokens(io.StringIO(text(path)).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
