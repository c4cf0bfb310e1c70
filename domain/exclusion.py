"""Ausgeschlossene Personen: who may not act in a case, § 20 HVwVfG; kept at every door."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from domain.application import Application
from domain.desk import Desk
from domain.kernel import CaseId, Command, Context, Event, Filings, Key, Subject, Text
from domain.payment_run import OpenPaymentRun
from domain.reasons.exclusion import EXCLUDED, NOT_EXCLUDED, OTHERS_EXCLUDED

Cause = Literal["party", "relative", "representative", "employee", "advantage", "bias"]
"""§ 20 Abs. 1 Satz 1 Nr. 1 to 5 and Satz 2, and § 21 HVwVfG for `bias`."""


class ExcludePerson(Command):
    """Declare that a person may not act in a case; of others only a signatory declares it."""

    NAME: ClassVar[str] = "exclude_person"
    case: CaseId
    excluded: Key
    cause: Cause


class LiftExclusion(Command):
    """State, with reasons, that a person was not or is no longer excluded."""

    NAME: ClassVar[str] = "lift_exclusion"
    case: CaseId
    excluded: Key
    reasons: Text


class PersonExcluded(Event):
    """The person may not act in the case."""

    TOPIC: ClassVar[str] = "exclusion.declared.v1"
    BASIS: ClassVar[str] = "§§ 20, 21 HVwVfG"
    excluded: Key
    cause: Cause
    declared_by: Key


class ExclusionLifted(Event):
    """The person may act again."""

    TOPIC: ClassVar[str] = "exclusion.lifted.v1"
    BASIS: ClassVar[str] = "§§ 20, 21 HVwVfG"
    excluded: Key
    reasons: Text
    lifted_by: Key


@dataclass(frozen=True)
class Exclusions:
    """The persons who may not act in a case."""

    KIND: ClassVar[str] = "exclusion"
    key: str
    persons: frozenset[str] = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def evolve(self, event: Event) -> "Exclusions":
        """The state after the event."""
        match event:
            case PersonExcluded(excluded=person):
                return replace(self, persons=self.persons | {person})
            case ExclusionLifted(excluded=person):
                return replace(self, persons=self.persons - {person})
        return self


def may_exclude(desk: Desk, case: str, context: Context) -> None:
    """An exclusion belongs to a known case."""
    desk.read(Application, case).require()


def exclude(desk: Desk, command: ExcludePerson, context: Context) -> Filings:
    """File the exclusion once; from then on no act of the person in this case is taken."""
    may_exclude(desk, command.case, context)
    if command.excluded != context.person and context.role != "signatory":
        raise OTHERS_EXCLUDED.because()
    standing = desk.read(Exclusions, command.case)
    if command.excluded in standing.persons:
        return []
    event = PersonExcluded(
        excluded=command.excluded, cause=command.cause, declared_by=context.person
    )
    return [(standing.subject, event)]


def may_lift(desk: Desk, case: str, context: Context) -> None:
    """Something is lifted only where somebody is excluded."""
    desk.read(Application, case).require()
    if not desk.read(Exclusions, case).persons:
        raise NOT_EXCLUDED.because()


def lift(desk: Desk, command: LiftExclusion, context: Context) -> Filings:
    """File that the person may act again; the excluded person cannot come here."""
    may_lift(desk, command.case, context)
    standing = desk.read(Exclusions, command.case)
    if command.excluded not in standing.persons:
        raise NOT_EXCLUDED.because()
    event = ExclusionLifted(
        excluded=command.excluded, reasons=command.reasons, lifted_by=context.person
    )
    return [(standing.subject, event)]


def refuse_excluded(desk: Desk, command: Command, context: Context) -> None:
    """Refuses whatever an excluded person wants in the case, be it one of several."""
    for case in _cases(command):
        refuse_if_excluded(desk, case, context)


def refuse_if_excluded(desk: Desk, case: str, context: Context) -> None:
    """Refuses a person who may not act in the case."""
    if context.person in desk.read(Exclusions, case).persons:
        raise EXCLUDED.because()


def _cases(command: Command) -> Iterator[str]:
    case = getattr(command, "case", None)
    if isinstance(case, str):
        yield case
    if isinstance(command, OpenPaymentRun):
        yield from sorted({order.case for order in command.orders})
