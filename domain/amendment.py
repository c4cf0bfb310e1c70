"""Änderungsbescheid: asked for or begun by the authority, proposed, signed by a second person."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Facts
from domain.decision import Instalments, NoticeChannel
from domain.financing_plan import Plan
from domain.kernel import (
    CaseId,
    Command,
    Day,
    Digest,
    Event,
    Key,
    Line,
    Message,
    Payable,
    Subject,
    Text,
)
from domain.notice import Version


class Terms(Message):
    """What the grant is from the amending notice on; all of it, changed or not.

    `programme` names the rule set; it stays the pinned one unless the notice names another.
    `definitive` makes it the final notice that replaces a provisional one.
    """

    case: CaseId
    amount_cents: Payable
    instalments: Instalments
    period_to: Day
    purpose: Text
    plan: Plan
    facts: Facts
    programme: Line
    definitive: bool = False
    channel: NoticeChannel = "post"
    reasons: Text


# Commands


class RequestAmendment(Command):
    """Ask the authority to change the grant."""

    NAME: ClassVar[str] = "request_amendment"
    case: CaseId
    wish: Text
    reasons: Text


class RefuseAmendment(Command):
    """Refuse the wished change, with reasons."""

    NAME: ClassVar[str] = "refuse_amendment"
    case: CaseId
    reasons: Text


class ProposeAmendment(Terms, Command):
    """Lay a draft amending notice before the second person."""

    NAME: ClassVar[str] = "propose_amendment"


class SendBackAmendment(Command):
    """Return the draft to the clerk with a sentence."""

    NAME: ClassVar[str] = "send_back_amendment"
    case: CaseId
    remark: Text


class SignAmendment(Command):
    """Sign, as the second person, exactly the draft with this hash."""

    NAME: ClassVar[str] = "sign_amendment"
    case: CaseId
    content_hash: Digest


# Events


class AmendmentRequested(Event):
    """The recipient asked for a change."""

    TOPIC: ClassVar[str] = "amendment.requested.v1"
    BASIS: ClassVar[str] = "ANBest Nr. 5; § 22 HVwVfG"
    wish: Text
    reasons: Text
    requested_by: Key


class AmendmentRefused(Event):
    """The wished change was refused, with reasons."""

    TOPIC: ClassVar[str] = "amendment.refused.v1"
    BASIS: ClassVar[str] = "§§ 36, 39 HVwVfG"
    reasons: Text
    refused_by: Key


class AmendmentProposed(Terms, Event):
    """A draft amending notice lies before the second person."""

    TOPIC: ClassVar[str] = "amendment.proposed.v1"
    BASIS: ClassVar[str] = "§§ 36, 37, 39 HVwVfG; ANBest Nr. 5"
    proposed_by: Key
    content_hash: Digest


class AmendmentSentBack(Event):
    """The second person returned the draft."""

    TOPIC: ClassVar[str] = "amendment.sent_back.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    sent_back_by: Key
    remark: Text


class AmendmentSigned(Event):
    """The second person signed the draft; it became this version of the notice."""

    TOPIC: ClassVar[str] = "amendment.signed.v1"
    BASIS: ClassVar[str] = "§§ 35, 37 Abs. 3 HVwVfG"
    version: Version
    content_hash: Digest
    signed_by: Key


class ApprovalAmended(Terms, Event):
    """The grant has a new version; both versions stay readable."""

    TOPIC: ClassVar[str] = "approval.amended.v1"
    BASIS: ClassVar[str] = "§§ 35, 36, 37 Abs. 3 HVwVfG; VV Nr. 4 zu § 44 LHO"
    version: Version
    programme_digest: Digest
    signed_by: Key
    signed_on: Day


# State


@dataclass(frozen=True)
class Amendment:
    """What is on its way to the next version of a case's notice."""

    KIND: ClassVar[str] = "amendment"
    key: str
    request: AmendmentRequested | None = None
    proposal: AmendmentProposed | None = None
    sent_back: bool = False

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def evolve(self, event: Event) -> "Amendment":
        """The state after the event."""
        match event:
            case AmendmentRequested():
                return replace(self, request=event)
            case AmendmentProposed():
                return replace(self, proposal=event, sent_back=False)
            case AmendmentSentBack():
                return replace(self, sent_back=True)
            case AmendmentRefused() | AmendmentSigned():
                return Amendment(self.key)
        return self
