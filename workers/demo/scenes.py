"""Scenes: who asks for what on which day; the stage directions of the training year."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from domain.desk import Desk
from domain.kernel import Command, Key, Role


@dataclass(frozen=True)
class Actor:
    """A training person in a role."""

    person: Key
    role: Role
    scope: Key | None = None


ADLER = Actor("k.adler", "clerk")
BIRKE = Actor("m.birke", "clerk")
CRAMER = Actor("s.cramer", "clerk")
DORN = Actor("d.dorn", "signatory")
EICHE = Actor("f.eiche", "signatory")
FALK = Actor("b.falk", "budget_officer")
GINSTER = Actor("h.ginster", "treasury")

Ask = Callable[[Desk], Command]
"""What a person asks for, looking at the desk where it must, such as for the hash to sign."""


def applicant(recipient: str) -> Actor:
    """The person who applies for a body."""
    return Actor(f"antrag.{recipient}", "applicant", recipient)


def cash_office(recipient: str) -> Actor:
    """The person of a body's cash office."""
    return Actor(f"kasse.{recipient}", "county_finance", recipient)


@dataclass(frozen=True)
class Scene:
    """One command on one day.

    `name` makes the command id, so that a scene played again is the same scene.
    """

    on: date
    name: str
    actor: Actor
    ask: Ask


def always(command: Command) -> Ask:
    """Asks for a ready command, whatever lies on the desk."""
    return lambda _: command


def in_order(scenes: Iterable[Scene]) -> list[Scene]:
    """All scenes by day; scenes of one day keep the order in which they were written."""
    return sorted(scenes, key=lambda scene: scene.on)
