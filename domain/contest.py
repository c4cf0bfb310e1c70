"""Decisions on remedies: action or objection filed, withdrawn or decided; what is final then."""

from datetime import timedelta
from typing import ClassVar

from domain.approval import Approval
from domain.desk import Desk
from domain.kernel import CaseId, Command, Context, Day, Filings, Line
from domain.notice import (
    NoticeBecameFinal,
    NoticeVersion,
    Outcome,
    Remedy,
    RemedyEnded,
    RemedyFiled,
    Version,
)
from domain.notice_decisions import refuse_outside, signed_approval, version_of
from domain.reasons import contest as reasons
from domain.reasons.approval import NO_NOTICE
from domain.reasons.general import DAY_IN_FUTURE
from domain.terms import remedy_of


class RecordRemedy(Command):
    """Record that the recipient contests the notice; `reference` names court and file number."""

    NAME: ClassVar[str] = "record_remedy"
    case: CaseId
    version: Version = 1
    remedy: Remedy
    filed_on: Day
    reference: Line


class RecordRemedyEnd(Command):
    """Record that the remedy was withdrawn, or the day on which its decision became final."""

    NAME: ClassVar[str] = "record_remedy_end"
    case: CaseId
    version: Version = 1
    outcome: Outcome
    ended_on: Day
    reference: Line


def may_record_remedy(desk: Desk, case: str, context: Context) -> None:
    """A notice that was sent can be contested, also after it was taken for final."""
    if signed_approval(desk, case).posted is None:
        raise NO_NOTICE.because()


def record_remedy(desk: Desk, command: RecordRemedy, context: Context) -> Filings:
    """Take note of a remedy; filed in time and without a waiver it suspends the notice.

    The court may tell of an action after the authority took the notice for final: then it is
    final no more.
    """
    may_record_remedy(desk, command.case, context)
    approval = desk.read(Approval, command.case)
    notice = version_of(approval, command.version)
    admissible = remedy_of(desk, command.case)
    if command.remedy != admissible:
        raise reasons.OTHER_REMEDY.because(remedy=admissible)
    refuse_outside(
        approval, command.filed_on, today=context.today, field="filed_on", version=command.version
    )
    if notice.remedy:
        return []
    event = RemedyFiled(
        **{name: value for name, value in command if name != "case"},
        suspensive=_in_time(notice, command.filed_on),
        recorded_by=context.person,
    )
    return [(approval.subject, event)]


def _in_time(notice: NoticeVersion, filed_on: Day) -> bool:
    """Before the remedy period is over; a notice final by then was waived or decided."""
    if notice.notified is None:
        return notice.posted is not None
    until = notice.notified.remedies_until
    return filed_on <= until and (notice.final_on is None or notice.final_on > until)


def may_end_remedy(desk: Desk, case: str, context: Context) -> None:
    """Only a pending remedy can end."""
    if all(one.remedy is None for one in signed_approval(desk, case).versions):
        raise reasons.NO_REMEDY.because()


def end_remedy(desk: Desk, command: RecordRemedyEnd, context: Context) -> Filings:
    """Record the end; without success the notice is final, but never before its period is over."""
    may_end_remedy(desk, command.case, context)
    approval = desk.read(Approval, command.case)
    notice = version_of(approval, command.version)
    if notice.remedy is None:
        raise reasons.NO_REMEDY.because()
    if not notice.remedy.filed_on <= command.ended_on <= context.today:
        raise DAY_IN_FUTURE.because("ended_on")
    ended = RemedyEnded(
        **{name: value for name, value in command if name != "case"}, recorded_by=context.person
    )
    filings: Filings = [(approval.subject, ended)]
    if notice.contested and _final_with(notice, command):
        final = NoticeBecameFinal(
            final_on=command.ended_on,
            ground="remedy_withdrawn" if command.outcome == "withdrawn" else "judgment",
            version=command.version,
        )
        filings.append((approval.subject, final))
    return filings


def _final_with(notice: NoticeVersion, command: RecordRemedyEnd) -> bool:
    """Whether the remedy's end makes the notice final; in its period it could be filed again."""
    if command.outcome == "upheld" or notice.notified is None:
        return False
    lapsed_on = notice.notified.remedies_until + timedelta(days=1)
    return command.outcome == "dismissed" or command.ended_on >= lapsed_on
