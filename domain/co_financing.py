"""Mehrere Zuwendungsgeber: who examines for all, and the warning of double funding."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Application, ApplicationSubmitted
from domain.desk import Desk
from domain.kernel import CaseId, Command, Context, Day, Event, Filings, Key, Line, Money, Subject
from domain.reasons.co_financing import GRANTORS_NOT_AGREED, NO_OTHER_GRANTOR
from domain.reasons.general import DAY_IN_FUTURE


class RecordAgreement(Command):
    """Record what the grantors agreed: who examines, and where it is written."""

    NAME: ClassVar[str] = "record_agreement"
    case: CaseId
    examiner: Line
    agreed_on: Day
    reference: Line


class DoubleFundingFlagged(Event):
    """Others were asked to pay, or pay, for the same measure; a person looks at it."""

    TOPIC: ClassVar[str] = "co_financing.flagged.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.4 zu § 44 LHO"
    grantors: tuple[Line, ...]
    others_cents: Money


class GrantorsAgreed(Event):
    """The grantors agreed who examines for all of them."""

    TOPIC: ClassVar[str] = "co_financing.agreed.v1"
    BASIS: ClassVar[str] = "VV Nr. 1.4 zu § 44 LHO"
    examiner: Line
    agreed_on: Day
    reference: Line
    recorded_by: Key


@dataclass(frozen=True)
class CoFinancing:
    """What the grantors of a case agreed."""

    KIND: ClassVar[str] = "co_financing"
    key: str
    agreed: GrantorsAgreed | None = None

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def evolve(self, event: Event) -> "CoFinancing":
        """The state after the event."""
        return replace(self, agreed=event) if isinstance(event, GrantorsAgreed) else self


def flag(desk: Desk, submitted: ApplicationSubmitted) -> Filings:
    """The warning that an application with other public grantors gives; nothing is rejected."""
    others = submitted.standing_grantors
    if not others:
        return []
    event = DoubleFundingFlagged(
        grantors=tuple(one.name for one in others),
        others_cents=Money(sum(one.amount_cents for one in others)),
    )
    return [(desk.read(CoFinancing, submitted.case).subject, event)]


def may_record_agreement(desk: Desk, case: str, context: Context) -> None:
    """An agreement needs another grantor."""
    if not desk.read(Application, case).require().standing_grantors:
        raise NO_OTHER_GRANTOR.because()


def record_agreement(desk: Desk, command: RecordAgreement, context: Context) -> Filings:
    """File the agreement; a later one replaces it."""
    may_record_agreement(desk, command.case, context)
    if command.agreed_on > context.today:
        raise DAY_IN_FUTURE.because("agreed_on")
    standing = desk.read(CoFinancing, command.case)
    event = GrantorsAgreed(
        **{name: value for name, value in command if name != "case"}, recorded_by=context.person
    )
    if standing.agreed == event:
        return []
    return [(standing.subject, event)]


def refuse_without_agreement(desk: Desk, case: str) -> None:
    """No decision is laid before the second person while the grantors have not agreed."""
    others = desk.read(Application, case).require().standing_grantors
    if others and desk.read(CoFinancing, case).agreed is None:
        raise GRANTORS_NOT_AGREED.because()
