"""What no line of the project may say: smells in code, places and hosts in any text."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.source import EDGE, PACKAGES, comments, modules, texts, tree

INNER = tuple(package for package in PACKAGES if package not in EDGE)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XXX|HACK)\b")
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore)")
SILENCED_WITH_REASON = re.compile(
    r"#\s*noqa: [A-Z]+\d+(, [A-Z]+\d+)* +\W*\w|#\s*type:\s*ignore\[[\w, -]+\] +\W*\w"
)
PLACES = re.compile(r"(?<![\w./~-])/(work|root|home|Users)/\w")
HOSTS = re.compile(
    r"\b(pypi\." + r"org|pythonhosted\." + r"org|npmjs\.(org|com)|deb\.debian\." + r"org"
    r"|proxy\.golang\." + r"org|crates\." + r"io)\b"
)
OWN_PATTERNS = Path("tests/house/test_house_words.py")

Smell = Callable[[ast.AST], bool]


def calls(node: ast.AST, *names: str) -> bool:
    """Whether a node calls something of one of these names, dots included."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in names


def imports(node: ast.AST, *names: str) -> bool:
    """Whether a node imports one of these modules, or one of these `module.name`."""
    if isinstance(node, ast.ImportFrom):
        found = {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    elif isinstance(node, ast.Import):
        found = {alias.name for alias in node.names}
    else:
        return False
    return not found.isdisjoint(names)


def mocks(node: ast.AST) -> bool:
    return imports(node, "unittest.mock", "mock") or calls(node, "monkeypatch.setattr")


def sleeps(node: ast.AST) -> bool:
    return imports(node, "time.sleep") or calls(node, "time.sleep")


def executes_data(node: ast.AST) -> bool:
    return imports(node, "pickle", "marshal", "shelve") or calls(node, "eval", "exec")


def looks_at_the_clock(node: ast.AST) -> bool:
    clocks = ("datetime.now", "datetime.utcnow", "date.today", "time.time")
    return calls(node, *clocks, *(f"datetime.{clock}" for clock in clocks))


def draws_lots(node: ast.AST) -> bool:
    return calls(node, "uuid4", "uuid.uuid4", "uuid1", "uuid.uuid1") or imports(node, "random")


def makes_a_float(node: ast.AST) -> bool:
    return calls(node, "float")


def found(smell: Smell, *folders: str) -> list[str]:
    return [
        f"{path}:{getattr(node, 'lineno', 0)}"
        for path in modules(*folders)
        for node in ast.walk(tree(path))
        if smell(node)
    ]


@pytest.mark.parametrize("smell", [mocks, sleeps, executes_data])
def test_nowhere(smell: Smell) -> None:
    assert found(smell) == []


@pytest.mark.parametrize("smell", [looks_at_the_clock, draws_lots, makes_a_float])
def test_only_at_the_edge(smell: Smell) -> None:
    assert found(smell, *INNER) == []


def remarks() -> Iterator[tuple[str, str]]:
    for path in modules():
        for line, comment in comments(path):
            yield f"{path}:{line}", comment


def test_nothing_is_left_for_later_in_a_comment() -> None:
    assert [place for place, comment in remarks() if UNFINISHED.search(comment)] == []


def test_who_silences_a_check_names_it_and_says_why() -> None:
    bare = [
        place
        for place, comment in remarks()
        if SILENCED.search(comment) and not SILENCED_WITH_REASON.search(comment)
    ]
    assert bare == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert [str(path) for path, words in texts() if PLACES.search(words)] == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    named = [path for path, words in texts() if HOSTS.search(words)]
    assert [str(path) for path in named if path != OWN_PATTERNS] == []


@pytest.mark.parametrize(
    ("smell", "line"),
    [
        (mocks, "from unittest.mock import Mock"),
        (mocks, "monkeypatch.setattr(a, 'b', 1)"),
        (sleeps, "from time import sleep"),
        (sleeps, "time.sleep(1)"),
        (executes_data, "eval('1')"),
        (looks_at_the_clock, "datetime.datetime.now()"),
        (looks_at_the_clock, "datetime.now(UTC)"),
        (draws_lots, "uuid4()"),
        (makes_a_float, "float('1.5')"),
    ],
)
def test_every_smell_is_noticed(smell: Smell, line: str) -> None:
    assert any(smell(node) for node in ast.walk(ast.parse(line)))


@pytest.mark.parametrize("comment", ["# noqa", "# noqa: S603", "# type: ignore", "x  # noqa: A1"])
def test_bare_silence_is_noticed(comment: str) -> None:
    assert SILENCED.search(comment)
    assert not SILENCED_WITH_REASON.search(comment)
