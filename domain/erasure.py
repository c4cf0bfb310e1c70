"""Löschung: a person asks to be forgotten; who agreed, on which ground, and what was locked."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from domain.kernel import CaseId, Command, Day, Event, Key, Line, Subject
from domain.personal_data import Locked

Data = Literal["persons", "account"]
"""Whose data: the contact and the signer of a case, or the account in the recipient's register."""

Ground = Literal["not_needed", "consent_withdrawn", "objection", "unlawful", "legal_duty"]
"""Art. 17 Abs. 1 Buchst. a to e DSGVO, in this order."""


class ProposeErasure(Command):
    """Propose, as the first person, to erase a person's data; `reference` tells the request."""

    NAME: ClassVar[str] = "propose_erasure"
    case: CaseId
    data: Data
    ground: Ground
    reference: Line


class SignErasure(Command):
    """Order the erasure as the second person; the data-protection officer knows since a day."""

    NAME: ClassVar[str] = "sign_erasure"
    case: CaseId
    officer_informed_on: Day


class RecordErasure(Command):
    """Record that the keys are destroyed."""

    NAME: ClassVar[str] = "record_erasure"
    case: CaseId
    locked: Locked


class ErasureProposed(Event):
    """A first person proposes the erasure; `sealed_with` names the key that would be destroyed.

    `cases` are those to which the data belong: one, or all of the recipient for an account.
    """

    TOPIC: ClassVar[str] = "erasure.proposed.v1"
    BASIS: ClassVar[str] = "Art. 17 Abs. 1, Art. 12 Abs. 3 DSGVO"
    data: Data
    ground: Ground
    reference: Line
    sealed_with: Line
    cases: tuple[CaseId, ...]
    proposed_by: Key

    @property
    def erasure_ground(self) -> Ground:
        """The ground, by a name that no other event has."""
        return self.ground


class ErasureSigned(Event):
    """A second person ordered the erasure."""

    TOPIC: ClassVar[str] = "erasure.signed.v1"
    BASIS: ClassVar[str] = "Art. 17 Abs. 1, Art. 38 Abs. 1 DSGVO"
    officer_informed_on: Day
    signed_by: Key


class ErasureCarriedOut(Event):
    """The key is gone, and with it what it sealed; the record and its hashes are as before."""

    TOPIC: ClassVar[str] = "erasure.carried_out.v1"
    BASIS: ClassVar[str] = "Art. 17 Abs. 1, Art. 5 Abs. 2 DSGVO"
    data: Data
    ground: Ground
    locked: Locked


@dataclass(frozen=True)
class Erasure:
    """The requests for erasure in one case; `proposed` is the one under way."""

    KIND: ClassVar[str] = "erasure"
    key: str
    proposed: ErasureProposed | None = None
    signed: ErasureSigned | None = None
    carried_out: tuple[ErasureCarriedOut, ...] = ()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def evolve(self, event: Event) -> "Erasure":
        """The state after the event."""
        match event:
            case ErasureProposed():
                return replace(self, proposed=event)
            case ErasureSigned():
                return replace(self, signed=event)
            case ErasureCarriedOut():
                done = (*self.carried_out, event)
                return replace(self, proposed=None, signed=None, carried_out=done)
        return self
