"""Rechtsbehelfsbelehrung: found missing or wrong, so that remedies are open for a year."""

from typing import ClassVar

from domain.kernel import CaseId, Command, Day, Text
from domain.notice import Defect


class RecordInstructionDefect(Command):
    """State, as a clerk, that the notice has no remedy instruction, or a wrong one."""

    NAME: ClassVar[str] = "record_instruction_defect"
    case: CaseId
    defect: Defect
    found_on: Day
    note: Text
