"""A grant's whole life as events, for tests that need a record with something in it.

`register() + life()` is the usual way from the register to the closed case; `tell` files it. A
story is a list of `Moment(subject, event, day)`: cut it, put stories together, add to them. Every
person and account is invented; the canaries stand where personal data would.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby

from domain import approval as apr
from domain import disbursement as dis
from domain import payment as pay
from domain import proof_of_use as proof
from domain.appropriation import (
    FundsOrdered,
    FundsReleased,
)
from domain.correspondence import LetterPrepared, ReminderSent
from domain.financing_plan import PlanLine
from domain.hand_over import PaymentFileHandedOver
from domain.kernel import Context, Event, Money, Role, Subject
from domain.payment_run import (
    Debtor,
    PaymentFileWritten,
    PaymentRunFrozen,
    RunItem,
)
from office.receipts import Receipt, ReceiptLine
from office.record import Record
from tests.projections.bank_chapters import RUN, BankChapters
from tests.projections.grant_chapters import (
    CANARIES,
    DAYS,
    DIGEST,
    IBAN,
    TITLE,
    Moment,
    Story,
    deadline,
    register,
)

__all__ = ["CANARIES", "TITLE", "Grant", "Moment", "Story", "deadline", "life", "register", "tell"]

ROLES: dict[str, Role] = {
    "anna": "applicant",
    "bodo": "budget_officer",
    "carla": "clerk",
    "dieter": "clerk",
    "sigrid": "signatory",
}


@dataclass(frozen=True)
class Grant(BankChapters):
    """All chapters of one grant; each gives the events of one step in the case's life."""

    def drawn(
        self, number: int = 1, amount: Money | None = None, *, when: date = DAYS["drawn"]
    ) -> Story:
        request = dis.DrawdownRequested(
            case=self.case,
            number=number,
            amount_cents=amount or self.amount,
            need_cents=None,
            due_payments=(),
            unspent_cents=Money(0),
            requested_by="anna",
        )
        opened = apr.DisbursementOpened(number=number)
        return [*self.at("approval", when, opened), *self.draw_down(number, when, request)]

    def certified(
        self, number: int = 1, amount: Money | None = None, *, when: date = DAYS["certified"]
    ) -> Story:
        amount = amount or self.amount
        return self.draw_down(
            number,
            when,
            dis.PaymentCertified(certificate="factual", amount_cents=amount, certified_by="carla"),
            dis.PaymentCertified(
                certificate="arithmetical", amount_cents=amount, certified_by="dieter"
            ),
        )

    def ordered(self, number: int = 1, attempt: int = 1, *, when: date = DAYS["ordered"]) -> Story:
        reference = pay.end_to_end_id(self.case, number, attempt)
        order = pay.PaymentOrdered(
            attempt=attempt,
            end_to_end_id=reference,
            amount_cents=self.amount,
            recipient=self.recipient,
            payee="Main-Kinzig-Kreis",
            remittance=f"WIR 2016 AZ {self.case} RATE {number}/1 KZ 4711",
            fund="wir.regional.2016",
            content_hash=DIGEST,
            ordered_by="sigrid",
            iban=IBAN,
            holder=CANARIES[3],
        )
        bound = FundsOrdered(
            case=self.case,
            line="coordination",
            end_to_end_id=reference,
            amount_cents=self.amount,
        )
        return [*self.draw_down(number, when, order), *self.of_title(when, bound)]

    def in_run(
        self,
        number: int = 1,
        run: str = RUN,
        *,
        attempt: int = 1,
        when: date = DAYS["in_run"],
    ) -> Story:
        reference = pay.end_to_end_id(self.case, number, attempt)
        item = RunItem(
            case=self.case,
            number=number,
            end_to_end_id=reference,
            amount_cents=self.amount,
            content_hash=DIGEST,
        )
        frozen = PaymentRunFrozen(
            run=run,
            message_id=f"AKTE-{run}",
            created_at=datetime.combine(when, time(9), UTC),
            execution_on=when,
            debtor=Debtor(name="Land Hessen", iban="DE89370400440532013000", bic="COBADEFFXXX"),
            items=(item,),
            count=1,
            total_cents=self.amount,
            content_hash=DIGEST,
        )
        included = pay.PaymentIncluded(run=run, end_to_end_id=reference)
        moment = Moment(Subject("payment_run", run), frozen, when)
        return [moment, *self.draw_down(number, when, included)]

    def handed_over(self, run: str = RUN, *, when: date = DAYS["handed_over"]) -> Story:
        events = (
            PaymentFileWritten(name=f"{run}.xml", sha256=DIGEST),
            PaymentFileHandedOver(name=f"{run}.xml"),
        )
        return [Moment(Subject("payment_run", run), event, when) for event in events]

    def used(
        self, number: int = 1, amount: Money | None = None, *, when: date = DAYS["used"]
    ) -> Story:
        use = dis.Use(used_on=when, amount_cents=amount or self.amount)
        reported = dis.UseReported(uses=(use,), late_cents=Money(0))
        return self.draw_down(number, when, reported)

    def proven(self, when: date = DAYS["proven"]) -> Story:
        reminder = ReminderSent(
            duty="proof", step="before", planned_on=when, due_on=date(2017, 6, 30)
        )
        event = proof.ProofSubmitted(
            report="Die Koordination hat gearbeitet.",
            expenditure=(PlanLine(name="Personal", amount_cents=self.amount),),
            other_cents=Money(0),
            facts={},
            documents=(),
            submitted_by="anna",
            submitted_on=when,
            late=False,
        )
        return self.at("proof_of_use", when, reminder, event)

    def returned_proof(self, when: date = DAYS["returned_proof"]) -> Story:
        event = proof.ProofReturned(returned_by="carla", remark="Der Sachbericht fehlt.")
        return self.at("proof_of_use", when, event)

    def examined(self, final: Money | None = None, *, when: date = DAYS["examined"]) -> Story:
        event = proof.ProofExamined(
            recognised_facts={},
            purpose_achieved=True,
            findings="Keine.",
            interest_considered=True,
            interest_reason="Fristgerecht verwendet.",
            sample=(),
            final_cents=self.amount if final is None else final,
            settlement={},
            examined_by="carla",
            content_hash=DIGEST,
        )
        return self.at("proof_of_use", when, event)

    def settled(
        self,
        final: Money | None = None,
        *,
        paid: Money | None = None,
        when: date = DAYS["settled"],
    ) -> Story:
        final = self.amount if final is None else final
        paid = self.amount if paid is None else paid
        refund = Money(max(0, paid - final))
        event = proof.GrantSettled(
            final_cents=final,
            paid_cents=paid,
            refund_cents=refund,
            rest_cents=Money(max(0, final - paid)),
            closed_by="sigrid",
        )
        determined = [proof.RefundDetermined(amount_cents=refund)] if refund else []
        return self.at("proof_of_use", when, event, *determined)

    def closed(self, when: date = DAYS["closed"]) -> Story:
        event = proof.CaseClosed(
            closed_by="system", paid_cents=self.amount, released_cents=Money(0)
        )
        letter = LetterPrepared(kind="closing_letter", about="v1", document="c" * 64)
        return self.at("proof_of_use", when, event, letter)

    def released(self, amount: Money, *, when: date = DAYS["released"]) -> Story:
        event = FundsReleased(case=self.case, line="coordination", amount_cents=amount)
        return self.of_title(when, event)


