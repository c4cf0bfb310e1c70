"""The payment advice: from the run on, with the day of the run until the bank has booked."""

from datetime import date

from domain.disbursement import Disbursement, disbursement_key
from domain.payment_run import PaymentRun
from tests.story import given
from tests.usual_grant import CASE, Grant
from workers.advice_paper import advise

GRANT = Grant()


def test_an_advice_begins_with_the_run_and_ends_with_the_booking() -> None:
    assert advise(given(*GRANT.until("ordered")).desk, CASE, 1) is None
    story = given(*GRANT.until("handed_over"))
    early = advise(story.desk, CASE, 1)
    assert early is not None
    run = story.desk.read(PaymentRun, story.desk.read(Disbursement, f"{CASE}.1").run or "")
    assert run.frozen is not None
    assert early.letter.execution_day == run.frozen.execution_on
    paid = given(*GRANT.until("booked"))
    late = advise(paid.desk, CASE, 1)
    draw = paid.desk.read(Disbursement, disbursement_key(CASE, 1))
    assert late is not None
    assert draw.booking is not None
    assert late.letter.execution_day == draw.booking.booked_on
    assert draw.use is not None
    assert late.letter.use_until == draw.use.on
    assert late.name == f"{CASE}_auszahlung-1_{late.letter.dated}.pdf"
    assert early.letter.use_until > date(2016, 1, 1)
