"""Activities: each due step has its outside effect and files its fact, on its day and once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from temporalio.testing import ActivityEnvironment

from adapters.letters import UNPRINTABLE
from domain.agenda import Process
from domain.application import RejectApplication, RequestDocuments
from domain.bank_message import BookingLine, RecordBankMessage, StatusLine
from domain.calendar import start_instant
from domain.disbursement import Disbursement
from domain.payment_run import OrderReference
from tests.workflows.memory_office import MemoryOffice, PaperTray, Safe, Shredder
from workers.demo.grants import coordination
from workers.demo.scenes import ADLER, DORN
from workers.demo.stories import (
    accepting,
    applying,
    checking,
    closing,
    drawing,
    examining,
    proposing,
    proving,
    signing,
)
from workers.demo.year_2016 import BEGINS, scenes
from workflows.activities import Activities
from workflows.messages import Look, Outcome, Outlook

CASE = "WIR-2016-MKK01"
GRANT = coordination(1, "main-kinzig-kreis", 58_300_00, case=CASE, shift_days=0)
GRANT = replace(GRANT, parts=(50_000_00,))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RUN = "2016-03-02-1"
REGISTER = [one for one in scenes() if one.name.startswith(("register/main-k", "appropriate/"))]
SIGNED = [
    *REGISTER,
    *applying(GRANT),
    *checking(GRANT, date(2016, 1, 11)),
    *proposing(GRANT, date(2016, 1, 11)),
    *signing(GRANT, date(2016, 1, 14)),
]


class Workbench:
    """The activities at work: an office in memory, a tray, a safe."""

    def __init__(self) -> None:
        self.office, self.paper, self.safe = MemoryOffice(BEGINS), PaperTray(), Safe()
        self.activities = Activities(self.office, self.paper, self.safe, vault=Shredder())
        self._env = ActivityEnvironment()
        self._env.info = replace(self._env.info, started_time=NOON)

    def look(self, process: Process, key: str = CASE) -> Outlook:
        return self._env.run(self.activities.look, Look(process=process, key=key))

    def take(self, process: Process, key: str = CASE) -> Outcome:
        return self._env.run(self.activities.take_step, Look(process=process, key=key))

    def open_run(self) -> Outcome:
        return self._env.run(self.activities.open_payment_run)

    def filed(self, process: Process, on: date | None = None, key: str = CASE) -> str:
        """Takes the step that is due on a day; the topic of what it filed."""
        self.office.today = on or self.office.today
        before = len(self.office.filed)
        outcome = self.take(process, key)
        assert outcome.recorded
        assert outcome.outlook == self.look(process, key)
        return self.office.filed[before][1].TOPIC


@pytest.fixture
def desk() -> Workbench:
    return Workbench()


@pytest.fixture
def signed(desk: Workbench) -> Workbench:
    desk.office.play(SIGNED)
    return desk


@pytest.fixture
def accepted(signed: Workbench) -> Workbench:
    for on in (date(2016, 1, 14), date(2016, 1, 14), date(2016, 1, 17)):
        signed.filed("notice", on)
    signed.office.play(accepting(GRANT, date(2016, 1, 25)))
    return signed


@pytest.fixture
def ordered(accepted: Workbench) -> Workbench:
    accepted.office.play(drawing(GRANT, 1, date(2016, 3, 1)))
    accepted.safe.orders = (OrderReference(case=CASE, number=1),)
    return accepted


@pytest.fixture
def handed_over(ordered: Workbench) -> Workbench:
    ordered.office.today = date(2016, 3, 2)
    assert ordered.open_run().recorded
    assert ordered.filed("payment_run", key=RUN) == "payment_run.file_written.v1"
    assert ordered.filed("payment_run", key=RUN) == "payment_run.hand_over_begun.v1"
    return ordered


def answered(desk: Workbench) -> None:
    """The bank accepts the payment, books it, and the engine collects both answers."""
    order = desk.office.desk().read(Disbursement, f"{CASE}.1").order
    assert order
    status = StatusLine(end_to_end_id=order.end_to_end_id, status="accepted")
    booking = BookingLine(
        end_to_end_id=order.end_to_end_id,
        amount_cents=order.amount_cents,
        credit=False,
        booked_on=date(2016, 3, 3),
        entry_reference="E1",
    )
    report = RecordBankMessage(
        file="1" * 64, kind="pain.002", message_id="M1", statuses=(status,), bookings=()
    )
    statement = RecordBankMessage(
        file="2" * 64, kind="camt.053", message_id="M2", statuses=(), bookings=(booking,)
    )
    desk.safe.inbox = {"bank_message/1": report, "bank_message/2": statement}


def test_a_notice_is_printed_posted_notified_and_final(signed: Workbench) -> None:
    assert signed.filed("notice") == "letter.prepared.v1"
    assert signed.filed("notice") == "approval.notice_posted.v1"
    assert signed.filed("notice", date(2016, 1, 17)) == "approval.notified.v1"
    assert signed.filed("notice", date(2016, 2, 3)) == "reminder.sent.v1"
    signed.office.play(accepting(GRANT, date(2016, 2, 5), waives=False))
    assert signed.filed("notice", date(2016, 2, 18)) == "approval.final.v1"
    assert signed.look("notice").stage == "closed"
    assert len(signed.paper.sent) == 3


def test_missing_documents_are_asked_for_and_reminded_of(desk: Workbench) -> None:
    gaps = RequestDocuments(case=CASE, gaps=("concept",), due_on=date(2016, 2, 15))
    desk.office.play([*REGISTER, *applying(GRANT)])
    desk.office.play([GRANT.scene(date(2016, 1, 11), "ask", ADLER, gaps)])
    assert desk.filed("review") == "letter.prepared.v1"
    assert [desk.filed("review", date(2016, 2, n)) for n in (1, 15, 29)] == 3 * ["reminder.sent.v1"]
    assert (desk.look("review").stage, desk.look("review").step) == ("documents", None)


def test_a_rejection_is_sent(desk: Workbench) -> None:
    reject = RejectApplication(case=CASE, reasons="Der Zweck wird nicht gefördert.")
    desk.office.play([*REGISTER, *applying(GRANT)])
    desk.office.play([GRANT.scene(date(2016, 1, 11), "reject", DORN, reject)])
    assert desk.look("review").stage == "rejection"
    assert desk.filed("review") == "letter.prepared.v1"
    assert desk.look("review").stage == "closed"


def test_what_the_bank_left_is_taken_in_file_by_file_and_once(handed_over: Workbench) -> None:
    answered(handed_over)
    again = dict(handed_over.safe.inbox)
    assert handed_over.filed("payment_run", key=RUN) == "bank_message.recorded.v1"
    assert handed_over.office.ids[-2:] == list(again)
    handed_over.safe.inbox = again
    assert not handed_over.take("payment_run", RUN).recorded
    assert handed_over.look("payment_run", RUN).stage == "closed"
    assert handed_over.look("disbursement", f"{CASE}.1").stage == "use"


def test_the_banks_door_is_looked_into_again_when_the_bank_says(handed_over: Workbench) -> None:
    outcome = handed_over.take("payment_run", RUN)
    assert outcome.outlook
    assert (outcome.recorded, outcome.outlook.look_again_seconds) == (False, 77)
    assert outcome.outlook.stage == "answers"


def test_a_report_of_use_is_reminded_of(handed_over: Workbench) -> None:
    answered(handed_over)
    handed_over.take("payment_run", RUN)
    key = f"{CASE}.1"
    assert handed_over.filed("disbursement", date(2016, 4, 19), key) == "reminder.sent.v1"
    assert handed_over.paper.sent[-1] == f"disbursement/{key}/use/2016-05-03/2016-04-19"


def test_a_proof_is_reminded_of_noted_closed_and_answered(handed_over: Workbench) -> None:
    answered(handed_over)
    handed_over.take("payment_run", RUN)
    due_on = date(2017, 3, 31)
    remind_on = due_on - timedelta(days=14)
    assert handed_over.look("proof_of_use").due_at == start_instant(remind_on)
    assert handed_over.filed("proof_of_use", remind_on) == "reminder.sent.v1"
    handed_over.office.play([*proving(GRANT, due_on), *examining(GRANT, due_on)])
    handed_over.office.play(closing(GRANT, due_on))
    assert handed_over.filed("proof_of_use") == "letter.prepared.v1"
    assert handed_over.filed("proof_of_use") == "proof_of_use.case_closed.v1"
    assert handed_over.filed("proof_of_use") == "letter.prepared.v1"
    assert handed_over.look("proof_of_use").stage == "closed"


def test_a_step_is_taken_on_its_day_and_not_before(signed: Workbench) -> None:
    signed.filed("notice")
    signed.filed("notice")
    signed.office.today = date(2016, 1, 16)
    early = signed.take("notice")
    assert (early.recorded, early.outlook) == (False, signed.look("notice"))
    assert signed.look("notice").due_at == start_instant(date(2016, 1, 17))
    assert signed.filed("notice", date(2016, 1, 17)) == "approval.notified.v1"


def test_a_step_that_is_due_whatever_day_it_is_is_due_now(signed: Workbench) -> None:
    assert signed.look("notice").due_at == NOON


def test_a_refusal_is_an_answer(signed: Workbench) -> None:
    def refuse() -> None:
        raise UNPRINTABLE.because()

    signed.paper.before_letter = refuse
    outcome = signed.take("notice")
    assert (outcome.recorded, outcome.refused) == (False, UNPRINTABLE.code)
    assert signed.look("notice").stage == "letter"


def test_what_another_attempt_filed_meanwhile_is_not_filed_again(signed: Workbench) -> None:
    def overtake() -> None:
        signed.paper.before_letter = lambda: None
        assert signed.take("notice").recorded

    signed.paper.before_letter = overtake
    outcome = signed.take("notice")
    assert outcome.outlook
    assert (outcome.recorded, outcome.outlook.stage) == (False, "posting")
    assert signed.office.ids.count(f"notice/{CASE}/letter/approval_notice/v1") == 1


@pytest.mark.parametrize(("today", "opens"), [(date(2016, 3, 2), True), (date(2016, 3, 5), False)])
def test_a_payment_run_is_opened_on_working_days(ordered: Workbench, today, opens) -> None:
    ordered.office.today = today
    assert ordered.open_run().recorded is opens


def test_no_payment_run_is_opened_twice_or_without_an_order(ordered: Workbench) -> None:
    ordered.office.today = date(2016, 3, 2)
    assert ordered.open_run().recorded
    assert not ordered.open_run().recorded


def test_an_unknown_key_is_a_closed_process(desk: Workbench) -> None:
    assert desk.look("notice", "WIR-2016-XXXXX") == Outlook(stage="closed")
    assert not desk.take("notice", "WIR-2016-XXXXX").recorded
