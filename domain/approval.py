"""Bewilligung: proposed, signed by a second person, notified, accepted and final."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.amendment import ApprovalAmended
from domain.correspondence import Duty, LetterPrepared, ReminderSent, Sent, sent_with
from domain.decision import Decision, Instalment, NoticeChannel
from domain.extension import PeriodExtended
from domain.iban import Iban
from domain.kernel import (
    ZERO,
    CaseId,
    Command,
    Day,
    Digest,
    Event,
    Key,
    Line,
    Money,
    Payable,
    Personal,
    Subject,
    Text,
)
from domain.notice import (
    InstructionDefectFound,
    NoticeEvent,
    NoticeNotified,
    NoticePosted,
    NoticeVersion,
    Version,
)


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
    version: Version = 1


class RetrieveNotice(Command):
    """Open the notice in the portal."""

    NAME: ClassVar[str] = "retrieve_notice"
    case: CaseId
    version: Version = 1


class RecordNotification(Command):
    """Record that the notice counts as notified."""

    NAME: ClassVar[str] = "record_notification"
    case: CaseId
    version: Version = 1


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
    version: Version = 1


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


class DeclarationReturned(Event):
    """The recipient accepted the notice and named its account.

    Without `case` it is of the time when the signer was sealed with the recipient's key.
    """

    TOPIC: ClassVar[str] = "approval.declaration_returned.v1"
    BASIS: ClassVar[str] = "Erklärung zum Zuwendungsbescheid"
    recipient: Key
    signed_on: Day
    late: bool
    waives_remedies: bool
    cash_reference: Line | None = None
    case: str = ""
    signed_by_name: Annotated[str | None, Personal("case")] = None


class DisbursementOpened(Event):
    """The recipient drew on the grant; `number` counts the draw-downs from 1."""

    TOPIC: ClassVar[str] = "approval.disbursement_opened.v1"
    BASIS: ClassVar[str] = "VV Nr. 7 zu § 44 LHO"
    number: int


@dataclass(frozen=True)
class Approval:
    """The decision on one case so far; `signed` holds the signature once it is there.

    `versions` are the notice and its amending notices, `changes` what those say. `provisional`
    holds until a final notice replaces the provisional one.
    """

    KIND: ClassVar[str] = "approval"
    key: str
    proposal: ApprovalProposed | None = None
    sent_back: bool = False
    signed: ApprovalSigned | None = None
    versions: tuple[NoticeVersion, ...] = (NoticeVersion(),)
    changes: tuple[ApprovalAmended, ...] = ()
    declaration: DeclarationReturned | None = None
    disbursements: int = 0
    sent: Sent = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def channel_of(self, number: int) -> NoticeChannel:
        """The way on which a version of the notice is sent."""
        decided = self.changes[number - 2] if number > 1 else self.proposal
        return decided.channel if decided else "post"

    @property
    def notice_document(self) -> str | None:
        """The SHA-256 of the printed notice itself."""
        return self.versions[0].document

    @property
    def posted(self) -> NoticePosted | None:
        """The posting of the notice itself."""
        return self.versions[0].posted

    @property
    def retrieved_on(self) -> Day | None:
        """When the notice itself was opened in the portal."""
        return self.versions[0].retrieved_on

    @property
    def notified(self) -> NoticeNotified | None:
        """The notification of the notice itself."""
        return self.versions[0].notified

    @property
    def final_on(self) -> Day | None:
        """When the notice itself became final."""
        return self.versions[0].final_on

    @property
    def instruction_defect(self) -> InstructionDefectFound | None:
        """What is wrong with the notice's instruction on remedies, where that was found."""
        return self.versions[0].instruction_defect

    @property
    def contested(self) -> bool:
        """Whether a pending remedy suspends any version; no refund is enforceable then."""
        return any(one.contested for one in self.versions)

    @property
    def provisional(self) -> bool:
        """Whether the grant still rests on a provisional notice."""
        began = self.proposal is not None and self.proposal.provisional is not None
        return began and not any(one.definitive for one in self.changes)

    @property
    def instalments(self) -> tuple[Instalment, ...]:
        """The instalments as they stand now."""
        if self.changes:
            return self.changes[-1].instalments
        return self.proposal.instalments if self.proposal else ()

    @property
    def amount_cents(self) -> Money:
        """What is granted now; zero before the signature."""
        return self._sums[-1] if self.signed else ZERO

    @property
    def _sums(self) -> tuple[Money, ...]:
        first = self.signed.amount_cents if self.signed else ZERO
        return (first, *(one.amount_cents for one in self.changes))

    def payable_cents(self, *, final: bool) -> Money:
        """What can be drawn: more only once it is notified, or final; less from the signature."""
        reached = [bool(one.final_on if final else one.notified) for one in self.versions]
        standing = max((place for place, done in enumerate(reached) if done), default=0)
        return min(self._sums[standing:])

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
            case DeclarationReturned():
                return replace(self, declaration=event)
            case DisbursementOpened(number=number):
                return replace(self, disbursements=number)
            case LetterPrepared(kind="approval_notice" | "amending_notice", about=about):
                printed = (one.printed_as(about, event.document) for one in self.versions)
                return replace(self, sent=sent_with(self.sent, event), versions=tuple(printed))
            case LetterPrepared() | ReminderSent():
                return replace(self, sent=sent_with(self.sent, event))
            case _:
                return self._noticed(event)

    def _noticed(self, event: Event) -> "Approval":
        match event:
            case NoticeEvent(version=number):
                told = (one.evolve(event) if one.number == number else one for one in self.versions)
                return replace(self, versions=tuple(told))
            case PeriodExtended(duty="declaration", deadline=deadline):
                first, *others = self.versions
                return replace(self, versions=(first.with_declaration(deadline), *others))
            case ApprovalAmended(version=number):
                versions = (*self.versions, NoticeVersion(number))
                return replace(self, versions=versions, changes=(*self.changes, event))
        return self
