"""Auswahl: several applications ranked against limited funds, decided by a second person."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field

from domain.budget import Year
from domain.kernel import CaseId, Command, Digest, Event, Key, Message, Subject, Text


class Ranked(Message):
    """One application in the ranking, with its points and the reasons for them."""

    case: CaseId
    points: Annotated[int, Field(strict=True, ge=0, le=1_000)]
    selected: bool
    reasons: Text


class Ranking(Message):
    """The applications of one line and year, in their order, and what they were measured by."""

    programme: Key
    line: Key
    year: Year
    criteria: Text
    ranking: Annotated[tuple[Ranked, ...], Field(min_length=1, max_length=200)]


# Commands


class RankApplications(Ranking, Command):
    """Lay a ranking with its reasons before the second person."""

    NAME: ClassVar[str] = "rank_applications"


class DecideSelection(Command):
    """Decide, as the second person, exactly the ranking with this hash."""

    NAME: ClassVar[str] = "decide_selection"
    programme: Key
    line: Key
    year: Year
    content_hash: Digest


# Events


class RankingProposed(Ranking, Event):
    """A ranking lies before the second person."""

    TOPIC: ClassVar[str] = "selection.proposed.v1"
    BASIS: ClassVar[str] = "§§ 23, 44 LHO; § 40 HVwVfG"
    proposed_by: Key
    content_hash: Digest


class SelectionDecided(Event):
    """The selection stands; nobody has a claim to be selected."""

    TOPIC: ClassVar[str] = "selection.decided.v1"
    BASIS: ClassVar[str] = "§§ 23, 44 LHO; §§ 39, 40 HVwVfG"
    content_hash: Digest
    selected: tuple[CaseId, ...]
    rejected: tuple[CaseId, ...]
    decided_by: Key


# State


@dataclass(frozen=True)
class Selection:
    """The rounds of one line and year; `proposal` is the ranking that waits for a decision."""

    KIND: ClassVar[str] = "selection"
    key: str
    proposal: RankingProposed | None = None
    rounds: int = 0

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    def evolve(self, event: Event) -> "Selection":
        """The state after the event."""
        match event:
            case RankingProposed():
                return replace(self, proposal=event)
            case SelectionDecided():
                return replace(self, proposal=None, rounds=self.rounds + 1)
        return self


def selection_key(programme: str, line: str, year: int) -> str:
    """The key of a selection, such as `wir.coordination.2016`."""
    return f"{programme}.{line}.{year}"
