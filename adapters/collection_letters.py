"""Letters about a claim that is collected: set off, enforced at once, or about to lapse."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from adapters.letter_frame import Letter, Ordinal, PostedLetter
from domain.kernel import Amount, CaseId, Day, Line, Payable, Text

Texts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=30)]


class SetOffDeclaration(PostedLetter):
    """Declares a set-off (Aufrechnung, § 388 BGB entsprechend), with both claims and both rests."""

    KIND: ClassVar[str] = "set_off_declaration"
    WORD: ClassVar[str] = "aufrechnung"

    claim: Line
    claim_dated: Day
    reference: Line
    draw_case: CaseId
    draw_number: Ordinal
    certified_cents: Payable
    amount_cents: Payable
    principal_cents: Amount
    interest_cents: Amount
    open_cents: Amount
    rest_cents: Amount
    set_off_on: Day
    reasons: Texts


class EnforcementOrder(PostedLetter):
    """Orders immediate enforcement in writing, with its reasons (§ 80 Abs. 3 VwGO)."""

    KIND: ClassVar[str] = "enforcement_order"
    WORD: ClassVar[str] = "sofortige-vollziehung"

    claim: Line
    claim_dated: Day
    reference: Line
    open_cents: Amount
    reasons: Texts


class LimitationNote(Letter):
    """Tells the house what lapses soon; for the file, not posted."""

    KIND: ClassVar[str] = "limitation_note"
    WORD: ClassVar[str] = "vermerk-verjaehrung"

    what: Literal["refund", "interest", "undecided_interest"]
    open_cents: Amount
    lapses_on: Day
    months: Annotated[int, Field(ge=1)]


COLLECTION_KINDS: tuple[type[Letter], ...] = (SetOffDeclaration, EnforcementOrder, LimitationNote)
