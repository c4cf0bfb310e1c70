"""Antrag: submitted, completed, checked by a first person, withdrawn or rejected."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue, model_validator

from domain.correspondence import Duty, LetterPrepared, ReminderSent, Sent, sent_with
from domain.extension import PeriodExtended
from domain.financing_plan import OtherGrantor, Plan
from domain.kernel import (
    ZERO,
    Amount,
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
from domain.reasons.general import CASE_UNKNOWN

Facts = dict[str, JsonValue]
Channel = Literal["portal", "paper"]
Status = Literal["none", "submitted", "incomplete", "checked", "withdrawn", "rejected"]


class _ApplicationContent(Message):
    """What an application says; `later_cents` is the part that the next budget year pays.

    `upper` is the case whose grant is asked to be passed on (Weiterleitung, VV Nr. 12).
    """

    case: CaseId
    line: Key
    recipient: Key
    year: Annotated[int, Field(strict=True, ge=2000, le=2100)]
    period_from: Day
    period_to: Day
    title: Line
    purpose: Text
    plan: Plan
    own_cents: Amount = ZERO
    other_cents: Amount = ZERO
    requested_cents: Payable
    later_cents: Amount = ZERO
    facts: Facts
    begun: bool
    vat_deductible: bool
    received_on: Day
    channel: Channel = "portal"
    documents: Annotated[tuple[Digest, ...], Field(max_length=50)] = ()
    contact_name: Annotated[Line | None, Personal("case")] = None
    contact_email: Annotated[Line | None, Personal("case")] = None
    other_grantors: Annotated[tuple[OtherGrantor, ...], Field(max_length=10)] = ()
    upper: CaseId | None = None

    @property
    def total_cents(self) -> Money:
        """The planned expenditure."""
        return Money(sum(line.amount_cents for line in self.plan))

    @property
    def standing_grantors(self) -> tuple[OtherGrantor, ...]:
        """The other grantors that did not refuse."""
        return tuple(one for one in self.other_grantors if one.state != "refused")


# Commands


class SubmitApplication(_ApplicationContent, Command):
    """Hand in an application under a new file number."""

    NAME: ClassVar[str] = "submit_application"
    programme: Key


class RequestDocuments(Command):
    """Ask for what is missing, by a day."""

    NAME: ClassVar[str] = "request_documents"
    case: CaseId
    gaps: Annotated[tuple[Key, ...], Field(min_length=1, max_length=30)]
    due_on: Day


class SupplyDocuments(Command):
    """Hand in what was missing."""

    NAME: ClassVar[str] = "supply_documents"
    case: CaseId
    gaps: Annotated[tuple[Key, ...], Field(min_length=1, max_length=30)]
    documents: Annotated[tuple[Digest, ...], Field(max_length=50)] = ()


class CheckApplication(Command):
    """State, as the first person, that the application is complete and eligible."""

    NAME: ClassVar[str] = "check_application"
    case: CaseId
    checklist: dict[Key, bool]
    no_conflict: bool
    note: Text | None = None


class WithdrawApplication(Command):
    """Take the application back."""

    NAME: ClassVar[str] = "withdraw_application"
    case: CaseId


class RejectApplication(Command):
    """Refuse the grant by an act with reasons, as a second person."""

    NAME: ClassVar[str] = "reject_application"
    case: CaseId
    reasons: Text


# Events


class ApplicationSubmitted(_ApplicationContent, Event):
    """An application arrived; the version of the rules is pinned from here on.

    `grantor` is the recipient of the upper case; without it, the Land decides.
    """

    TOPIC: ClassVar[str] = "application.submitted.v1"
    BASIS: ClassVar[str] = "Förderrichtlinie Nr. 3.1; VV Nr. 3.1 zu § 44 LHO"
    programme: str
    programme_digest: Digest
    submitted_by: Key
    grantor: Key | None = None

    @model_validator(mode="after")
    def _pinned(self) -> "ApplicationSubmitted":
        if "@" not in self.programme:
            raise ValueError("an application pins a version of its programme")
        return self


class LateApplicationFlagged(Event):
    """The application came after the guideline's day; a person decides what that means."""

    TOPIC: ClassVar[str] = "application.late_flagged.v1"
    BASIS: ClassVar[str] = "Förderrichtlinie, Antragsfrist"
    due_on: Day
    received_on: Day


