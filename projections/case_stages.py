"""The stages of a case: what an entry changes about a case, a draw-down or a recipient."""

from datetime import date
from typing import NamedTuple

from domain.amendment import ApprovalAmended
from domain.application import (
    ApplicationChecked,
    ApplicationRejected,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    DocumentsRequested,
    DocumentsSupplied,
)
from domain.appropriation import FundsReserved
from domain.approval import ApprovalProposed, ApprovalSentBack, ApprovalSigned, DeclarationReturned
from domain.bank_details import (
    AccountObjected,
    BankDetailsConfirmed,
    BankDetailsQuestioned,
    BankDetailsReported,
)
from domain.claim import NoticeRevoked
from domain.disbursement import DrawdownRequested, PaymentCertified, UseReported
from domain.extension import PeriodExtended
from domain.kernel import Entry
from domain.legal_periods import portal_retrieval
from domain.notice import (
    InstructionDefectFound,
    NoticeBecameFinal,
    NoticeEvent,
    NoticeNotified,
    NoticePosted,
    NoticeRetrieved,
    RemedyEnded,
    RemedyFiled,
)
from domain.payment import PaymentBooked, PaymentIncluded, PaymentReturned
from domain.proof_of_use import (
    CaseClosed,
    GrantSettled,
    ProofExamined,
    ProofExpected,
    ProofReturned,
    ProofSubmitted,
)
from domain.proof_queries import ProofQueried, QueriesAnswered
from domain.recipient import (
    RecipientRegistered,
)
from domain.reopening import ExaminationReopened
from domain.retention import FileDestroyed
from domain.set_off import DrawdownSetOff
from projections.subjects import status_after

ENDED = frozenset({"closed", "withdrawn", "rejected", "destroyed"})
"""Stages after which a case waits for nothing."""


class Case(NamedTuple):
    """What is known of a case; `since` and `due_on` are those of its stage.

    `amount_cents` is what was requested, then assessed, granted, and finally settled. At the
    second level `upper` is the case whose money is passed on and `grantor` its recipient.
    """

    case: str
    line: str
    year: int
    recipient: str
    title: str
    amount_cents: int
    stage: str
    since: date
    due_on: date | None
    period_to: date
    notified: bool
    contested: bool
    final_on: date | None
    proof_due_on: date | None
    position: int
    grantor: str = ""
    upper: str = ""

    def at(self, stage: str, since: date, *, due_on: date | None = None) -> "Case":
        """The case at another stage."""
        return self._replace(stage=stage, since=since, due_on=due_on)


class Draw(NamedTuple):
    """What is known of a draw-down; `amount_cents` is what it takes of the grant."""

    case: str
    number: int
    status: str
    since: date
    amount_cents: int
    paid_cents: int
    used_cents: int
    use_due_on: date | None
    run: str | None


class Payee(NamedTuple):
    """A recipient and whether its account is confirmed; `bank_since` is when that changed."""

    recipient: str
    name: str
    bank_confirmed: bool
    bank_since: date | None


def opened(entry: Entry, event: ApplicationSubmitted) -> Case:
    """The case that an application opens."""
    return Case(
        case=event.case,
        line=event.line,
        year=event.year,
        recipient=event.recipient,
        title=event.title,
        amount_cents=event.requested_cents,
        stage="submitted",
        since=entry.context.today,
        due_on=None,
        period_to=event.period_to,
        notified=False,
        contested=False,
        final_on=None,
        proof_due_on=None,
        position=entry.position,
        grantor=event.grantor or "",
        upper=event.upper or "",
    )


def case_after(case: Case, entry: Entry) -> Case:
    """The case after an entry about it."""
    case = case._replace(position=entry.position)
    if isinstance(entry.event, NoticeEvent) and entry.event.version > 1:
        return case
    today = entry.context.today
    match entry.event:
        case DocumentsRequested(due_on=due_on):
            return case.at("incomplete", today, due_on=due_on)
        case DocumentsSupplied(open_gaps=gaps):
            return case if gaps else case.at("submitted", today)
        case ApplicationChecked(assessed_cents=amount):
            return case.at("checked", today)._replace(amount_cents=amount)
        case FundsReserved():
            return case.at("reserved", today) if case.stage == "checked" else case
        case ApprovalProposed():
            return case.at("proposed", today)
        case ApprovalSentBack():
            return case.at("sent_back", today)
        case ApplicationWithdrawn():
            return case.at("withdrawn", today)
        case ApplicationRejected():
            return case.at("rejected", today)
    return _decided(case, entry)


