"""An onward grant of the tests: a county passes micro-project money on to two carriers.

5,000.00 euro are passed on in 2022, 3,000.00 and 2,000.00 of it. Both levels are told by the same
chapters, for both are cases; who acts and what is asked differs.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from domain.application import CheckApplication, Facts, SubmitApplication
from domain.appropriation import AppropriateFunds, ReserveFunds
from domain.approval import (
    Approval,
    ProposeApproval,
    RecordNotification,
    RecordPosting,
    ReturnDeclaration,
    SignApproval,
)
from domain.correspondence import RecordLetter
from domain.desk import Desk
from domain.disbursement import (
    CertifyArithmetically,
    CertifyFactually,
    RequestDrawdown,
)
from domain.kernel import Day, Money
from domain.onward import PassOnFunds, RecordOnwardPayment
from domain.payment import OrderPayment, end_to_end_id
from domain.payment_run import OpenPaymentRun
from domain.proof_of_use import CloseCase, CloseExamination, ExamineProof, ProofOfUse, SubmitProof
from domain.recipient import ConfirmBankDetails, RegisterRecipient
from tests.cast import (
    ADLER,
    ANTRAG,
    BIRKE,
    BODY,
    DEBTOR,
    DORN,
    FALK,
    HCC,
    IBAN,
    SYSTEM,
    bank_says,
    debit,
)
from tests.story import Act, Actor
from tests.usual_award import DIGEST, made

UPPER, FIRST, SECOND = "WIR-2022-K0001", "WIR-2022-T0001", "WIR-2022-T0002"
PASSED_ON = f"onward.{UPPER.lower()}"
CARRIER, OTHER_CARRIER = "verein-bruecke", "verein-faehre"
JANUARY, FEBRUARY, NEXT_YEAR = date(2022, 1, 3), date(2022, 2, 1), date(2023, 1, 9)
CHECKLIST = ("form", "concept", "financing_plan", "two_posts", "onward_grants")
CHAPTERS = (
    *("registered", "submitted", "checked", "reserved", "proposed", "signed", "printed"),
    *("posted", "notified", "declared", "confirmed", "drawn", "certified", "ordered", "booked"),
    *("proven", "examined", "settled", "closed"),
)


class House(NamedTuple):
    """Those who act for an authority."""

    clerk: Actor
    second_clerk: Actor
    signatory: Actor
    budget: Actor
    treasury: Actor


LAND = House(ADLER, BIRKE, DORN, FALK, HCC)
COUNTY = House(
    Actor("b1.kreis", "clerk", BODY),
    Actor("b2.kreis", "clerk", BODY),
    Actor("z.kreis", "signatory", BODY),
    Actor("h.kreis", "budget_officer", BODY),
    Actor("kk.kreis", "treasury", BODY),
)
BRUECKE = Actor("a.bruecke", "applicant", CARRIER)
FAEHRE = Actor("a.faehre", "applicant", OTHER_CARRIER)


@dataclass(frozen=True)
class Level:
    """One grant of either level; `start` is the day of its application."""

    case: str
    house: House
    applicant: Actor
    cents: int
    start: Day
    upper: str | None = None
    conditions: tuple[str, ...] = ("publicity",)
    proof_on: Day = NEXT_YEAR
    waives: bool = True
    facts: Facts = field(default_factory=dict)

    def until(self, chapter: str) -> list[Act]:
        """All acts to the end of a chapter."""
        told = CHAPTERS[: CHAPTERS.index(chapter) + 1]
        return [act for name in told for act in getattr(self, name)()]

    def since(self, start: str, chapter: str) -> list[Act]:
        """The acts after one chapter to the end of another."""
        told = CHAPTERS[CHAPTERS.index(start) + 1 : CHAPTERS.index(chapter) + 1]
        return [act for name in told for act in getattr(self, name)()]

    @property
    def body(self) -> str:
        """The recipient."""
        assert self.applicant.scope
        return self.applicant.scope

    @property
    def stated(self) -> Facts:
        """The facts of the application."""
        return self.facts or {"micro_projects": {"eligible_cents": self.cents}}

    def day(self, number: int) -> Day:
        """So many days after the application."""
        return self.start + timedelta(days=number)

    def registered(self) -> list[Act]:
        carrier = self.upper is not None
        kind = "non_profit_carrier" if carrier else "county"
        register = RegisterRecipient(
            recipient=self.body,
            name=self.body.title(),
            classes=({"recipient_class": kind, "valid_from": date(2014, 1, 1)},),
            court="Verwaltungsgericht Frankfurt am Main",
            address=(self.body.title(), "Marktplatz 1", "63571 Gelnhausen"),
            email=f"post@{self.body}.example",
            county=BODY if carrier else None,
        )
        return [self.house.clerk.asks(register, self.start), *self._funds()]

    def _funds(self) -> list[Act]:
        if self.upper:
            return []
        funds = {"programme": "wir", "fund": "wir", "year": 2022, "reference": "Haushalt 2022"}
        command = made(AppropriateFunds, funds, {"amount_cents": Money(200_000_00)})
        return [self.house.budget.asks(command, self.start)]

    def application(self, **changes: object) -> SubmitApplication:
        """The application, with its whole cost to be granted."""
        content = {
            "case": self.case,
            "programme": "wir",
            "line": "diversity_centre",
            "recipient": self.body,
            "year": 2022,
            "period_from": self.start if self.upper else date(2022, 1, 1),
            "period_to": date(2022, 12, 31),
            "title": "Mikroprojekt 2022" if self.upper else "Vielfaltszentrum 2022",
            "purpose": "Teilhabe vor Ort",
            "plan": ({"name": "Sachkosten", "amount_cents": Money(self.cents)},),
            "requested_cents": Money(self.cents),
            "facts": self.stated,
            "begun": False,
            "vat_deductible": False,
            "received_on": self.start,
            "upper": self.upper,
        }
        return made(SubmitApplication, content, changes)

    def submitted(self) -> list[Act]:
        return [self.applicant.asks(self.application(), self.start)]

    def check(self) -> CheckApplication:
        """The check with everything ticked."""
        ticked = dict.fromkeys(CHECKLIST, True)
        return CheckApplication(case=self.case, checklist=ticked, no_conflict=True)

    def checked(self) -> list[Act]:
        return [self.house.clerk.asks(self.check(), self.day(2))]

    def reserved(self) -> list[Act]:
        return [self.house.budget.asks(ReserveFunds(case=self.case), self.day(2))]

    def proposal(self, **changes: object) -> ProposeApproval:
        """The draft decision: one instalment, a week after the posting."""
        part = {"amount_cents": Money(self.cents), "from_on": self.day(10)}
        content = {
            "case": self.case,
            "amount_cents": Money(self.cents),
            "instalments": (part,),
            "conditions": self.conditions,
            "reasons": "Das Vorhaben entspricht der Richtlinie.",
        }
        return made(ProposeApproval, content, changes)

    def proposed(self) -> list[Act]:
        return [self.house.second_clerk.asks(self.proposal(), self.day(2))]

    def signature(self, desk: Desk) -> SignApproval:
        """The signature under exactly what lies there."""
        draft = desk.read(Approval, self.case).proposal
        return SignApproval(case=self.case, content_hash=draft.content_hash if draft else DIGEST)

    def signed(self) -> list[Act]:
        return [self.house.signatory.asks(self.signature, self.day(3))]

    def printed(self) -> list[Act]:
        content = {"subject": f"approval:{self.case}", "about": "v1", "document": DIGEST}
        letter = made(RecordLetter, content, {"kind": "approval_notice"})
        return [SYSTEM.asks(letter, self.day(3))]

    def posted(self) -> list[Act]:
        content = {"case": self.case, "channel": "post", "posted_on": self.day(3)}
        return [SYSTEM.asks(made(RecordPosting, content, {}), self.day(3))]

    def notified(self) -> list[Act]:
        return [SYSTEM.asks(RecordNotification(case=self.case), self.day(10))]

    def declared(self) -> list[Act]:
        accept = ReturnDeclaration(
            case=self.case,
            accepts=True,
            waives_remedies=self.waives,
            signed_on=self.day(11),
            signed_by_name="Frau Beispiel",
            iban=IBAN,
            holder=self.body.title(),
        )
        return [self.applicant.asks(accept, self.day(11))]

    def confirmed(self) -> list[Act]:
        confirm = ConfirmBankDetails(recipient=self.body)
        return [self.house.second_clerk.asks(confirm, self.day(12))]

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
