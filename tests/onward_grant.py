"""An onward grant of the tests: a county passes micro-project money on to two carriers.

5,000.00 euro are passed on in 2022, 3,000.00 and 2,000.00 of it. Both levels are told by the same
chapters, for both are cases; who acts and what is asked differs.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.desk import Desk
from domain.disbursement import CertifyArithmetically, CertifyFactually, RequestDrawdown
from domain.kernel import Money
from domain.onward import PassOnFunds, RecordOnwardPayment
from domain.payment import OrderPayment, end_to_end_id
from domain.payment_run import OpenPaymentRun
from domain.proof_of_use import CloseCase, CloseExamination, ExamineProof, ProofOfUse, SubmitProof
from tests.cast import ANTRAG, DEBTOR, SYSTEM, bank_says, debit
from tests.onward_award import (
    BRUECKE,
    COUNTY,
    FAEHRE,
    FEBRUARY,
    FIRST,
    JANUARY,
    LAND,
    SECOND,
    UPPER,
    LevelAward,
)
from tests.story import Act
from tests.usual_award import DIGEST, made

CHAPTERS = (
    *("registered", "submitted", "checked", "reserved", "proposed", "signed", "printed"),
    *("posted", "notified", "declared", "confirmed", "drawn", "certified", "ordered", "booked"),
    *("proven", "examined", "settled", "closed"),
)


@dataclass(frozen=True)
class Level(LevelAward):
    """All chapters of one grant of either level, with its only payment."""

    def until(self, chapter: str) -> list[Act]:
        """All acts to the end of a chapter."""
        told = CHAPTERS[: CHAPTERS.index(chapter) + 1]
        return [act for name in told for act in getattr(self, name)()]

    def since(self, start: str, chapter: str) -> list[Act]:
        """The acts after one chapter to the end of another."""
        told = CHAPTERS[CHAPTERS.index(start) + 1 : CHAPTERS.index(chapter) + 1]
        return [act for name in told for act in getattr(self, name)()]

    def drawn(self) -> list[Act]:
        draw = RequestDrawdown(case=self.case, amount_cents=Money(self.cents))
        return [self.applicant.asks(draw, self.day(13))]

    def certified(self) -> list[Act]:
        content = {"case": self.case, "number": 1, "amount_cents": Money(self.cents)}
        return [
            self.house.clerk.asks(made(CertifyFactually, content, {}), self.day(14)),
            self.house.second_clerk.asks(made(CertifyArithmetically, content, {}), self.day(14)),
        ]

    def ordered(self) -> list[Act]:
        order = OrderPayment(case=self.case, number=1)
        return [self.house.signatory.asks(order, self.day(15))]

    @property
    def reference(self) -> str:
        """The reference of the only payment."""
        return end_to_end_id(self.case, 1, 1)

    def payment(self, **changes: object) -> RecordOnwardPayment:
        """The debit as the county's treasury records it."""
        content = {
            "case": self.case,
            "number": 1,
            "amount_cents": Money(self.cents),
            "booked_on": self.day(16),
            "entry_reference": f"KONTO/{self.case}",
        }
        return made(RecordOnwardPayment, content, changes)

    def run(self, **changes: object) -> OpenPaymentRun:
        """The Land's payment run with the only payment."""
        content = {
            "run": f"{self.day(15)}-1",
            "execution_on": self.day(16),
            "debtor": DEBTOR,
            "orders": ({"case": self.case, "number": 1},),
        }
        return made(OpenPaymentRun, content, changes)

    def booked(self) -> list[Act]:
        if self.upper:
            return [self.house.treasury.asks(self.payment(), self.day(16))]
        line = debit(self.reference, self.cents, booked_on=self.day(16))
        return [
            self.house.treasury.asks(self.run(), self.day(15)),
            SYSTEM.asks(bank_says(line), self.day(16)),
        ]

    def proof(self, used: int | None = None, **changes: object) -> SubmitProof:
        """The proof of use: all was used, or so much of it."""
        cents = self.cents if used is None else used
        facts = {**self.stated, "micro_projects": {"eligible_cents": cents}}
        content = {
            "case": self.case,
            "report": "Die Ziele wurden erreicht.",
            "expenditure": ({"name": "Sachkosten", "amount_cents": Money(max(1, cents))},),
            "facts": facts,
        }
        return made(SubmitProof, content, changes)

    def proven(self, used: int | None = None) -> list[Act]:
        return [self.applicant.asks(self.proof(used), self.proof_on)]

    def note(self, used: int | None = None, **changes: object) -> ExamineProof:
        """The examination note on what was used."""
        content = {
            "case": self.case,
            "recognised_facts": self.proof(used).facts,
            "purpose_achieved": True,
            "findings": "Die Ausgaben sind schlüssig.",
            "interest_considered": True,
            "interest_reason": "Fristgerecht verwendet.",
        }
        return made(ExamineProof, content, changes)

    def examined(self, used: int | None = None) -> list[Act]:
        on = self.proof_on + timedelta(days=1)
        return [self.house.second_clerk.asks(self.note(used), on)]

    def settlement(self, desk: Desk) -> CloseExamination:
        """The second signature under exactly the note that lies there."""
        note = desk.read(ProofOfUse, self.case).examined
        return CloseExamination(case=self.case, content_hash=note.content_hash if note else DIGEST)

    def settled(self) -> list[Act]:
        on = self.proof_on + timedelta(days=2)
        return [self.house.signatory.asks(self.settlement, on)]

    def settled_at(self, used: int) -> list[Act]:
        """Proven, examined and settled with so much used."""
        return [*self.proven(used), *self.examined(used), *self.settled()]

    def closed(self) -> list[Act]:
        return [SYSTEM.asks(CloseCase(case=self.case), self.proof_on + timedelta(days=3))]


COUNTY_GRANT = Level(
    UPPER,
    LAND,
    ANTRAG,
    5_000_00,
    JANUARY,
    conditions=("publicity", "onward_grant"),
    proof_on=date(2023, 3, 1),
)
BRUECKE_GRANT = Level(FIRST, COUNTY, BRUECKE, 3_000_00, FEBRUARY, UPPER)
FAEHRE_GRANT = Level(SECOND, COUNTY, FAEHRE, 2_000_00, FEBRUARY, UPPER)


def passing_on(cents: int = 5_000_00) -> PassOnFunds:
    """The county sets money apart for onward grants."""
    reference = "Beschluss des Kreisausschusses"
    return PassOnFunds(case=UPPER, amount_cents=Money(cents), reference=reference)


def passed_on() -> list[Act]:
    """The county has its grant and set all of it apart."""
    act = COUNTY.budget.asks(passing_on(), date(2022, 1, 24))
    return [*COUNTY_GRANT.until("booked"), act]
