"""Rechtsbehelfsbelehrung: found missing or wrong, so that remedies are open for a year."""

from datetime import date
from typing import ClassVar, Literal

from domain.deadline import Deadline
from domain.kernel import CaseId, Command, Day, Event, Key, Text

Defect = Literal["missing", "wrong"]

# Commands


class RecordInstructionDefect(Command):
    """State, as a clerk, that the notice has no remedy instruction, or a wrong one."""

    NAME: ClassVar[str] = "record_instruction_defect"
    case: CaseId
    defect: Defect
    found_on: Day
    note: Text


# Events


class InstructionDefectFound(Event):
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
