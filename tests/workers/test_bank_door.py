"""The bank's door loses its answer, or the process dies: no payment is ever twice at the bank."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from temporalio.testing import ActivityEnvironment

from adapters.bank import AnswerLost, BankFolders
from adapters.training_messages import read_order
from domain.agenda import Process
from domain.hand_over import BeginHandOver, ConfirmReceipt, ProposeReceipt, RecordHandOver
from domain.kernel import Command, Context
from domain.payment_run import OpenPaymentRun, OrderReference, PaymentRun
from office.office import Answer
from office.record import Record
from tests.workflows.memory_office import DEBTOR, MemoryOffice, PaperTray, Shredder
from tests.workflows.test_activities import CASE, GRANT, SIGNED
from workers.demo.stories import accepting, drawing
from workers.treasury import Treasury
from workflows.activities import Activities
from workflows.messages import Look, Outcome

RUN = "2016-03-02-1"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
THEN = date(2016, 3, 2)
NO_RECORD: Record = None  # type: ignore[assignment]  # no list of orders is asked for


class Killed(BaseException):
    """The process is gone; nothing that stands after it was done."""


class Line:
    """A door without memory of ours: what was put in has arrived, whatever becomes of the answer.

    `faults` are raised one a call, `None` for none; `before` says whether the file was lost, too.
    """

    repeatable = False

    def __init__(self, *faults: BaseException | None, before: bool = False) -> None:
        self.arrived: list[bytes] = []
        self._faults, self._before = list(faults), before

    def hand_over(self, name: str, content: bytes) -> None:
        fault = self._faults.pop(0) if self._faults else None
        if not (fault and self._before):
            self.arrived.append(content)
        if fault:
            raise fault

    def payments(self) -> list[str]:
        """The references at the bank, each as often as it arrived."""
        orders = [read_order(content) for content in self.arrived]
        return [one.end_to_end_id for order in orders for one in order.transfers]


class DyingOffice(MemoryOffice):
    """Dies once, before or after it files a command of one kind."""

    def __init__(self, kind: type[Command], *, after: bool) -> None:
        super().__init__(date(2016, 1, 4))
        self._kind: type[Command] | None = kind
        self._after = after

    def handle(self, command: Command, context: Context) -> Answer:
        if type(command) is not self._kind:
            return super().handle(command, context)
        self._kind = None
        if self._after:
            super().handle(command, context)
        raise Killed


class Counter:
    """The treasury's counter: a run whose file is written, and a door."""

    def __init__(self, door: Line | None, office: MemoryOffice, root: Path) -> None:
        self.office, self.folders = office, BankFolders(root)
        self.treasury = Treasury(NO_RECORD, self.folders, debtor=DEBTOR, door=door)
        self._env = ActivityEnvironment()
        self._env.info = replace(self._env.info, started_time=NOON)
        office.play(SIGNED)
        for office.today in (date(2016, 1, 14), date(2016, 1, 14), date(2016, 1, 17)):
            self.look("notice", CASE)
        office.play(accepting(GRANT, date(2016, 1, 25)))
        office.play(drawing(GRANT, 1, date(2016, 3, 1)))
        office.today = THEN
        orders = (OrderReference(case=CASE, number=1),)
        run = OpenPaymentRun(run=RUN, execution_on=date(2016, 3, 3), debtor=DEBTOR, orders=orders)
        self.say(run, "system")
        self.look()  # writes the file

    def say(self, command: Command, person: str) -> Answer:
        context = Context(
            command_id=f"{command.NAME}/{len(self.office.filed)}",
            person=person,
            role="system" if person == "system" else "treasury",
            today=THEN,
            now=NOON,
        )
        return self.office.handle(command, context)

    def look(self, process: Process = "payment_run", key: str = RUN) -> Outcome:
        """What Temporal does: a fresh process takes the due step."""
        activities = Activities(self.office, PaperTray(), self.treasury, vault=Shredder())
        return self._env.run(activities.take_step, Look(process=process, key=key))

    def until_it_rests(self) -> str:
        for _ in range(4):
            try:
                self.look()
            except Killed:
                continue
        return self.run.standing

    @property
    def run(self) -> PaymentRun:
        return self.office.desk().read(PaymentRun, RUN)


