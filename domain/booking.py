"""A payment that an account was debited with, or that came back: the draw-down and its title."""

from domain.application import Application
from domain.appropriation import (
    Appropriation,
    FundsPaid,
    OrderReversed,
    PaymentReversed,
)
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.kernel import Day, Filing, Filings, Subject
from domain.legal_periods import use_of_payment
from domain.payment import PaymentBooked, PaymentOrdered, PaymentRejected, PaymentReturned
from domain.recipient import BankDetailsQuestioned, Recipient
from domain.terms import programme_of


def rejected(desk: Desk, draw: Disbursement, *, code: str) -> Filings:
    """The order was refused: the commitment is whole again, the account is questioned."""
    order = _order(draw)
    application = _application(desk, order)
    back = OrderReversed(
        case=application.key,
        line=application.submitted.line,
        end_to_end_id=order.end_to_end_id,
        amount_cents=order.amount_cents,
    )
    return [
        (draw.subject, PaymentRejected(end_to_end_id=order.end_to_end_id, reason_code=code)),
        (_title(desk, order), back),
        _questioned(desk, order.recipient, code),
    ]


def booked(desk: Desk, draw: Disbursement, *, on: Day, entry: str) -> Filings:
    """The ordered payment left the account on a day, from which the time to use it runs."""
    order = _order(draw)
    application = _application(desk, order)
    months = programme_of(desk, application.key).parameters.use_months.value
    booking = PaymentBooked(
        end_to_end_id=order.end_to_end_id,
        amount_cents=order.amount_cents,
        booked_on=on,
        entry_reference=entry,
        use=use_of_payment(on, desk.calendar, months=months),
        set_off_cents=draw.set_off_cents,
    )
    paid = FundsPaid(
        case=application.key,
        line=application.submitted.line,
        end_to_end_id=order.end_to_end_id,
        amount_cents=order.amount_cents,
    )
    return [(draw.subject, booking), (_title(desk, order), paid)]


def returned(desk: Desk, draw: Disbursement, *, on: Day, entry: str, code: str) -> Filings:
    """A booked payment came back: it counts as not paid, and the account is questioned."""
    order = _order(draw)
    application = _application(desk, order)
    back = PaymentReturned(
        end_to_end_id=order.end_to_end_id,
        amount_cents=order.amount_cents,
        booked_on=on,
        entry_reference=entry,
        reason_code=code,
    )
    reversed_payment = PaymentReversed(
        case=application.key,
        line=application.submitted.line,
        end_to_end_id=order.end_to_end_id,
        amount_cents=order.amount_cents,
    )
    return [
        (draw.subject, back),
        (_title(desk, order), reversed_payment),
        _questioned(desk, application.submitted.recipient, code),
    ]


def _order(draw: Disbursement) -> PaymentOrdered:
    assert draw.order, "only what was ordered is answered by a bank"
    return draw.order


def _questioned(desk: Desk, recipient: str, code: str) -> Filing:
    event = BankDetailsQuestioned(recipient=recipient, reason_code=code)
    return desk.read(Recipient, recipient).subject, event


def _title(desk: Desk, order: PaymentOrdered) -> Subject:
    """The budget title that an order named."""
    return desk.read(Appropriation, order.fund).subject


def _application(desk: Desk, order: PaymentOrdered) -> Application:
    return desk.read(Application, order.end_to_end_id.split(".", maxsplit=1)[0])
