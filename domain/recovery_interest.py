"""The interest of a recovery: on refunds or on late use, less what was decided before."""

from dataclasses import dataclass

from domain.desk import Desk
from domain.disbursement_decisions import disbursements_of
from domain.interest import InterestSheet, interest
from domain.kernel import ZERO, Day, Money
from domain.late_use import LateUse, late_uses
from domain.proof_decisions import paid_cents
from domain.proof_of_use import ProofOfUse
from domain.recovery import Recovery
from domain.terms import programme_of


@dataclass(frozen=True)
class InterestDue:
    """A computation and what of it is not decided yet; `late_uses` are empty for refunds."""

    sheet: InterestSheet
    late_uses: tuple[LateUse, ...]
    before_cents: Money

    @property
    def amount_cents(self) -> Money:
        """What the sheet gives above what was decided before; never below zero."""
        return Money(max(0, self.sheet.total_cents - self.before_cents))


def undecided_refund(desk: Desk, case: str) -> Money:
    """What was paid beyond the final grant while nobody claimed or waived it."""
    proof = desk.read(ProofOfUse, case)
    if proof.settled is None:
        return ZERO
    claimed = desk.read(Recovery, case).principal.claimed_cents
    return Money(max(0, paid_cents(desk, case) - claimed - proof.final_cents))


def kept_cents(desk: Desk, case: str) -> Money:
    """What the recipient keeps of all that was paid, as far as that is known today."""
    claimed = desk.read(Recovery, case).principal.claimed_cents
    return paid_cents(desk, case) - claimed - undecided_refund(desk, case)


def late_uses_of(desk: Desk, case: str) -> tuple[LateUse, ...]:
    """What of the kept money was used too late."""
    return late_uses(disbursements_of(desk, case), kept_cents=kept_cents(desk, case))


def on_late_use(recovery: Recovery) -> bool:
    """Whether the running proceeding is about late use; else interest means that on refunds."""
    return bool(recovery.opened and recovery.opened.ground == "late_use")


def interest_due(desk: Desk, case: str, until: Day) -> InterestDue:
    """The interest of the whole time up to and with a day; Refused without a base rate."""
    recovery = desk.read(Recovery, case)
    late = late_uses_of(desk, case) if on_late_use(recovery) else ()
    movements = [one for use in late for one in use.movements] if late else recovery.movements
    terms = programme_of(desk, case).parameters.recovery.interest
    sheet = interest(movements, until, terms=terms, rates=desk.base_rates)
    before = recovery.decided_late_cents if late else recovery.decided_cents
    return InterestDue(sheet, late, before)
