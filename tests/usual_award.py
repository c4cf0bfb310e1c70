"""The first half of the usual grant: from the register to the confirmed account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

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
from domain.decision import NoticeChannel
from domain.desk import Desk
from domain.kernel import Message, Money
from domain.lines import RecipientClass
from domain.recipient import RegisterRecipient
from tests.cast import ADLER, ANTRAG, BIRKE, BODY, DORN, FALK, IBAN, SYSTEM, confirmation
from tests.story import FIRST_DAY, Act

CASE = "WIR-2016-T0001"
TITLE = "wir.wir.2016"
DIGEST = "a" * 64
MARCH = date(2016, 3, 1)

M = TypeVar("M", bound=Message)


def made(kind: type[M], content: Mapping[str, object], changes: Mapping[str, object]) -> M:
    """A message with its usual content, changed where a test says so."""
    return kind.model_validate({**content, **changes})


@dataclass(frozen=True)
class Award:
    """A coordination grant of 50,000 euro, drawn at once from March 2016 on."""

    case: str = CASE
    line: str = "coordination"
    requested: int = 50_000_00
    parts: tuple[tuple[int, date | None], ...] = ((50_000_00, MARCH),)
    facts: Facts = field(default_factory=lambda: {"eligible_cents": 58_300_00, "months": 12})
    checklist: tuple[str, ...] = ("form", "concept", "financing_plan", "one_post")
    recipient_class: RecipientClass = "county"
    funds: int = 100_000_00
    channel: NoticeChannel = "post"

    @property
    def amount(self) -> Money:
        """What is granted."""
        return Money(sum(cents for cents, _ in self.parts))

    def registration(self, **changes: object) -> RegisterRecipient:
        """The body as it is entered into the register."""
        since = {"recipient_class": self.recipient_class, "valid_from": date(2014, 1, 1)}
        content = {
            "recipient": BODY,
            "name": "Main-Kinzig-Kreis",
            "classes": (since,),
            "court": "Verwaltungsgericht Frankfurt am Main",
            "address": ("Main-Kinzig-Kreis", "Barbarossastraße 16", "63571 Gelnhausen"),
            "email": "kasse@main-kinzig.example",
        }
        return made(RegisterRecipient, content, changes)

    def registered(self) -> list[Act]:
        funds = AppropriateFunds(
            programme="wir",
            fund="wir",
            year=2016,
            amount_cents=Money(self.funds),
            reference="Haushaltsplan 2016",
        )
        return [ADLER.asks(self.registration(), FIRST_DAY), FALK.asks(funds, FIRST_DAY)]

    def application(self, **changes: object) -> SubmitApplication:
        """The application; the plan is covered by own funds and the grant."""
        cost = max(58_300_00, self.requested)
        content = {
            "case": self.case,
            "programme": "wir",
            "line": self.line,
            "recipient": BODY,
            "year": 2016,
            "period_from": date(2016, 1, 1),
            "period_to": date(2016, 12, 31),
            "title": "WIR-Koordination 2016",
            "purpose": "Regionales Integrationsmanagement",
            "plan": ({"name": "Personal", "amount_cents": Money(cost)},),
            "own_cents": Money(cost - self.requested),
            "requested_cents": Money(self.requested),
            "facts": self.facts,
            "begun": False,
            "vat_deductible": False,
            "received_on": date(2015, 12, 7),
            "contact_name": "Frau Muster",
            "contact_email": "integration@main-kinzig.example",
        }
        return made(SubmitApplication, content, changes)

    def submitted(self) -> list[Act]:
        return [ANTRAG.asks(self.application(), date(2015, 12, 7))]

    def check(self, **changes: object) -> CheckApplication:
        """The check with everything ticked."""
        ticked = dict.fromkeys(self.checklist, True)
        content = {"case": self.case, "checklist": ticked, "no_conflict": True}
        return made(CheckApplication, content, changes)

    def checked(self) -> list[Act]:
        return [ADLER.asks(self.check(), date(2016, 1, 7))]

    def reserved(self) -> list[Act]:
        return [FALK.asks(ReserveFunds(case=self.case), date(2016, 1, 8))]

    def proposal(self, **changes: object) -> ProposeApproval:
        """The draft decision."""
        content = {
            "case": self.case,
            "amount_cents": self.amount,
            "instalments": tuple(
                {"amount_cents": Money(cents), "from_on": from_on} for cents, from_on in self.parts
            ),
            "conditions": ("publicity",),
            "channel": self.channel,
            "reasons": "Das Vorhaben entspricht der Richtlinie.",
        }
        return made(ProposeApproval, content, changes)

    def proposed(self) -> list[Act]:
        return [BIRKE.asks(self.proposal(), date(2016, 1, 8))]

    def signature(self, desk: Desk) -> SignApproval:
        """The signature under exactly what lies there; under nothing where nothing does."""
        draft = desk.read(Approval, self.case).proposal
        return SignApproval(case=self.case, content_hash=draft.content_hash if draft else DIGEST)

    def signed(self) -> list[Act]:
        return [DORN.asks(self.signature, date(2016, 1, 11))]

    def letter(self, kind: str, about: str = "v1", stream: str = "approval") -> RecordLetter:
        """A letter about the case, as the engine records it."""
        content = {"subject": f"{stream}:{self.case}", "kind": kind, "about": about}
        return made(RecordLetter, content, {"document": DIGEST})

    def printed(self) -> list[Act]:
        return [SYSTEM.asks(self.letter("approval_notice"), date(2016, 1, 11))]

    def posting(self, **changes: object) -> RecordPosting:
        """The notice leaves the house on 12 January, or lies in the portal."""
        content = {"case": self.case, "channel": self.channel, "posted_on": date(2016, 1, 12)}
        return made(RecordPosting, content, changes)

    def posted(self) -> list[Act]:
        return [SYSTEM.asks(self.posting(), date(2016, 1, 12))]

    def notified(self) -> list[Act]:
        return [SYSTEM.asks(RecordNotification(case=self.case), date(2016, 1, 15))]

    def declaration(self, **changes: object) -> ReturnDeclaration:
        """The notice is accepted, remedies are waived, the account is told."""
        content = {
            "case": self.case,
            "accepts": True,
            "waives_remedies": True,
            "signed_on": date(2016, 1, 20),
            "signed_by_name": "Herr Beispiel",
            "iban": IBAN,
            "holder": "Kreiskasse Main-Kinzig",
            "cash_reference": "4711",
        }
        return made(ReturnDeclaration, content, changes)

    def declared(self) -> list[Act]:
        return [ANTRAG.asks(self.declaration(), date(2016, 1, 20))]

    def confirmed(self) -> list[Act]:
        return [BIRKE.asks(confirmation, date(2016, 1, 21))]
