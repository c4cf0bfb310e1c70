"""Fristverlängerung: a period that the authority set moves to a later day, with a reason."""

from datetime import date
from typing import ClassVar, Literal

from domain.correspondence import DutyName
from domain.deadline import Deadline
from domain.kernel import CaseId, Command, Day, Event, Key, Text

PeriodName = Literal[DutyName, "remedies"]
"""The periods one may ask to extend; that of remedies is named to be refused."""

# Commands


class ExtendPeriod(Command):
    """Give a recipient until a later day; `number` tells the draw-down whose use is meant."""

    NAME: ClassVar[str] = "extend_period"
    case: CaseId
    duty: PeriodName
    number: int = 0
    until: Day
    reason: Text


# Events


class PeriodExtended(Event):
    """A duty has a later day; filed with the subject that owes it, also after the day passed."""

    TOPIC: ClassVar[str] = "period.extended.v1"
    BASIS: ClassVar[str] = "§ 31 Abs. 7 HVwVfG"
    duty: DutyName
    was_due_on: Day
    deadline: Deadline
    reason: Text
    extended_by: Key

    @property
    def due_on(self) -> date:
        """The new last day."""
        return self.deadline.on
