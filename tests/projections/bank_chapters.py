"""What a bank does with the payments of a grant: accepts, refuses, books, returns them."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from domain import payment as pay
from domain.appropriation import FundsPaid, OrderReversed, PaymentReversed
from domain.bank_message import BankMessageRecorded
from domain.kernel import Subject
from domain.payment_run import PaymentRunSettled
from tests.projections.grant_chapters import DAYS, AwardChapters, Moment, Story, deadline

RUN = "lauf-2016-02"


@dataclass(frozen=True)
class BankChapters(AwardChapters):
    """The bank's part in the life of a grant."""

    def accepted(self, number: int = 1, *, when: date = DAYS["accepted"]) -> Story:
        reference = pay.end_to_end_id(self.case, number, 1)
        return self.draw_down(number, when, pay.PaymentAccepted(end_to_end_id=reference))

    def booked(self, number: int = 1, run: str = RUN, *, when: date = DAYS["booked"]) -> Story:
        reference = pay.end_to_end_id(self.case, number, 1)
        booking = pay.PaymentBooked(
            end_to_end_id=reference,
            amount_cents=self.amount,
            booked_on=when,
            entry_reference="E1",
            use=deadline(date(2016, 4, 8), when, period="2 months"),
        )
        paid = FundsPaid(
            case=self.case, line="coordination", end_to_end_id=reference, amount_cents=self.amount
        )
        file = BankMessageRecorded(kind="camt.053", message_id="M1", lines=1, unmatched=())
        key = sha256(reference.encode()).hexdigest()
        return [
            Moment(Subject("bank_message", key), file, when),
            *self.draw_down(number, when, booking),
            *self.of_title(when, paid),
            Moment(Subject("payment_run", run), PaymentRunSettled(run=run), when),
        ]

    def rejected(self, number: int = 1, *, when: date, code: str = "AC04") -> Story:
        """The bank refuses the order."""
        reference = pay.end_to_end_id(self.case, number, 1)
        told = pay.PaymentRejected(end_to_end_id=reference, reason_code=code)
        back = OrderReversed(
            case=self.case, line="coordination", end_to_end_id=reference, amount_cents=self.amount
        )
        return [*self.draw_down(number, when, told), *self.of_title(when, back)]

    def returned(self, number: int = 1, *, when: date, code: str = "AC04") -> Story:
        """The booked money comes back."""
        reference = pay.end_to_end_id(self.case, number, 1)
        told = pay.PaymentReturned(
            end_to_end_id=reference,
            amount_cents=self.amount,
            booked_on=when,
            entry_reference="E2",
            reason_code=code,
        )
        back = PaymentReversed(
            case=self.case, line="coordination", end_to_end_id=reference, amount_cents=self.amount
        )
        return [*self.draw_down(number, when, told), *self.of_title(when, back)]
