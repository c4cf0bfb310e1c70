"""The proceeding of a recovery: facts known, recipient heard, or dropped."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.claim import Ground
from domain.deadline import Deadline
from domain.kernel import CaseId, Command, Day, Digest, Event, Key, Payable, Text

Documents = Annotated[tuple[Digest, ...], Field(max_length=50)]

# Commands


class OpenRecovery(Command):
    """Record, on the day of knowledge, the facts for which money may have to come back."""

    NAME: ClassVar[str] = "open_recovery"
    case: CaseId
    ground: Ground
    known_on: Day
    known_facts: Text


class StartHearing(Command):
    """Give the recipient the opportunity to be heard on this amount."""

    NAME: ClassVar[str] = "start_hearing"
    case: CaseId
    amount_cents: Payable


class SubmitStatement(Command):
    """Answer in the hearing."""

    NAME: ClassVar[str] = "submit_statement"
    case: CaseId
    statement: Text
    documents: Documents = ()


class AbandonRecovery(Command):
    """End the proceeding without a claim."""

    NAME: ClassVar[str] = "abandon_recovery"
    case: CaseId
    reasons: Text


# Events


class RecoveryOpened(Event):
    """The authority knows the facts; where a year runs, until when the act must be notified."""

    TOPIC: ClassVar[str] = "recovery.opened.v1"
    BASIS: ClassVar[str] = "§§ 48 Abs. 4, 49 Abs. 3, 49a HVwVfG"
    ground: Ground
    known_on: Day
    known_facts: Text
    notify_by: Deadline | None
    post_by: Deadline | None
    opened_by: Key


class HearingStarted(Event):
    """The recipient can speak to the intended claim until a day."""

    TOPIC: ClassVar[str] = "recovery.hearing_started.v1"
    BASIS: ClassVar[str] = "§ 28 Abs. 1 HVwVfG"
    amount_cents: Payable
    deadline: Deadline
    started_by: Key

    @property
    def due_on(self) -> date:
        """The last day for the statement."""
        return self.deadline.on


class StatementReceived(Event):
    """The recipient was heard; `late` says that its day was over."""

    TOPIC: ClassVar[str] = "recovery.statement_received.v1"
    BASIS: ClassVar[str] = "§ 28 Abs. 1 HVwVfG"
    statement: Text
    documents: Documents
    submitted_by: Key
    submitted_on: Day
    late: bool


class RecoveryAbandoned(Event):
    """The proceeding ended without a claim."""

    TOPIC: ClassVar[str] = "recovery.abandoned.v1"
    BASIS: ClassVar[str] = "§§ 9, 40 HVwVfG"
    reasons: Text
    abandoned_by: Key
