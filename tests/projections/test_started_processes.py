"""Processes: what the engine ever started, so that nothing is forgotten when it starts anew."""

from typing import get_args

from domain.agenda import Process
from projections.processes import STARTS, processes
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, life, register


def test_a_whole_life_starts_one_process_of_each_kind(show: Show) -> None:
    case = Grant().case
    rows = processes(show([*register(), *life()]))
    assert [(row.process, row.key) for row in rows] == [
        ("review", case),
        ("notice", case),
        ("proof_of_use", case),
        ("disbursement", f"{case}.1"),
        ("payment_run", "lauf-2016-02"),
    ]
    assert [row.position for row in rows] == sorted(row.position for row in rows)


def test_every_process_has_an_event_that_starts_it() -> None:
    assert set(STARTS.values()) == set(get_args(Process))
