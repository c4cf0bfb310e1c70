"""Decisions on keeping, offering and destroying a file; what law keeps is kept here."""

from domain.application import Application
from domain.approval import Approval
from domain.audit_note import AuditNotes
from domain.deadline import Deadline
from domain.desk import Desk
from domain.disbursement_decisions import disbursements_of
from domain.kernel import Context, Day, Filing, Filings
from domain.legal_periods import retention_from, retention_of_file
from domain.personal_data import marks
from domain.proof_of_use import ProofOfUse
from domain.reasons import retention as reasons
from domain.reasons.audit_note import NOTE_OPEN
from domain.reasons.general import DAY_IN_FUTURE, FOUR_EYES
from domain.recovery import Recovery
from domain.retention import (
    ArchiveDecided,
    AuditHoldReleased,
    AuditHoldSet,
    DisposalProposed,
    DisposalSigned,
    Ending,
    FileDestroyed,
    FileOffered,
    OfferToArchive,
    ProposeDisposal,
    RecordArchiveDecision,
    RecordDestruction,
    ReleaseAuditHold,
    Retention,
    RetentionBegan,
    RetentionInterrupted,
    SetAuditHold,
    SignDisposal,
)
from domain.terms import programme_of

# What law keeps


def begin_retention(desk: Desk, case: str, ending: Ending, *, ended_on: Day) -> Filing:
    """What is filed with the end of a case: until when its file and the receipts are kept."""
    terms = programme_of(desk, case).parameters
    content = desk.read(Application, case).require()
    years, latest = terms.file_years, terms.file_latest_years
    until = retention_of_file(ended_on, years=years.value, basis=years.reference)
    last = retention_from(content.received_on, years=latest.value, basis=latest.reference)
    submitted, receipts = desk.read(ProofOfUse, case).submitted, None
    if submitted:
        own = terms.retention_years
        receipts = retention_from(submitted.submitted_on, years=own.value, basis=own.reference)
    event = RetentionBegan(
        ending=ending, ended_on=ended_on, file=min(until, last, key=_on), receipts=receipts
    )
    return desk.read(Retention, case).subject, event


def interrupt(desk: Desk, case: str, context: Context) -> Filings:
    """What is filed where an ended case runs again; Refused once its destruction is ordered."""
    retention = desk.read(Retention, case)
    if retention.signed_by:
        raise reasons.DISPOSAL_ORDERED.because()
    if retention.began is None:
        return []
    return [(retention.subject, RetentionInterrupted(interrupted_by=context.person))]


def _on(deadline: Deadline) -> Day:
    return deadline.on


def refuse_kept(desk: Desk, case: str, today: Day) -> None:
    """Refuses while law needs the file: a running case, open money, its period, or an audit."""
    retention = desk.read(Retention, case)
    desk.read(Application, case).require()
    if retention.began is None:
        raise reasons.CASE_RUNNING.because(case=case)
    if _money_open(desk, case):
        raise reasons.MONEY_OPEN.because(case=case)
    refuse_held(desk, case)
    refuse_noted(desk, case)
    if not retention.began.file.passed(today):
        raise reasons.STILL_KEPT.because(case=case, until=retention.began.file.on.isoformat())


def is_needed(desk: Desk, case: str) -> bool:
    """Whether an audit or open money keeps the file, whatever its period says."""
    audited = desk.read(Retention, case).holds or desk.read(AuditNotes, case).open
    return bool(audited) or _money_open(desk, case)


def refuse_held(desk: Desk, case: str) -> None:
    """Refuses while an audit needs the file."""
    if holds := desk.read(Retention, case).holds:
        raise reasons.AUDIT_HOLD.because(case=case, reference=holds[0])


def refuse_noted(desk: Desk, case: str) -> None:
    """Refuses while an audit note is open: the examined never erase what they are to answer."""
    if notes := desk.read(AuditNotes, case).open:
        raise NOTE_OPEN.because(case=case, number=notes[0].number)


def _money_open(desk: Desk, case: str) -> bool:
    """Whether a claim, a payment or a remedy is open; a late remedy is one too."""
    pending = any(one.remedy for one in desk.read(Approval, case).versions)
    unpaid = any(one.open for one in disbursements_of(desk, case))
    return pending or unpaid or not desk.read(Recovery, case).over


# Held by an audit


def may_set_hold(desk: Desk, case: str, context: Context) -> None:
    """A hold belongs to a known case whose destruction is not ordered."""
    desk.read(Application, case).require()
    if desk.read(Retention, case).signed_by:
        raise reasons.DISPOSAL_ORDERED.because()


