"""Decisions on a recovery before anything is claimed: facts known, recipient heard, or dropped."""

from domain.claim import Ground
from domain.deadline import Deadline
from domain.desk import Desk
from domain.kernel import Context, Filings, Money
from domain.legal_periods import hearing, latest_posting, notification, revocation
from domain.notice_decisions import signed_approval
from domain.proceeding import (
    AbandonRecovery,
    HearingStarted,
    OpenRecovery,
    RecoveryAbandoned,
    RecoveryOpened,
    StartHearing,
    StatementReceived,
    SubmitStatement,
)
from domain.proof_decisions import paid_cents
from domain.proof_of_use import ProofOfUse
from domain.reasons import recovery as reasons
from domain.reasons.general import DAY_IN_FUTURE, WRONG_STAGE
from domain.recovery import Recovery
from domain.recovery_interest import interest_due, kept_cents, late_uses_of, undecided_refund
from domain.terms import programme_of

YEAR_RUNS: frozenset[Ground] = frozenset({"withdrawal", "revocation"})
"""The grounds on which a notice is taken back within a year of knowledge."""


def recovery_of(desk: Desk, case: str) -> Recovery:
    """The recovery of a case with a signed notice that is not closed; Refused otherwise."""
    signed_approval(desk, case)
    if desk.read(ProofOfUse, case).closed:
        raise WRONG_STAGE.because(stage="closed")
    return desk.read(Recovery, case)


def running(desk: Desk, case: str) -> tuple[Recovery, RecoveryOpened]:
    """The recovery and its running proceeding; Refused where none runs."""
    recovery = recovery_of(desk, case)
    if recovery.opened is None:
        raise reasons.NOT_OPENED.because()
    return recovery, recovery.opened


def may_open(desk: Desk, case: str, context: Context) -> None:
    """A recovery needs a payment, no proceeding that runs already, and something to be decided."""
    if recovery_of(desk, case).opened:
        raise reasons.ALREADY_OPEN.because()
    if not paid_cents(desk, case):
        raise reasons.NOTHING_PAID.because()
    undecided = undecided_refund(desk, case) or late_uses_of(desk, case)
    if desk.read(ProofOfUse, case).settled and not undecided:
        raise reasons.SETTLED_ALREADY.because()


def open_recovery(desk: Desk, command: OpenRecovery, context: Context) -> Filings:
    """Record the facts and, where a notice is to be taken back, the year that they start."""
    may_open(desk, command.case, context)
    if command.known_on > context.today:
        raise DAY_IN_FUTURE.because("known_on")
    refuse_ground(desk, command.case, command.ground)
    notify_by, post_by = _year(desk, command)
    event = RecoveryOpened(
        ground=command.ground,
        known_on=command.known_on,
        known_facts=command.known_facts,
        notify_by=notify_by,
        post_by=post_by,
        opened_by=context.person,
    )
    return [(desk.read(Recovery, command.case).subject, event)]


def _year(desk: Desk, command: OpenRecovery) -> tuple[Deadline | None, Deadline | None]:
    """Until when the act must be notified and when it must be posted for that."""
    if command.ground not in YEAR_RUNS:
        return None, None
    notify_by = revocation(command.known_on, desk.calendar)
    fiction = programme_of(desk, command.case).notification_fiction
    return notify_by, latest_posting(notify_by.on, fiction, desk.calendar)


def refuse_ground(desk: Desk, case: str, ground: Ground) -> None:
    """Refused where a ground has no fact on file; after the settlement only its result is left."""
    if ground == "settlement":
        if not undecided_refund(desk, case):
            raise reasons.NO_REFUND_DETERMINED.because()
    elif ground == "late_use":
        if not late_uses_of(desk, case):
            raise reasons.NO_LATE_USE.because()
    elif desk.read(ProofOfUse, case).settled:
        raise reasons.SETTLED_ALREADY.because()


def intended_cents(desk: Desk, case: str, context: Context) -> Money:
    """The most that the running proceeding can claim; exactly this where it was computed."""
    _, opened = running(desk, case)
    if opened.ground == "settlement":
        return undecided_refund(desk, case)
    if opened.ground == "late_use":
        return interest_due(desk, case, context.today).amount_cents
    return kept_cents(desk, case)


def may_start_hearing(desk: Desk, case: str, context: Context) -> None:
    """The recipient is heard once in a proceeding, before anything is decided."""
    recovery, _ = running(desk, case)
    if recovery.hearing:
        raise WRONG_STAGE.because(stage="hearing")


def start_hearing(desk: Desk, command: StartHearing, context: Context) -> Filings:
    """Start the hearing: its period begins when its letter counts as notified."""
    may_start_hearing(desk, command.case, context)
    recovery, opened = running(desk, command.case)
    most = intended_cents(desk, command.case, context)
    computed = opened.ground in {"settlement", "late_use"}
    if command.amount_cents > most or (computed and command.amount_cents != most):
        raise reasons.AMOUNT_NOT_RECOVERABLE.because(most=most.euro)
    programme = programme_of(desk, command.case)
    heard_on = notification(context.today, programme.notification_fiction).on
    days = programme.parameters.hearing_days.value
    due, by = hearing(heard_on, desk.calendar, days=days), context.person
    event = HearingStarted(amount_cents=command.amount_cents, deadline=due, started_by=by)
    return [(recovery.subject, event)]


def may_submit_statement(desk: Desk, case: str, context: Context) -> None:
    """The recipient can speak as long as nothing is decided, also after its day."""
    recovery, _ = running(desk, case)
    if recovery.hearing is None:
        raise reasons.NOT_HEARD.because()
    if recovery.statement:
        raise WRONG_STAGE.because(stage="statement_received")


def submit_statement(desk: Desk, command: SubmitStatement, context: Context) -> Filings:
    """Take in what the recipient says."""
    may_submit_statement(desk, command.case, context)
    recovery = desk.read(Recovery, command.case)
    event = StatementReceived(
        statement=command.statement,
        documents=command.documents,
        submitted_by=context.person,
        submitted_on=context.today,
        late=bool(recovery.hearing and recovery.hearing.deadline.passed(context.today)),
    )
    return [(recovery.subject, event)]


def may_abandon(desk: Desk, case: str, context: Context) -> None:
    """A proceeding can be dropped; a settled refund only be claimed or waived."""
    _, opened = running(desk, case)
    if opened.ground == "settlement":
        raise reasons.SETTLEMENT_STANDS.because()


def abandon(desk: Desk, command: AbandonRecovery, context: Context) -> Filings:
    """End the proceeding with its reasons; the facts stay on file."""
    may_abandon(desk, command.case, context)
    event = RecoveryAbandoned(reasons=command.reasons, abandoned_by=context.person)
    return [(desk.read(Recovery, command.case).subject, event)]
