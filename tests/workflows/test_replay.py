"""Golden histories: today's workflows can go on from every past that was ever released."""

import ast
from pathlib import Path
from typing import get_args

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from domain.agenda import CLOSED, Process
from tests.histories import commands
from tests.house.source import tree
from tests.workflows.altered import AlteredNotice
from workers.temporal import PLUGIN, WORKFLOWS

CORPUS = Path(commands.__file__).parent
HISTORIES = sorted(CORPUS.glob("*/v*/*.json"))
ADVICE = """
What a workflow asks of Temporal has changed. Workflows that wait since last year have the old
order in their history; replayed with the new one they stop with a non-determinism error.

1. If the order for running workflows stays as it was (only names, comments, a split method):
   `python -m tests.histories.commands --freeze`, and say so in the commit.
2. If it changes, keep the old order for those that began with it:
       if workflow.patched("what-changed"):
           ...  # the new order
       else:
           ...  # the old one, until no such workflow is left
   then freeze, and record new histories beside the old ones:
   `python -m tests.histories.record v2`.
3. If keeping both is not worth it: terminate and rebuild at the deployment
   (docs/how-to/rebuild-temporal.md). Then move the old histories out in the same commit.
"""


def history(path: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(f"{path.parts[-3]}:{path.stem}", path.read_text())


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_every_golden_history_replays(run, path: Path) -> None:
    replayer = Replayer(workflows=WORKFLOWS, plugins=[PLUGIN])
    run(replayer.replay_workflow(history(path)))


def test_every_workflow_has_golden_histories() -> None:
    assert {path.parts[-3] for path in HISTORIES} == {
        "review", "notice", "disbursement", "payment_run", "payment_day", "proof_of_use",
        "recovery", "retention", "erasure", "bank_details", "tell",
    }  # fmt: skip


def test_a_changed_order_does_not_pass_the_golden_histories(run) -> None:
    replayer = Replayer(workflows=[AlteredNotice], plugins=[PLUGIN])
    notices = [path for path in HISTORIES if path.parts[-3] == "notice"]
    with pytest.raises(NondeterminismError, match="TMPRL1100"):
        run(replayer.replay_workflow(history(notices[0])))


def test_the_order_of_commands_is_the_one_that_was_released() -> None:
    assert commands.in_code() == commands.frozen(), ADVICE


def test_each_process_has_a_line_for_every_stage_of_its_plan() -> None:
    for process in get_args(Process):
        passed = stages_passed(Path(f"workflows/{process}.py"))
        planned = stages_planned(process)
        assert passed == planned - {CLOSED}, process


def stages_passed(path: Path) -> set[str]:
    """What `run` waits for: the arguments of `self.during`."""
    return {
        call.args[0].value
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "self.during"
        and isinstance(call.args[0], ast.Constant)
    }


def stages_planned(process: str) -> set[str]:
    """What the agenda can answer: every `Plan(stage=...)` of the process's functions."""
    stages = [
        word.value
        for function in _planning(f"_{process}")
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Plan"
        for word in call.keywords
        if word.arg == "stage"
    ]
    # A stage that is handed on, `plans[0].stage`, was told where the plan was made.
    leaves = [leaf for stage in stages for leaf in _chosen(stage) if not _handed_on(leaf)]
    return {CLOSED if ast.unparse(one) == "CLOSED" else ast.literal_eval(one) for one in leaves}


def _planning(name: str) -> list[ast.FunctionDef]:
    """The function of that name and those it asks for a plan."""
    functions = {
        one.name: one
        for one in tree(Path("domain/agenda.py")).body
        if isinstance(one, ast.FunctionDef) and one.returns and ast.unparse(one.returns) == "Plan"
    }
    asked = {call.id for call in ast.walk(functions[name]) if isinstance(call, ast.Name)}
    return [one for key, one in functions.items() if key == name or key in asked]


def _handed_on(leaf: ast.expr) -> bool:
    return isinstance(leaf, ast.Attribute)


def _chosen(stage: ast.expr) -> list[ast.expr]:
    return [stage.body, stage.orelse] if isinstance(stage, ast.IfExp) else [stage]
