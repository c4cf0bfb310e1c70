"""What letters have in common: frame, addressee, court, clauses, tables, an account to pay to."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from adapters.letter_blocks import CLAUSES
from domain.kernel import Amount, CaseId, Day, Key, Line, Message, Money, Payable, Text


def _seat(court: str) -> str:
    return court.removeprefix("Verwaltungsgericht ").removeprefix("VG ")


Court = Annotated[
    Literal["Darmstadt", "Frankfurt am Main", "Gießen", "Kassel", "Wiesbaden"],
    BeforeValidator(_seat),
]
"""A Hessian administrative court by its seat (§ 1 Abs. 2 HessAGVwGO)."""

Months = Annotated[int, Field(strict=True, ge=1, le=60)]
Ordinal = Annotated[int, Field(strict=True, ge=1, le=99)]
Percentage = Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)]


class Clause(Message):
    """A wording block by its stable id, with the words for its places.

    Errors: an id that `blocks.toml` does not hold; values that are missing or have no place.
    """

    block: Key
    values: dict[str, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_its_wording(self) -> Self:
        places = CLAUSES.get(self.block)
        if places is None:
            raise ValueError(f"there is no wording block {self.block!r}")
        if places != self.values.keys():
            raise ValueError(f"the block {self.block!r} needs exactly: {sorted(places)}")
        return self


class PlanLine(Message):
    """One line of the financing plan (Finanzierungsplan)."""

    name: Line
    amount_cents: Amount


class Instalment(Message):
    """One planned payout and what it waits for."""

    number: Ordinal
    amount_cents: Payable
    condition: Line


class SampledReceipt(Message):
    """A receipt that the examiner drew, and what it showed; no names of persons."""

    number: Line
    amount_cents: Money | None = None
    finding: Line


class TraceLine(Message):
    """One step of a computation, as the rules gave it."""

    step: Text
    basis: Line | None = None
    amount_cents: Money | None = None


class Account(Message):
    """The account to which a recipient pays, and the reference (Kassenzeichen) to name."""

    holder: Line
    iban: Line
    reference: Line


class PayBy(Account):
    """A payment due: its last day and, in one sentence, how it was found."""

    pay_by: Day
    derivation: Text


class Change(Message):
    """One statement of a notice before and after a change."""

    what: Line
    before: Text
    after: Text


class DuePart(Message):
    """A part of a claim with its last day."""

    number: Ordinal
    amount_cents: Payable
    due: Day


class InterestSpan(Message):
    """Interest at one rate; `rate` and `interest` as printed, such as `6,62 %` and `194,0658 €`."""

    first: Day
    last: Day
    days: Annotated[int, Field(strict=True, ge=0)]
    rate: Line
    interest: Line


class Grantor(Message):
    """Who passes money on, as its letters name it; an objection goes to its address (§ 70 VwGO)."""

    name: Line
    unit: Line
    street: Line
    city: Line


class Letter(Message):
    """What every letter carries. `KIND` names its template, `WORD` its file.

    `dated` is the day printed on it; `contact` and `signed_by` name functions or people of the
    authority, `line_title` the funding line. Without a `grantor` the Land's authority writes.
    """

    KIND: ClassVar[str]
    WORD: ClassVar[str]

    file_number: CaseId
    dated: Day
    recipient: Line
    line_title: Line
    contact: Line
    signed_by: Annotated[tuple[Line, ...], Field(max_length=4)] = ()
    grantor: Grantor | None = None

    @property
    def word(self) -> str:
        """What the letter is called in its file name; never a personal detail."""
        return self.WORD


class PostedLetter(Letter):
    """A letter for an envelope with a window: one to six address lines (DIN 5008)."""

    addressee: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    enclosures: Annotated[tuple[Line, ...], Field(max_length=20)] = ()


class Act(PostedLetter):
    """An administrative act: its legal basis, the pinned rules, the court for an action.

    The court is that of the recipient's seat (§ 52 Nr. 3 Satz 2 VwGO); the period is one month
    (§ 74 Abs. 1 Satz 2 VwGO). A grantor's act is open to an objection instead.
    """

    purpose: Text
    basis: Line
    rule_set: Line
    rule_version: Line
    court: Court
