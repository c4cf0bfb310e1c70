"""Several grantors: stated in the application, agreed among each other, warned of twice paying."""

from datetime import date

import pytest

from domain.application import ApplicationSubmitted
from domain.approval import ApprovalProposed
from domain.co_financing import (
    CoFinancing,
    DoubleFundingFlagged,
    GrantorsAgreed,
    RecordAgreement,
)
from domain.kernel import Money
from tests.cast import ADLER, ANTRAG, BIRKE
from tests.story import given
from tests.usual_grant import CASE, Grant

GRANT = Grant()
DAY, FILED = date(2016, 1, 8), date(2015, 12, 7)
AGREED = RecordAgreement(
    case=CASE, examiner="Regierungspräsidium", agreed_on=DAY, reference="Vermerk vom 8. Januar"
)


def application(state: str, cents: int = 3_000_00):
    """An application with 5,000 euro of others, of which one public body is asked for some."""
    other = {"name": "Bundesamt", "amount_cents": Money(cents), "state": state}
    more = {"other_cents": Money(5_000_00), "own_cents": Money(3_300_00)}
    return GRANT.application(other_grantors=(other,), **more)


@pytest.mark.parametrize("state", ["applied", "granted"])
def test_another_grantor_is_flagged_and_must_be_agreed_with(state: str) -> None:
    story = given(*GRANT.registered()).when(application(state), as_=ANTRAG, on=FILED)
    flagged = DoubleFundingFlagged(grantors=("Bundesamt",), others_cents=Money(3_000_00))
    story.then(ApplicationSubmitted, flagged).given(*GRANT.since("submitted", "reserved"))
    told = story.story
    told.when(GRANT.proposal(), as_=BIRKE).refused("grantors_not_agreed")
    told.when(AGREED, as_=ADLER, on=DAY).then(GrantorsAgreed)
    told.when(AGREED, as_=ADLER).nothing()
    told.when(GRANT.proposal(), as_=BIRKE).then(ApprovalProposed)
    assert told.state(CoFinancing, CASE).agreed.examiner == "Regierungspräsidium"


def test_a_body_that_refused_needs_no_agreement() -> None:
    story = given(*GRANT.registered()).when(application("refused"), as_=ANTRAG, on=FILED)
    story.then(ApplicationSubmitted).when(AGREED, as_=ADLER, on=DAY).refused("no_other_grantor")
    story.story.given(*GRANT.since("submitted", "proposed"))


def test_other_grantors_give_no_more_than_the_funds_of_others() -> None:
    wish = application("applied", 5_000_01)
    given(*GRANT.registered()).when(wish, as_=ANTRAG, on=FILED).refused(
        "grantors_above_other_funds", "other_grantors"
    )


def test_an_agreement_lies_in_the_past() -> None:
    story = given(*GRANT.registered()).when(application("applied"), as_=ANTRAG, on=FILED).granted()
    tomorrow = AGREED.model_copy(update={"agreed_on": date(2016, 1, 9)})
    story.when(tomorrow, as_=ADLER, on=DAY).refused("day_in_future", "agreed_on")
