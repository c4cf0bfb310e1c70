"""Changes the verifier at one place at a time, in memory, to see whether the tests would notice.

A mutant is named by its function, what stood there and what stands there now; the same change at
several places of a function is numbered. Left alone are what does nothing when it runs, annotations
and docstrings; imports, without which it does not run; and the two lines under `__main__`, which a
test runs in a process of their own.
"""

import ast
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib.abc import InspectLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import NamedTuple

VERIFIER = Path(__file__).parents[1] / "projections/audit/verify.py"
PATIENCE_S = 3
"""Seconds of work on one bundle, not by the clock: a busy machine kills no mutant."""

_OTHERS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OPPOSITE: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd,
}

Step = tuple[str, int | None]
"""A field of a node, and the place in it where it is a list."""


class Mutant(NamedTuple):
    """One change: its name, where it stands in the tree, and what stands there then."""

    name: str
    path: tuple[Step, ...]
    changed: ast.AST


class Stuck(Exception):
    """A mutant did not come to an end."""


def mutants() -> Iterator[Mutant]:
    """All mutants of the verifier, in the order of its text."""
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    seen = Counter[str]()
    for where, path, node in _places(tree, "", ()):
        for changed in _changes(node):
            name = f"{where}: {_text(node)} -> {_text(changed)}"
            seen[name] += 1
            numbered = f"{name} #{seen[name]}" if seen[name] > 1 else name
            yield Mutant(numbered, path, changed)


def _places(
    node: ast.AST, where: str, path: tuple[Step, ...]
) -> Iterator[tuple[str, tuple[Step, ...], ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "format_spec"):
            continue
        several = isinstance(value, list)
        for place, child in enumerate(value if several else [value]):
            if not isinstance(child, ast.AST) or _is_text(child) or _is_guard(child):
                continue
            inner = _inside(child, where)
            steps = (*path, (field, place if several else None))
            yield inner or "module", steps, child
            yield from _places(child, inner, steps)


def _inside(node: ast.AST, where: str) -> str:
    name = ""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        name = node.name
    elif isinstance(node, ast.Assign) and not where:
        name = ast.unparse(node.targets[0])
    return ".".join(filter(None, (where, name)))


def _is_text(node: ast.AST) -> bool:
    said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return said or isinstance(node, ast.Import | ast.ImportFrom)


def _is_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for other in _OTHERS[type(node.ops[-1])]:
            yield ast.Compare(node.left, [*node.ops[:-1], other()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for place in range(len(node.values)):
            rest = node.values[:place] + node.values[place + 1 :]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPPOSITE:
        yield ast.BinOp(node.left, _OPPOSITE[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield from _turned(node)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield ast.Pass()
    elif isinstance(node, ast.Constant):
        yield from _other_constant(node.value)


def _turned(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    """A condition that is a name or a call, denied; comparisons have mutants of their own."""
    if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        changed = deepcopy(node)
        changed.test = ast.UnaryOp(ast.Not(), changed.test)
        yield changed


def _other_constant(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(value + "x")
    elif isinstance(value, bytes):
        yield ast.Constant(value + b"x")


def _put(tree: ast.Module, mutant: Mutant) -> None:
    node: ast.AST = tree
    for field, place in mutant.path[:-1]:
        found = getattr(node, field)
        node = found if place is None else found[place]
    field, place = mutant.path[-1]
    if place is None:
        setattr(node, field, mutant.changed)
    else:
        getattr(node, field)[place] = mutant.changed


def _text(node: ast.AST) -> str:
    said = ast.unparse(node).split("\n")[0]
    return said if len(said) <= 60 else f"{said[:57]}..."


class _Loader(InspectLoader):
    """Loads the verifier, changed as a mutant says."""

    def __init__(self, mutant: Mutant | None) -> None:
        self._mutant = mutant

    def get_source(self, fullname: str) -> str:
        return VERIFIER.read_text(encoding="utf-8")

    def get_code(self, fullname: str) -> CodeType:
        tree = ast.parse(self.get_source(fullname))
        if self._mutant:
            _put(tree, self._mutant)
        return compile(ast.fix_missing_locations(tree), "mutant", "exec")


def loaded(mutant: Mutant | None = None) -> ModuleType:
    """The verifier, or a mutant of it, as a module. Errors: whatever a mutant does when read."""
    spec = spec_from_loader("mutant", _Loader(mutant))
    assert spec and spec.loader
    module = module_from_spec(spec)
    sys.modules["mutant"] = module
    spec.loader.exec_module(module)
    return module


def patient(work: Callable[[], str]) -> str:
    """What some work gives. Errors: `Stuck` where it takes longer than any verifier may."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stuck

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_S)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
