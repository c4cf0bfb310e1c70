"""The claim of a recovery: assessed, paid back, waived, deferred, suspended or remitted."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.deadline import Deadline
from domain.interest import InterestSheet
from domain.kernel import (
    Amount,
    CaseId,
    Command,
    Day,
    Event,
    Key,
    Line,
    Payable,
    Text,
)
from domain.late_use import LateUse
from domain.lines import RecipientClass
from domain.measure import InterestStart, ObtainedBy, PlannedPart
from domain.recovery_terms import Allocation

Ground = Literal["settlement", "condition", "withdrawal", "revocation", "provisional", "late_use"]
"""Why money comes back.

- `settlement`: more was paid than the settled grant (auflösende Bedingung, § 49a Abs. 1)
- `condition`: another resolving condition came about
- `withdrawal`: the notice was unlawful from the start (§ 48)
- `revocation`: purpose or obligation was missed (§ 49 Abs. 3)
- `provisional`: a final notice replaces a provisional one
- `late_use`: used after the two months; interest only (§ 49a Abs. 4)
"""

# Commands


class RecordRepayment(Command):
    """Record money that came back, as the bank booked it."""

    NAME: ClassVar[str] = "record_repayment"
    case: CaseId
    amount_cents: Payable
    booked_on: Day
    entry_reference: Line


class RecordSurplusReturn(Command):
    """Record that money paid back beyond the claim went back to the recipient."""

    NAME: ClassVar[str] = "record_surplus_return"
    case: CaseId
    amount_cents: Payable
    booked_on: Day
    entry_reference: Line


# Events


class NoticeRevoked(Event):
    """The notice lost its effect for what was paid, and for the unpaid rest, by two persons.

    `limit` is the last day on which it could be notified, where a year ran from `known_on`.
    """

    TOPIC: ClassVar[str] = "recovery.notice_revoked.v1"
    BASIS: ClassVar[str] = "§§ 48, 49 Abs. 3, 39 HVwVfG"
    ground: Ground
    amount_cents: Payable
    rest_cents: Amount
    reasons: Text
    trust: Text | None
    obtained_by: ObtainedBy | None
    known_on: Day
    limit: Deadline | None
    proposed_by: Key
    signed_by: Key


class RefundAssessed(Event):
    """The refund is claimed by written act: amount, due day, reference; when it lapses."""

    TOPIC: ClassVar[str] = "recovery.refund_assessed.v1"
    BASIS: ClassVar[str] = "§ 49a Abs. 1 Satz 2 HVwVfG"
    ground: Ground
    amount_cents: Payable
    bears_interest: tuple[InterestStart, ...]
    due: Deadline
    reference: Line
    reasons: Text
    claim_lapses: Deadline
    interest_lapses: Deadline
    proposed_by: Key
    signed_by: Key

    @property
    def limitation(self) -> Deadline:
        """When the claim lapses."""
        return self.claim_lapses

    @property
    def due_on(self) -> Day:
        """The last day to pay."""
        return self.due.on


class RefundWaived(Event):
    """A small refund is not claimed; a person decided so, with reasons."""

    TOPIC: ClassVar[str] = "recovery.refund_waived.v1"
    BASIS: ClassVar[str] = "VV Nr. 8 zu § 44 LHO"
    amount_cents: Payable
    limit_cents: Amount
    recipient_class: RecipientClass
    reasons: Text
    proposed_by: Key
    signed_by: Key


class InterestAssessed(Event):
    """Interest is claimed: what the sheet gives, less what was decided before."""

    TOPIC: ClassVar[str] = "recovery.interest_assessed.v1"
    BASIS: ClassVar[str] = "§ 49a Abs. 3 und 4 HVwVfG"
    amount_cents: Amount
    decided_before_cents: Amount
    from_surplus_cents: Amount
    sheet: InterestSheet
    late_uses: tuple[LateUse, ...]
    due: Deadline
    reference: Line
    reasons: Text
    lapses: Deadline
    proposed_by: Key
    signed_by: Key

    @property
    def limitation(self) -> Deadline:
        """When the claim lapses."""
        return self.lapses

    @property
    def due_on(self) -> Day:
        """The last day to pay."""
        return self.due.on


class InterestWaived(Event):
    """Interest is not claimed; the amount computed is kept."""

    TOPIC: ClassVar[str] = "recovery.interest_waived.v1"
    BASIS: ClassVar[str] = "§ 49a Abs. 3 Satz 2 HVwVfG"
    amount_cents: Amount
    decided_before_cents: Amount
    sheet: InterestSheet
    late_uses: tuple[LateUse, ...]
    not_responsible: bool
    paid_in_time: bool
    reasons: Text
    proposed_by: Key
    signed_by: Key


class ClaimDeferred(Event):
    """What is open is to be paid by a plan."""

    TOPIC: ClassVar[str] = "recovery.deferred.v1"
    BASIS: ClassVar[str] = "§ 59 Abs. 1 Nr. 1 LHO"
    plan: Annotated[tuple[PlannedPart, ...], Field(min_length=1)]
    reasons: Text
    proposed_by: Key
    signed_by: Key


class CollectionSuspended(Event):
    """The claim is not pursued until a day; it stays."""

    TOPIC: ClassVar[str] = "recovery.suspended.v1"
    BASIS: ClassVar[str] = "§ 59 Abs. 1 Nr. 2 LHO"
    until: Day
    reasons: Text
    proposed_by: Key
    signed_by: Key


class ClaimRemitted(Event):
    """This part of the claim is gone; `open_cents` is what is open after it."""

    TOPIC: ClassVar[str] = "recovery.remitted.v1"
    BASIS: ClassVar[str] = "§ 59 Abs. 1 Nr. 3 LHO"
    principal_cents: Amount
    interest_cents: Amount
    open_cents: Amount
    remitted_on: Day
    reasons: Text
    proposed_by: Key
    signed_by: Key


class RepaymentReceived(Event):
    """Money came back and paid the claim in the order that the rules state.

    `open_cents` is what is open after it, principal and interest, `next_due_on` when of it the
    next part falls due.
    """

    TOPIC: ClassVar[str] = "recovery.repayment_received.v1"
    BASIS: ClassVar[str] = "§ 34 LHO; VV §§ 70-80 LHO"
    amount_cents: Payable
    principal_cents: Amount
    interest_cents: Amount
    surplus_cents: Amount
    allocation: Allocation
    open_cents: Amount
    next_due_on: Day | None
    booked_on: Day
    entry_reference: Line
    recorded_by: Key


class RepaymentTakenBack(Event):
    """The bank took a repayment back: what it had paid is open again.

    The amounts are what the claim lost by it; all are zero where the bank told of the repayment
    itself only later, or never.
    """

    TOPIC: ClassVar[str] = "recovery.repayment_taken_back.v1"
    BASIS: ClassVar[str] = "ISO 20022 camt.053/054; § 34 LHO"
    amount_cents: Payable
    principal_cents: Amount
    interest_cents: Amount
    surplus_cents: Amount
    allocation: Allocation
    open_cents: Amount
    next_due_on: Day | None
    booked_on: Day
    entry_reference: Line
    reason_code: Line
    recorded_by: Key


class SurplusReturned(Event):
    """What was paid beyond the claim went back."""

    TOPIC: ClassVar[str] = "recovery.surplus_returned.v1"
    BASIS: ClassVar[str] = "§ 34 LHO; VV §§ 70-80 LHO"
    amount_cents: Payable
    booked_on: Day
    entry_reference: Line
    recorded_by: Key
