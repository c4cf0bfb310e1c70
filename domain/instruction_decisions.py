"""Decisions on a defective instruction: remedies are open for a year, and finality waits."""

from domain.approval import Approval, NoticeNotified
from domain.desk import Desk
from domain.instruction import InstructionDefectFound, RecordInstructionDefect
from domain.kernel import Context, Filings
from domain.legal_periods import action_without_instruction, waiver
from domain.notice_decisions import programme_of, signed_approval
from domain.reasons.approval import BEFORE_NOTICE
from domain.reasons.general import DAY_IN_FUTURE
from domain.reasons.period import INSTRUCTION_KNOWN, NOT_NOTIFIED


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
    months = programme_of(desk, command.case).parameters.remedy_months_without_instruction.value
    remedies = action_without_instruction(notified.notified_on, desk.calendar, months=months)
    lapsed = approval.final_on is not None and not waived(approval)
    event = InstructionDefectFound(
        **{name: value for name, value in command if name != "case"},
        found_by=context.person,
        remedies=remedies,
        reopened=lapsed and not remedies.passed(context.today),
    )
    return [(approval.subject, event)]


def waived(approval: Approval) -> bool:
    """Whether the recipient waived its remedies with effect; no defect undoes that."""
    declared, notified = approval.declaration, approval.notified
    return (
        declared is not None
        and notified is not None
        and declared.waives_remedies
        and waiver(declared.signed_on, notified.notified_on) is not None
    )


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