def _decided(case: Case, entry: Entry) -> Case:
    today = entry.context.today
    match entry.event:
        case ApprovalSigned(amount_cents=amount):
            return case.at("signed", today)._replace(amount_cents=amount)
        case ProofExpected(due_on=due_on):
            return case._replace(proof_due_on=due_on)
        case NoticePosted(channel=channel, posted_on=day) if case.stage in {"signed", "posted"}:
            lapses_on = portal_retrieval(day).on if channel == "portal" else None
            return case.at("posted", today, due_on=lapses_on)
        case NoticeRetrieved() if case.stage == "posted":
            return case.at("posted", today)
        case NoticeNotified(declaration_due_on=due_on):
            case = case._replace(notified=True)
            return case.at("notified", today, due_on=due_on) if case.stage == "posted" else case
        case DeclarationReturned():
            return case.at("declared", today)
        case NoticeBecameFinal(final_on=day):
            return case._replace(final_on=day)
        case RemedyFiled(suspensive=True):
            return case._replace(final_on=None, contested=True)
        case RemedyEnded():
            return case._replace(contested=False)
        case ApprovalAmended(amount_cents=amount, period_to=day):
            return case._replace(amount_cents=amount, period_to=day)
        case InstructionDefectFound(reopened=True):
            return case._replace(final_on=None)
    return _proven(case, entry)


def _proven(case: Case, entry: Entry) -> Case:
    today = entry.context.today
    match entry.event:
        case ProofSubmitted():
            return case.at("proof_submitted", today)
        case ProofQueried(due_on=due_on):
            return case.at("proof_queried", today, due_on=due_on)
        case QueriesAnswered():
            return case.at("proof_submitted", today)
        case ProofReturned():
            return case.at("proof_returned", today, due_on=case.proof_due_on)
        case ProofExamined():
            return case.at("examined", today)
        case GrantSettled(final_cents=amount):
            return case.at("settled", today)._replace(amount_cents=amount)
        case NoticeRevoked(amount_cents=amount, rest_cents=rest):
            return case._replace(amount_cents=case.amount_cents - amount - rest)
        case CaseClosed():
            return case.at("closed", today)
        case ExaminationReopened(granted_cents=amount):
            return case.at("proof_submitted", today)._replace(amount_cents=amount)
        case FileDestroyed():
            return case.at("destroyed", today)
        case PeriodExtended(due_on=due_on, duty=duty):
            return _with_longer(case, duty, due_on)
    return case


_STAGE_DUTIES = {"incomplete": "documents", "notified": "declaration", "proof_returned": "proof"}


def _with_longer(case: Case, duty: str, due_on: date) -> Case:
    """The case after a period was extended; the day of its stage moves where it is that duty's."""
    if duty == "proof":
        case = case._replace(proof_due_on=due_on)
    return case._replace(due_on=due_on) if _STAGE_DUTIES.get(case.stage) == duty else case


def drawn(entry: Entry, event: DrawdownRequested) -> Draw:
    """The draw-down that a request opens."""
    return Draw(
        case=event.case,
        number=event.number,
        status="requested",
        since=entry.context.today,
        amount_cents=event.amount_cents,
        paid_cents=0,
        used_cents=0,
        use_due_on=None,
        run=None,
    )


def draw_after(draw: Draw, entry: Entry) -> Draw:
    """The draw-down after an entry about it."""
    if status := status_after(entry.event):
        draw = draw._replace(status=status, since=entry.context.today)
    match entry.event:
        case PaymentCertified(amount_cents=amount):
            return draw._replace(amount_cents=amount)
        case PaymentIncluded(run=run):
            return draw._replace(run=run)
        case PaymentBooked(amount_cents=amount, use_due_on=due_on):
            return draw._replace(paid_cents=draw.paid_cents + amount, use_due_on=due_on)
        case DrawdownSetOff(amount_cents=amount, use=use):
            draw = draw._replace(paid_cents=draw.paid_cents + amount)
            return draw._replace(use_due_on=use.on if use else None)
        case PeriodExtended(due_on=due_on):
            return draw._replace(use_due_on=due_on)
        case PaymentReturned(amount_cents=amount):
            left = draw.paid_cents - amount
            return draw._replace(paid_cents=left, used_cents=0, use_due_on=None)
        case UseReported(uses=uses):
            return draw._replace(used_cents=draw.used_cents + sum(one.amount_cents for one in uses))
    return draw


def payee_after(payee: Payee, entry: Entry) -> Payee:
    """The recipient after an entry about it."""
    today = entry.context.today
    match entry.event:
        case RecipientRegistered(name=name):
            return payee._replace(name=name)
        case BankDetailsReported() | BankDetailsQuestioned() | AccountObjected():
            return payee._replace(bank_confirmed=False, bank_since=today)
        case BankDetailsConfirmed():
            return payee._replace(bank_confirmed=True, bank_since=today)
    return payee
