"""The payment advice (Zahlungsavis): what a cash office must know of one payment to book it."""

from dataclasses import dataclass

from adapters.letter_kinds import PaymentAdvice
from adapters.letters import letter_name, render
from domain.approval import Approval
from domain.bank_text import REMITTANCE_LENGTH, sepa_text
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Day
from domain.legal_periods import use_of_payment
from domain.payment import ADVISED
from domain.payment_run import PaymentRun
from workers.letterhead import content_of, posted


@dataclass(frozen=True)
class Advice:
    """One advice, as facts for a program and as a letter."""

    letter: PaymentAdvice

    @property
    def name(self) -> str:
        """The name of its file, free of personal data."""
        return letter_name(self.letter)

    def facts(self) -> dict[str, object]:
        """All that the letter says, for a program."""
        return self.letter.model_dump(mode="json")

    def pdf(self) -> bytes:
        """The letter as PDF/A-2a and PDF/UA-1."""
        return render(self.letter)


def advise(desk: Desk, case: str, number: int) -> Advice | None:
    """The advice of a payment, `None` where no money is on its way or arrived by transfer.

    Before the booking its day is that of the run, and so is the day until which to use the money.
    """
    draw = desk.read(Disbursement, disbursement_key(case, number))
    if draw.order is None or draw.status not in ADVISED:
        return None
    day = _paid_on(desk, draw)
    content, programme = content_of(desk, case)
    approval = desk.read(Approval, case)
    months = programme.parameters.use_months.value
    letter = PaymentAdvice(
        **posted(desk, case, day),
        amount_cents=draw.order.amount_cents,
        remittance_text=sepa_text(draw.order.remittance, REMITTANCE_LENGTH),
        execution_day=day,
        instalment=number,
        instalments=max(number, len(approval.instalments)),
        purpose=content.purpose,
        use_until=(draw.use or use_of_payment(day, desk.calendar, months=months)).on,
        cash_reference=approval.declaration and approval.declaration.cash_reference,
        notice_dated=approval.signed and approval.signed.signed_on,
        year=content.year,
        end_to_end_id=draw.order.end_to_end_id,
    )
    return Advice(letter)


def _paid_on(desk: Desk, draw: Disbursement) -> Day:
    if draw.booking:
        return draw.booking.booked_on
    run = desk.read(PaymentRun, draw.run or "").frozen
    assert run, "a payment at the bank belongs to a frozen run"
    return run.execution_on