class DocumentsRequested(Event):
    """The recipient was asked to complete the application."""

    TOPIC: ClassVar[str] = "application.documents_requested.v1"
    BASIS: ClassVar[str] = "§§ 24, 26, 31 Abs. 2 HVwVfG"
    gaps: tuple[Key, ...]
    due_on: Day
    requested_by: Key


class DocumentsSupplied(Event):
    """Missing documents arrived; `open_gaps` is what is still missing."""

    TOPIC: ClassVar[str] = "application.documents_supplied.v1"
    BASIS: ClassVar[str] = "§ 26 Abs. 2 HVwVfG"
    gaps: tuple[Key, ...]
    open_gaps: tuple[Key, ...]
    documents: tuple[Digest, ...] = ()


class ApplicationChecked(Event):
    """A first person found the application complete and eligible for this amount."""

    TOPIC: ClassVar[str] = "application.checked.v1"
    BASIS: ClassVar[str] = "§§ 23, 44 LHO; § 20 HVwVfG"
    checked_by: Key
    checklist: dict[Key, bool]
    no_conflict: bool
    assessed_cents: Amount
    assessment: Facts
    note: Text | None = None


class ApplicationWithdrawn(Event):
    """The applicant took the application back."""

    TOPIC: ClassVar[str] = "application.withdrawn.v1"
    BASIS: ClassVar[str] = "§ 22 HVwVfG"
    withdrawn_by: Key


class ApplicationRejected(Event):
    """The grant was refused, with reasons."""

    TOPIC: ClassVar[str] = "application.rejected.v1"
    BASIS: ClassVar[str] = "§§ 35, 37, 39 HVwVfG"
    rejected_by: Key
    reasons: Text


# State


@dataclass(frozen=True)
class Application:
    """An application so far; `content` is what was handed in, `None` before.

    `requests` counts how often documents were asked for.
    """

    KIND: ClassVar[str] = "application"
    key: str
    status: Status = "none"
    content: ApplicationSubmitted | None = None
    open_gaps: tuple[str, ...] = ()
    gaps_due_on: Day | None = None
    requests: int = 0
    checked_by: str | None = None
    assessed_cents: Money = ZERO
    late: bool = False
    reasons: str = ""
    ended_by: str | None = None
    sent: Sent = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def open(self) -> bool:
        """Whether the application still awaits a decision."""
        return self.status in {"submitted", "incomplete", "checked"}

    @property
    def submitted(self) -> ApplicationSubmitted:
        """What was handed in; Refused where nothing was."""
        if self.content is None:
            raise CASE_UNKNOWN.because()
        return self.content

    def require(self) -> ApplicationSubmitted:
        """What was handed in; Refused where the case is unknown."""
        return self.submitted

    @property
    def duty(self) -> Duty | None:
        """The documents owed, while they are owed."""
        if self.status != "incomplete" or self.gaps_due_on is None:
            return None
        return Duty("documents", self.gaps_due_on)

    def evolve(self, event: Event) -> "Application":
        """The state after the event."""
        match event:
            case ApplicationSubmitted():
                return replace(self, status="submitted", content=event)
            case LateApplicationFlagged():
                return replace(self, late=True)
            case DocumentsRequested(gaps=gaps, due_on=due_on):
                asked = replace(self, status="incomplete", requests=self.requests + 1)
                return replace(asked, open_gaps=gaps, gaps_due_on=due_on)
            case PeriodExtended(duty="documents", due_on=due_on):
                return replace(self, gaps_due_on=due_on)
            case DocumentsSupplied(open_gaps=gaps):
                status: Status = "incomplete" if gaps else "submitted"
                return replace(self, status=status, open_gaps=gaps)
            case ApplicationChecked():
                return replace(
                    self,
                    status="checked",
                    checked_by=event.checked_by,
                    assessed_cents=event.assessed_cents,
                )
            case _:
                return self._ended(event)

    def _ended(self, event: Event) -> "Application":
        match event:
            case ApplicationWithdrawn():
                return replace(self, status="withdrawn", ended_by=event.withdrawn_by)
            case ApplicationRejected():
                return replace(
                    self, status="rejected", reasons=event.reasons, ended_by=event.rejected_by
                )
            case ReminderSent() | LetterPrepared():
                return replace(self, sent=sent_with(self.sent, event))
        return self
