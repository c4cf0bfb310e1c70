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
    if draw.order is None or not (draw.status in UNDERWAY or draw.told.kept):
        return None
    frozen = desk.read(PaymentRun, draw.run or "").frozen
    if frozen is None:
        return None
    case = draw.key.rpartition(".")[0]
    day = frozen.execution_on
    for _ in range(programme_of(desk, case).parameters.bank_answer_days.value):
        day = desk.calendar.next_working_day(day + timedelta(days=1))
    return day
