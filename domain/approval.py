"""Bewilligung: proposed, signed by a second person, notified, accepted and final."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.correspondence import Duty, LetterPrepared, ReminderSent, Sent, sent_with
from domain.deadline import Deadline
from domain.extension import PeriodExtended
from domain.iban import Iban
from domain.instruction import InstructionDefectFound
from domain.kernel import (
    ZERO,
    CaseId,
    Command,
    Day,
    Digest,
    Event,
    Key,
    Line,
    Message,
    Money,
    Payable,
    Personal,
    Subject,
    Text,
)

NoticeChannel = Literal["post", "portal"]
Condition = Literal[
    "assignment", "data_protection", "no_future_claim", "notification_duties", "publicity"
]
"""The ancillary provisions that a clerk can add; their wording is data of the letters."""


class Instalment(Message):
    """A part of the grant and the earliest day it can be drawn, if one is fixed."""

    amount_cents: Payable
    from_on: Day | None = None


class Decision(Message):
    """What the notice will say; its hash is what the second person signs."""

    case: CaseId
    amount_cents: Payable
    instalments: Annotated[tuple[Instalment, ...], Field(min_length=1, max_length=12)]
    conditions: Annotated[tuple[Condition, ...], Field(max_length=20)] = ()
    channel: NoticeChannel = "post"
    reasons: Text


class ProposeApproval(Decision, Command):
    """Lay a draft decision before the second person."""

    NAME: ClassVar[str] = "propose_approval"


class SendBackApproval(Command):
    """Return the draft to the clerk with a sentence."""

    NAME: ClassVar[str] = "send_back_approval"
    case: CaseId
    remark: Text


class SignApproval(Command):
    """Sign, as the second person, exactly the draft with this hash."""

    NAME: ClassVar[str] = "sign_approval"
    case: CaseId
    content_hash: Digest


class RecordPosting(Command):
    """Record that the notice went to the post or into the portal."""

    NAME: ClassVar[str] = "record_posting"
    case: CaseId
    channel: NoticeChannel
    posted_on: Day


class RetrieveNotice(Command):
    """Open the notice in the portal."""

    NAME: ClassVar[str] = "retrieve_notice"
    case: CaseId


class RecordNotification(Command):
    """Record that the notice counts as notified."""

    NAME: ClassVar[str] = "record_notification"
    case: CaseId


class ReturnDeclaration(Command):
    """Return the signed declaration to the notice with the bank details."""

    NAME: ClassVar[str] = "return_declaration"
    case: CaseId
    accepts: bool
    waives_remedies: bool
    signed_on: Day
    signed_by_name: Line
    iban: Iban
    holder: Line
    cash_reference: Line | None = None


class RecordFinality(Command):
    """Record that the remedy period has passed without a remedy."""

    NAME: ClassVar[str] = "record_finality"
    case: CaseId


class ApprovalProposed(Decision, Event):
    """A draft decision lies before the second person; `content_hash` fixes its content."""

    TOPIC: ClassVar[str] = "approval.proposed.v1"
    BASIS: ClassVar[str] = "§§ 36, 37, 39 HVwVfG; VV Nr. 4 zu § 44 LHO"
    proposed_by: Key
    content_hash: Digest


class ApprovalSentBack(Event):
    """The second person returned the draft."""

    TOPIC: ClassVar[str] = "approval.sent_back.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    sent_back_by: Key
    remark: Text


class ApprovalSigned(Event):
    """The grant is decided: this amount, by this person, on this day."""

    TOPIC: ClassVar[str] = "approval.signed.v1"
    BASIS: ClassVar[str] = "§§ 35, 37 Abs. 3 HVwVfG; VV Nr. 4 zu § 44 LHO"
    amount_cents: Payable
    content_hash: Digest
    signed_by: Key
    signed_on: Day


class NoticePosted(Event):
    """The notice left the house, or was made ready in the portal."""

    TOPIC: ClassVar[str] = "approval.notice_posted.v1"
    BASIS: ClassVar[str] = "§ 41 Abs. 2 und 2a HVwVfG"
    channel: NoticeChannel
    posted_on: Day


class NoticeRetrieved(Event):
    """The recipient opened the notice in the portal."""

    TOPIC: ClassVar[str] = "approval.notice_retrieved.v1"
    BASIS: ClassVar[str] = "§ 41 Abs. 2a HVwVfG"
    retrieved_on: Day
    retrieved_by: Key


class NoticeNotified(Event):
    """The notice counts as notified from this day; each day with its derivation."""

    TOPIC: ClassVar[str] = "approval.notified.v1"
    BASIS: ClassVar[str] = "§ 41 Abs. 2 und 2a HVwVfG; § 43 Abs. 1 HVwVfG"
    notification: Deadline
    declaration: Deadline
    remedies: Deadline

    @property
    def notified_on(self) -> date:
        """The day of notification."""
        return self.notification.on

    @property
    def declaration_due_on(self) -> date:
        """The last day for the declaration."""
        return self.declaration.on

    @property
    def remedies_until(self) -> date:
        """The last day of the remedy period."""
        return self.remedies.on


class DeclarationReturned(Event):
    """The recipient accepted the notice and named its account."""

    TOPIC: ClassVar[str] = "approval.declaration_returned.v1"
    BASIS: ClassVar[str] = "Erklärung zum Zuwendungsbescheid"
    recipient: Key
    signed_on: Day
    late: bool
    waives_remedies: bool
    cash_reference: Line | None = None
    signed_by_name: Annotated[str | None, Personal("recipient")] = None


class NoticeBecameFinal(Event):
    """No remedy is possible any more."""

    TOPIC: ClassVar[str] = "approval.final.v1"
    BASIS: ClassVar[str] = "§ 74 Abs. 1 Satz 2 VwGO"
    final_on: Day
    ground: Literal["waiver", "lapse"]


class DisbursementOpened(Event):
    """The recipient drew on the grant; `number` counts the draw-downs from 1."""

    TOPIC: ClassVar[str] = "approval.disbursement_opened.v1"
    BASIS: ClassVar[str] = "VV Nr. 7 zu § 44 LHO"
    number: int


@dataclass(frozen=True)
class Approval:
    """The decision on one case so far; `signed` holds the signature once it is there."""

    KIND: ClassVar[str] = "approval"
    key: str
    proposal: ApprovalProposed | None = None
    sent_back: bool = False
    signed: ApprovalSigned | None = None
    posted: NoticePosted | None = None
    retrieved_on: Day | None = None
    notified: NoticeNotified | None = None
    declaration: DeclarationReturned | None = None
    final_on: Day | None = None
    instruction_defect: InstructionDefectFound | None = None
    disbursements: int = 0
    notice_document: str | None = None
    sent: Sent = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def amount_cents(self) -> Money:
        """What was granted; zero before the signature."""
        return self.signed.amount_cents if self.signed else ZERO

    @property
    def duty(self) -> Duty | None:
        """The declaration owed, while it is owed."""
        if self.notified is None or self.declaration is not None:
            return None
        return Duty.until("declaration", self.notified.declaration)

    def evolve(self, event: Event) -> "Approval":
        """The state after the event."""
        match event:
            case ApprovalProposed():
                return replace(self, proposal=event, sent_back=False)
            case ApprovalSentBack():
                return replace(self, sent_back=True)
            case ApprovalSigned():
                return replace(self, signed=event)
            case NoticePosted():
                return replace(self, posted=event)
            case NoticeRetrieved(retrieved_on=day):
                return replace(self, retrieved_on=day)
            case NoticeNotified():
                return replace(self, notified=event)
            case DeclarationReturned():
                return replace(self, declaration=event)
            case NoticeBecameFinal(final_on=day):
                return replace(self, final_on=day)
            case DisbursementOpened(number=number):
                return replace(self, disbursements=number)
            case LetterPrepared():
                kept = event.document if event.kind == "approval_notice" else self.notice_document
                return replace(self, sent=sent_with(self.sent, event), notice_document=kept)
            case ReminderSent():
                return replace(self, sent=sent_with(self.sent, event))
        return self._with_later_day(event)

    def _with_later_day(self, event: Event) -> "Approval":
        if self.notified is None:
            return self
        match event:
            case PeriodExtended(duty="declaration", deadline=day):
                return replace(self, notified=self.notified.model_copy(update={"declaration": day}))
            case InstructionDefectFound(remedies=day):
                longer = self.notified.model_copy(update={"remedies": day})
                final_on = None if event.reopened else self.final_on
                return replace(self, notified=longer, instruction_defect=event, final_on=final_on)
        return self
