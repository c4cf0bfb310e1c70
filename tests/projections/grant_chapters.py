"""A grant until its notice is accepted, chapter by chapter, for the story of a grant."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain import application as app
from domain import approval as apr
from domain import notice
from domain import recipient as rec
from domain.appropriation import FundsAppropriated, FundsCommitted, FundsReserved
from domain.correspondence import LetterPrepared
from domain.deadline import Deadline
from domain.decision import Instalment
from domain.financing_plan import PlanLine
from domain.kernel import Event, Money, Subject
from domain.proof_of_use import ProofExpected

IBAN = "DE02120300000000202051"
CANARIES = (
    "Kanarie Kontakt",
    "kanarie@kreis.example",
    IBAN,
    "Kanarie Inhaber",
    "Kanarie Unterschrift",
)
"""What stands in the personal fields of the story, and nowhere else."""

DIGEST = "0" * 64
AMOUNT = Money(50_000_00)
TITLE = Subject("appropriation", "wir.regional.2016")


class Moment(NamedTuple):
    """One event of a story: whose file it stands in, and on which business date."""

    subject: Subject
    event: Event
    day: date


Story = list[Moment]


DAYS: dict[str, date] = {
    "submitted": date(2015, 11, 2),
    "incomplete": date(2015, 11, 9),
    "completed": date(2015, 11, 20),
    "checked": date(2015, 12, 1),
    "reserved": date(2015, 12, 2),
    "proposed": date(2015, 12, 3),
    "sent_back": date(2015, 12, 4),
    "signed": date(2015, 12, 7),
    "posted": date(2015, 12, 8),
    "notified": date(2015, 12, 11),
    "declared": date(2015, 12, 21),
    "confirmed": date(2015, 12, 22),
    "drawn": date(2016, 2, 1),
    "certified": date(2016, 2, 2),
    "ordered": date(2016, 2, 3),
    "in_run": date(2016, 2, 4),
    "handed_over": date(2016, 2, 4),
    "accepted": date(2016, 2, 5),
    "booked": date(2016, 2, 8),
    "used": date(2016, 3, 15),
    "proven": date(2017, 3, 1),
    "returned_proof": date(2017, 3, 2),
    "examined": date(2017, 4, 3),
    "settled": date(2017, 4, 5),
    "closed": date(2017, 4, 6),
    "released": date(2017, 4, 5),
}
"""The usual day of each chapter."""


def deadline(on: date, event_day: date, *, period: str = "1 month") -> Deadline:
    """A deadline with a derivation."""
    return Deadline(on=on, event_day=event_day, period=period, basis="Zuwendungsbescheid")


def register(recipient: str = "main-kinzig", name: str = "Main-Kinzig-Kreis") -> Story:
    """The recipient enters the register and the title its appropriation."""
    since = rec.ClassSince(recipient_class="county", valid_from=date(2000, 1, 1))
    registered = rec.RecipientRegistered(
        recipient=recipient,
        name=name,
        classes=(since,),
        court="Darmstadt",
        address=("Barbarossastraße 16", "63571 Gelnhausen"),
        email=f"kasse@{recipient}.example",
    )
    funds = FundsAppropriated(
        programme="wir",
        fund="regional",
        year=2016,
        amount_cents=Money(300_000_00),
        reference="Haushaltsplan 2016",
    )
    start = date(2015, 10, 1)
    return [
        Moment(Subject("recipient", recipient), registered, start),
        Moment(TITLE, funds, start),
    ]


@dataclass(frozen=True)
class AwardChapters:
    """The way from the application to the draw-down; each chapter gives the events of one step."""

    case: str = "WIR-2016-7K3QF"
    recipient: str = "main-kinzig"
    amount: Money = AMOUNT

    def at(self, kind: str, when: date, *events: Event) -> Story:
        """Events in one of the case's own files."""
        return [Moment(Subject(kind, self.case), event, when) for event in events]

    def of_title(self, when: date, event: Event) -> Story:
        """An event in the title from which the case is paid."""
        return [Moment(TITLE, event, when)]

    def draw_down(self, number: int, when: date, *events: Event) -> Story:
        """Events in the file of a draw-down."""
        subject = Subject("disbursement", f"{self.case}.{number}")
        return [Moment(subject, event, when) for event in events]

    def submitted(self, when: date = DAYS["submitted"]) -> Story:
        event = app.ApplicationSubmitted(
            case=self.case,
            line="coordination",
            recipient=self.recipient,
            year=2016,
            period_from=date(2016, 1, 1),
            period_to=date(2016, 12, 31),
            title="WIR-Koordination",
            purpose="Koordination der Willkommenskultur",
            plan=(PlanLine(name="Personal", amount_cents=self.amount),),
            requested_cents=self.amount,
            facts={},
            begun=False,
            vat_deductible=False,
            received_on=when,
            contact_name=CANARIES[0],
            contact_email=CANARIES[1],
            programme="wir@2014-01-01",
            programme_digest=DIGEST,
            submitted_by="anna",
        )
        return self.at("application", when, event)

    def incomplete(self, when: date = DAYS["incomplete"]) -> Story:
        due_on = date(2015, 11, 30)
        event = app.DocumentsRequested(
            gaps=("cost_plan", "resolution"), due_on=due_on, requested_by="carla"
        )
        letter = LetterPrepared(kind="document_request", about="2015-11-30", document="d" * 64)
        return self.at("application", when, event, letter)

    def completed(self, when: date = DAYS["completed"]) -> Story:
        event = app.DocumentsSupplied(gaps=("cost_plan", "resolution"), open_gaps=())
        return self.at("application", when, event)

    def checked(self, when: date = DAYS["checked"]) -> Story:
        event = app.ApplicationChecked(
            checked_by="carla",
            checklist={"cost_plan": True},
            no_conflict=True,
            assessed_cents=self.amount,
            assessment={},
        )
        return self.at("application", when, event)

    def reserved(self, when: date = DAYS["reserved"]) -> Story:
        event = FundsReserved(
            case=self.case, line="coordination", amount_cents=self.amount, reserved_by="bodo"
        )
        return self.of_title(when, event)

    def proposed(self, when: date = DAYS["proposed"]) -> Story:
        event = apr.ApprovalProposed(
            case=self.case,
            amount_cents=self.amount,
            instalments=(Instalment(amount_cents=self.amount),),
            reasons="Die Voraussetzungen liegen vor.",
            proposed_by="carla",
            content_hash=DIGEST,
        )
        return self.at("approval", when, event)

    def sent_back(self, when: date = DAYS["sent_back"]) -> Story:
        event = apr.ApprovalSentBack(sent_back_by="sigrid", remark="Bitte Raten vorsehen.")
        return self.at("approval", when, event)

    def signed(self, when: date = DAYS["signed"]) -> Story:
        signed = apr.ApprovalSigned(
            amount_cents=self.amount, content_hash=DIGEST, signed_by="sigrid", signed_on=when
        )
        bound = FundsCommitted(case=self.case, line="coordination", amount_cents=self.amount)
        due = deadline(date(2017, 6, 30), date(2016, 12, 31), period="6 months")
        expected = ProofExpected(deadline=due)
        return [
            *self.at("approval", when, signed),
            *self.of_title(when, bound),
            *self.at("proof_of_use", when, expected),
        ]

    def posted(self, when: date = DAYS["posted"]) -> Story:
        letter = LetterPrepared(kind="approval_notice", about="v1", document="a" * 64)
        posted = notice.NoticePosted(channel="post", posted_on=when)
        return self.at("approval", when, letter, posted)

    def notified(self, when: date = DAYS["notified"]) -> Story:
        event = notice.NoticeNotified(
            notification=deadline(when, date(2015, 12, 8), period="3 days"),
            declaration=deadline(date(2016, 1, 11), when),
            remedies=deadline(date(2016, 1, 11), when),
        )
        return self.at("approval", when, event)

    def declared(self, when: date = DAYS["declared"]) -> Story:
        """The declaration with its account, and the finality that the waiver brings."""
        declared = apr.DeclarationReturned(
            recipient=self.recipient,
            signed_on=when,
            late=False,
            waives_remedies=True,
            cash_reference="KZ 4711",
            signed_by_name=CANARIES[4],
        )
        account = rec.BankDetailsReported(
            recipient=self.recipient, reported_by="anna", iban=IBAN, holder=CANARIES[3]
        )
        final = notice.NoticeBecameFinal(final_on=when, ground="waiver")
        return [
            *self.at("approval", when, declared),
            Moment(Subject("recipient", self.recipient), account, when),
            *self.at("approval", when, final),
        ]

    def confirmed(self, when: date = DAYS["confirmed"]) -> Story:
        event = rec.BankDetailsConfirmed(recipient=self.recipient, confirmed_by="carla")
        return [Moment(Subject("recipient", self.recipient), event, when)]
