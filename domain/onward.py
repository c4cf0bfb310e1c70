"""Weiterleitung: what of a grant is passed on, to which second-level cases, and what came back."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from domain.application import Application
from domain.desk import Desk
from domain.disbursement import Disbursement
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
)
from domain.payment import Number
from domain.titles import is_onward

# Commands


class PassOnFunds(Command):
    """Set a part of one's own grant apart for onward grants."""

    NAME: ClassVar[str] = "pass_on_funds"
    case: CaseId
    amount_cents: Payable
    reference: Line


class RecordOnwardPayment(Command):
    """Record that the grantor's own account was debited with an ordered payment."""

    NAME: ClassVar[str] = "record_onward_payment"
    case: CaseId
    number: Number
    amount_cents: Payable
    booked_on: Day
    entry_reference: Line


class RecordOnwardReturn(Command):
    """Record that such a payment came back to the grantor's account."""

    NAME: ClassVar[str] = "record_onward_return"
    case: CaseId
    number: Number
    amount_cents: Payable
    booked_on: Day
    entry_reference: Line
    reason: Line


# Events


class OnwardGrantRequested(Event):
    """A second-level case asks for money of this one."""

    TOPIC: ClassVar[str] = "onward.requested.v1"
    BASIS: ClassVar[str] = "VV Nr. 12 zu § 44 LHO"
    onward_case: CaseId
    recipient: Key
    requested_cents: Payable


class UnderuseReported(Event):
    """Of what a second-level case was paid, so much in all was not used; it is due to the Land."""

    TOPIC: ClassVar[str] = "onward.underused.v1"
    BASIS: ClassVar[str] = "VV Nr. 12 zu § 44 LHO; § 49a Abs. 1 HVwVfG"
    onward_case: CaseId
    amount_cents: Amount
    reported_on: Day


class OnwardResult(Message):
    """What became of one second-level grant; `used_cents` is what was used properly and paid."""

    onward_case: CaseId
    granted_cents: Amount
    paid_cents: Amount
    final_cents: Amount
    used_cents: Amount


# State


@dataclass(frozen=True)
class OnwardGrants:
    """The second-level cases of a case, and what each of them left unused so far."""

    KIND: ClassVar[str] = "onward"
    key: str
    cases: tuple[str, ...] = ()
    underused: dict[str, Money] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def underused_cents(self) -> Money:
        """What all of them left unused."""
        return sum(self.underused.values(), start=ZERO)

    def evolve(self, event: Event) -> "OnwardGrants":
        """The state after the event."""
        match event:
            case OnwardGrantRequested(onward_case=case):
                return replace(self, cases=(*self.cases, case))
            case UnderuseReported(onward_case=case, amount_cents=amount):
                return replace(self, underused={**self.underused, case: amount})
        return self


def awaits_run(draw: Disbursement) -> bool:
    """Whether an order waits for a payment run; a county pays what it passes on by itself."""
    return draw.status == "ordered" and draw.order is not None and not is_onward(draw.order.fund)


def grantor_of(desk: Desk, case: str) -> str | None:
    """The recipient that grants a second-level case; `None` where the Land does."""
    content = desk.read(Application, case).content
    return content.grantor if content else None
