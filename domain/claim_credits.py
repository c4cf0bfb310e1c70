"""Money that came for a claim, counted by booking days whatever the order in which it was told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.claim import (
    RepaymentReceived,
    RepaymentTakenBack,
)
from domain.claim_account import Account, parts_after
from domain.interest import Movement
from domain.kernel import ZERO, Day, Money
from domain.measure import PlannedPart
from domain.recovery_terms import Allocation


class Credit(NamedTuple):
    """An amount that came, or that the bank took back, in the order in which it counts."""

    booked_on: Day
    entry_reference: str
    amount_cents: Money
    allocation: Allocation

    @classmethod
    def of(cls, event: RepaymentReceived | RepaymentTakenBack) -> "Credit":
        """What an event tells of the bank's booking."""
        return cls(event.booked_on, event.entry_reference, event.amount_cents, event.allocation)


class Moved(NamedTuple):
    """What money did to a claim: it paid principal and interest, the rest is a surplus."""

    principal_cents: Money = ZERO
    interest_cents: Money = ZERO
    surplus_cents: Money = ZERO

    def after(self, event: RepaymentReceived | RepaymentTakenBack) -> "Moved":
        """With what an event says."""
        sign = 1 if isinstance(event, RepaymentReceived) else -1
        return Moved(
            self.principal_cents + event.principal_cents * sign,
            self.interest_cents + event.interest_cents * sign,
            self.surplus_cents + event.surplus_cents * sign,
        )


NOTHING_MOVED = Moved()
"""No money did anything."""


def split(
    amount: Money, principal: Money, interest: Money, *, order: Allocation
) -> tuple[Money, Money]:
    """What an amount pays of so much principal and so much interest."""
    if order == "principal_first":
        paid = Money(min(amount, principal))
        return paid, Money(min(amount - paid, interest))
    paid = Money(min(amount, interest))
    return Money(min(amount - paid, principal)), paid


@dataclass(frozen=True)
class Standing:
    """How a claim stands: its two accounts, what was paid beyond it, its plan, its movements."""

    principal: Account
    interest: Account
    surplus_cents: Money
    plan: tuple[PlannedPart, ...]
    movements: tuple[Movement, ...]

    @property
    def open_cents(self) -> Money:
        """What is still to be paid, principal and interest."""
        return self.principal.open_cents + self.interest.open_cents

    def allocated(self, amount: Money, order: Allocation) -> tuple[Money, Money]:
        """What an amount pays of principal and of interest."""
        return split(amount, self.principal.open_cents, self.interest.open_cents, order=order)

    def met(self, on: Day, principal: Money, interest: Money) -> "Standing":
        """Money or a decision met a part of the claim; interest counts it once all had come."""
        plan = parts_after(self.plan, principal + interest)
        if not principal:
            return replace(self, plan=plan)
        came = [one.on for one in self.movements if one.amount_cents > 0]
        gone = Movement(on=max([on, *came]), amount_cents=-principal)
        return replace(self, plan=plan, movements=(*self.movements, gone))

    def paid_by(self, came: Iterable[Credit], *, most: Moved) -> "Standing":
        """How it stands after these credits; of principal and interest they pay `most`."""
        after, left = self, most
        for one in came:
            principal, interest = split(one.amount_cents, *left[:2], order=one.allocation)
            left = Moved(left.principal_cents - principal, left.interest_cents - interest)
            after = replace(
                after.met(one.booked_on, principal, interest),
                principal=after.principal + Account(repaid_cents=principal),
                interest=after.interest + Account(repaid_cents=interest),
                surplus_cents=after.surplus_cents + one.amount_cents - principal - interest,
            )
        return after


@dataclass(frozen=True)
class Credits:
    """What came and what was taken back since somebody last decided on the claim.

    `base` is how the claim stood then, `told` what the record says of all of it together. An amount
    that was taken back cancels the latest credit of the same amount, also one told of later.
    """

    base: Standing | None = None
    came: tuple[Credit, ...] = ()
    gone: tuple[Credit, ...] = ()
    told: Moved = NOTHING_MOVED

    def plus(self, credit: Credit, now: Standing, *, back: bool = False) -> "Credits":
        """With one more; `now` is how the claim stands."""
        base = self.base or now
        if back:
            return replace(self, base=base, gone=tuple(sorted((*self.gone, credit))))
        return replace(self, base=base, came=tuple(sorted((*self.came, credit))))

    def due(self, now: Standing) -> Standing:
        """How the claim must stand by them, all counted by their days."""
        base = self.base or now
        owed = Moved(base.principal.open_cents, base.interest.open_cents)
        return base.paid_by(self._paired()[0], most=owed)

    def standing(self, now: Standing) -> Standing:
        """How the claim stands by them, as the record told it."""
        base = self.base or now
        return replace(
            base.paid_by(self._paired()[0], most=self.told),
            principal=base.principal + Account(repaid_cents=self.told.principal_cents),
            interest=base.interest + Account(repaid_cents=self.told.interest_cents),
            surplus_cents=base.surplus_cents + self.told.surplus_cents,
        )

    @property
    def loose(self) -> list[Credit]:
        """What was taken back of which the bank never told that it came."""
        return self._paired()[1]

    def _paired(self) -> tuple[list[Credit], list[Credit]]:
        """What is left of the credits, and what was taken back without one."""
        left, loose = list(self.came), []
        for back in self.gone:
            same = [one for one in left if one.amount_cents == back.amount_cents]
            if same:
                left.remove(same[-1])
            else:
                loose.append(back)
        return left, loose


NOTHING_CAME = Credits()
"""Since the last decision on the claim no money moved."""
