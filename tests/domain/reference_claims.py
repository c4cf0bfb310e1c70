"""A small second bookkeeping of one case's claims: sums from what was asked and granted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from domain.claim import Ground, RecordRepayment, RecordSurplusReturn
from domain.kernel import Command
from domain.measure import (
    ProposeInterest,
    ProposeInterestWaiver,
    ProposeRefund,
    ProposeRefundWaiver,
    ProposeRemission,
    ProposeSetOff,
    SendBackMeasure,
    SignMeasure,
)
from domain.proceeding import AbandonRecovery, OpenRecovery
from tests.domain.reference_interest import half_up, naive


@dataclass
class Sums:
    """Principal or interest: what was claimed and in which ways it was met."""

    claimed: int = 0
    repaid: int = 0
    set_off: int = 0
    waived: int = 0
    written_off: int = 0

    @property
    def open(self) -> int:
        """What is still to be paid."""
        return self.demanded - self.repaid - self.set_off

    @property
    def demanded(self) -> int:
        """What was claimed and not forgiven."""
        return self.claimed - self.waived - self.written_off


@dataclass
class Claims:
    """Both sums of a case, what was paid beyond them, and the measure that lies for signature."""

    principal: Sums = field(default_factory=Sums)
    interest: Sums = field(default_factory=Sums)
    surplus: int = 0
    revoked: int = 0
    received: int = 0
    ground: Ground | None = None
    draft: Command | None = None
    decided: int = 0
    moved: list[tuple[date, int]] = field(default_factory=list)
    entries: set[str] = field(default_factory=set)

    def take(self, command: Command, today: date, *, kept: Callable[[], tuple[int, int]]) -> None:
        """Books a command that was granted.

        `kept` tells what the recipient may keep today by notice or settlement, and what was paid.
        """
        match command:
            case OpenRecovery(ground=ground):
                self.ground = ground
            case AbandonRecovery():
                self.ground = self.draft = None
            case SendBackMeasure():
                self.draft = None
            case SignMeasure():
                self._signed(today, kept)
                self.draft = None
            case RecordRepayment(amount_cents=cents, booked_on=day, entry_reference=entry):
                self._repaid(cents, day, entry)
            case RecordSurplusReturn(amount_cents=cents, entry_reference=entry):
                self.surplus -= cents if entry not in self.entries else 0
                self.entries.add(entry)
            case _ if hasattr(command, "kind"):
                self.draft = command

    def _signed(self, today: date, kept: Callable[[], tuple[int, int]]) -> None:
        may_keep, paid = kept()
        match self.draft:
            case ProposeRefund(amount_cents=cents, ends_grant=ends) as refund:
                if self.ground != "settlement":
                    rest = max(0, may_keep - (paid - self.principal.claimed)) if ends else 0
                    self.revoked += cents + rest
                self._claimed(cents)
                starts = refund.bears_interest
                self.moved += [(one.from_on, int(one.amount_cents)) for one in starts]
            case ProposeRefundWaiver():
                cents = paid - self.principal.claimed - may_keep
                self._claimed(cents)
                self.principal.waived += cents
            case ProposeInterest(until=until) | ProposeInterestWaiver(until=until) as measure:
                self._with_interest(until, waived=isinstance(measure, ProposeInterestWaiver))
            case ProposeRemission(principal_cents=principal, interest_cents=interest):
                self.principal.written_off += principal
                self.interest.written_off += interest
                self._went(principal, today)
            case ProposeSetOff(amount_cents=cents):
                principal, interest = self._met(cents, today)
                self.principal.set_off += principal
                self.interest.set_off += interest

    def _claimed(self, cents: int) -> None:
        self.ground = None
        self.principal.claimed += cents

    def _with_interest(self, until: date, *, waived: bool) -> None:
        cents = max(0, half_up(naive(self.moved, until, "act/365")) - self.decided)
        self.decided += cents
        self.interest.claimed += cents
        if waived:
            self.interest.waived += cents
        else:
            from_surplus = min(self.surplus, cents)
            self.surplus -= from_surplus
            self.interest.repaid += from_surplus

    def _repaid(self, cents: int, day: date, entry: str) -> None:
        if entry in self.entries:
            return
        self.entries.add(entry)
        self.received += cents
        principal, interest = self._met(cents, day)
        self.principal.repaid += principal
        self.interest.repaid += interest
        self.surplus += cents - principal - interest

    def _met(self, cents: int, day: date) -> tuple[int, int]:
        """How an amount is shared: the principal first, then the interest."""
        principal = min(cents, self.principal.open)
        interest = min(cents - principal, self.interest.open)
        self._went(principal, day)
        return principal, interest

    def _went(self, cents: int, day: date) -> None:
        """Interest no longer runs on what went back, at the earliest once all of it had come."""
        if cents:
            came = [on for on, moved in self.moved if moved > 0]
            self.moved.append((max([day, *came]), -cents))
