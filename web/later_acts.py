"""The acts after the decision that a case page offers: changes, corrections, remedies, reports."""

from domain.approval import Approval, RecordPosting, RetrieveNotice
from domain.desk import Desk
from domain.kernel import Command, Context
from domain.notice_decisions import may_retrieve


def newest(desk: Desk, case: str) -> int:
    """The number of the last version of the notice."""
    return len(desk.read(Approval, case).versions)


def may_open_newest(desk: Desk, case: str, context: Context) -> None:
    """The version that can be opened in the portal is the last one."""
    may_retrieve(desk, case, context, version=newest(desk, case))


def posting_of_newest(desk: Desk, case: str, context: Context) -> Command:
    """The posting of the last version, on the way that its decision chose."""
    version = newest(desk, case)
    channel = desk.read(Approval, case).channel_of(version)
    return RecordPosting(case=case, channel=channel, posted_on=context.today, version=version)


def opening_of_newest(desk: Desk, case: str, context: Context) -> Command:
    """The opening of the last version in the portal."""
    return RetrieveNotice(case=case, version=newest(desk, case))
