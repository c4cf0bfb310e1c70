"""The journeys share one year: real PostgreSQL and Temporal, all grants in one run of the clock.

`year`  (session)  the installation after the year; tests look at what is left of it
"""

from collections.abc import Iterator

import pytest

from tests.journeys.year import Year, played_year
from tests.open_folder import open_folder
from tests.plugins.temporal_exit import pytest_cmdline_main

__all__ = ["pytest_cmdline_main"]


@pytest.fixture(scope="session")
def year() -> Iterator[Year]:
    with open_folder() as folder, played_year(folder / "data") as played:
        yield played
