"""The kinds of letters that change, cancel or claim back, each of plain data."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from adapters.letter_frame import (
    Account,
    Act,
    Change,
    DuePart,
    InterestSpan,
    Letter,
    Ordinal,
    PayBy,
    PostedLetter,
    TraceLine,
)
from domain.kernel import Amount, Day, Digest, Line, Payable, Text

Texts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=30)]
Changes = Annotated[tuple[Change, ...], Field(min_length=1, max_length=120)]


class AmendingNotice(Act):
    """Changes a notice (Änderungsbescheid); `amount_cents` is the grant from now on."""

    KIND: ClassVar[str] = "amending_notice"
    WORD: ClassVar[str] = "aenderungsbescheid"

    version: Ordinal
    notice_dated: Day
    amount_cents: Payable
    changes: Changes
    reasons: Texts

    @property
    def word(self) -> str:
        """A notice may be changed more than once, so the name tells which."""
        return f"{self.WORD}-{self.version}"


class CorrectionLetter(PostedLetter):
    """Corrects clerical errors of a notice (§ 42 HVwVfG); decides nothing anew."""

    KIND: ClassVar[str] = "correction_letter"
    WORD: ClassVar[str] = "berichtigung"

    notice_dated: Day
    changes: Changes


class Hearing(PostedLetter):
    """Gives the opportunity to speak before a burdening act (Anhörung, § 28 HVwVfG)."""

    KIND: ClassVar[str] = "hearing"
    WORD: ClassVar[str] = "anhoerung"

    intended: Literal["withdrawal", "revocation", "refund", "interest"]
    notice_dated: Day
    facts: Texts
    amount_cents: Amount | None = None
    answer_by: Day
    derivation: Text

    @property
    def word(self) -> str:
        """A case may be heard on more than one act, so the name tells on which."""
        return f"{self.WORD}-{_INTENTIONS[self.intended]}"


_INTENTIONS = {
    "withdrawal": "ruecknahme",
    "revocation": "widerruf",
    "refund": "erstattung",
    "interest": "zinsen",
}


class CancellationNotice(Act):
    """Withdraws (§ 48 HVwVfG) or revokes (§ 49 HVwVfG) a notice, wholly or in part.

    `trust` weighs the recipient's reliance, `discretion` the choice; `known_on` begins the year
    whose end `limit_derivation` explains.
    """

    KIND: ClassVar[str] = "cancellation_notice"
    WORD: ClassVar[str] = "aufhebung"

    act: Literal["withdrawal", "revocation"]
    notice_dated: Day
    effective_from: Day
    cancelled_cents: Payable
    remaining_cents: Amount
    reasons: Texts
    statement: Text | None = None
    trust: Text
    discretion: Text
    known_on: Day
    limit_derivation: Text


class RefundNotice(Act):
    """Sets the amount to refund (Erstattungsbescheid, § 49a Abs. 1 Satz 2 HVwVfG)."""

    KIND: ClassVar[str] = "refund_notice"
    WORD: ClassVar[str] = "erstattung"

    notice_dated: Day
    ineffective_from: Day
    paid_cents: Payable
    final_cents: Amount
    refund_cents: Payable
    reasons: Texts
    trace: tuple[TraceLine, ...] = ()
    payment: PayBy


class InterestNotice(Act):
    """Sets interest; what is not claimed stays computed and shown, with the reason.

    `method` says in one sentence how days are counted and sums are rounded.
    """

    KIND: ClassVar[str] = "interest_notice"
    WORD: ClassVar[str] = "zinsen"

    ground: Literal["refund", "late_use"]
    principal_cents: Payable
    interest_cents: Amount
    claimed_cents: Amount
    spans: Annotated[tuple[InterestSpan, ...], Field(min_length=1)]
    method: Text
    reasons: Texts
    waiver_reason: Text | None = None
    payment: PayBy | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.claimed_cents > self.interest_cents:
            raise ValueError("more interest is claimed than was computed")
        if self.claimed_cents < self.interest_cents and self.waiver_reason is None:
            raise ValueError("interest is claimed in part without a reason")
        if bool(self.claimed_cents) != bool(self.payment):
            raise ValueError("a payment belongs to claimed interest, and to nothing else")
        return self


class DunningLetter(PostedLetter):
    """Asks for an overdue payment (Mahnung); `claim` names the act that set it."""

    KIND: ClassVar[str] = "dunning_letter"
    WORD: ClassVar[str] = "mahnung"

    claim: Line
    claim_dated: Day
    open_cents: Payable
    was_due_on: Day
    payment: PayBy
    next_step: Text


class DeferralNotice(Act):
    """Defers a claim (Stundung, § 59 LHO): the parts with their days, the interest, the reasons."""

    KIND: ClassVar[str] = "deferral_notice"
    WORD: ClassVar[str] = "stundung"

    claim: Line
    claim_dated: Day
    amount_cents: Payable
    parts: Annotated[tuple[DuePart, ...], Field(min_length=1, max_length=60)]
    interest: Text
    reasons: Texts
    account: Account

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(part.amount_cents for part in self.parts) != self.amount_cents:
            raise ValueError("the parts do not add up to the claim")
        return self


class ArchiveOffer(PostedLetter):
    """Offers a file to the state archive (Anbietung, § 4 HArchivG)."""

    KIND: ClassVar[str] = "archive_offer"
    WORD: ClassVar[str] = "anbietung"

    purpose: Text
    opened_on: Day
    ending: Literal["closed", "rejected", "withdrawn"]
    ended_on: Day
    derivation: Text


class AccountLetter(PostedLetter):
    """Tells the contact known before of another account, and how to object; numbers are masked."""

    KIND: ClassVar[str] = "account_letter"
    WORD: ClassVar[str] = "kontowechsel"

    number: Ordinal
    former: Line
    present: Line
    confirmed_on: Day

    @property
    def word(self) -> str:
        """An account may change more than once a day, so the name tells which."""
        return f"{self.WORD}-{self.number}"


class DestructionRecord(Letter):
    """The list of destruction (Vernichtungsprotokoll), not posted; `head` is a hash of the record.

    Documents are named by their SHA-256, for nothing else of them may be left.
    """

    KIND: ClassVar[str] = "destruction_record"
    WORD: ClassVar[str] = "vernichtung"

    appraisal: Literal["taken_over", "not_worthy"]
    reference: Line
    decided_on: Day
    destroyed: tuple[Digest, ...]
    kept: tuple[Digest, ...] = ()
    boxes: int
    head_position: int
    head: Digest


LATER_KINDS: tuple[type[Letter], ...] = (
    AmendingNotice,
    CorrectionLetter,
    Hearing,
    CancellationNotice,
    RefundNotice,
    InterestNotice,
    DunningLetter,
    DeferralNotice,
    ArchiveOffer,
    AccountLetter,
    DestructionRecord,
)
