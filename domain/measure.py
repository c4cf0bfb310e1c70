"""Measures of a recovery: what a clerk lays before the second person, and what they are signed as.

A measure has no effect before a second person signs exactly it.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.interest import InterestSheet
from domain.kernel import Amount, CaseId, Command, Day, Digest, Event, Key, Message, Payable, Text
from domain.payment import Number

ObtainedBy = Literal["fraud", "threat", "bribery"]
"""How a notice was obtained for which the year of § 48 Abs. 4 HVwVfG does not run."""


class InterestStart(Message):
    """A part of a refund and the day of its payout, or of the notice's end, that starts interest.

    That day does not count itself.
    """

    from_on: Day
    amount_cents: Payable


class Refund(Message):
    """Claim money back: the written act (Rückforderungsbescheid), with its discretion shown.

    `ends_grant` takes back the part of the notice that was not paid yet, too.
    """

    kind: Literal["refund"] = "refund"
    case: CaseId
    amount_cents: Payable
    bears_interest: Annotated[tuple[InterestStart, ...], Field(min_length=1, max_length=20)]
    reasons: Text
    trust: Text | None = None
    obtained_by: ObtainedBy | None = None
    ends_grant: bool = False


class RefundWaiver(Message):
    """Do not claim a small refund (Bagatelle)."""

    kind: Literal["refund_waiver"] = "refund_waiver"
    case: CaseId
    reasons: Text


class Interest(Message):
    """Claim interest up to and with a day."""

    kind: Literal["interest"] = "interest"
    case: CaseId
    until: Day
    reasons: Text


class InterestWaiver(Message):
    """Do not claim the interest up to and with a day; it is computed all the same."""

    kind: Literal["interest_waiver"] = "interest_waiver"
    case: CaseId
    until: Day
    not_responsible: bool
    paid_in_time: bool
    reasons: Text


class PlannedPart(Message):
    """A part of a claim and the day on which it falls due."""

    due_on: Day
    amount_cents: Payable


class Deferral(Message):
    """Defer what is open (Stundung): to be paid by this plan."""

    kind: Literal["deferral"] = "deferral"
    case: CaseId
    plan: Annotated[tuple[PlannedPart, ...], Field(min_length=1, max_length=60)]
    reasons: Text


class Suspension(Message):
    """Suspend the collection (befristete Niederschlagung); the claim stays."""

    kind: Literal["suspension"] = "suspension"
    case: CaseId
    until: Day
    reasons: Text


class Remission(Message):
    """Remit a part of the claim or all of it (Erlass); this part is gone."""

    kind: Literal["remission"] = "remission"
    case: CaseId
    principal_cents: Amount
    interest_cents: Amount
    reasons: Text


class SetOff(Message):
    """Set the claim off (Aufrechnung) against a certified draw-down of the same recipient."""

    kind: Literal["set_off"] = "set_off"
    case: CaseId
    draw_case: CaseId
    draw_number: Number
    amount_cents: Payable
    reasons: Text


class Enforcement(Message):
    """Order the claim to be enforced in spite of a remedy (sofortige Vollziehung)."""

    kind: Literal["enforcement"] = "enforcement"
    case: CaseId
    reasons: Text


Measure = Annotated[
    Refund
    | RefundWaiver
    | Interest
    | InterestWaiver
    | Deferral
    | Suspension
    | Remission
    | SetOff
    | Enforcement,
    Field(discriminator="kind"),
]

# Commands


class ProposeRefund(Refund, Command):
    """Lay the refund before the second person."""

    NAME: ClassVar[str] = "propose_refund"


class ProposeRefundWaiver(RefundWaiver, Command):
    """Lay the waiver of a small refund before the second person."""

    NAME: ClassVar[str] = "propose_refund_waiver"


class ProposeInterest(Interest, Command):
    """Lay the interest before the second person; it is computed, not typed."""

    NAME: ClassVar[str] = "propose_interest"


class ProposeInterestWaiver(InterestWaiver, Command):
    """Lay the waiver of interest before the second person."""

    NAME: ClassVar[str] = "propose_interest_waiver"


class ProposeDeferral(Deferral, Command):
    """Lay the deferral before the second person."""

    NAME: ClassVar[str] = "propose_deferral"


class ProposeSuspension(Suspension, Command):
    """Lay the suspension before the second person."""

    NAME: ClassVar[str] = "propose_suspension"


class ProposeRemission(Remission, Command):
    """Lay the remission before the second person."""

    NAME: ClassVar[str] = "propose_remission"


class ProposeSetOff(SetOff, Command):
    """Lay the set-off before the second person."""

    NAME: ClassVar[str] = "propose_set_off"


class ProposeEnforcement(Enforcement, Command):
    """Lay the order of immediate enforcement before the second person."""

    NAME: ClassVar[str] = "propose_enforcement"


class SendBackMeasure(Command):
    """Return the measure to the clerk with a sentence."""

    NAME: ClassVar[str] = "send_back_measure"
    case: CaseId
    remark: Text


class SignMeasure(Command):
    """Sign, as the second person, exactly the measure with this hash."""

    NAME: ClassVar[str] = "sign_measure"
    case: CaseId
    content_hash: Digest


# Events


class MeasureProposed(Event):
    """A measure lies before the second person; `sheet` is the interest it would decide."""

    TOPIC: ClassVar[str] = "recovery.measure_proposed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    measure: Measure
    sheet: InterestSheet | None = None
    proposed_by: Key
    content_hash: Digest

    @property
    def measure_kind(self) -> str:
        """Which kind of measure lies there."""
        return self.measure.kind


class MeasureSentBack(Event):
    """The second person returned the measure."""

    TOPIC: ClassVar[str] = "recovery.measure_sent_back.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    sent_back_by: Key
    remark: Text
