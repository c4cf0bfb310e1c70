"""Stories of what happens after a decision, for one example of every event."""

from collections.abc import Iterator

from domain.amendment import RefuseAmendment, SendBackAmendment
from domain.change_report import ReviewChange
from domain.correction import CorrectNotice
from tests.cast import ADLER, ANTRAG, BIRKE, DORN
from tests.changed_grant import (
    APRIL,
    amended,
    amendment,
    asked_for,
    final,
    notified,
    remedy,
    remedy_end,
    report,
)
from tests.story import Story, given
from tests.usual_grant import CASE, DIGEST, MARCH, Grant

GRANT = Grant()


def later_stories() -> Iterator[Story]:
    """A change signed and one refused, a remedy, a correction, and a report."""
    refuse = RefuseAmendment(case=CASE, reasons="Der Zweck bliebe unerreicht.")
    send_back = SendBackAmendment(case=CASE, remark="Bitte begründen.")
    yield given(
        *GRANT.until("confirmed"),
        *asked_for(GRANT),
        BIRKE.asks(amendment(GRANT, 40_000_00), APRIL),
        DORN.asks(send_back, APRIL),
        DORN.asks(refuse, APRIL),
    )
    yield given(*GRANT.until("confirmed"), *amended(GRANT, 40_000_00), *notified(GRANT))
    yield given(*GRANT.until("confirmed"), *amended(GRANT, 30_000_00), *notified(GRANT)).given(
        *final(GRANT)
    )
    correct = CorrectNotice(case=CASE, wrong="2106", right="2016", why_obvious="Zahlendreher.")
    review = ReviewChange(case=CASE, report=1, consequence="amendment", reasons="Weniger Kosten.")
    yield given(
        *GRANT.until("notified"),
        DORN.asks(correct, MARCH),
        ADLER.asks(remedy(GRANT), MARCH),
        ADLER.asks(remedy_end(GRANT), MARCH),
        ANTRAG.asks(report(GRANT, documents=(DIGEST,)), APRIL),
        BIRKE.asks(review, APRIL),
    )
