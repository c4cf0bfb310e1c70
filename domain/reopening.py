"""Wiederaufnahme der Prüfung: new facts about a proof that was settled; it is examined again."""

from typing import ClassVar

from domain.kernel import Amount, CaseId, Command, Day, Event, Key, Text

# Commands


class ReopenExamination(Command):
    """Take the settlement back because new facts became known; a closed case is open again."""

    NAME: ClassVar[str] = "reopen_examination"
    case: CaseId
    known_on: Day
    new_facts: Text


# Events


class ExaminationReopened(Event):
    """The settlement no longer stands; the note is written and signed anew.

    `granted_cents` is what the notice grants until then. `undecided_cents` is the refund that the
    settlement had found and nobody had claimed or waived; it falls away with the settlement.
    """

    TOPIC: ClassVar[str] = "proof_of_use.reopened.v1"
    BASIS: ClassVar[str] = "VV Nr. 11 zu § 44 LHO; §§ 48, 49 HVwVfG"
    known_on: Day
    new_facts: Text
    granted_cents: Amount
    undecided_cents: Amount
    reopened_by: Key
