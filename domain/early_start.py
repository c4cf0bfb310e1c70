"""Vorzeitiger Maßnahmebeginn: asked for, permitted in advance, and the alarm where it was not."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Application
from domain.approval import Approval
from domain.desk import Desk
from domain.kernel import CaseId, Command, Context, Day, Event, Filings, Key, Line, Subject, Text
from domain.reasons import early_start as reasons
from domain.reasons.general import DAY_IN_FUTURE, FOUR_EYES, WRONG_STAGE

# Commands


class RequestEarlyStart(Command):
    """Ask to begin before the decision."""

    NAME: ClassVar[str] = "request_early_start"
    case: CaseId
    start_on: Day
    reasons: Text


class PermitEarlyStart(Command):
    """Permit the start from a day on; that gives no claim to the grant."""

    NAME: ClassVar[str] = "permit_early_start"
    case: CaseId
    from_on: Day
    reasons: Text


class RefuseEarlyStart(Command):
    """Refuse the early start, with reasons."""

    NAME: ClassVar[str] = "refuse_early_start"
    case: CaseId
    reasons: Text


class RecordContract(Command):
    """Record a supply or service contract: with it the measure begins."""

    NAME: ClassVar[str] = "record_contract"
    case: CaseId
    concluded_on: Day
    about: Line


class ReviewStart(Command):
    """Say, as a person, whether the contract was a start that rules the grant out."""

    NAME: ClassVar[str] = "review_start"
    case: CaseId
    harmful: bool
    reasons: Text


# Events


class EarlyStartRequested(Event):
    """The applicant asked to begin before the decision."""

    TOPIC: ClassVar[str] = "early_start.requested.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.3 zu § 44 LHO"
    start_on: Day
    reasons: Text
    requested_by: Key


class EarlyStartPermitted(Event):
    """The start is permitted from a day on; a claim to the grant does not follow from it."""

    TOPIC: ClassVar[str] = "early_start.permitted.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.3 zu § 44 LHO"
    from_on: Day
    reasons: Text
    permitted_by: Key
    permitted_on: Day


class EarlyStartRefused(Event):
    """The early start was refused."""

    TOPIC: ClassVar[str] = "early_start.refused.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.3 zu § 44 LHO; § 39 HVwVfG"
    reasons: Text
    refused_by: Key


class ContractRecorded(Event):
    """A contract was concluded."""

    TOPIC: ClassVar[str] = "early_start.contract_recorded.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.3 zu § 44 LHO"
    concluded_on: Day
    about: Line
    recorded_by: Key


class StartAlarmRaised(Event):
    """The contract came before the permission and the notice; a person decides what it means."""

    TOPIC: ClassVar[str] = "early_start.alarm_raised.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.3 zu § 44 LHO"
    concluded_on: Day
    allowed_from: Day | None


class StartReviewed(Event):
    """A person said what the early contract means."""

    TOPIC: ClassVar[str] = "early_start.reviewed.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.3 zu § 44 LHO; § 39 HVwVfG"
    harmful: bool
    reasons: Text
    reviewed_by: Key


# State


@dataclass(frozen=True)
class EarlyStart:
    """What is known of the start of a measure; `alarm` waits for a person's review."""

    KIND: ClassVar[str] = "early_start"
    key: str
    request: EarlyStartRequested | None = None
    permitted: EarlyStartPermitted | None = None
    alarm: StartAlarmRaised | None = None
    harmful: bool = False

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def evolve(self, event: Event) -> "EarlyStart":
        """The state after the event."""
        match event:
            case EarlyStartRequested():
                return replace(self, request=event)
            case EarlyStartPermitted():
                return replace(self, request=None, permitted=event)
            case EarlyStartRefused():
                return replace(self, request=None)
            case StartAlarmRaised():
                return replace(self, alarm=event)
            case StartReviewed(harmful=harmful):
                return replace(self, alarm=None, harmful=harmful)
        return self


# Decisions


