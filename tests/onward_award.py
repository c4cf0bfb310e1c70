"""The first half of an onward grant, up to the confirmed account, and its persons."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
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
from domain.kernel import Day, Money
from domain.recipient import RegisterRecipient
from tests.cast import ADLER, BIRKE, BODY, DORN, FALK, HCC, IBAN, SYSTEM, confirmation
from tests.story import Act, Actor
from tests.usual_award import DIGEST, made

UPPER, FIRST, SECOND = "WIR-2022-K0001", "WIR-2022-T0001", "WIR-2022-T0002"
PASSED_ON = f"onward.{UPPER.lower()}"
CARRIER, OTHER_CARRIER = "verein-bruecke", "verein-faehre"
JANUARY, FEBRUARY, NEXT_YEAR = date(2022, 1, 3), date(2022, 2, 1), date(2023, 1, 9)
CHECKLIST = ("form", "concept", "financing_plan", "two_posts", "onward_grants")


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
class LevelAward:
    """The first half of a grant of either level; `start` is the day of its application."""

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

    def registration(self) -> RegisterRecipient:
        """The body as it is entered into the register, a carrier with its county."""
        carrier = self.upper is not None
        kind = "non_profit_carrier" if carrier else "county"
        return RegisterRecipient(
            recipient=self.body,
            name=self.body.title(),
            classes=({"recipient_class": kind, "valid_from": date(2014, 1, 1)},),
            court="Verwaltungsgericht Frankfurt am Main",
            address=(self.body.title(), "Marktplatz 1", "63571 Gelnhausen"),
            email=f"post@{self.body}.example",
            county=BODY if carrier else None,
        )

    def registered(self) -> list[Act]:
        return [self.house.clerk.asks(self.registration(), self.start), *self._funds()]

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
        confirm = partial(confirmation, body=self.body, reasons="Der Kreis nimmt für alle ein.")
        return [self.house.second_clerk.asks(confirm, self.day(12))]
