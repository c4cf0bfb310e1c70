"""Decisions on taking up an examination again after the settlement, also of a closed case."""

from domain.desk import Desk
from domain.kernel import Context, Filings
from domain.proof_decisions import granted_cents
from domain.proof_of_use import ProofOfUse
from domain.reasons.general import DAY_IN_FUTURE
from domain.reasons.proof import NOT_SETTLED
from domain.reasons.recovery import ALREADY_OPEN
from domain.recovery import Recovery
from domain.recovery_interest import undecided_refund
from domain.reopening import ExaminationReopened, ReopenExamination
from domain.retention_decisions import interrupt


def may_reopen(desk: Desk, case: str, context: Context) -> None:
    """There must be a settlement to take back, and no recovery on its ground that still runs."""
    if desk.read(ProofOfUse, case).settled is None:
        raise NOT_SETTLED.because()
    recovery = desk.read(Recovery, case)
    if recovery.opened or recovery.draft:
        raise ALREADY_OPEN.because()


def reopen(desk: Desk, command: ReopenExamination, context: Context) -> Filings:
    """Take the settlement back; what was claimed, waived or paid on its ground stays as it is."""
    may_reopen(desk, command.case, context)
    if command.known_on > context.today:
        raise DAY_IN_FUTURE.because("known_on")
    event = ExaminationReopened(
        known_on=command.known_on,
        new_facts=command.new_facts,
        granted_cents=granted_cents(desk, command.case),
        undecided_cents=undecided_refund(desk, command.case),
        reopened_by=context.person,
    )
    kept = interrupt(desk, command.case, context)
    return [(desk.read(ProofOfUse, command.case).subject, event), *kept]
