"""Ends a test run at once after its summary: the Temporal SDK can crash a leaving interpreter.

Enabled by `pytest_plugins = ["tests.plugins.temporal_exit"]` in tests/conftest.py. Under xdist
nothing is needed: the controller never loads the SDK, and a worker has reported before it leaves.
"""

import os
from collections.abc import Generator

import pytest

from workers.exit import leave


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, int, int]:
    """Runs outermost: reports are written and coverage is saved when it takes over."""
    code = yield
    parallel = config.getoption("numprocesses", None) or "PYTEST_XDIST_WORKER" in os.environ
    if not parallel:
        leave(int(code or 0))
    return code
