"""Decisions on contested claims: what a remedy holds back, and when it is enforced all the same."""

from domain.approval import Approval
from domain.desk import Desk
from domain.enforcement import (
    ClaimContested,
    ClaimRemedyEnded,
    RecordClaimRemedy,
    RecordClaimRemedyEnd,
)
from domain.kernel import Context, Filings
from domain.reasons import contest as reasons
from domain.reasons import recovery as recovery_reasons
from domain.reasons.general import DAY_IN_FUTURE
from domain.recovery import Recovery
from domain.recovery_decisions import recovery_of
from domain.terms import programme_of


def held_back(desk: Desk, recovery: Recovery) -> bool:
    """Whether nothing is collected: a remedy suspends the claim or the notice it rests on."""
    if recovery.quashed:
        return True
    contested = recovery.contested or desk.read(Approval, recovery.key).contested
    return contested and not recovery.hold_lifted


def may_record_claim_remedy(desk: Desk, case: str, context: Context) -> None:
    """A claim that was assessed can be contested, one remedy at a time."""
    recovery = recovery_of(desk, case)
    if not recovery.claims:
        raise recovery_reasons.NO_CLAIM.because()
    if recovery.remedy:
        raise reasons.CLAIM_CONTESTED.because()


def record_claim_remedy(desk: Desk, command: RecordClaimRemedy, context: Context) -> Filings:
    """Take note of a remedy; filed in time it suspends the claim (§ 80 Abs. 1 VwGO)."""
    may_record_claim_remedy(desk, command.case, context)
    admissible = programme_of(desk, command.case).parameters.remedy.value
    if command.remedy != admissible:
        raise reasons.OTHER_REMEDY.because(remedy=admissible)
    if command.filed_on > context.today:
        raise DAY_IN_FUTURE.because("filed_on")
    recovery = desk.read(Recovery, command.case)
    until = recovery.remedies_until
    event = ClaimContested(
        **{name: value for name, value in command if name != "case"},
        suspensive=until is not None and command.filed_on <= until,
        recorded_by=context.person,
    )
    return [(recovery.subject, event)]


def may_end_claim_remedy(desk: Desk, case: str, context: Context) -> None:
    """Only a pending remedy can end."""
    if recovery_of(desk, case).remedy is None:
        raise reasons.NO_REMEDY.because("case")


def end_claim_remedy(desk: Desk, command: RecordClaimRemedyEnd, context: Context) -> Filings:
    """Record the end; without success the collection goes on by itself."""
    may_end_claim_remedy(desk, command.case, context)
    recovery = desk.read(Recovery, command.case)
    filed_on = recovery.remedy.filed_on if recovery.remedy else context.today
    if not filed_on <= command.ended_on <= context.today:
        raise DAY_IN_FUTURE.because("ended_on")
    content = {name: value for name, value in command if name != "case"}
    return [(recovery.subject, ClaimRemedyEnded(**content, recorded_by=context.person))]


def may_order_enforcement(desk: Desk, case: str, context: Context) -> None:
    """An order is made against a pending remedy that holds the open claim back, and once."""
    recovery = recovery_of(desk, case)
    if not recovery.open_cents:
        raise recovery_reasons.NO_CLAIM.because()
    if recovery.quashed or not held_back(desk, recovery):
        raise reasons.NOTHING_HELD_BACK.because()
