"""The words all aggregates share: money, days, subjects, commands, events, context, refusal."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import index
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic.types import Strict
from pydantic_core import CoreSchema, core_schema

MONEY_LIMIT = 10**11 - 1
"""999,999,999.99 euro, the most one SEPA transfer carries; more is a typing error."""


class Money(int):
    """An amount in integer cents of euro; never a float, never a boolean.

    JSON shape: an integer number of cents. Sums and differences stay `Money`, as does a product
    with a whole number; a division is a rule with a named rounding (`domain.rules`). TypeError
    where anything but whole numbers would come in, since it would be cut off unseen.
    """

    def __add__(self, other: int) -> "Money":
        return Money(int(self) + index(other))

    def __radd__(self, other: int) -> "Money":
        return Money(index(other) + int(self))

    def __sub__(self, other: int) -> "Money":
        return Money(int(self) - index(other))

    def __neg__(self) -> "Money":
        return Money(-int(self))

    def __mul__(self, units: int) -> "Money":
        return Money(int(self) * index(units))

    def __repr__(self) -> str:
        return f"Money({int(self)})"

    @property
    def euro(self) -> str:
        """The amount as German letters print it: `1.234,56 €`."""
        sign, cents = ("-" if self < 0 else ""), abs(int(self))
        whole = f"{cents // 100:,}".replace(",", ".")
        return f"{sign}{whole},{cents % 100:02d} €"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.int_schema(strict=True, ge=-MONEY_LIMIT, le=MONEY_LIMIT),
            serialization=core_schema.plain_serializer_function_ser_schema(
                int, return_schema=core_schema.int_schema()
            ),
        )


ZERO = Money(0)


def _not_negative(amount: Money) -> Money:
    if amount < 0:
        raise ValueError("must not be negative")
    return amount


def _positive(amount: Money) -> Money:
    if amount <= 0:
        raise ValueError("must be greater than zero")
    return amount


Amount = Annotated[Money, AfterValidator(_not_negative)]
"""Cents, zero or more."""

Payable = Annotated[Money, AfterValidator(_positive)]
"""Cents, more than zero."""


_UNWRITABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_DIRECTIONS = frozenset({"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"})


def _writable(text: str) -> str:
    # What can be printed holds none of the refused letters; most texts end here.
    for letter in () if text.isprintable() else text:
        if unicodedata.category(letter) in _UNWRITABLE and letter not in "\n\t":
            raise ValueError("contains a control character")
        if unicodedata.bidirectional(letter) in _DIRECTIONS:
            raise ValueError("contains a character that changes the writing direction")
    return unicodedata.normalize("NFC", text)


Text = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2_000),
    AfterValidator(_writable),
]
"""What a person typed: NFC, 1 to 2,000 characters, no control or direction characters."""


def _on_one_line(text: str) -> str:
    return text if text.isprintable() else " ".join(text.replace("\t", " ").splitlines())


Line = Annotated[Text, StringConstraints(max_length=200), AfterValidator(_on_one_line)]
"""One line of text, at most 200 characters; a line break or tab in it becomes a space."""

Key = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9_.-]{0,59}$")]
"""An id made of lower-case letters, digits, dot, dash and underscore."""

CaseId = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z0-9][A-Z0-9-]{2,20}$")]
"""The file number of a case, at most 21 characters, fit for a bank reference: `WIR-2016-7K3QF`."""

CommandId = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9:._/@-]{0,199}$")
]
Digest = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in lower-case hexadecimal digits."""

Day = Annotated[date, Strict()]
"""A date of law: a local day in Europe/Berlin, no time, no zone."""

Moment = AwareDatetime
"""A point in time with its zone: recorded times, never deadlines."""


class Message(BaseModel):
    """A frozen value that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Command(Message):
    """A wish: imperative and noun. `NAME` is its stable name on every wire."""

    NAME: ClassVar[str]


class Event(Message):
    """A fact: noun and past participle. `TOPIC` is its stored name, version inside, for ever.

    `BASIS` cites the paragraph or rule on which the fact rests.
    """

    TOPIC: ClassVar[str]
    BASIS: ClassVar[str]


@dataclass(frozen=True)
class Personal:
    """Marks a field as personal data; names the field that holds the person's subject key.

    The record seals such a field with a key of that subject. After erasure it reads `None`,
    so every personal field of an event allows `None`.
    """

    subject_field: str


Role = Literal[
    "applicant",
    "clerk",
    "signatory",
    "budget_officer",
    "treasury",
    "county_finance",
    "ministry",
    "auditor",
    "data_protection",
    "trainer",
    "system",
]


@dataclass(frozen=True, order=True)
class Subject:
    """One thing with a history of its own; `str()` is its stream name, such as `approval:X`."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, name: str) -> Self:
        """Reads `kind:key`; raises ValueError where there is no colon."""
        kind, colon, key = name.partition(":")
        if not colon:
            raise ValueError(f"not a subject: {name!r}")
        return cls(kind, key)


class Context(Message):
    """Who asks, in which role, when, and under which permanent id.

    `person` is a natural person's id, the same in every role and account. `scope` is the
    recipient for whom an applicant or county finance acts, or the county that passes money on
    for its own authority's people; `None` for those of the Land.
    `today` is the business date that law counts in; `now` is the clock on the wall.
    """

    command_id: CommandId
    person: Key
    role: Role
    today: Day
    now: Moment
    scope: Key | None = None
    reason: Line | None = None
    causation: str | None = None
    expected_position: int | None = None


Filing = tuple[Subject, Event]
"""A decision's result: which subject's file gets which event."""

Filings = list[Filing]


@dataclass(frozen=True)
class Refusal:
    """Why a wish is not granted, fit for a letter: both languages, law, and what to do next.

    The texts may hold `{names}`, filled in by `because`.
    """

    code: str
    german: str
    english: str
    basis: str
    next_german: str
    next_english: str
    field: str | None = None

    def because(self, field: str | None = None, **facts: str | int) -> "Refused":
        """The refusal to raise; `facts` fill the texts and never hold personal data."""
        return Refused(
            replace(
                self,
                german=self.german.format(**facts),
                english=self.english.format(**facts),
                next_german=self.next_german.format(**facts),
                next_english=self.next_english.format(**facts),
                field=field or self.field,
            )
        )


class Refused(Exception):
    """An answer, not a fault: the wish breaks a rule, and nothing was filed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.english)
        self.refusal = refusal


class Conflict(Exception):
    """Somebody else filed first; the caller looks again and decides anew."""


@dataclass(frozen=True)
class Entry:
    """One recorded event with its envelope, as every reader of the record sees it.

    `position` counts all events without a gap from 1; `version` counts the subject's own.
    """

    position: int
    subject: Subject
    version: int
    event: Event
    context: Context
    recorded_at: datetime
    programme: str | None = None
    entry_hash: bytes = field(default=b"", repr=False)


def events_of(entries: Iterable[Entry]) -> list[Event]:
    """The bare events of entries, in their order."""
    return [entry.event for entry in entries]
