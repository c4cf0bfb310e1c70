"""Decisions on a defective instruction: remedies are open for a year, and finality waits."""

from collections.abc import Callable

from domain.approval import Approval
from domain.deadline import Deadline
from domain.desk import Desk
from domain.instruction import RecordInstructionDefect
from domain.kernel import Context, Filings
from domain.legal_periods import (
    action_without_instruction,
    objection_without_instruction,
)
from domain.notice import InstructionDefectFound, NoticeNotified, Remedy
from domain.notice_decisions import signed_approval
from domain.reasons.approval import BEFORE_NOTICE
from domain.reasons.general import DAY_IN_FUTURE
from domain.reasons.period import INSTRUCTION_KNOWN, NOT_NOTIFIED
from domain.terms import programme_of, remedy_of

_PERIODS: dict[Remedy, Callable[..., Deadline]] = {
    "action": action_without_instruction,
    "objection": objection_without_instruction,
}


def may_record_defect(desk: Desk, case: str, context: Context) -> None:
    """A defect counts once the notice is notified, and is stated once."""
    approval = signed_approval(desk, case)
    _notified(approval)
    if approval.instruction_defect:
        raise INSTRUCTION_KNOWN.because()


def record_defect(desk: Desk, command: RecordInstructionDefect, context: Context) -> Filings:
    """Open the remedies for a year; what lapsed is no longer final while the year runs."""
    approval = signed_approval(desk, command.case)
    notified = _notified(approval)
    if approval.instruction_defect:
        if approval.instruction_defect.defect == command.defect:
            return []
        raise INSTRUCTION_KNOWN.because()
    _refuse_impossible_day(approval, command, context)
    parameters = programme_of(desk, command.case).parameters
    months = parameters.remedy_months_without_instruction.value
    period = _PERIODS[remedy_of(desk, command.case)]
    remedies = period(notified.notified_on, desk.calendar, months=months)
    lapsed = approval.versions[0].ground == "lapse"
    event = InstructionDefectFound(
        **{name: value for name, value in command if name != "case"},
        found_by=context.person,
        remedies=remedies,
        reopened=lapsed and not remedies.passed(context.today),
    )
    return [(approval.subject, event)]


def _notified(approval: Approval) -> NoticeNotified:
    if approval.notified is None:
        raise NOT_NOTIFIED.because()
    return approval.notified


def _refuse_impossible_day(
    approval: Approval, command: RecordInstructionDefect, context: Context
) -> None:
    if command.found_on > context.today:
        raise DAY_IN_FUTURE.because("found_on")
    if approval.signed and command.found_on < approval.signed.signed_on:
        signed_on = approval.signed.signed_on.isoformat()
        raise BEFORE_NOTICE.because("found_on", signed_on=signed_on)
