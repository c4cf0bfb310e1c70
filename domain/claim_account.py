"""The accounts of a claim: what was claimed, how it was met, and what of a plan is left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.kernel import ZERO, Money
from domain.measure import PlannedPart


@dataclass(frozen=True)
class Account:
    """A claim and how it was met: claimed - repaid - set off - waived - written off = open."""

    claimed_cents: Money = ZERO
    repaid_cents: Money = ZERO
    set_off_cents: Money = ZERO
    waived_cents: Money = ZERO
    written_off_cents: Money = ZERO

    @property
    def open_cents(self) -> Money:
        """What is still to be paid."""
        return self.claimed_cents - self.met_cents

    @property
    def met_cents(self) -> Money:
        """What was met in whatever way."""
        received = self.repaid_cents + self.set_off_cents
        return received + self.waived_cents + self.written_off_cents

    def plus(
        self,
        *,
        claimed: Money = ZERO,
        repaid: Money = ZERO,
        set_off: Money = ZERO,
        waived: Money = ZERO,
        written_off: Money = ZERO,
    ) -> "Account":
        """The account with these amounts added."""
        return replace(
            self,
            claimed_cents=self.claimed_cents + claimed,
            repaid_cents=self.repaid_cents + repaid,
            set_off_cents=self.set_off_cents + set_off,
            waived_cents=self.waived_cents + waived,
            written_off_cents=self.written_off_cents + written_off,
        )


UNCLAIMED = Account()
"""Nothing was claimed yet."""


def parts_after(plan: Iterable[PlannedPart], met: Money) -> tuple[PlannedPart, ...]:
    """What remains of a plan after an amount was met, the earliest parts first."""
    rest = []
    for part in sorted(plan, key=lambda one: one.due_on):
        taken = Money(min(met, part.amount_cents))
        met -= taken
        if left := part.amount_cents - taken:
            rest.append(part.model_copy(update={"amount_cents": left}))
    return tuple(rest)
