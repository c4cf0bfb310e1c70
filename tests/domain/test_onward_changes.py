"""Changes at one level fit the other; what is taken back below moves up as well."""

from datetime import date
from typing import Any

import pytest

from domain.amendment import AmendmentProposed, ProposeAmendment
from domain.appropriation import Appropriation
from domain.claim import NoticeRevoked, RecordRepayment, RefundAssessed, RepaymentReceived
from domain.desk import Desk
from domain.kernel import Money
from domain.measure import ProposeRefund, SignMeasure
from domain.onward import OnwardGrants, UnderuseReported
from domain.proceeding import OpenRecovery, StartHearing, SubmitStatement
from domain.recovery import Recovery
from tests.cast import ADLER, ANTRAG, HCC
from tests.onward_award import BRUECKE, COUNTY, FIRST, LAND, PASSED_ON, UPPER, House, LevelAward
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, Level, passed_on, passing_on
from tests.story import Act, Story, given
from tests.usual_award import DIGEST

MAY, NEXT_MARCH = date(2022, 5, 2), date(2023, 3, 1)
BOOKED = [*passed_on(), *BRUECKE_GRANT.until("booked")]


def amendment(level: LevelAward, **changes: object) -> ProposeAmendment:
    """The grant as it is, but for the changes."""
    content = level.application()
    same: dict[str, Any] = {
        "case": level.case,
        "amount_cents": Money(level.cents),
        "instalments": ({"amount_cents": Money(level.cents), "from_on": level.day(10)},),
        "period_to": content.period_to,
        "purpose": content.purpose,
        "plan": content.plan,
        "facts": content.facts,
        "programme": "wir@2022-01-01",
        "reasons": "Der Bedarf hat sich geändert.",
    }
    return ProposeAmendment.model_validate(same | changes)


def proposed(story: Story, level: Level, house: House, **changes: object) -> Any:
    return story.when(amendment(level, **changes), as_=house.clerk, on=MAY)


def less(cents: int) -> dict[str, object]:
    part = {"amount_cents": Money(cents), "from_on": MAY}
    facts = {"micro_projects": {"eligible_cents": cents}}
    return {"amount_cents": Money(cents), "instalments": (part,), "facts": facts}


def test_the_first_level_keeps_what_is_set_apart_and_its_days() -> None:
    story = given(*COUNTY_GRANT.until("confirmed"))
    proposed(story, COUNTY_GRANT, LAND, **less(4_999_99)).then(AmendmentProposed)
    apart = COUNTY.budget.asks(passing_on(), BRUECKE_GRANT.start)
    story = given(*COUNTY_GRANT.until("confirmed"), apart)
    proposed(story, COUNTY_GRANT, LAND, **less(4_999_99)).refused("onward_below", "amount_cents")
    story = story.given(*BRUECKE_GRANT.until("submitted"))
    shorter = {"period_to": date(2022, 12, 30)}
    proposed(story, COUNTY_GRANT, LAND, **shorter).refused("onward_below", "period_to")
    longer = {"purpose": "Teilhabe im ganzen Kreis"}
    proposed(story, COUNTY_GRANT, LAND, **longer).then(AmendmentProposed)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"programme": "wir@2021-01-01", **less(2_000_00)}, "facts_invalid", None),
        ({"programme": "wir@2025-09-01"}, "onward_other_line", "programme"),
        ({"purpose": "Anders"}, None, None),
    ],
)
def test_the_second_level_stays_within_the_first(changes, code, field) -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("confirmed"))
    answer = proposed(story, BRUECKE_GRANT, COUNTY, **changes)
    answer.refused(code, field) if code else answer.then(AmendmentProposed)


