"""Decisions on a gap between statements: one person proposes to pass over it, another confirms."""

from domain.bank_account import BankAccount
from domain.desk import Desk
from domain.kernel import Context, Filings
from domain.reasons import clearing as reasons
from domain.reasons.approval import CONTENT_CHANGED
from domain.reasons.general import FOUR_EYES
from domain.statement_gap import (
    ConfirmPassingOver,
    Gap,
    GapPassedOver,
    PassingOverProposed,
    ProposePassingOver,
    account_of_gap,
)


def open_gap(desk: Desk, key: str) -> tuple[BankAccount, Gap]:
    """The gap and its account; Refused where there is none, or none any more."""
    account = desk.read(BankAccount, account_of_gap(key))
    for gap in account.gaps:
        if gap.key(account.key) == key:
            return account, gap
    raise reasons.NO_SUCH_GAP.because()


def may_propose(desk: Desk, key: str, context: Context) -> None:
    """Something can be proposed while the gap is there; a statement that comes later closes it."""
    open_gap(desk, key)


def propose(desk: Desk, command: ProposePassingOver, context: Context) -> Filings:
    """File what a first person says of the missing statement."""
    may_propose(desk, command.gap, context)
    account, gap = open_gap(desk, command.gap)
    proposed = PassingOverProposed(
        **gap._asdict(), reasons=command.reasons, proposed_by=context.person
    )
    return [] if account.proposal_on(gap) == proposed else [(account.subject, proposed)]


def may_confirm(desk: Desk, key: str, context: Context) -> None:
    """Another person than the one who proposed confirms."""
    account, gap = open_gap(desk, key)
    proposal = account.proposal_on(gap)
    if proposal is None:
        raise reasons.NOTHING_PROPOSED.because()
    if proposal.proposed_by == context.person:
        raise FOUR_EYES.because(act="Übergehen der Lücke vorgeschlagen", done="proposal made")


def confirm(desk: Desk, command: ConfirmPassingOver, context: Context) -> Filings:
    """File the confirmation of the last proposal; from then on runs can be opened."""
    may_confirm(desk, command.gap, context)
    account, gap = open_gap(desk, command.gap)
    proposal = account.proposal_on(gap)
    if proposal is None or proposal.content_hash != command.content_hash:
        raise CONTENT_CHANGED.because()
    passed = GapPassedOver(
        **gap._asdict(), proposed_by=proposal.proposed_by, confirmed_by=context.person
    )
    return [(account.subject, passed)]
