"""The training identities: invented persons, each with one role, and their tokens."""

import hashlib
import hmac
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Protocol, Self, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter

from domain.kernel import Key, Line, Role
from domain.policy import SCOPED


class Listed(Protocol):
    """A body that two training persons act for."""

    @property
    def key(self) -> str:
        """Its key in the register."""
        ...

    @property
    def name(self) -> str:
        """Its name in the register."""
        ...


class Carrier(BaseModel):
    """An invented body that gets money passed on, once somebody has entered it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    name: Line


class Person(BaseModel):
    """A natural person with a role; `scope` is the body for which the person acts.

    It is a recipient, or the county that passes money on; the authority of the Land has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    name: Line
    role: Role
    scope: Key | None = None

    @property
    def scoped(self) -> bool:
        """Whether the person acts for a recipient and reads the recipient's words."""
        return self.role in SCOPED

    @property
    def county(self) -> str | None:
        """The body whose passed-on money the person decides on."""
        return None if self.scoped else self.scope

    @property
    def grantor(self) -> str | None:
        """Whose grants the person's lists hold: a county's, the Land's (empty), or all."""
        return None if self.scoped else self.county or ""


class Persons:
    """The persons who can sign in, under their keys."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self._persons = {person.key: person for person in persons}

    @classmethod
    def in_training(cls, recipients: Sequence[Listed]) -> Self:
        """The Land's training persons, two for each recipient, and those who pass money on."""
        text = (files("web") / "training_persons.toml").read_text(encoding="utf-8")
        invented = tomllib.loads(text)
        listed = TypeAdapter(list[Person]).validate_python(invented["persons"])
        carriers = TypeAdapter(list[Carrier]).validate_python(invented["carriers"])
        bodies = [one for body in (*recipients, *carriers) for one in _persons_of(body)]
        return cls([*listed, *bodies, *(one for body in recipients for one in _house_of(body))])

    def find(self, key: str) -> Person | None:
        """The person under a key, `None` where there is none."""
        return self._persons.get(key)

    def with_role(self, role: Role) -> list[Person]:
        """The persons with a role, in the order of the list."""
        return [person for person in self._persons.values() if person.role == role]

    def by_role(self) -> dict[Role, list[Person]]:
        """All persons by role, in the order in which roles are declared."""
        roles: tuple[Role, ...] = get_args(Role)
        return {role: found for role in roles if (found := self.with_role(role))}

    def name(self, key: str) -> str:
        """The name to a key; the key itself where the person is not listed."""
        person = self._persons.get(key)
        return person.name if person else key

    def holder(self, secret: bytes, token: str) -> Person | None:
        """The person whose training token it is, `None` for any other text."""
        person = self._persons.get(token.rpartition(".")[0])
        if person is None or not token.isascii():
            return None
        return person if hmac.compare_digest(token_of(secret, person), token) else None


def token_of(secret: bytes, person: Person) -> str:
    """The bearer token of a training person; it stays the same while the secret does."""
    said = f"training-token:{person.key}:{person.role}:{person.scope}"
    proof = hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()
    return f"{person.key}.{proof}"


_HOUSE: tuple[tuple[str, Role], ...] = (
    ("Bewilligung 1", "clerk"),
    ("Bewilligung 2", "clerk"),
    ("Zeichnung", "signatory"),
    ("Haushalt", "budget_officer"),
    ("Zahlstelle", "treasury"),
)
"""Who acts for a county where it passes money on (VV Nr. 12 zu § 44 LHO)."""


def _house_of(body: Listed) -> Iterator[Person]:
    for desk, role in _HOUSE:
        key = f"{desk.lower().replace(' ', '')}.{body.key}"
        yield Person(key=key, name=f"{desk} {body.name}", role=role, scope=body.key)


def _persons_of(body: Listed) -> tuple[Person, Person]:
    return (
        Person(
            key=f"antrag.{body.key}",
            name=f"Antragstelle {body.name}",
            role="applicant",
            scope=body.key,
        ),
        Person(
            key=f"kasse.{body.key}",
            name=f"Kasse {body.name}",
            role="county_finance",
            scope=body.key,
        ),
    )
