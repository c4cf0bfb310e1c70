"""Killed at any point: the bank's folders and the training bank end as if nothing had happened."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from adapters.bank import BankFolders
from adapters.sepa import Transfer, TransferFile, pain001
from adapters.training_bank import (
    TrainingBank,
    closed_account_iban,
    returning_account_iban,
    training_iban,
)

TOUCHES = {"os.rename", "os.link", "os.remove", "os.mkdir"}
"""Audit events that change a folder, as does an `open` that creates; death comes just before."""


def _survives(act: Callable[[], object], touches: int) -> bool:
    """Runs `act` in a process of its own that dies, like kill -9, after some file operations."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    left = count(touches, -1)

    def die(event: str, about: tuple[Any, ...]) -> None:
        creates = event == "open" and about[2] & os.O_CREAT
        if (creates or event in TOUCHES) and next(left) == 0:
            os._exit(137)

    sys.addaudithook(die)
    try:
        act()
    except BaseException:  # the child must never return into the test run
        os._exit(1)
    os._exit(0)


def _deaths(act: Callable[[], object], fresh: Callable[[], None]) -> Iterator[int]:
    """Lets `act` die after 0, 1, 2 … file operations, from a fresh state, until it survives."""
    for touches in count():
        fresh()
        if _survives(act, touches):
            return
        yield touches


def _tree(root: Path) -> dict[str, bytes]:
    """Every finished file by its path."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _run(number: int, execution_on: date) -> TransferFile:
    payees = (training_iban(5), closed_account_iban(), returning_account_iban())
    return TransferFile(
        message_id=f"RUN-{number}",
        created_at=datetime(2016, 5, 2, 9, 30, tzinfo=UTC),
        execution_on=execution_on,
        debtor_name="Regierungspräsidium Darmstadt",
        debtor_iban=training_iban(1),
        debtor_bic="HELADEFFXXX",
        transfers=tuple(
            Transfer(f"E{number}-{place}", 100 * place + number, "Main-Kinzig-Kreis", iban, "WIR")
            for place, iban in enumerate(payees, 1)
        ),
    )


class Bench:
    """A folder that starts anew before every death."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._numbers = count()
        self.folders = BankFolders(root)

    def fresh(self) -> None:
        self.folders = BankFolders(self._root / str(next(self._numbers)))
        self.folders.waiting()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.mark.parametrize("fetched", [True, False])
def test_a_hand_over_killed_anywhere_reaches_the_bank_once(bench: Bench, fetched: bool) -> None:
    """The bank may fetch what it finds before the hand-over is tried again."""
    deaths = 0
    for _ in _deaths(lambda: bench.folders.hand_over("a.xml", b"<x/>"), bench.fresh):
        deaths += 1
        arrived = [file.content for file in bench.folders.handed_over()]
        if fetched:
            for file in bench.folders.handed_over():
                (bench.folders.outbox / file.name).unlink()
        bench.folders.hand_over("a.xml", b"<x/>")
        bench.folders.hand_over("a.xml", b"<x/>")
        now = [file.content for file in bench.folders.handed_over()]
        assert (arrived + now if fetched else now) == [b"<x/>"]
    assert deaths > 5


@pytest.mark.parametrize("refused", [True, False])
def test_a_message_put_away_is_never_lost_and_kept_once(bench: Bench, refused: bool) -> None:
    def receive() -> None:
        bench.fresh()
        (bench.folders.inbox / "a.xml").write_bytes(b"<x/>")

    def put_away() -> None:
        for file in bench.folders.waiting():
            if refused:
                bench.folders.quarantine(file, "schema")
            else:
                bench.folders.archive(file)

    deaths = 0
    for _ in _deaths(put_away, receive):
        deaths += 1
        put_away()
        kept = bench.folders.quarantined if refused else bench.folders.archived
        assert bench.folders.waiting() == []
        assert (kept / "a.xml").read_bytes() == b"<x/>"
        assert len(_tree(kept)) == (2 if refused else 1)
    assert deaths > 5


def test_a_training_bank_killed_anywhere_answers_as_if_it_had_not_been(bench: Bench) -> None:
    today = date(2016, 5, 6)

    def order() -> None:
        bench.fresh()
        for number, day in [(1, date(2016, 5, 4)), (2, date(2016, 5, 5))]:
            run = _run(number, day)
            bench.folders.hand_over(f"pain.001-{run.message_id}.xml", pain001(run))

    order()
    TrainingBank(bench.folders).work(today)
    whole = _tree(bench.folders.inbox)
    assert len(whole) == 10
    deaths = 0
    for _ in _deaths(lambda: TrainingBank(bench.folders).work(today), order):
        deaths += 1
        for file in bench.folders.waiting():
            bench.folders.archive(file)
        TrainingBank(bench.folders).work(today)
        assert {**_tree(bench.folders.archived), **_tree(bench.folders.inbox)} == whole
        assert TrainingBank(bench.folders).work(today) == 0
    assert deaths > 30
