"""The kinds of letters and what each must carry, as frozen values of filed content."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from adapters.letter_blocks import CLAUSES
from domain.correspondence import DutyName, Step
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


class Letter(Message):
    """What every letter carries. `KIND` names its template, `WORD` its file.

    `dated` is the day printed on it; `contact` and `signed_by` name functions or people of the
    authority, `line_title` the funding line.
    """

    KIND: ClassVar[str]
    WORD: ClassVar[str]

    file_number: CaseId
    dated: Day
    recipient: Line
    line_title: Line
    contact: Line
    signed_by: Annotated[tuple[Line, ...], Field(max_length=4)] = ()

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
    (§ 74 Abs. 1 Satz 2 VwGO).
    """

    purpose: Text
    basis: Line
    rule_set: Line
    rule_version: Line
    court: Court


class ApprovalNotice(Act):
    """The grant notice (Zuwendungsbescheid), VV Nr. 4 and 5 to § 44 LHO."""

    KIND: ClassVar[str] = "approval_notice"
    WORD: ClassVar[str] = "bescheid"

    amount_cents: Payable
    financing: Line
    percentage: Percentage | None = None
    period_from: Day
    period_to: Day
    plan: Annotated[tuple[PlanLine, ...], Field(min_length=1)]
    instalments: tuple[Instalment, ...] = ()
    conditions: tuple[Clause, ...] = ()
    use_period_months: Months
    proof_due: Day
    proof_due_basis: Line
    audit_right: Clause = Clause(block="audit_right")
    subsidy_facts: Annotated[tuple[Text, ...], Field(min_length=1)]
    declaration_months: Months


class RejectionNotice(Act):
    """The rejection of an application; its reasons show the discretion used (§ 39 HVwVfG)."""

    KIND: ClassVar[str] = "rejection_notice"
    WORD: ClassVar[str] = "ablehnung"

    reasons: Annotated[tuple[Text, ...], Field(min_length=1)]


class DocumentRequest(PostedLetter):
    """Asks for what an application lacks, with a day set by the authority."""

    KIND: ClassVar[str] = "document_request"
    WORD: ClassVar[str] = "nachforderung"

    gaps: Annotated[tuple[Text, ...], Field(min_length=1)]
    due: Day


class Reminder(PostedLetter):
    """Reminds of a duty before, at or after its last day; `next_step` says what happens then."""

    KIND: ClassVar[str] = "reminder"
    WORD: ClassVar[str] = "erinnerung"

    about: DutyName
    step: Step
    due: Day
    next_step: Text

    @property
    def word(self) -> str:
        """Several reminders may go out on one day, so the name tells which."""
        return f"{self.WORD}-{_DUTIES[self.about]}-{_STEPS[self.step]}"


class PaymentAdvice(PostedLetter):
    """Announces one payout to recipient and cash office: instalment n of m, its binding."""

    KIND: ClassVar[str] = "payment_advice"
    WORD: ClassVar[str] = "auszahlung"

    amount_cents: Payable
    remittance_text: Line
    execution_day: Day
    instalment: Ordinal
    instalments: Ordinal
    purpose: Text
    use_until: Day

    @property
    def word(self) -> str:
        """Two instalments may go out on one day, so the name tells which."""
        return f"{self.WORD}-{self.instalment}"


class ExaminationNote(Letter):
    """The closing note on a proof of use (Prüfvermerk, VV Nr. 11.2 to § 44 LHO), not posted."""

    KIND: ClassVar[str] = "examination_note"
    WORD: ClassVar[str] = "pruefvermerk"

    recognised_cents: Amount
    final_cents: Amount
    refund_cents: Amount
    purpose_achieved: bool
    findings: tuple[Text, ...] = ()
    sampled_receipts: tuple[SampledReceipt, ...] = ()
    interest_considered: bool
    interest_reason: Text
    trace: Annotated[tuple[TraceLine, ...], Field(min_length=1)]
    rule_set: Line
    rule_version: Line


class ClosingLetter(PostedLetter):
    """Ends the case; an amount to repay follows in proceedings of its own (§ 49a HVwVfG)."""

    KIND: ClassVar[str] = "closing_letter"
    WORD: ClassVar[str] = "abschluss"

    final_cents: Amount
    paid_cents: Amount
    refund_cents: Amount


class WithdrawalConfirmation(PostedLetter):
    """Confirms that the applicant withdrew the application."""

    KIND: ClassVar[str] = "withdrawal_confirmation"
    WORD: ClassVar[str] = "ruecknahme"

    withdrawn_on: Day


_DUTIES: dict[DutyName, str] = {
    "documents": "unterlagen",
    "declaration": "erklaerung",
    "use": "verwendung",
    "proof": "nachweis",
}
_STEPS: dict[Step, str] = {"before": "vor", "at": "am", "after": "nach"}

KINDS: dict[str, type[Letter]] = {
    kind.KIND: kind
    for kind in (
        ApprovalNotice,
        RejectionNotice,
        DocumentRequest,
        Reminder,
        PaymentAdvice,
        ExaminationNote,
        ClosingLetter,
        WithdrawalConfirmation,
    )
}
"""Every kind of letter by its name on the wire."""