def life(grant: Grant | None = None) -> Story:
    """The usual life of a grant whose recipient is registered, from application to closed case."""
    one = grant or Grant()
    return [
        *(*one.submitted(), *one.incomplete(), *one.completed(), *one.checked(), *one.reserved()),
        *(*one.proposed(), *one.signed(), *one.posted(), *one.notified(), *one.declared()),
        *(*one.confirmed(), *one.drawn(), *one.certified(), *one.ordered(), *one.in_run()),
        *(*one.handed_over(), *one.accepted(), *one.booked(), *one.used(), *one.proven()),
        *(*one.examined(), *one.settled(), *one.closed()),
    ]


def tell(record: Record, story: Story) -> int:
    """Files a story, one command for the events of a day on end; the last position."""
    histories = record.histories({moment.subject: 0 for moment in story})
    versions = {subject: len(entries) for subject, entries in histories.items()}
    last = record.head().position
    for when, moments in groupby(story, key=lambda moment: moment.day):
        filings = []
        for subject, event, _ in moments:
            versions[subject] += 1
            filings.append((subject, versions[subject], event))
        lines = tuple(
            ReceiptLine(str(one), version, event.TOPIC) for one, version, event in filings
        )
        last = record.file(
            filings,
            context=context(f"story/{last}", when, person=_person([one[2] for one in filings])),
            programme="wir@2014-01-01",
            receipt=Receipt(command=DIGEST, filed=lines),
        ).last
    return last


def context(command_id: str, when: date, *, person: str = "system") -> Context:
    """Who files, at noon of the day."""
    now = datetime.combine(when, time(12), UTC)
    role = ROLES.get(person, "system")
    return Context(command_id=command_id, person=person, role=role, today=when, now=now)


def _person(events: list[Event]) -> str:
    """Whoever the first event names as having done it."""
    named = (value for event in events for name, value in event if name.endswith("_by"))
    return next((value for value in named if isinstance(value, str)), "system")
