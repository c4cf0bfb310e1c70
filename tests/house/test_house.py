"""The house by its numbers: what HOUSE.md says about sizes is kept here."""

import ast
from itertools import chain
from pathlib import Path
from statistics import quantiles

import pytest

from tests.house.source import PACKAGES, Function, functions, length, methods, modules, text, tree

LONGEST_FUNCTION = 40
USUAL_FUNCTION = 15
LONGEST_MODULE = 300
STAND_ALONE = {"projections/audit/verify.py": 1120}
"""What an auditor carries as one file may be longer than one sitting (decision 0021)."""
LONGEST_LINE = 100
MOST_POSITIONAL = 4
MOST_PARAMETERS = 7
DEEPEST_NESTING = 3
NAMELESS = set("utils util common helpers helper base manager service handler misc tools".split())
NESTING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def place(path: Path, function: Function) -> str:
    return f"{path}:{function.lineno} {function.name}"


def positional(path: Path, function: Function) -> int:
    arguments = function.args
    return len(arguments.posonlyargs + arguments.args) - (function in methods(path))


def depth(node: ast.AST) -> int:
    """How deep blocks stand in one another; an `elif` stands beside its `if`, not in it."""
    deepest = max((depth(child) for child in ast.iter_child_nodes(node)), default=0)
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        below = chain([node.test], node.body)
        inside = max((depth(child) for child in below), default=0)
        return max(inside + 1, depth(node.orelse[0]))
    return deepest + isinstance(node, NESTING)


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{place(path, function)}: {length(function)} lines"
        for path in modules()
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("folders", [tuple(PACKAGES), ("tests",)])
def test_nine_of_ten_functions_are_short(folders: tuple[str, ...]) -> None:
    lengths = [length(function) for path in modules(*folders) for function in functions(path)]
    assert quantiles(lengths, n=10)[-1] <= USUAL_FUNCTION


def test_no_module_is_longer_than_a_sitting() -> None:
    sizes = {str(path): len(text(path).splitlines()) for path in modules()}
    allowed = {path: STAND_ALONE.get(path, LONGEST_MODULE) for path in sizes}
    assert {path: size for path, size in sizes.items() if size > allowed[path]} == {}


def test_no_line_of_code_is_wider_than_the_page() -> None:
    wide = [
        f"{path}:{number}"
        for path in modules()
        for number, line in enumerate(text(path).splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert wide == []


def test_nobody_has_to_count_positions() -> None:
    """Four by position at most; with more than four parameters all from the third have names."""
    offenders = []
    for path in modules():
        for function in functions(path):
            placed = positional(path, function)
            total = placed + len(function.args.kwonlyargs)
            if placed > MOST_POSITIONAL or total > MOST_PARAMETERS or (total > 4 and placed > 2):
                offenders.append(f"{place(path, function)}: {placed} of {total} by position")
    assert offenders == []


def test_no_block_stands_deeper_than_three() -> None:
    deep = [
        place(path, function)
        for path in modules()
        for function in functions(path)
        if max(depth(part) for part in function.body) > DEEPEST_NESTING
    ]
    assert deep == []


def test_every_module_begins_with_one_sentence_that_says_what_it_is_for() -> None:
    silent = []
    for path in modules():
        first, _, _ = (ast.get_docstring(tree(path)) or "").partition("\n\n")
        if not first.endswith((".", ".»", "!", "?")):
            silent.append(str(path))
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in modules() if {path.stem, *path.parts} & NAMELESS] == []
