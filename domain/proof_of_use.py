"""Verwendungsnachweis: expected, submitted, examined by two persons, settled, case closed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.application import Facts
from domain.correspondence import Duty, LetterPrepared, ReminderSent, Sent, sent_with
from domain.deadline import Deadline
from domain.extension import PeriodExtended
from domain.financing_plan import Plan, PlanLine
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
    Money,
    Subject,
    Text,
)
from domain.onward import OnwardResult
from domain.proof_queries import ProofQueried, QueriesAnswered
from domain.reopening import ExaminationReopened

Sample = Annotated[tuple[Line, ...], Field(max_length=50)]

# Commands


class SubmitProof(Command):
    """Hand in the proof of use: narrative report, expenditure by line, facts, other funds."""

    NAME: ClassVar[str] = "submit_proof"
    case: CaseId
    report: Text
    expenditure: Plan
    other_cents: Amount = ZERO
    facts: Facts
    documents: Annotated[tuple[Digest, ...], Field(max_length=50)] = ()


class ReturnProof(Command):
    """Return the proof for correction."""

    NAME: ClassVar[str] = "return_proof"
    case: CaseId
    remark: Text


class ExamineProof(Command):
    """Write the examination note as the first person; the settlement is computed, not typed."""

    NAME: ClassVar[str] = "examine_proof"
    case: CaseId
    recognised_facts: Facts
    purpose_achieved: bool
    findings: Text
    interest_considered: bool
    interest_reason: Text
    sample: Sample = ()


class CloseExamination(Command):
    """Close the examination as the second person, on the note with this hash."""

    NAME: ClassVar[str] = "close_examination"
    case: CaseId
    content_hash: Digest


class CloseCase(Command):
    """Close a case that reconciles to zero."""

    NAME: ClassVar[str] = "close_case"
    case: CaseId


# Events


class ProofExpected(Event):
    """The notice obliges the recipient to prove the use by a day."""

    TOPIC: ClassVar[str] = "proof_of_use.expected.v1"
    BASIS: ClassVar[str] = "ANBest Nr. 6.1"
    deadline: Deadline

    @property
    def due_on(self) -> date:
        """The last day for the proof."""
        return self.deadline.on


class ProofSubmitted(Event):
    """The proof of use arrived; `late` says that its day was over.

    `onward` are the results of all grants that were passed on, as the files of these have them.
    """

    TOPIC: ClassVar[str] = "proof_of_use.submitted.v1"
    BASIS: ClassVar[str] = "ANBest Nr. 6"
    report: Text
    expenditure: tuple[PlanLine, ...]
    other_cents: Amount
    facts: Facts
    documents: tuple[Digest, ...]
    submitted_by: Key
    submitted_on: Day
    late: bool
    onward: tuple[OnwardResult, ...] = ()


class ProofReturned(Event):
    """The proof went back for correction."""

    TOPIC: ClassVar[str] = "proof_of_use.returned.v1"
    BASIS: ClassVar[str] = "VV Nr. 11.1 zu § 44 LHO"
    returned_by: Key
    remark: Text


class ProofSelected(Event):
    """The proof was drawn for an examination in depth, with receipts."""

    TOPIC: ClassVar[str] = "proof_of_use.selected.v1"
    BASIS: ClassVar[str] = "VV Nr. 11 zu § 44 LHO"
    draw: Key


class ProofExamined(Event):
    """The examination note; the settlement with its trace shows each cent of the final sum."""

    TOPIC: ClassVar[str] = "proof_of_use.examined.v1"
    BASIS: ClassVar[str] = "VV Nr. 11.2 zu § 44 LHO"
    recognised_facts: Facts
    purpose_achieved: bool
    findings: Text
    interest_considered: bool
    interest_reason: Text
    sample: Sample
    final_cents: Amount
    settlement: Facts
    examined_by: Key
    content_hash: Digest


class GrantSettled(Event):
    """A second person closed the examination: the final grant stands."""

    TOPIC: ClassVar[str] = "proof_of_use.settled.v1"
    BASIS: ClassVar[str] = "VV Nr. 11 zu § 44 LHO"
    final_cents: Amount
    paid_cents: Amount
    refund_cents: Amount
    rest_cents: Amount
    closed_by: Key


class RefundDetermined(Event):
    """More was paid than the final grant; the recovery of this amount begins elsewhere."""

    TOPIC: ClassVar[str] = "proof_of_use.refund_determined.v1"
    BASIS: ClassVar[str] = "§ 49a Abs. 1 HVwVfG"
    amount_cents: Amount


class CaseClosed(Event):
    """Proofs, payments and funds reconcile to zero; the case is closed."""

    TOPIC: ClassVar[str] = "proof_of_use.case_closed.v1"
    BASIS: ClassVar[str] = "VV Nr. 11 zu § 44 LHO"
    closed_by: Key
    paid_cents: Amount
    released_cents: Amount


# State


@dataclass(frozen=True)
class ProofOfUse:
    """The proof of one case so far; `selected_by` is the draw that took it.

    `settlements` counts those that were made, also the ones that new facts overturned.
    """

    KIND: ClassVar[str] = "proof_of_use"
    key: str
    expected: ProofExpected | None = None
    submitted: ProofSubmitted | None = None
    queries: ProofQueried | None = None
    examined: ProofExamined | None = None
    settled: GrantSettled | None = None
    settlements: int = 0
    selected_by: str | None = None
    closed: bool = False
    sent: Sent = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def edition(self) -> str:
        """Under which number the letters about the settlement are kept, such as `v1`."""
        return f"v{max(1, self.settlements)}"

    @property
    def final_cents(self) -> Money:
        """The final grant; zero before the settlement."""
        return self.settled.final_cents if self.settled else ZERO

    @property
    def examined_anew(self) -> bool:
        """Whether a settlement was taken back and none has followed: what was spare is free."""
        return self.settlements > 0 and self.settled is None

    @property
    def refund_cents(self) -> Money:
        """What the settlement found to be paid too much."""
        return self.settled.refund_cents if self.settled else ZERO

    @property
    def duty(self) -> Duty | None:
        """The proof owed, while it is owed, or the answers to questions about it."""
        if self.queries is not None:
            return Duty("proof", self.queries.due_on)
        if self.expected is None or self.submitted is not None:
            return None
        return Duty.until("proof", self.expected.deadline)

    def _answered(self, event: QueriesAnswered) -> "ProofOfUse":
        """The proof as it reads now; when it was handed in stays as it was."""
        told = {"report", "expenditure", "other_cents", "facts", "documents"}
        changes = {name: value for name, value in event if name in told}
        submitted = self.submitted and self.submitted.model_copy(update=changes)
        return replace(self, submitted=submitted, queries=None)

    def evolve(self, event: Event) -> "ProofOfUse":
        """The state after the event."""
        match event:
            case ProofExpected():
                return replace(self, expected=event)
            case PeriodExtended(duty="proof", deadline=deadline):
                return replace(self, expected=ProofExpected(deadline=deadline))
            case ProofSubmitted():
                return replace(self, submitted=event, examined=None)
            case ProofReturned():
                return replace(self, submitted=None, queries=None, examined=None)
            case ProofQueried():
                return replace(self, queries=event, examined=None)
            case QueriesAnswered():
                return self._answered(event)
            case ProofSelected(draw=draw):
                return replace(self, selected_by=draw)
            case ProofExamined():
                return replace(self, examined=event)
            case GrantSettled():
                return replace(self, settled=event, settlements=self.settlements + 1)
            case ExaminationReopened():
                return replace(self, examined=None, settled=None, closed=False)
            case CaseClosed():
                return replace(self, closed=True)
            case ReminderSent() | LetterPrepared():
                return replace(self, sent=sent_with(self.sent, event))
        return self
