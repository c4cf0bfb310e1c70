"""A grant's whole life as events, for tests that need a record with something in it.

`life()` is the usual way from the register to the closed case; `tell(record, story)` files it.
A story is a list of `Moment(subject, event, day)`: cut it, put stories together, or add to them.
Every person and account is invented; the canaries stand where personal data would.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count, groupby

from domain import approval as apr
from domain import disbursement as dis
from domain import payment as pay
from domain import proof_of_use as proof
from domain.application import PlanLine
from domain.appropriation import FundsOrdered, FundsPaid, FundsReleased
from domain.bank_message import BankMessageRecorded
from domain.correspondence import LetterPrepared, ReminderSent
from domain.kernel import Context, Event, Money, Role, Subject
from domain.payment_run import (
    Debtor,
    PaymentFileHandedOver,
    PaymentFileWritten,
    PaymentRunFrozen,
    PaymentRunSettled,
    RunItem,
)
from office.record import Record
from tests.projections.grant_chapters import (
    CANARIES,
    DIGEST,
    IBAN,
    AwardChapters,
    Moment,
    Story,
    day,
    deadline,
    register,
)

RUN = "lauf-2016-02"


@dataclass(frozen=True)
class Grant(AwardChapters):
    """All chapters of one grant; each gives the events of one step in the case's life."""

    def drawn(self, number: int = 1, amount: Money | None = None, *, when: date = day(2)) -> Story:
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
        self, number: int = 1, amount: Money | None = None, *, when: date = day(2, 2)
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

    def ordered(self, number: int = 1, attempt: int = 1, *, when: date = day(2, 3)) -> Story:
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

    def in_run(self, number: int = 1, run: str = RUN, *, when: date = day(2, 4)) -> Story:
        reference = pay.end_to_end_id(self.case, number, 1)
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

    def handed_over(self, run: str = RUN, *, when: date = day(2, 4)) -> Story:
        events = (
            PaymentFileWritten(name=f"{run}.xml", sha256=DIGEST),
            PaymentFileHandedOver(name=f"{run}.xml"),
        )
        return [Moment(Subject("payment_run", run), event, when) for event in events]

    def accepted(self, number: int = 1, *, when: date = day(2, 5)) -> Story:
        reference = pay.end_to_end_id(self.case, number, 1)
        return self.draw_down(number, when, pay.PaymentAccepted(end_to_end_id=reference))

    def booked(self, number: int = 1, run: str = RUN, *, when: date = day(2, 8)) -> Story:
        reference = pay.end_to_end_id(self.case, number, 1)
        booking = pay.PaymentBooked(
            end_to_end_id=reference,
            amount_cents=self.amount,
            booked_on=when,
            entry_reference="E1",
            use=deadline(day(4, 8), when, period="2 months"),
        )
        paid = FundsPaid(
            case=self.case, line="coordination", end_to_end_id=reference, amount_cents=self.amount
        )
        file = BankMessageRecorded(kind="camt.053", message_id="M1", lines=1, unmatched=())
        key = f"{abs(hash((self.case, number))):064x}"
        return [
            Moment(Subject("bank_message", key), file, when),
            *self.draw_down(number, when, booking),
            *self.of_title(when, paid),
            Moment(Subject("payment_run", run), PaymentRunSettled(run=run), when),
        ]

    def used(
        self, number: int = 1, amount: Money | None = None, *, when: date = day(3, 15)
    ) -> Story:
        use = dis.Use(used_on=when, amount_cents=amount or self.amount)
        reported = dis.UseReported(uses=(use,), late_cents=Money(0))
        return self.draw_down(number, when, reported)

    def proven(self, when: date = day(3, 1, year=2017)) -> Story:
        reminder = ReminderSent(
            duty="proof", step="before", planned_on=when, due_on=day(6, 30, year=2017)
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

    def examined(self, final: Money | None = None, *, when: date = day(4, 3, year=2017)) -> Story:
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
        when: date = day(4, 5, year=2017),
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

    def closed(self, when: date = day(4, 6, year=2017)) -> Story:
        event = proof.CaseClosed(
            closed_by="system", paid_cents=self.amount, released_cents=Money(0)
        )
        letter = LetterPrepared(kind="closing_letter", about="v1", document="c" * 64)
        return self.at("proof_of_use", when, event, letter)

    def released(self, amount: Money, *, when: date = day(4, 5, year=2017)) -> Story:
        event = FundsReleased(case=self.case, line="coordination", amount_cents=amount)
        return self.of_title(when, event)