def test_the_second_level_ends_no_later_than_the_first() -> None:
    until = {"period_to": date(2022, 11, 30)}
    above, below = (level.application(**until) for level in (COUNTY_GRANT, BRUECKE_GRANT))
    story = given(
        *COUNTY_GRANT.registered(),
        ANTRAG.asks(above, COUNTY_GRANT.start),
        *COUNTY_GRANT.since("submitted", "booked"),
        COUNTY.budget.asks(passing_on(), BRUECKE_GRANT.start),
        *BRUECKE_GRANT.registered(),
        BRUECKE.asks(below, BRUECKE_GRANT.start),
        *BRUECKE_GRANT.since("submitted", "confirmed"),
    )
    later = proposed(story, BRUECKE_GRANT, COUNTY, period_to=date(2022, 12, 1))
    later.refused("onward_outside_period", "period_to")
    proposed(story, BRUECKE_GRANT, COUNTY, period_to=date(2022, 11, 29)).then(AmendmentProposed)


# What is taken back


def refund(cents: int) -> list[Act]:
    """A revocation of so much at the second level, from its facts to its act."""
    opening = OpenRecovery(
        case=FIRST, ground="revocation", known_on=MAY, known_facts="Zweck verfehlt."
    )
    hearing = StartHearing(case=FIRST, amount_cents=Money(cents))
    said = SubmitStatement(case=FIRST, statement="Wir zahlen zurück.")
    start = {"from_on": BRUECKE_GRANT.day(16), "amount_cents": Money(cents)}
    propose = ProposeRefund.model_validate(
        {
            "case": FIRST,
            "amount_cents": Money(cents),
            "bears_interest": (start,),
            "reasons": "Der Zweck wurde insoweit verfehlt.",
            "trust": "Kein schutzwürdiges Vertrauen.",
        }
    )
    return [
        COUNTY.clerk.asks(opening, MAY),
        COUNTY.clerk.asks(hearing, MAY),
        BRUECKE.asks(said, MAY),
        COUNTY.second_clerk.asks(propose, MAY),
    ]


def signature(desk: Desk) -> SignMeasure:
    draft = desk.read(Recovery, FIRST).draft
    return SignMeasure(case=FIRST, content_hash=draft.content_hash if draft else DIGEST)


def revoked(cents: int) -> Story:
    story = given(*BOOKED, *refund(cents)).when(signature, as_=COUNTY.signatory)
    return story.then(NoticeRevoked, RefundAssessed, UnderuseReported)


def test_what_is_revoked_below_moves_up_with_the_same_signature() -> None:
    story = revoked(500_00)
    assert story.state(OnwardGrants, UPPER).underused == {FIRST: 500_00}


def test_the_settlement_adds_to_what_moved_up_before() -> None:
    story = revoked(500_00).given(*BRUECKE_GRANT.settled_at(1_650_00))
    assert story.state(OnwardGrants, UPPER).underused == {FIRST: 1_350_00}
    story.when(
        COUNTY_GRANT.proof(1_650_01), as_=COUNTY_GRANT.applicant, on=date(2023, 3, 1)
    ).refused("onward_above_used")
    proof = COUNTY_GRANT.proof(1_650_00)
    story.when(proof, as_=ANTRAG, on=NEXT_MARCH).granted()


def test_a_repayment_goes_to_the_county_and_no_title_of_the_land_hears_of_it() -> None:
    story = revoked(500_00)
    back = RecordRepayment(
        case=FIRST, amount_cents=Money(500_00), booked_on=MAY, entry_reference="KONTO/R"
    )
    story.when(back, as_=HCC).refused("onward_other_grantor")
    story = story.when(back, as_=COUNTY.treasury).then(RepaymentReceived)
    assert story.state(Recovery, FIRST).principal.open_cents == 0
    assert FIRST not in story.state(Appropriation, "wir.wir.2022").shares
    assert story.state(Appropriation, PASSED_ON).share(FIRST).paid == 3_000_00


def test_taking_back_at_the_first_level_moves_nothing_up() -> None:
    opening = OpenRecovery(
        case=UPPER, ground="revocation", known_on=MAY, known_facts="Zweck verfehlt."
    )
    story = given(*COUNTY_GRANT.until("booked"), ADLER.asks(opening, MAY))
    assert story.state(OnwardGrants, UPPER).underused_cents == 0
