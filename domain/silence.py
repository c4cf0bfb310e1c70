"""Silence of the bank: until when it should have told what became of a payment."""

from datetime import timedelta

from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.kernel import Day
from domain.payment import UNDERWAY
from domain.payment_run import PaymentRun
from domain.terms import programme_of


def answer_due_on(desk: Desk, draw: Disbursement) -> Day | None:
    """The last working day on which a booking is in time; `None` where none is missing.

    It is missing while a payment is underway, and where money came back that never left.
    """
    underway = draw.run if draw.status in UNDERWAY else None
    frozen = desk.read(PaymentRun, underway or "").frozen
    begun = frozen.execution_on if frozen else _kept_since(draw)
    if begun is None:
        return None
    case = draw.key.rpartition(".")[0]
    for _ in range(programme_of(desk, case).parameters.bank_answer_days.value):
        begun = desk.calendar.next_working_day(begun + timedelta(days=1))
    return begun


def _kept_since(draw: Disbursement) -> Day | None:
    return min((one.booked_on for one in draw.told.kept), default=None)
