"""The kinds of letters up to the end of a case, and what each must carry; the table of all."""

from typing import Annotated, ClassVar

from pydantic import Field

from adapters.collection_letters import COLLECTION_KINDS
from adapters.later_letters import LATER_KINDS
from adapters.letter_frame import (
    Act,
    Clause,
    Instalment,
    Letter,
    Months,
    Ordinal,
    Percentage,
    PlanLine,
    PostedLetter,
    SampledReceipt,
    TraceLine,
)
from domain.correspondence import DutyName, Step
from domain.kernel import ZERO, Amount, Day, Line, Payable, Text


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


class ExtensionLetter(PostedLetter):
    """Tells that a period of the authority is longer (§ 31 Abs. 7 HVwVfG), and until when."""

    KIND: ClassVar[str] = "extension_letter"
    WORD: ClassVar[str] = "fristverlaengerung"

    about: DutyName
    was_due: Day
    due: Day
    derivation: Text

    @property
    def word(self) -> str:
        """Two periods may be extended on one day, so the name tells which."""
        return f"{self.WORD}-{_DUTIES[self.about]}"


class PaymentAdvice(PostedLetter):
    """Announces one payout to recipient and cash office: instalment n of m, its binding.

    `remittance_text` stands on the bank statement, with `end_to_end_id`; `cash_reference` is the
    recipient's own, `year` that of the grant.
    """

    KIND: ClassVar[str] = "payment_advice"
    WORD: ClassVar[str] = "auszahlung"

    amount_cents: Payable
    remittance_text: Line
    execution_day: Day
    instalment: Ordinal
    instalments: Ordinal
    purpose: Text
    use_until: Day
    cash_reference: Line | None = None
    notice_dated: Day | None = None
    year: Annotated[int, Field(strict=True, ge=2000, le=2100)] | None = None
    end_to_end_id: Line | None = None

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
    """Ends the case; an amount to repay follows in proceedings of its own (§ 49a HVwVfG).

    Of a notice that was revoked in full there is no proof to examine: `returned_cents` came back.
    """

    KIND: ClassVar[str] = "closing_letter"
    WORD: ClassVar[str] = "abschluss"

    final_cents: Amount
    paid_cents: Amount
    refund_cents: Amount
    returned_cents: Amount = ZERO


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

_KINDS: tuple[type[Letter], ...] = (
    ApprovalNotice,
    RejectionNotice,
    DocumentRequest,
    Reminder,
    ExtensionLetter,
    PaymentAdvice,
    ExaminationNote,
    ClosingLetter,
    WithdrawalConfirmation,
    *LATER_KINDS,
    *COLLECTION_KINDS,
)
KINDS = {kind.KIND: kind for kind in _KINDS}
"""Every kind of letter by its name on the wire."""
