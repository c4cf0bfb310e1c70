"""What each workflow asks of Temporal, in its order, read from the syntax; `--freeze` keeps it.

Run it as `python -m tests.histories.commands --freeze`, but read first what the failing test says.
"""

import ast
import sys
import tomllib
from pathlib import Path

from tests.house.source import modules, tree

LIST = Path(__file__).with_name("commands.toml")
HEADING = "# What workflows ask of Temporal: see tests/workflows/test_replay.py before a change.\n"
_FLOW = ast.While | ast.If | ast.For | ast.AsyncFor | ast.Try | ast.With | ast.AsyncWith
_SILENT = {"now", "init", "run", "signal", "defn"}
Commands = dict[str, dict[str, list[str]]]


def in_code() -> Commands:
    """By class and method: the calls of Temporal and of own methods, indented by the flow."""
    return {
        one.name: {
            method.name: found
            for method in one.body
            if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
            and (found := _calls(method, 0))
        }
        for path in modules("workflows")
        for one in tree(path).body
        if isinstance(one, ast.ClassDef) and _is_process(one)
    }


def frozen() -> Commands:
    """The list as it was when the golden histories were recorded."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def _is_process(one: ast.ClassDef) -> bool:
    return "workflow." in ast.unparse(one)


def _calls(node: ast.AST, depth: int) -> list[str]:
    found: list[str] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _FLOW):
            found += ["  " * depth + type(child).__name__.lower()]
            found += _calls(child, depth + 1)
        else:
            found += _calls(child, depth)
    if isinstance(node, ast.Call) and (name := _command(node)):
        found.append("  " * depth + name)
    return found


def _command(call: ast.Call) -> str | None:
    called = ast.unparse(call.func)
    owner, _, name = called.rpartition(".")
    if owner not in {"self", "workflow"} or name in _SILENT:
        return None
    words = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
    return " ".join([called, *words])


def freeze() -> None:
    """Writes today's list."""
    with LIST.open("w", encoding="utf-8") as file:
        file.write(HEADING)
        for one, methods in sorted(in_code().items()):
            file.write(f"\n[{one}]\n")
            for method, calls in methods.items():
                lines = "".join(f'    "{call}",\n' for call in calls)
                file.write(f"{method} = [\n{lines}]\n")


if __name__ == "__main__" and "--freeze" in sys.argv:
    freeze()