def set_hold(desk: Desk, command: SetAuditHold, context: Context) -> Filings:
    """File the hold once under its reference."""
    may_set_hold(desk, command.case, context)
    retention = desk.read(Retention, command.case)
    if command.reference in retention.holds:
        return []
    event = AuditHoldSet(
        reference=command.reference, reasons=command.reasons, set_by=context.person
    )
    return [(retention.subject, event)]


def may_release_hold(desk: Desk, case: str, context: Context) -> None:
    """Something is released only where something is held."""
    desk.read(Application, case).require()
    if not desk.read(Retention, case).holds:
        raise reasons.HOLD_UNKNOWN.because()


def release_hold(desk: Desk, command: ReleaseAuditHold, context: Context) -> Filings:
    """File that the audit no longer needs the file."""
    may_release_hold(desk, command.case, context)
    retention = desk.read(Retention, command.case)
    if command.reference not in retention.holds:
        raise reasons.HOLD_UNKNOWN.because()
    event = AuditHoldReleased(
        reference=command.reference, reasons=command.reasons, released_by=context.person
    )
    return [(retention.subject, event)]


# Offered


def offer(desk: Desk, command: OfferToArchive, context: Context) -> Filings:
    """Offer the file once, without exception, when its period is over."""
    retention = desk.read(Retention, command.case)
    if retention.offered_on:
        return []
    refuse_kept(desk, command.case, context.today)
    return [(retention.subject, FileOffered(offered_on=context.today))]


def may_record_decision(desk: Desk, case: str, context: Context) -> None:
    """The archive decides on what it was offered, until the destruction is ordered."""
    retention = desk.read(Retention, case)
    desk.read(Application, case).require()
    if retention.offered_on is None:
        raise reasons.NOT_OFFERED.because()
    if retention.signed_by:
        raise reasons.DISPOSAL_ORDERED.because()


def record_decision(desk: Desk, command: RecordArchiveDecision, context: Context) -> Filings:
    """File the archive's decision; a later one replaces it."""
    may_record_decision(desk, command.case, context)
    if command.decided_on > context.today:
        raise DAY_IN_FUTURE.because("decided_on")
    event = ArchiveDecided(
        appraisal=command.appraisal,
        reference=command.reference,
        decided_on=command.decided_on,
        recorded_by=context.person,
    )
    return [(desk.read(Retention, command.case).subject, event)]


# Destroyed


def _refuse_disposal(desk: Desk, case: str, context: Context) -> Retention:
    """The state of what may be destroyed: offered, decided on, and needed by nobody."""
    refuse_kept(desk, case, context.today)
    retention = desk.read(Retention, case)
    if retention.offered_on is None:
        raise reasons.NOT_OFFERED.because()
    if retention.decided is None:
        raise reasons.ARCHIVE_SILENT.because()
    if retention.signed_by:
        raise reasons.DISPOSAL_ORDERED.because()
    return retention


def may_propose_disposal(desk: Desk, case: str, context: Context) -> None:
    """A file is destroyed only after the archive's decision, and while nobody needs it."""
    _refuse_disposal(desk, case, context)


def propose_disposal(desk: Desk, command: ProposeDisposal, context: Context) -> Filings:
    """Lay the destruction before a second person; a second proposal changes nothing."""
    may_propose_disposal(desk, command.case, context)
    retention = desk.read(Retention, command.case)
    if retention.proposed_by:
        return []
    return [(retention.subject, DisposalProposed(proposed_by=context.person))]


def may_sign_disposal(desk: Desk, case: str, context: Context) -> None:
    """The second signature needs a proposal by somebody else, and all that it needed."""
    retention = _refuse_disposal(desk, case, context)
    if retention.proposed_by is None:
        raise reasons.NO_DISPOSAL_PROPOSED.because()
    if retention.proposed_by == context.person:
        raise FOUR_EYES.because(act="Vernichtung vorgeschlagen", done="disposal proposed")


def sign_disposal(desk: Desk, command: SignDisposal, context: Context) -> Filings:
    """Order the destruction; the engine carries it out."""
    may_sign_disposal(desk, command.case, context)
    retention = desk.read(Retention, command.case)
    return [(retention.subject, DisposalSigned(signed_by=context.person))]


def record_destruction(desk: Desk, command: RecordDestruction, context: Context) -> Filings:
    """File once what is gone, and note it in every file that held personal data."""
    retention = desk.read(Retention, command.case)
    if retention.destroyed:
        return []
    if retention.signed_by is None:
        raise reasons.NO_DISPOSAL_PROPOSED.because()
    event = FileDestroyed(**{name: value for name, value in command if name != "case"})
    return [(retention.subject, event), *marks(desk, command.locked.files, "disposal")]
