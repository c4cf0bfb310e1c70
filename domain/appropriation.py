"""Haushaltsmittel: appropriated, reserved, committed, ordered, paid and released, to the cent."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from domain.budget import CommitmentsAuthorised, FreezeLifted, FundsFrozen, Year
from domain.kernel import (
    ZERO,
    CaseId,
    Command,
    Event,
    Key,
    Line,
    Money,
    Payable,
    Subject,
)
from domain.set_off import FundsSetOff
from domain.year_end import BudgetYearClosed, FundsCarriedIn

# Commands


class AppropriateFunds(Command):
    """Enter an appropriation of the budget; `fund` is the programme's own key of the title."""

    NAME: ClassVar[str] = "appropriate_funds"
    programme: Key
    fund: Key
    year: Year
    amount_cents: Payable
    reference: Line


class ReserveFunds(Command):
    """Set funds aside for a checked application."""

    NAME: ClassVar[str] = "reserve_funds"
    case: CaseId


# Events


class FundsAppropriated(Event):
    """Parliament's money stands in the title."""

    TOPIC: ClassVar[str] = "appropriation.appropriated.v1"
    BASIS: ClassVar[str] = "§§ 3, 34 LHO; § 27 HGrG"
    programme: Key
    fund: Key
    year: Year
    amount_cents: Payable
    reference: Line


class FundsPassedOn(Event):
    """A recipient set a part of its grant apart for onward grants; no money of the Land moved."""

    TOPIC: ClassVar[str] = "appropriation.passed_on.v1"
    BASIS: ClassVar[str] = "VV Nr. 12 zu § 44 LHO"
    case: CaseId
    programme: Key
    line: Key
    year: Year
    amount_cents: Payable
    reference: Line
    grantor: Key
    passed_on_by: Key


class FundsReserved(Event):
    """Money is set aside for a case; the amount is what its check found."""

    TOPIC: ClassVar[str] = "appropriation.reserved.v1"
    BASIS: ClassVar[str] = "§§ 34, 38 LHO"
    case: CaseId
    line: Key
    amount_cents: Payable
    reserved_by: Key


class ReservationReleased(Event):
    """A case ended without a grant; its reservation is free again."""

    TOPIC: ClassVar[str] = "appropriation.reservation_released.v1"
    BASIS: ClassVar[str] = "§ 34 LHO"
    case: CaseId
    line: Key
    amount_cents: Payable


class FundsCommitted(Event):
    """A signed decision binds money; the whole reservation is replaced by the commitment."""

    TOPIC: ClassVar[str] = "appropriation.committed.v1"
    BASIS: ClassVar[str] = "§§ 34, 38 LHO"
    case: CaseId
    line: Key
    amount_cents: Payable


class FundsOrdered(Event):
    """A payment order draws on the commitment."""

    TOPIC: ClassVar[str] = "appropriation.ordered.v1"
    BASIS: ClassVar[str] = "§§ 34, 70 LHO"
    case: CaseId
    line: Key
    end_to_end_id: Line
    amount_cents: Payable


class OrderReversed(Event):
    """A bank refused an ordered payment; the commitment is whole again."""

    TOPIC: ClassVar[str] = "appropriation.order_reversed.v1"
    BASIS: ClassVar[str] = "§ 70 LHO"
    case: CaseId
    line: Key
    end_to_end_id: Line
    amount_cents: Payable


class OrderRestored(Event):
    """The bank booked an order that it had refused; it draws on the commitment again."""

    TOPIC: ClassVar[str] = "appropriation.order_restored.v1"
    BASIS: ClassVar[str] = "§ 70 LHO"
    case: CaseId
    line: Key
    end_to_end_id: Line
    amount_cents: Payable


class FundsPaid(Event):
    """A payment was booked by the bank."""

    TOPIC: ClassVar[str] = "appropriation.paid.v1"
    BASIS: ClassVar[str] = "§ 70 LHO"
    case: CaseId
    line: Key
    end_to_end_id: Line
    amount_cents: Payable


class PaymentReversed(Event):
    """A booked payment came back."""

    TOPIC: ClassVar[str] = "appropriation.payment_reversed.v1"
    BASIS: ClassVar[str] = "§ 70 LHO"
    case: CaseId
    line: Key
    end_to_end_id: Line
    amount_cents: Payable


