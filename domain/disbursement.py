"""Auszahlung: what a recipient drew, who certified it, how it was paid and used."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from domain.bank_facts import NOTHING_TOLD, BankFacts
from domain.correspondence import Duty, LetterPrepared, ReminderSent, Sent, sent_with
from domain.deadline import Deadline
from domain.extension import PeriodExtended
from domain.kernel import (
    ZERO,
    Amount,
    CaseId,
    Command,
    Day,
    Event,
    Key,
    Line,
    Message,
    Money,
    Payable,
    Subject,
    Text,
)
from domain.payment import (
    Number,
    OrderWithdrawn,
    PaymentAccepted,
    PaymentBooked,
    PaymentIncluded,
    PaymentOrdered,
    PaymentRejected,
    PaymentReturned,
)
from domain.set_off import DrawdownSetOff

Certificate = Literal["factual", "arithmetical"]
_Asked = Literal["none", "requested", "returned_to_recipient"]
_Certified = Literal["factually_certified", "certified"]
_Ordered = Literal["ordered", "in_run", "accepted", "rejected", "order_withdrawn"]
Status = Literal[_Asked, _Certified, _Ordered, "booked", "returned", "set_off"]


class DuePayment(Message):
    """A payment that the recipient itself must make, and when."""

    due_on: Day
    amount_cents: Payable
    purpose: Line


class Use(Message):
    """Money used for the purpose on a day."""

    used_on: Day
    amount_cents: Payable


# Commands


class RequestDrawdown(Command):
    """Draw on the grant, showing what falls due in the next two months."""

    NAME: ClassVar[str] = "request_drawdown"
    case: CaseId
    amount_cents: Payable
    due_payments: Annotated[tuple[DuePayment, ...], Field(max_length=100)] = ()
    unspent_cents: Amount = ZERO


class ReturnDrawdown(Command):
    """Return a draw-down to the recipient with a reason."""

    NAME: ClassVar[str] = "return_drawdown"
    case: CaseId
    number: Number
    remark: Text


class CertifyFactually(Command):
    """State that the draw-down is factually correct, for this amount."""

    NAME: ClassVar[str] = "certify_factually"
    case: CaseId
    number: Number
    amount_cents: Payable


class CertifyArithmetically(Command):
    """State, as another person, that the same amount is arithmetically correct."""

    NAME: ClassVar[str] = "certify_arithmetically"
    case: CaseId
    number: Number
    amount_cents: Payable


class ReportUse(Command):
    """Report when the money was used."""

    NAME: ClassVar[str] = "report_use"
    case: CaseId
    number: Number
    uses: Annotated[tuple[Use, ...], Field(min_length=1, max_length=100)]


# Events


class DrawdownRequested(Event):
    """The recipient drew on the grant; `need_cents` is what two months need, `None` if fixed."""

    TOPIC: ClassVar[str] = "disbursement.requested.v1"
    BASIS: ClassVar[str] = "ANBest Nr. 1.4; VV Nr. 7.2 zu § 44 LHO"
    case: CaseId
    number: Number
    amount_cents: Payable
    need_cents: Amount | None
    due_payments: tuple[DuePayment, ...]
    unspent_cents: Amount
    requested_by: Key


class DrawdownReturned(Event):
    """The authority returned the draw-down."""

    TOPIC: ClassVar[str] = "disbursement.returned_to_recipient.v1"
    BASIS: ClassVar[str] = "§ 24 HVwVfG"
    returned_by: Key
    remark: Text


class PaymentCertified(Event):
    """One of the two certificates was given."""

    TOPIC: ClassVar[str] = "disbursement.certified.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.2"
    certificate: Certificate
    amount_cents: Payable
    certified_by: Key


class UseReported(Event):
    """The recipient reported the use; `late_cents` is what was used after the two months."""

    TOPIC: ClassVar[str] = "disbursement.use_reported.v1"
    BASIS: ClassVar[str] = "ANBest Nr. 1.4; § 49a Abs. 4 HVwVfG"
    uses: tuple[Use, ...]
    late_cents: Amount


# State


class Payout(NamedTuple):
    """Money that the recipient has from a day on, transferred or set off."""

    on: Day
    amount_cents: Money


@dataclass(frozen=True)
class Disbursement:
    """One draw-down and its payment so far; keys look like `WIR-2016-7K3QF.1`.

    `to_clear` is the line of the bank that must be cleared before a new order, once there was one.
    `told` is what the bank said of its payment. `use` is the day by which the money must be used,
    known once the whole draw-down is paid.
    """

    KIND: ClassVar[str] = "disbursement"
    key: str
    status: Status = "none"
    request: DrawdownRequested | None = None
    certified_cents: Money = ZERO
    certifiers: tuple[str, ...] = ()
    order: PaymentOrdered | None = None
    run: str | None = None
    to_clear: str = ""
    booking: PaymentBooked | None = None
    set_offs: tuple[DrawdownSetOff, ...] = ()
    use: Deadline | None = None
    told: BankFacts = NOTHING_TOLD
    uses: tuple[Use, ...] = ()
    sent: Sent = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def claimed_cents(self) -> Money:
        """What it takes of the grant: the certified amount, before that the requested one."""
        if self.request is None or self.status == "returned_to_recipient":
            return ZERO
        return self.certified_cents or self.request.amount_cents

    @property
    def paid_cents(self) -> Money:
        """What was booked and did not come back, and what was set off."""
        return Money(sum(one.amount_cents for one in self.payouts))

    @property
    def set_off_cents(self) -> Money:
        """What was paid by set-off against claims."""
        return Money(sum(one.amount_cents for one in self.set_offs))

    @property
    def to_order_cents(self) -> Money:
        """What of the certified amount the bank has to pay."""
        return self.certified_cents - self.set_off_cents

    @property
    def payouts(self) -> tuple[Payout, ...]:
        """What the recipient has, in the order in which it came."""
        found = [Payout(one.set_off_on, one.amount_cents) for one in self.set_offs]
        if self.booking:
            found.append(Payout(self.booking.booked_on, self.booking.amount_cents))
        return tuple(found)

    @property
    def used_cents(self) -> Money:
        """What was reported as used."""
        return Money(sum(use.amount_cents for use in self.uses))

    @property
    def open(self) -> bool:
        """Whether money can still move on it."""
        return self.status not in {"none", "returned_to_recipient", "booked", "set_off"}

    @property
    def duty(self) -> Duty | None:
        """The report of use owed, while it is owed."""
        if self.use is None or self.used_cents >= self.paid_cents:
            return None
        return Duty.until("use", self.use)

    def evolve(self, event: Event) -> "Disbursement":
        """The state after the event."""
        match event:
            case DrawdownRequested():
                return replace(self, status="requested", request=event)
            case DrawdownReturned():
                return replace(
                    self, status="returned_to_recipient", certified_cents=ZERO, certifiers=()
                )
            case PaymentCertified():
                first = event.certificate == "factual"
                return replace(
                    self,
                    status="factually_certified" if first else "certified",
                    certified_cents=event.amount_cents,
                    certifiers=(*self.certifiers, event.certified_by),
                )
            case UseReported(uses=uses):
                return replace(self, uses=(*self.uses, *uses))
            case ReminderSent() | LetterPrepared():
                return replace(self, sent=sent_with(self.sent, event))
            case _:
                return replace(self, told=self.told.after(event))._paying(event)

    def _paying(self, event: Event) -> "Disbursement":
        match event:
            case PaymentOrdered():
                return replace(self, status="ordered", order=event, run=None)
            case PaymentIncluded(run=run):
                return replace(self, status="in_run", run=run)
            case PaymentAccepted():
                return replace(self, status="accepted")
            case PaymentRejected():
                return replace(self, status="rejected")
            case OrderWithdrawn(item=item):
                return replace(self, status="order_withdrawn", to_clear=item)
            case PaymentBooked():
                return replace(self, status="booked", booking=event, use=event.use)
            case DrawdownSetOff(use=use):
                status: Status = "set_off" if use else self.status
                return replace(self, status=status, set_offs=(*self.set_offs, event), use=use)
            case PeriodExtended(duty="use", deadline=deadline):
                return replace(self, use=deadline)
            case PaymentReturned():
                return replace(self, status="returned", booking=None, use=None, uses=())
        return self


def disbursement_key(case: str, number: int) -> str:
    """The key of the n-th draw-down of a case."""
    return f"{case}.{number}"
