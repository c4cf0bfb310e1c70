"""The usual grant of the tests, from the register to the closed case, for `tests.story`.

`Grant().until("certified")` gives the acts up to a chapter, that one included. Each chapter is a
method with its own days, so a story can leave chapters out, change them or tell them twice.
"""

from dataclasses import dataclass
from datetime import date

from domain.desk import Desk
from domain.disbursement import (
    CertifyArithmetically,
    CertifyFactually,
    ReportUse,
    RequestDrawdown,
    Use,
    disbursement_key,
)
from domain.hand_over import RecordHandOver
from domain.kernel import Day, Money
from domain.payment import OrderPayment, end_to_end_id
from domain.payment_run import OpenPaymentRun, RecordPaymentFile
from domain.proof_of_use import CloseCase, CloseExamination, ExamineProof, ProofOfUse, SubmitProof
from tests.cast import (
    ADLER,
    ANTRAG,
    BIRKE,
    CRAMER,
    DEBTOR,
    DORN,
    EICHE,
    HCC,
    KASSE,
    SYSTEM,
    bank_says,
    debit,
    status,
)
from tests.story import Act
from tests.usual_award import CASE, DIGEST, MARCH, TITLE, Award, made

__all__ = ["CASE", "CHAPTERS", "DIGEST", "DRAW", "MARCH", "RUN", "TITLE", "Grant"]

DRAW = disbursement_key(CASE, 1)
RUN = "2016-03-01-1"
CHAPTERS = (
    *("registered", "submitted", "checked", "reserved", "proposed", "signed", "printed"),
    *("posted", "notified", "declared", "confirmed", "drawn", "certified", "ordered", "in_run"),
    *("written", "handed_over", "accepted", "booked", "used"),
    *("proven", "examined", "settled", "closed"),
)