class FundsReleased(Event):
    """What a case no longer needs is free again."""

    TOPIC: ClassVar[str] = "appropriation.released.v1"
    BASIS: ClassVar[str] = "§ 34 LHO"
    case: CaseId
    line: Key
    amount_cents: Payable


# State


@dataclass(frozen=True)
class Share:
    """What one case holds of a title. `committed` is what is bound and not released."""

    reserved: Money = ZERO
    committed: Money = ZERO
    ordered: Money = ZERO
    paid: Money = ZERO

    @property
    def undrawn(self) -> Money:
        """What is committed and neither ordered nor paid."""
        return self.committed - self.ordered - self.paid

    def bound(self, amount: Money) -> "Share":
        """The share with so much more committed; less, where the amount is negative."""
        return replace(self, committed=self.committed + amount)


NOTHING = Share()


_Paying = FundsOrdered | OrderReversed | OrderRestored | FundsPaid | PaymentReversed | FundsSetOff

_MOVES: dict[type[Event], tuple[int, int]] = {
    FundsOrdered: (1, 0),
    OrderReversed: (-1, 0),
    OrderRestored: (1, 0),
    FundsPaid: (-1, 1),
    PaymentReversed: (0, -1),
    FundsSetOff: (0, 1),
}
"""How an event of paying moves what is ordered and what is paid."""


@dataclass(frozen=True)
class Appropriation:
    """One budget title of one year; `bound` is what reservations and commitments hold.

    `authorised` is what awards of the year before may bind of it, `frozen` what nobody may, `gone`
    what lapsed or was carried over when the year was closed.
    """

    KIND: ClassVar[str] = "appropriation"
    key: str
    appropriated: Money = ZERO
    authorised: Money = ZERO
    frozen: Money = ZERO
    gone: Money = ZERO
    closed: bool = False
    bound: Money = ZERO
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def year(self) -> int:
        """The budget year."""
        return int(self.key.rpartition(".")[2])

    @property
    def unbound(self) -> Money:
        """What no case, no freeze and no closing of the year holds."""
        return Money(max(0, self.appropriated - self.bound - self.frozen - self.gone))

    @property
    def free(self) -> Money:
        """What can still be reserved."""
        return ZERO if self.closed else self.unbound

    @property
    def authorised_free(self) -> Money:
        """What awards of the year before can still reserve."""
        return Money(max(0, max(self.authorised, self.appropriated) - self.bound - self.frozen))

    def share(self, case: str) -> Share:
        """What a case holds."""
        return self.shares.get(case, NOTHING)

    def evolve(self, event: Event) -> "Appropriation":
        """The state after the event."""
        match event:
            case FundsAppropriated() | FundsCarriedIn() | FundsPassedOn():
                return replace(self, appropriated=self.appropriated + event.amount_cents)
            case CommitmentsAuthorised(amount_cents=amount):
                return replace(self, authorised=self.authorised + amount)
            case FundsFrozen(amount_cents=amount):
                return replace(self, frozen=self.frozen + amount)
            case FreezeLifted(amount_cents=amount):
                return replace(self, frozen=self.frozen - amount)
            case BudgetYearClosed():
                gone = self.gone + event.lapsed_cents + event.frozen_cents + event.carried_cents
                return replace(self, gone=gone, frozen=ZERO, closed=True)
            case FundsReserved(case=case, amount_cents=amount):
                return self._with(case, replace(self.share(case), reserved=amount))
            case ReservationReleased(case=case):
                return self._with(case, replace(self.share(case), reserved=ZERO))
            case FundsCommitted(case=case, amount_cents=amount):
                return self._with(case, replace(self.share(case).bound(amount), reserved=ZERO))
            case FundsReleased(case=case, amount_cents=amount):
                return self._with(case, self.share(case).bound(-amount))
            case _:
                return self._paying(event)

    def _paying(self, event: Event) -> "Appropriation":
        if not isinstance(event, _Paying):
            return self
        share, amount = self.share(event.case), event.amount_cents
        ordered, paid = _MOVES[type(event)]
        moved = replace(
            share, ordered=share.ordered + amount * ordered, paid=share.paid + amount * paid
        )
        return self._with(event.case, moved)

    def _with(self, case: str, share: Share) -> "Appropriation":
        old = self.share(case)
        bound = self.bound + share.reserved + share.committed - old.reserved - old.committed
        return replace(self, bound=bound, shares={**self.shares, case: share})
