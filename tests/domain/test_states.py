"""Every state can read every event: a tightened rule never makes an old file unreadable."""

import pytest

from domain.amendment import Amendment
from domain.application import Application
from domain.appropriation import Appropriation
from domain.approval import Approval
from domain.audit_note import AuditNotes
from domain.bank_account import BankAccount
from domain.bank_message import BankMessage
from domain.calendar_feed import CalendarFeed
from domain.change_report import ChangeReports
from domain.clearing import Clearing
from domain.clock import Clock
from domain.co_financing import CoFinancing
from domain.desk import State
from domain.disbursement import Disbursement
from domain.early_start import EarlyStart
from domain.erasure import Erasure
from domain.exclusion import Exclusions
from domain.kernel import Subject
from domain.onward import OnwardGrants
from domain.payment_run import PaymentRun
from domain.proof_of_use import ProofOfUse
from domain.recipient import Recipient
from domain.recovery import Recovery
from domain.retention import Retention
from domain.sampling import Sampling
from domain.seal_key import SealKeys
from domain.selection import Selection
from domain.webhook import Webhook
from office.deciders import EVENTS
from office.receipts import Receipt
from tests.every_topic import examples

STATES: tuple[type[State], ...] = (
    *(Application, Appropriation, Approval, BankMessage, Clock, Disbursement, PaymentRun),
    *(ProofOfUse, Recipient, Sampling),
    *(Amendment, Application, Appropriation, Approval, BankMessage, ChangeReports, Clock),
    *(CoFinancing, Disbursement, EarlyStart, Exclusions, PaymentRun, ProofOfUse, Recipient),
    *(ProofOfUse, Recipient, Recovery),
    *(Selection, OnwardGrants, Retention, Erasure, BankAccount, Clearing, CalendarFeed, Webhook),
    *(AuditNotes, SealKeys),
)
FILINGS = examples()


def test_there_is_an_example_of_every_event() -> None:
    assert set(FILINGS) == {event.TOPIC for event in EVENTS} | {Receipt.TOPIC}


def test_every_kind_of_file_but_receipts_has_a_state() -> None:
    kinds = {subject.kind for subject, _ in FILINGS.values()}
    assert kinds - {state.KIND for state in STATES} == {"receipt"}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.KIND)
def test_a_state_refuses_no_event_and_passes_over_those_of_others(state: type[State]) -> None:
    before = state("X")
    for subject, event in FILINGS.values():
        after = before.evolve(event)
        shared = event.TOPIC in {"letter.prepared.v1", "reminder.sent.v1"}
        assert isinstance(after, state)
        assert after == before or subject.kind == state.KIND or shared


def test_a_subject_is_named_by_its_state() -> None:
    for subject, _ in FILINGS.values():
        for state in STATES:
            named = getattr(state(subject.key), "subject", None)
            if subject.kind == state.KIND and named:
                assert named == Subject(state.KIND, subject.key) == subject