@dataclass(frozen=True)
class Grant(Award):
    """All chapters of one grant; the payment ones take the number of the draw-down."""

    run: str = RUN

    def until(self, chapter: str) -> list[Act]:
        """All acts from the register to the end of a chapter."""
        return self.since(None, chapter)

    def since(self, start: str | None, chapter: str) -> list[Act]:
        """The acts after one chapter to the end of another."""
        first = CHAPTERS.index(start) + 1 if start else 0
        told = CHAPTERS[first : CHAPTERS.index(chapter) + 1]
        return [act for name in told for act in getattr(self, name)()]

    def reference(self, number: int = 1, attempt: int = 1) -> str:
        """The bank's reference of a payment."""
        return end_to_end_id(self.case, number, attempt)

    def part(self, number: int) -> Money:
        """The amount of an instalment."""
        return Money(self.parts[number - 1][0])

    def paying(self, number: int, on: Day) -> list[Act]:
        """A draw-down from request to booking, all on one day and in a run of its own."""
        run = f"{on}-{number}"
        acts = self.drawn(number, on) + self.certified(number, on) + self.ordered(number, on)
        return acts + self.in_run(number, on, run=run) + self.booked(number, on)

    def drawdown(self, number: int = 1, **changes: object) -> RequestDrawdown:
        """A draw-down of one instalment."""
        content = {"case": self.case, "amount_cents": self.part(number)}
        return made(RequestDrawdown, content, changes)

    def drawn(self, number: int = 1, on: Day = MARCH) -> list[Act]:
        return [KASSE.asks(self.drawdown(number), on)]

    def factual(self, number: int = 1, **changes: object) -> CertifyFactually:
        """The first certificate."""
        content = {"case": self.case, "number": number, "amount_cents": self.part(number)}
        return made(CertifyFactually, content, changes)

    def arithmetical(self, number: int = 1, **changes: object) -> CertifyArithmetically:
        """The second certificate."""
        content = {"case": self.case, "number": number, "amount_cents": self.part(number)}
        return made(CertifyArithmetically, content, changes)

    def certified(self, number: int = 1, on: Day = MARCH) -> list[Act]:
        return [ADLER.asks(self.factual(number), on), CRAMER.asks(self.arithmetical(number), on)]

    def order(self, number: int = 1) -> OrderPayment:
        """The payment order."""
        return OrderPayment(case=self.case, number=number)

    def ordered(self, number: int = 1, on: Day = MARCH) -> list[Act]:
        return [EICHE.asks(self.order(number), on)]

    def run_of(self, *numbers: int, **changes: object) -> OpenPaymentRun:
        """A payment run with draw-downs of this case."""
        content = {
            "run": self.run,
            "execution_on": date(2016, 3, 2),
            "debtor": DEBTOR,
            "orders": tuple({"case": self.case, "number": number} for number in numbers),
        }
        return made(OpenPaymentRun, content, changes)

    def in_run(self, number: int = 1, on: Day = MARCH, **changes: object) -> list[Act]:
        return [HCC.asks(self.run_of(number, **changes), on)]

    def file(self, **changes: object) -> RecordPaymentFile:
        """The file of the run."""
        content = {"run": self.run, "name": f"AKTE-{self.run}.xml", "sha256": DIGEST}
        return made(RecordPaymentFile, content, changes)

    def written(self) -> list[Act]:
        return [SYSTEM.asks(self.file(), MARCH)]

    def hand_over(self) -> RecordHandOver:
        """The file lies in the bank's door."""
        return RecordHandOver(run=self.run, name=f"AKTE-{self.run}.xml")

    def handed_over(self) -> list[Act]:
        return [SYSTEM.asks(self.hand_over(), MARCH)]

    def accepted(self, number: int = 1) -> list[Act]:
        return [SYSTEM.asks(bank_says(status(self.reference(number), "accepted")), MARCH)]

    def booked(self, number: int = 1, on: Day = date(2016, 3, 3)) -> list[Act]:
        line = debit(self.reference(number), self.part(number), booked_on=on)
        return [SYSTEM.asks(bank_says(line), on)]

    def use(self, number: int = 1, *, on: Day = date(2016, 4, 4), cents: int = 0) -> ReportUse:
        """The report that the money, or a part of it, was used on a day."""
        used = Use(used_on=on, amount_cents=Money(cents or self.part(number)))
        return ReportUse(case=self.case, number=number, uses=(used,))

    def used(self, number: int = 1) -> list[Act]:
        return [KASSE.asks(self.use(number), date(2016, 4, 5))]

    def proof(self, **changes: object) -> SubmitProof:
        """The proof of use: everything went as planned."""
        content = {
            "case": self.case,
            "report": "Die Ziele wurden erreicht.",
            "expenditure": ({"name": "Personal", "amount_cents": Money(58_300_00)},),
            "facts": self.facts,
        }
        return made(SubmitProof, content, changes)

    def proven(self) -> list[Act]:
        return [ANTRAG.asks(self.proof(), date(2017, 2, 6))]

    def note(self, **changes: object) -> ExamineProof:
        """The examination note."""
        content = {
            "case": self.case,
            "recognised_facts": self.facts,
            "purpose_achieved": True,
            "findings": "Die Ausgaben sind schlüssig.",
            "interest_considered": True,
            "interest_reason": "Fristgerecht verwendet.",
            "sample": ("Beleg 3",),
        }
        return made(ExamineProof, content, changes)

    def examined(self) -> list[Act]:
        return [BIRKE.asks(self.note(), date(2017, 2, 20))]

    def settlement(self, desk: Desk) -> CloseExamination:
        """The second signature under exactly the note that lies there, if one does."""
        note = desk.read(ProofOfUse, self.case).examined
        return CloseExamination(case=self.case, content_hash=note.content_hash if note else DIGEST)

    def settled(self) -> list[Act]:
        return [DORN.asks(self.settlement, date(2017, 2, 21))]

    def closed(self) -> list[Act]:
        return [SYSTEM.asks(CloseCase(case=self.case), date(2017, 2, 22))]
