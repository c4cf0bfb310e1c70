"""The accounts of a claim: what was claimed, how it was met, and what of a plan is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import add

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
    def forgiven_cents(self) -> Money:
        """What the recipient keeps although it was claimed."""
        return self.waived_cents + self.written_off_cents

    @property
    def demanded_cents(self) -> Money:
        """What the recipient gave back or still has to."""
        return self.claimed_cents - self.forgiven_cents

    @property
    def met_cents(self) -> Money:
        """What was met in whatever way."""
        return self.repaid_cents + self.set_off_cents + self.forgiven_cents

    def __add__(self, more: "Account") -> "Account":
        """The account after these amounts, too."""
        return Account(*map(add, vars(self).values(), vars(more).values()))


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
