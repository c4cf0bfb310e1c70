"""Stichprobe: which proofs of use are examined in depth, drawn so that anybody can draw again.

Nobody chooses the result: a first person binds itself to a secret seed by its hash; then a second
person freezes the population and adds a word; only then is the seed revealed, and seed, word and
population together decide. Whoever holds the events draws again and gets the same cases.
"""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kernel import CaseId, Command, Digest, Event, Key, Line, Message, Payable, Subject, Text
from domain.sourced import Percent

Seed = Annotated[Line, Field(min_length=16)]
"""What the announcing person keeps to itself until the draw; at least 16 characters."""


class Stratum(Message):
    """A layer of risk: proofs that meet its conditions, and how many per cent of them are drawn.

    A proof belongs to the first layer whose conditions it meets; without conditions all do. A
    layer with proofs in it gives at least one, unless its percentage is zero.
    """

    name: Line
    percent: Percent
    from_cents: Payable | None = None
    only_late: bool = False

    @property
    def open_to_all(self) -> bool:
        """Whether every proof meets its conditions."""
        return self.from_cents is None and not self.only_late


Strata = Annotated[tuple[Stratum, ...], Field(min_length=1, max_length=10)]


class Item(Message):
    """One proof in the population and the number of its layer, counted from 1."""

    case: CaseId
    stratum: int


# Commands


class AnnounceDraw(Command):
    """Announce a draw among the proofs of a line and year, bound to a seed by its SHA-256."""

    NAME: ClassVar[str] = "announce_draw"
    draw: Key
    programme: Key
    line: Key
    year: Annotated[int, Field(ge=2000, le=2100)]
    strata: Strata
    reason: Text
    commitment: Digest


class FreezePopulation(Command):
    """Fix, as the second person, the proofs to draw from, and add a word of one's own."""

    NAME: ClassVar[str] = "freeze_population"
    draw: Key
    cases: Annotated[tuple[CaseId, ...], Field(min_length=1, max_length=2_000)]
    word: Line


class DrawSample(Command):
    """Reveal the seed; what is drawn was decided before."""

    NAME: ClassVar[str] = "draw_sample"
    draw: Key
    seed: Seed


# Events


class DrawAnnounced(Event):
    """A draw was announced, its layers reasoned, its seed bound by a hash."""

    TOPIC: ClassVar[str] = "sampling.draw_announced.v1"
    BASIS: ClassVar[str] = "VV Nr. 11 zu § 44 LHO"
    draw: Key
    programme: Key
    line: Key
    year: int
    strata: tuple[Stratum, ...]
    reason: Text
    commitment: Digest
    announced_by: Key


class PopulationFrozen(Event):
    """The proofs to draw from stand, with the layer of each, under one hash."""

    TOPIC: ClassVar[str] = "sampling.population_frozen.v1"
    BASIS: ClassVar[str] = "VV Nr. 11 zu § 44 LHO"
    items: tuple[Item, ...]
    population_hash: Digest
    word: Line
    frozen_by: Key


class SampleDrawn(Event):
    """The seed was revealed and decides which proofs are examined in depth."""

    TOPIC: ClassVar[str] = "sampling.sample_drawn.v1"
    BASIS: ClassVar[str] = "VV Nr. 11 zu § 44 LHO"
    seed: Seed
    drawn: tuple[CaseId, ...]
    drawn_by: Key


# State


@dataclass(frozen=True)
class Sampling:
    """One draw so far."""

    KIND: ClassVar[str] = "sampling"
    key: str
    announced: DrawAnnounced | None = None
    population: PopulationFrozen | None = None
    drawn: SampleDrawn | None = None

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def announcement(self) -> DrawAnnounced:
        """The announcement of a draw that was announced."""
        assert self.announced, "ask whether it was announced first"
        return self.announced

    def evolve(self, event: Event) -> "Sampling":
        """The state after the event."""
        match event:
            case DrawAnnounced():
                return replace(self, announced=event)
            case PopulationFrozen():
                return replace(self, population=event)
            case SampleDrawn():
                return replace(self, drawn=event)
        return self
