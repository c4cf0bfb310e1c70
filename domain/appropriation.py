"""Haushaltsmittel: appropriated, reserved, committed, ordered, paid and released, to the cent."""

from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar

from pydantic import Field

from domain.application import Application
from domain.approval import Approval
from domain.desk import Desk
from domain.kernel import (
    ZERO,
    CaseId,
    Command,
    Context,
    Event,
    Filings,
    Key,
    Line,
    Money,
    Payable,
    Subject,
)
from domain.reasons.approval import FUNDS_SHORT, FUNDS_UNKNOWN, NOT_CHECKED
from domain.reasons.general import WRONG_STAGE

Year = Annotated[int, Field(strict=True, ge=2000, le=2100)]

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

    def bound(self, amount: Money) -> "Share":
        """The share with so much more committed; less, where the amount is negative."""
        return replace(self, committed=self.committed + amount)


NOTHING = Share()


_MOVES: dict[type[Event], tuple[int, int]] = {
    FundsOrdered: (1, 0),
    OrderReversed: (-1, 0),
    FundsPaid: (-1, 1),
    PaymentReversed: (0, -1),
}
"""How an event of paying moves what is ordered and what is paid."""


@dataclass(frozen=True)
class Appropriation:
    """One budget title of one year; `bound` is what reservations and commitments hold."""

    KIND: ClassVar[str] = "appropriation"
    key: str
    appropriated: Money = ZERO
    bound: Money = ZERO
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def free(self) -> Money:
        """What can still be reserved."""
        return self.appropriated - self.bound

    def share(self, case: str) -> Share:
        """What a case holds."""
        return self.shares.get(case, NOTHING)

    def evolve(self, event: Event) -> "Appropriation":
        """The state after the event."""
        match event:
            case FundsAppropriated(amount_cents=amount):
                return replace(self, appropriated=self.appropriated + amount)
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
        match event:
            case FundsOrdered() | OrderReversed() | FundsPaid() | PaymentReversed():
                share, amount = self.share(event.case), event.amount_cents
                ordered, paid = _MOVES[type(event)]
                moved = replace(
                    share, ordered=share.ordered + amount * ordered, paid=share.paid + amount * paid
                )
                return self._with(event.case, moved)
        return self

    def _with(self, case: str, share: Share) -> "Appropriation":
        old = self.share(case)
        bound = self.bound + share.reserved + share.committed - old.reserved - old.committed
        return replace(self, bound=bound, shares={**self.shares, case: share})


def appropriation_key(programme: str, fund: str, year: int) -> str:
    """The key of a title, such as `wir.deutsch4u.2016`."""
    return f"{programme.partition('@')[0]}.{fund}.{year}"


def appropriation_of(desk: Desk, application: Application) -> Appropriation:
    """The title from which a case is paid."""
    content = application.submitted
    fund = desk.programme(content.programme).line(content.line).fund
    return desk.read(Appropriation, appropriation_key(content.programme, fund, content.year))


# Decisions


def appropriate(desk: Desk, command: AppropriateFunds, context: Context) -> Filings:
    """Enter money into a title; each entry adds to it."""
    key = appropriation_key(command.programme, command.fund, command.year)
    return [(desk.read(Appropriation, key).subject, FundsAppropriated(**dict(command)))]


def may_reserve(desk: Desk, case: str, context: Context) -> None:
    """Funds are reserved for checked applications, never beyond what is free."""
    application = desk.read(Application, case)
    application.require()
    if application.status != "checked":
        raise NOT_CHECKED.because()
    fund = appropriation_of(desk, application)
    if desk.read(Approval, case).signed:
        raise WRONG_STAGE.because(stage="signed")
    if not fund.appropriated:
        raise FUNDS_UNKNOWN.because()
    if application.assessed_cents > fund.free + fund.share(case).reserved:
        raise FUNDS_SHORT.because(free=fund.free.euro, needed=application.assessed_cents.euro)


def reserve(desk: Desk, command: ReserveFunds, context: Context) -> Filings:
    """Set the assessed amount aside."""
    may_reserve(desk, command.case, context)
    application = desk.read(Application, command.case)
    fund = appropriation_of(desk, application)
    if fund.share(command.case).reserved == application.assessed_cents:
        return []
    event = FundsReserved(
        case=command.case,
        line=application.submitted.line,
        amount_cents=application.assessed_cents,
        reserved_by=context.person,
    )
    return [(fund.subject, event)]


def release_reservation(desk: Desk, application: Application) -> Filings:
    """Free what is reserved for a case that ends without a grant."""
    fund = appropriation_of(desk, application)
    reserved = fund.share(application.key).reserved
    if not reserved:
        return []
    line = application.submitted.line
    event = ReservationReleased(case=application.key, line=line, amount_cents=reserved)
    return [(fund.subject, event)]
