"""Temporal for tests: one development server and one time-skipping server a test process.

`run`       (session)  runs a coroutine on the one event loop of all these tests
`client`    (function) a client for a namespace of its own on the development server
`skipping`  (session)  the server whose clock skips ahead while a result is awaited
`akte`      (function) a whole installation with databases and a folder of its own

A history on the development server counts as long after 50 events, so that ordinary grants
start their workflows afresh.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from tests.conftest import Server
from tests.plugins.temporal_exit import pytest_cmdline_main
from workers.embedded_temporal import FAST
from workers.settings import Settings
from workers.temporal import PLUGIN, connect
from workers.wiring import Akte

__all__ = ["pytest_cmdline_main"]

NAMESPACES = 40
SHORT_HISTORY = "limit.historyCount.suggestContinueAsNew=50"
_PATIENCE = timedelta(seconds=60)
_namespaces = count()
_installations = count()
_Result = TypeVar("_Result")
Run = Callable[[Coroutine[Any, Any, _Result]], _Result]


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="session")
def dev_server(run: Run) -> Iterator[str]:
    """The server's address. Its namespaces are made at the start: later ones take seconds."""
    every = ["undisturbed", *(f"test-{n}" for n in range(NAMESPACES))]
    names = [word for name in every for word in ("--namespace", name)]
    server = run(
        WorkflowEnvironment.start_local(
            dev_server_existing_path=_program("temporal"),
            dev_server_log_level="error",
            dev_server_extra_args=[*FAST, "--dynamic-config-value", SHORT_HISTORY, *names],
            dev_server_startup_timeout=_PATIENCE,
        )
    )
    yield server.client.service_client.config.target_host
    run(server.shutdown())


@pytest.fixture
def client(run: Run, dev_server: str) -> Client:
    return run(connect(dev_server, f"test-{next(_namespaces)}"))


@pytest.fixture(scope="session")
def skipping(run: Run) -> Iterator[WorkflowEnvironment]:
    server = run(
        WorkflowEnvironment.start_time_skipping(
            plugins=[PLUGIN],
            test_server_existing_path=_program("temporal-test-server"),
            test_server_startup_timeout=_PATIENCE,
        )
    )
    yield server
    run(server.shutdown())


@contextmanager
def installation(postgres: Server, folder: Path) -> Iterator[Akte]:
    """A whole installation in training, on databases of its own."""
    number = next(_installations)
    record, keys = f"flow_record_{number}", f"flow_keys_{number}"
    postgres.run("CREATE DATABASE {name} TEMPLATE template_record", name=record)
    postgres.run("CREATE DATABASE {name} TEMPLATE template_keys", name=keys)
    # A right on the database itself is not copied with the template.
    postgres.run("GRANT CREATE ON DATABASE {name} TO akte", name=record)
    settings = Settings(
        data=folder,
        database=postgres.conninfo(record, "akte"),
        keys_database=postgres.conninfo(keys, "akte"),
        training=True,
    )
    with Akte(settings) as akte:
        yield akte
    for name in (record, keys):
        postgres.run("DROP DATABASE {name} WITH (FORCE)", name=name)


@pytest.fixture
def akte(postgres: Server, tmp_path: Path) -> Iterator[Akte]:
    with installation(postgres, tmp_path) as akte:
        yield akte
