"""Stories of what happens after a decision, for one example of every event."""

from collections.abc import Iterator
from datetime import date

from domain.amendment import RefuseAmendment, SendBackAmendment
from domain.budget import AuthoriseCommitments, FreezeFunds, LiftFreeze
from domain.change_report import ReviewChange
from domain.co_financing import RecordAgreement
from domain.correction import CorrectNotice
from domain.early_start import (
    PermitEarlyStart,
    RecordContract,
    RefuseEarlyStart,
    RequestEarlyStart,
    ReviewStart,
)
from domain.exclusion import ExcludePerson, LiftExclusion
from domain.kernel import Money
from domain.recipient_changes import ChangeClass, MoveSeat
from domain.selection import DecideSelection, RankApplications
from domain.selection_decisions import ranking_hash
from domain.year_end import CloseBudgetYear
from tests.cast import ADLER, ANTRAG, BIRKE, BODY, DORN, FALK
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
LEFT = ChangeClass(
    recipient=BODY,
    recipient_class="county_free_city",
    valid_from=date(2016, 7, 1),
    reference="GVBl. 2015 S. 1",
)
MOVED = MoveSeat(
    recipient=BODY,
    court="Verwaltungsgericht Gießen",
    address=("Stadt", "Marktplatz 1", "35390 Gießen"),
    valid_from=date(2016, 7, 1),
    county="lahn-dill-kreis",
)


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


def earlier_stories() -> Iterator[Story]:
    """An early start permitted and one refused, another grantor, an exclusion, a moved body."""
    request = RequestEarlyStart(case=CASE, start_on=MARCH, reasons="Die Stelle ist sonst weg.")
    permit = PermitEarlyStart(case=CASE, from_on=MARCH, reasons="Unaufschiebbar.")
    refuse = RefuseEarlyStart(case=CASE, reasons="Es eilt nicht.")
    contract = RecordContract(case=CASE, concluded_on=date(2016, 2, 1), about="Raummiete")
    review = ReviewStart(case=CASE, harmful=False, reasons="Ohne Bindung.")
    yield given(
        *GRANT.until("submitted"),
        ANTRAG.asks(request, MARCH),
        DORN.asks(refuse, MARCH),
        ANTRAG.asks(request, MARCH),
        DORN.asks(permit, MARCH),
        ADLER.asks(contract, MARCH),
        ADLER.asks(review, MARCH),
    )
    other = {"name": "Bundesamt", "amount_cents": Money(3_000_00), "state": "applied"}
    asked = GRANT.application(
        other_grantors=(other,), other_cents=Money(3_000_00), own_cents=Money(5_300_00)
    )
    agree = RecordAgreement(case=CASE, examiner="Bundesamt", agreed_on=MARCH, reference="Vermerk")
    exclude = ExcludePerson(case=CASE, excluded=ADLER.person, cause="relative")
    lift = LiftExclusion(case=CASE, excluded=ADLER.person, reasons="Irrtum.")
    yield given(
        *GRANT.registered(),
        ANTRAG.asks(asked, date(2015, 12, 7)),
        BIRKE.asks(agree, MARCH),
        DORN.asks(exclude, MARCH),
        DORN.asks(lift, MARCH),
        ADLER.asks(LEFT, MARCH),
        ADLER.asks(MOVED, MARCH),
    )


def budget_stories() -> Iterator[Story]:
    """A freeze set and lifted, an authorisation, and a selection of one of two applications."""
    frozen = FreezeFunds(programme="wir", fund="wir", year=2016, percent=10, reasons="Haushalt")
    lifted = LiftFreeze(
        programme="wir", fund="wir", year=2016, amount_cents=Money(10_000_00), reasons="Es reicht."
    )
    authorised = AuthoriseCommitments(
        programme="wir", fund="wir", year=2017, amount_cents=Money(1), reference="Kap. 08"
    )
    title = {"programme": "wir", "fund": "wir", "year": 2016}
    closing = CloseBudgetYear(**title, carried_cents=Money(5_000_00), reference="Kap. 08, Rest")
    yield given(
        *GRANT.registered(),
        FALK.asks(frozen, MARCH),
        FALK.asks(lifted, MARCH),
        FALK.asks(authorised, MARCH),
        FALK.asks(closing, date(2017, 1, 16)),
    )
    second = Grant(case="WIR-2016-T0002")
    rows = tuple(
        {"case": one, "points": 50, "selected": one == CASE, "reasons": "Nach Bedarf."}
        for one in (CASE, second.case)
    )
    rank = RankApplications.model_validate(
        {
            "programme": "wir",
            "line": "coordination",
            "year": 2016,
            "criteria": "Bedarf",
            "ranking": rows,
        }
    )
    decide = DecideSelection(
        programme="wir", line="coordination", year=2016, content_hash=ranking_hash(rank)
    )
    yield given(
        *GRANT.until("checked"),
        *second.since("registered", "checked"),
        BIRKE.asks(rank, MARCH),
        DORN.asks(decide, MARCH),
    )