@pytest.fixture
def counter(tmp_path: Path) -> Callable[..., Counter]:
    def opened(door: Line | None, office: MemoryOffice | None = None) -> Counter:
        return Counter(door, office or MemoryOffice(date(2016, 1, 4)), tmp_path / "bank")

    return opened


def test_a_door_that_answers_has_the_file_once(counter) -> None:
    line = Line()
    assert counter(line).until_it_rests() == "handed_over"
    assert line.payments() == [f"{CASE}.1.1"]


@pytest.mark.parametrize("fault", [AnswerLost, Killed])
@pytest.mark.parametrize("before", [True, False])
def test_a_lost_answer_or_a_dead_process_leaves_a_doubt_and_sends_nothing_again(
    counter, fault: type[BaseException], before: bool
) -> None:
    line = Line(fault(), before=before)
    assert counter(line).until_it_rests() == "unknown"
    assert line.payments() == ([] if before else [f"{CASE}.1.1"])


@pytest.mark.parametrize("kind", [BeginHandOver, RecordHandOver])
@pytest.mark.parametrize("after", [True, False])
def test_wherever_the_process_dies_between_record_and_door_the_bank_has_it_once_at_most(
    counter, kind: type[Command], after: bool
) -> None:
    line = Line()
    rested = counter(line, DyingOffice(kind, after=after)).until_it_rests()
    expected = {
        (BeginHandOver, False): ("handed_over", 1),
        (BeginHandOver, True): ("unknown", 0),
        (RecordHandOver, False): ("unknown", 1),
        (RecordHandOver, True): ("handed_over", 1),
    }
    assert (rested, len(line.payments())) == expected[kind, after]


def test_what_the_bank_never_got_goes_again_as_the_same_file_when_two_persons_say_so(
    counter,
) -> None:
    line = Line(AnswerLost(), before=True)
    desk = counter(line)
    assert desk.until_it_rests() == "unknown"
    said = ProposeReceipt(run=RUN, receipt="not_received", reasons="Die Bank hat keine Datei.")
    desk.say(said, "t.hcc")
    seen = desk.run.hand_over.proposal.content_hash
    desk.say(ConfirmReceipt(run=RUN, content_hash=seen), "t.kasten")
    assert desk.until_it_rests() == "handed_over"
    [arrived] = line.arrived
    assert read_order(arrived).message_id == f"AKTE-{RUN}"
    assert line.payments() == [f"{CASE}.1.1"]


@pytest.mark.parametrize("kind", [BeginHandOver, RecordHandOver])
@pytest.mark.parametrize("after", [True, False])
def test_the_folder_proves_what_went_so_a_dead_process_leaves_no_doubt(
    counter, kind: type[Command], after: bool
) -> None:
    desk = counter(None, DyingOffice(kind, after=after))
    assert desk.until_it_rests() == "handed_over"
    assert [file.name for file in desk.folders.handed_over()] == [f"AKTE-{RUN}.xml"]


def test_a_second_hand_over_has_its_own_name_in_the_folder(counter) -> None:
    desk = counter(Line(AnswerLost(), before=True))
    assert desk.until_it_rests() == "unknown"
    desk.say(ProposeReceipt(run=RUN, receipt="not_received", reasons="Keine Datei."), "t.hcc")
    seen = desk.run.hand_over.proposal.content_hash
    desk.say(ConfirmReceipt(run=RUN, content_hash=seen), "t.kasten")
    desk.treasury = Treasury(NO_RECORD, desk.folders, debtor=DEBTOR)
    assert desk.until_it_rests() == "handed_over"
    assert [file.name for file in desk.folders.handed_over()] == [f"AKTE-{RUN}.2.xml"]
