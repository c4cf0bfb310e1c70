"""One version of the notice: posted, retrieved, notified, corrected, contested, final."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.deadline import Deadline
from domain.decision import NoticeChannel
from domain.kernel import Day, Event, Key, Line, Text

Version = Annotated[int, Field(strict=True, ge=1, le=99)]
"""1 is the notice of the grant, each amending notice one more."""

Remedy = Literal["action", "objection"]
"""Klage, or Widerspruch where the grantor is a county."""

Outcome = Literal["withdrawn", "dismissed", "upheld"]
Defect = Literal["missing", "wrong"]
Ground = Literal["waiver", "lapse", "remedy_withdrawn", "judgment"]


class NoticeEvent(Event):
    """Something that happened to one version of the notice."""

    version: Version = 1


class NoticePosted(NoticeEvent):
    """The notice left the house, or was made ready in the portal."""

    TOPIC: ClassVar[str] = "approval.notice_posted.v1"
    BASIS: ClassVar[str] = "§ 41 Abs. 2 und 2a HVwVfG"
    channel: NoticeChannel
    posted_on: Day


class NoticeRetrieved(NoticeEvent):
    """The recipient opened the notice in the portal."""

    TOPIC: ClassVar[str] = "approval.notice_retrieved.v1"
    BASIS: ClassVar[str] = "§ 41 Abs. 2a HVwVfG"
    retrieved_on: Day
    retrieved_by: Key


class NoticeNotified(NoticeEvent):
    """The notice counts as notified from this day; each day with its derivation.

    An amending notice needs no declaration; its field repeats the day of the remedies.
    """

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


class NoticeBecameFinal(NoticeEvent):
    """No remedy is possible any more."""

    TOPIC: ClassVar[str] = "approval.final.v1"
    BASIS: ClassVar[str] = "§ 74 Abs. 1 Satz 2 VwGO"
    final_on: Day
    ground: Ground


class NoticeCorrected(NoticeEvent):
    """An obvious clerical error was put right: no new notice and no new period."""

    TOPIC: ClassVar[str] = "approval.notice_corrected.v1"
    BASIS: ClassVar[str] = "§ 42 HVwVfG"
    wrong: Line
    right: Line
    why_obvious: Text
    corrected_by: Key
    corrected_on: Day


class InstructionDefectFound(NoticeEvent):
    """Remedies are open until this day; `reopened` says that the notice was final and is not."""

    TOPIC: ClassVar[str] = "approval.instruction_defect_found.v1"
    BASIS: ClassVar[str] = "§ 58 Abs. 2 VwGO"
    defect: Defect
    found_on: Day
    note: Text
    found_by: Key
    remedies: Deadline
    reopened: bool

    @property
    def remedies_until(self) -> date:
        """The last day of the longer period."""
        return self.remedies.on


class RemedyFiled(NoticeEvent):
    """The recipient contests the notice; `suspensive` says that it came in time."""

    TOPIC: ClassVar[str] = "approval.remedy_filed.v1"
    BASIS: ClassVar[str] = "§§ 70, 74, 80 Abs. 1 VwGO"
    remedy: Remedy
    filed_on: Day
    reference: Line
    suspensive: bool
    recorded_by: Key


class RemedyEnded(NoticeEvent):
    """The remedy was withdrawn, or decided for good."""

    TOPIC: ClassVar[str] = "approval.remedy_ended.v1"
    BASIS: ClassVar[str] = "§§ 92, 121 VwGO"
    outcome: Outcome
    ended_on: Day
    reference: Line
    recorded_by: Key


@dataclass(frozen=True)
class NoticeVersion:
    """How far one version of the notice has come.

    `remedy` is the one that is pending; `quashed` says that one was upheld.
    """

    number: int = 1
    document: str | None = None
    posted: NoticePosted | None = None
    retrieved_on: Day | None = None
    notified: NoticeNotified | None = None
    final_on: Day | None = None
    ground: Ground | None = None
    remedy: RemedyFiled | None = None
    quashed: bool = False
    instruction_defect: InstructionDefectFound | None = None
    corrections: tuple[NoticeCorrected, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether a pending remedy suspends what the notice says (§ 80 Abs. 1 VwGO)."""
        return self.remedy is not None and self.remedy.suspensive

    @property
    def awaits_finality(self) -> bool:
        """Whether the remedy period alone decides when the notice is final."""
        open_yet = self.notified is not None and self.final_on is None
        return open_yet and not self.contested and not self.quashed

    def evolve(self, event: NoticeEvent) -> "NoticeVersion":
        """The version after an event about it."""
        match event:
            case NoticePosted():
                return replace(self, posted=event)
            case NoticeRetrieved(retrieved_on=day):
                return replace(self, retrieved_on=day)
            case NoticeNotified():
                return replace(self, notified=event)
            case NoticeBecameFinal(final_on=day, ground=ground):
                return replace(self, final_on=day, ground=ground)
            case NoticeCorrected():
                return replace(self, corrections=(*self.corrections, event))
            case InstructionDefectFound():
                return self._with_longer_remedies(event)
            case RemedyFiled():
                return replace(self, remedy=event, final_on=self._final_despite(event))
            case RemedyEnded(outcome=outcome):
                return replace(self, remedy=None, quashed=outcome == "upheld")
        return self

    def printed_as(self, about: str, document: str) -> "NoticeVersion":
        """The version with its printed letter, where `about` names it, such as `v2`."""
        return replace(self, document=document) if about == f"v{self.number}" else self

    def with_declaration(self, deadline: Deadline) -> "NoticeVersion":
        """The version with another day for the declaration."""
        notified = self.notified and self.notified.model_copy(update={"declaration": deadline})
        return replace(self, notified=notified)

    def _with_longer_remedies(self, defect: InstructionDefectFound) -> "NoticeVersion":
        notified = self.notified and self.notified.model_copy(update={"remedies": defect.remedies})
        final_on = None if defect.reopened else self.final_on
        return replace(self, notified=notified, instruction_defect=defect, final_on=final_on)

    def _final_despite(self, remedy: RemedyFiled) -> date | None:
        return None if remedy.suspensive else self.final_on
