"""Aufbewahrung: how long the authority keeps a file, who stops its disposal, and how it ends."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.correspondence import Duty, LetterPrepared, Sent, sent_with
from domain.deadline import Deadline
from domain.kernel import CaseId, Command, Day, Digest, Event, Key, Line, Subject, Text
from domain.personal_data import Locked

Ending = Literal["closed", "rejected", "withdrawn"]
"""How a case came to its end."""

Appraisal = Literal["taken_over", "not_worthy"]
"""What the state archive decided: übernommen or nicht archivwürdig."""

Documents = Annotated[tuple[Digest, ...], Field(max_length=5_000)]

# Commands


class SetAuditHold(Command):
    """Stop the disposal of a file for an audit; `reference` tells holds apart."""

    NAME: ClassVar[str] = "set_audit_hold"
    case: CaseId
    reference: Line
    reasons: Text


class ReleaseAuditHold(Command):
    """Lift one's hold."""

    NAME: ClassVar[str] = "release_audit_hold"
    case: CaseId
    reference: Line
    reasons: Text


class OfferToArchive(Command):
    """Offer the file to the state archive once its period is over."""

    NAME: ClassVar[str] = "offer_to_archive"
    case: CaseId


class RecordArchiveDecision(Command):
    """Record what the state archive decided."""

    NAME: ClassVar[str] = "record_archive_decision"
    case: CaseId
    appraisal: Appraisal
    reference: Line
    decided_on: Day


class ProposeDisposal(Command):
    """Propose, as the first person, to destroy the file."""

    NAME: ClassVar[str] = "propose_disposal"
    case: CaseId


class SignDisposal(Command):
    """Order, as the second person, that the file be destroyed."""

    NAME: ClassVar[str] = "sign_disposal"
    case: CaseId


class RecordDestruction(Command):
    """Record what was destroyed; `document` is the list of destruction."""

    NAME: ClassVar[str] = "record_destruction"
    case: CaseId
    locked: Locked
    destroyed: Documents
    kept: Documents
    document: Digest


# Events


class RetentionBegan(Event):
    """The case is over; from here on the file is kept until the authority's day.

    `receipts` is the recipient's own duty, `None` where no proof of use was handed in.
    """

    TOPIC: ClassVar[str] = "retention.began.v1"
    BASIS: ClassVar[str] = "§ 4 HArchivG; Aktenführungserlass vom 14.12.2012"
    ending: Ending
    ended_on: Day
    file: Deadline
    receipts: Deadline | None = None

    @property
    def file_until(self) -> date:
        """The last day on which the authority keeps the file."""
        return self.file.on


class RetentionInterrupted(Event):
    """The case runs again: its period begins anew with its next end."""

    TOPIC: ClassVar[str] = "retention.interrupted.v1"
    BASIS: ClassVar[str] = "§ 4 HArchivG; Aktenführungserlass vom 14.12.2012"
    interrupted_by: Key


class AuditHoldSet(Event):
    """An audit needs the file: it is neither offered nor destroyed."""

    TOPIC: ClassVar[str] = "retention.hold_set.v1"
    BASIS: ClassVar[str] = "§ 91 LHO"
    reference: Line
    reasons: Text
    set_by: Key


class AuditHoldReleased(Event):
    """The audit no longer needs the file."""

    TOPIC: ClassVar[str] = "retention.hold_released.v1"
    BASIS: ClassVar[str] = "§ 91 LHO"
    reference: Line
    reasons: Text
    released_by: Key


class FileOffered(Event):
    """The file was offered to the state archive."""

    TOPIC: ClassVar[str] = "retention.offered.v1"
    BASIS: ClassVar[str] = "§ 4 HArchivG"
    offered_on: Day


class ArchiveDecided(Event):
    """The state archive takes the file over, or finds it not worthy of archiving."""

    TOPIC: ClassVar[str] = "retention.archive_decided.v1"
    BASIS: ClassVar[str] = "§ 4 HArchivG"
    appraisal: Appraisal
    reference: Line
    decided_on: Day
    recorded_by: Key


class DisposalProposed(Event):
    """A first person proposes to destroy the file."""

    TOPIC: ClassVar[str] = "retention.disposal_proposed.v1"
    BASIS: ClassVar[str] = "§ 4 HArchivG; Art. 5 Abs. 1 Buchst. e DSGVO"
    proposed_by: Key


class DisposalSigned(Event):
    """A second person ordered the destruction."""

    TOPIC: ClassVar[str] = "retention.disposal_signed.v1"
    BASIS: ClassVar[str] = "§ 4 HArchivG; Art. 5 Abs. 1 Buchst. e DSGVO"
    signed_by: Key


class FileDestroyed(Event):
    """Keys and documents are gone; the record and its hashes stay. `document` lists what went.

    `kept` are documents that a case still in keeping refers to as well.
    """

    TOPIC: ClassVar[str] = "retention.destroyed.v1"
    BASIS: ClassVar[str] = "Art. 5 Abs. 1 Buchst. e, Art. 17 Abs. 1 Buchst. a DSGVO"
    locked: Locked
    destroyed: tuple[Digest, ...]
    kept: tuple[Digest, ...]
    document: Digest


# State


@dataclass(frozen=True)
class Retention:
    """The keeping of one file so far; `holds` are the references of the audits that need it.

    `offers` counts how often it was offered: once more where the case ran again meanwhile.
    """

    KIND: ClassVar[str] = "retention"
    key: str
    began: RetentionBegan | None = None
    holds: tuple[str, ...] = ()
    offered_on: Day | None = None
    offers: int = 0
    decided: ArchiveDecided | None = None
    proposed_by: str | None = None
    signed_by: str | None = None
    destroyed: FileDestroyed | None = None
    sent: Sent = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def duty(self) -> Duty | None:
        """Nobody is reminded of anything here."""
        return None

    def evolve(self, event: Event) -> "Retention":
        """The state after the event."""
        match event:
            case RetentionBegan():
                return replace(self, began=event)
            case RetentionInterrupted():
                back = replace(self, began=None, offered_on=None)
                return replace(back, decided=None, proposed_by=None)
            case AuditHoldSet(reference=reference):
                return replace(self, holds=(*self.holds, reference))
            case AuditHoldReleased(reference=reference):
                return replace(self, holds=tuple(one for one in self.holds if one != reference))
            case FileOffered(offered_on=day):
                return replace(self, offered_on=day, offers=self.offers + 1)
            case ArchiveDecided():
                return replace(self, decided=event)
            case DisposalProposed(proposed_by=person):
                return replace(self, proposed_by=person)
            case DisposalSigned(signed_by=person):
                return replace(self, signed_by=person)
            case FileDestroyed():
                return replace(self, destroyed=event)
            case LetterPrepared():
                return replace(self, sent=sent_with(self.sent, event))
        return self
