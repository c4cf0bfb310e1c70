"""Berichtigung: an obvious clerical error of a notice is put right at any time, § 42 HVwVfG."""

from typing import ClassVar

from domain.approval import Approval
from domain.desk import Desk
from domain.kernel import CaseId, Command, Context, Filings, Line, Text
from domain.notice import NoticeCorrected, Version
from domain.notice_decisions import signed_approval, version_of
from domain.reasons.contest import NOTHING_WRONG


class CorrectNotice(Command):
    """Put an obvious error right; what the notice decides stays as it is."""

    NAME: ClassVar[str] = "correct_notice"
    case: CaseId
    version: Version = 1
    wrong: Line
    right: Line
    why_obvious: Text


def may_correct(desk: Desk, case: str, context: Context) -> None:
    """A signed notice can be corrected at any time."""
    signed_approval(desk, case)


def correct(desk: Desk, command: CorrectNotice, context: Context) -> Filings:
    """File the correction: no new notice, no new remedy period."""
    may_correct(desk, command.case, context)
    approval = desk.read(Approval, command.case)
    version_of(approval, command.version)
    if command.wrong == command.right:
        raise NOTHING_WRONG.because()
    event = NoticeCorrected(
        **{name: value for name, value in command if name != "case"},
        corrected_by=context.person,
        corrected_on=context.today,
    )
    return [(approval.subject, event)]