def may_request(desk: Desk, case: str, context: Context) -> None:
    """An early start can be asked for, once at a time, while the application is undecided."""
    application = desk.read(Application, case)
    application.require()
    if not application.open or desk.read(Approval, case).signed:
        raise WRONG_STAGE.because(stage="signed" if application.open else application.status)
    if desk.read(EarlyStart, case).request:
        raise reasons.ALREADY_REQUESTED.because()


def request(desk: Desk, command: RequestEarlyStart, context: Context) -> Filings:
    """Take in the wish to begin early."""
    may_request(desk, command.case, context)
    event = EarlyStartRequested(
        start_on=command.start_on, reasons=command.reasons, requested_by=context.person
    )
    return [(desk.read(EarlyStart, command.case).subject, event)]


def may_answer(desk: Desk, case: str, context: Context) -> None:
    """The wish is answered by a person who did not utter it."""
    standing = desk.read(EarlyStart, case)
    if standing.request is None:
        raise reasons.NOT_REQUESTED.because()
    if context.person == standing.request.requested_by:
        raise FOUR_EYES.because(act="Beginn beantragt", done="early start requested")


def permit(desk: Desk, command: PermitEarlyStart, context: Context) -> Filings:
    """Permit the start in advance, never for days gone by."""
    may_answer(desk, command.case, context)
    if command.from_on < context.today:
        raise reasons.NOT_IN_ADVANCE.because()
    event = EarlyStartPermitted(
        from_on=command.from_on,
        reasons=command.reasons,
        permitted_by=context.person,
        permitted_on=context.today,
    )
    return [(desk.read(EarlyStart, command.case).subject, event)]


def refuse(desk: Desk, command: RefuseEarlyStart, context: Context) -> Filings:
    """Refuse the early start; the application itself goes on."""
    may_answer(desk, command.case, context)
    event = EarlyStartRefused(reasons=command.reasons, refused_by=context.person)
    return [(desk.read(EarlyStart, command.case).subject, event)]


def may_record_contract(desk: Desk, case: str, context: Context) -> None:
    """Contracts are recorded for any known case."""
    desk.read(Application, case).require()


def record_contract(desk: Desk, command: RecordContract, context: Context) -> Filings:
    """Take note of a contract, and raise the alarm where it came too early; nothing is rejected."""
    may_record_contract(desk, command.case, context)
    if command.concluded_on > context.today:
        raise DAY_IN_FUTURE.because("concluded_on")
    standing = desk.read(EarlyStart, command.case)
    recorded = ContractRecorded(
        concluded_on=command.concluded_on, about=command.about, recorded_by=context.person
    )
    filings: Filings = [(standing.subject, recorded)]
    allowed_from = _allowed_from(desk, command.case)
    if allowed_from is None or command.concluded_on < allowed_from:
        alarm = StartAlarmRaised(concluded_on=command.concluded_on, allowed_from=allowed_from)
        filings.append((standing.subject, alarm))
    return filings


def _allowed_from(desk: Desk, case: str) -> Day | None:
    """The first day of a lawful start: of the permission, or of the notice."""
    permitted, signed = desk.read(EarlyStart, case).permitted, desk.read(Approval, case).signed
    days = [permitted.from_on] if permitted else []
    return min([*days, *([signed.signed_on] if signed else [])], default=None)


def may_review(desk: Desk, case: str, context: Context) -> None:
    """A review needs an alarm."""
    desk.read(Application, case).require()
    if desk.read(EarlyStart, case).alarm is None:
        raise reasons.NO_ALARM.because()


def review(desk: Desk, command: ReviewStart, context: Context) -> Filings:
    """File what the person found: preparatory acts without commitment are no start."""
    may_review(desk, command.case, context)
    event = StartReviewed(
        harmful=command.harmful, reasons=command.reasons, reviewed_by=context.person
    )
    return [(desk.read(EarlyStart, command.case).subject, event)]


def refuse_early_contract(desk: Desk, case: str) -> None:
    """Nobody finds a case eligible before a person dealt with its alarm."""
    standing = desk.read(EarlyStart, case)
    if standing.alarm:
        raise reasons.ALARM_OPEN.because()
    if standing.harmful:
        raise reasons.STARTED_EARLY.because()
