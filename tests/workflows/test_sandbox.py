"""The sandbox: what workflows import is passed through, and their instances do not pile up."""

import gc
import subprocess
import sys
from dataclasses import dataclass, field
from weakref import ref

import pytest
from temporalio import workflow
from temporalio.worker import WorkflowInstance
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from tests.house.source import PACKAGES, ROOT
from workers.temporal import PLUGIN, WORKFLOWS

REIMPORTED = {"workflows", "workflows.process"}
"""What every run loads anew beside its own module: the package and the shared loop."""


@dataclass(frozen=True)
class WatchedRunner(SandboxedWorkflowRunner):
    """The runner of our plugin, which also shows the instances it made."""

    made: list[WorkflowInstance] = field(default_factory=list)

    def create_instance(self, det):
        self.made.append(super().create_instance(det))
        return self.made[-1]


@pytest.fixture
def runner() -> WatchedRunner:
    ours = PLUGIN.workflow_runner
    assert isinstance(ours, SandboxedWorkflowRunner)
    return WatchedRunner(restrictions=ours.restrictions)


async def made(runner: WatchedRunner, one: type) -> WorkflowInstance:
    """An instance; it wants a running event loop, as in a worker."""
    runner.prepare_workflow(workflow._Definition.must_from_class(one))
    return runner.made.pop()


@pytest.mark.parametrize("one", WORKFLOWS, ids=lambda one: one.__name__)
def test_a_run_loads_its_own_module_anew_and_nothing_else_of_ours(run, runner, one) -> None:
    loaded = run(made(runner, one)).importer.new_modules
    anew = {
        name
        for name, module in loaded.items()
        if name.partition(".")[0] in PACKAGES and module is not sys.modules.get(name)
    }
    assert one.__module__ in anew
    assert anew <= REIMPORTED | {one.__module__}
    assert not {name for name in loaded if name.startswith("eventsourcing")}


def test_workflows_import_neither_the_record_nor_its_library() -> None:
    modules = ", ".join(sorted({one.__module__ for one in WORKFLOWS}))
    code = f"import sys, {modules}; print(*(name.partition('.')[0] for name in sys.modules))"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)
    loaded = set(done.stdout.split())
    assert {"workflows", "pydantic"} <= loaded
    assert not loaded & {"eventsourcing", "psycopg", "office", "projections", "adapters"}


def test_more_than_a_thousand_instances_in_one_process_do_not_pile_up(run, runner) -> None:
    async def many() -> list[ref[WorkflowInstance]]:
        return [ref(await made(runner, one)) for _ in range(170) for one in WORKFLOWS]

    before = len(sys.modules)
    instances = run(many())
    gc.collect()
    assert len(instances) > 1_000
    assert [one for one in instances if one() is not None] == []
    assert len(sys.modules) == before
