"""Freezes and authorisations: what nobody may reserve, and what the next year pays."""

from datetime import date

import pytest

from domain.application import Application, WithdrawApplication
from domain.appropriation import (
    AppropriateFunds,
    Appropriation,
    FundsCommitted,
    FundsReserved,
    ReservationReleased,
    ReserveFunds,
)
from domain.budget import (
    AuthoriseCommitments,
    CommitmentsAuthorised,
    FreezeFunds,
    FreezeLifted,
    FundsFrozen,
    LiftFreeze,
)
from domain.kernel import Money
from domain.reservation import committed_cents, parts_of
from domain.selection import RankApplications
from tests.cast import ANTRAG, BIRKE, DORN, EICHE, FALK
from tests.changed_grant import APRIL, amended
from tests.story import Act, Story, given
from tests.usual_award import made
from tests.usual_grant import CASE, MARCH, TITLE, Grant

GRANT = Grant()
NEXT = "wir.wir.2017"
LIFT = LiftFreeze(
    programme="wir", fund="wir", year=2016, amount_cents=Money(20_000_00), reasons="Es reicht."
)


def freezing(**sums: int) -> FreezeFunds:
    content = {"programme": "wir", "fund": "wir", "year": 2016, "reasons": "Haushaltslage"}
    return made(FreezeFunds, content, sums)


@pytest.mark.parametrize("sums", [{"amount_cents": 60_000_00}, {"percent": 60}])
def test_frozen_money_is_reserved_by_nobody_until_the_freeze_is_lifted(sums) -> None:
    story = given(*GRANT.until("checked")).when(freezing(**sums), as_=FALK).then(FundsFrozen)
    title = story.state(Appropriation, TITLE)
    assert (title.frozen, title.free) == (60_000_00, 40_000_00)
    story.when(ReserveFunds(case=CASE), as_=FALK).refused("funds_short")
    story.when(LIFT, as_=FALK).then(FreezeLifted)
    story.when(ReserveFunds(case=CASE), as_=FALK).then(FundsReserved)


def test_what_is_reserved_stays_with_its_case_and_no_more_is_lifted_than_was_frozen() -> None:
    story = given(*GRANT.until("reserved"))
    story.when(freezing(amount_cents=50_000_01), as_=FALK).refused("freeze_above_free")
    story.when(freezing(percent=60), as_=FALK).refused("freeze_above_free")
    story.when(freezing(), as_=FALK).refused("freeze_unclear")
    story.when(freezing(percent=1, amount_cents=1), as_=FALK).refused("freeze_unclear")
    story.when(freezing(percent=10), as_=FALK).granted()
    story.when(LIFT, as_=FALK).refused("above_frozen", "amount_cents")
    story.given(*GRANT.since("reserved", "signed"))


PROJECT = Grant(
    line="innovative_project",
    requested=20_000_00,
    parts=((12_000_00, MARCH), (8_000_00, date(2017, 2, 1))),
    facts={"items": [{"key": "staff", "amount_cents": 40_000_00}]},
    checklist=("form", "concept", "financing_plan", "not_begun"),
)


def two_years(**changes: object) -> Act:
    """An application that reaches into 2017 with 8,000 of 20,000 euro."""
    plan = ({"name": "Personal", "amount_cents": Money(40_000_00)},)
    known = {"period_to": date(2017, 6, 30), "later_cents": Money(8_000_00), "plan": plan}
    own = {"own_cents": Money(20_000_00)}
    wish = PROJECT.application(**known | own | changes)
    return ANTRAG.asks(wish, date(2015, 12, 7))


def authorised(cents: int) -> Act:
    wish = AuthoriseCommitments(
        programme="wir", fund="wir", year=2017, amount_cents=Money(cents), reference="Kap. 08"
    )
    return FALK.asks(wish, date(2016, 1, 8))


def checked() -> list[Act]:
    return [*PROJECT.registered(), two_years(), *PROJECT.checked()]


def test_an_award_over_two_years_needs_an_authorisation_for_the_second_part() -> None:
    story = given(*checked()).when(ReserveFunds(case=CASE), as_=FALK)
    story.refused("no_commitment_authorisation").given(authorised(7_999_99))
    story.story.when(ReserveFunds(case=CASE), as_=FALK).refused("no_commitment_authorisation")
    told = story.story.given(authorised(1))
    entered = [one for one in told.told() if isinstance(one, CommitmentsAuthorised)]
    assert [one.amount_cents for one in entered] == [7_999_99, 1]
    told.when(ReserveFunds(case=CASE), as_=FALK).then(FundsReserved, FundsReserved)
    told.when(ReserveFunds(case=CASE), as_=FALK).nothing()
    assert told.state(Appropriation, TITLE).share(CASE).reserved == 12_000_00
    assert told.state(Appropriation, NEXT).share(CASE).reserved == 8_000_00
    assert told.state(Appropriation, NEXT).free == 0


def test_nobody_is_selected_whose_later_part_is_not_authorised() -> None:
    rank = RankApplications.model_validate(
        {
            "programme": "wir",
            "line": "innovative_project",
            "year": 2016,
            "criteria": "Bedarf",
            "ranking": ({"case": CASE, "points": 9, "selected": True, "reasons": "Gut."},),
        }
    )
    story = given(*checked()).when(rank, as_=BIRKE).refused("no_commitment_authorisation")
    story.given(authorised(8_000_00)).when(rank, as_=BIRKE).granted()


def running() -> Story:
    """The project over two years, ready to be drawn."""
    story = given(*checked(), authorised(8_000_00), *PROJECT.since("checked", "confirmed"))
    assert committed_cents(story.desk, story.state(Application, CASE)) == 20_000_00
    return story


def test_the_next_years_part_is_ordered_from_its_own_title_in_its_own_year() -> None:
    story = running().given(*PROJECT.paying(1, date(2016, 4, 1)))
    assert story.state(Appropriation, TITLE).share(CASE).paid == 12_000_00
    later = date(2017, 2, 1)
    story.given(*PROJECT.drawn(2, later), *PROJECT.certified(2, later))
    story.when(PROJECT.order(2), as_=EICHE, on=date(2016, 12, 31)).refused("title_not_open")
    story.given(*PROJECT.ordered(2, later), *PROJECT.in_run(2, later, run="second"))
    story.given(*PROJECT.booked(2, later))
    assert story.state(Appropriation, NEXT).share(CASE).paid == 8_000_00


def test_less_frees_the_later_title_first_and_a_withdrawal_frees_both() -> None:
    story = running().given(*amended(PROJECT, 10_000_00, period_to=date(2016, 12, 31)))
    assert story.state(Appropriation, NEXT).share(CASE).committed == 0
    assert story.state(Appropriation, TITLE).share(CASE).committed == 10_000_00
    back = given(*checked(), authorised(8_000_00), *PROJECT.reserved())
    back.when(WithdrawApplication(case=CASE), as_=ANTRAG, on=APRIL).granted()
    released = [one for one in back.told() if isinstance(one, ReservationReleased)]
    assert sorted(one.amount_cents for one in released) == [8_000_00, 12_000_00]


def test_a_decision_below_the_reservation_frees_the_rest_of_both_titles() -> None:
    less = PROJECT.proposal(amount_cents=12_000_00, instalments=({"amount_cents": 12_000_00},))
    story = given(*checked(), authorised(8_000_00), *PROJECT.reserved())
    story.given(BIRKE.asks(less, date(2016, 1, 8)), DORN.asks(PROJECT.signature, date(2016, 1, 11)))
    assert FundsCommitted in {type(one) for one in story.told()}
    assert story.state(Appropriation, NEXT).bound == 0


def test_a_grant_below_its_later_part_is_paid_by_the_next_year_alone() -> None:
    cost = {"items": [{"key": "staff", "amount_cents": 10_000_00}]}
    story = given(*PROJECT.registered(), two_years(facts=cost), *PROJECT.checked())
    story.given(authorised(8_000_00), *PROJECT.reserved())
    less = PROJECT.proposal(amount_cents=5_000_00, instalments=({"amount_cents": 5_000_00},))
    story.given(BIRKE.asks(less, date(2016, 1, 8)), DORN.asks(PROJECT.signature, date(2016, 1, 11)))
    assert story.state(Appropriation, TITLE).bound == 0
    assert story.state(Appropriation, NEXT).share(CASE).committed == 5_000_00


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"later_cents": Money(0)}, "period_invalid"),
        ({"later_cents": Money(20_000_00)}, "later_part_invalid"),
        ({"period_to": date(2016, 12, 31)}, "period_invalid"),
        ({"period_to": date(2018, 1, 1)}, "period_invalid"),
    ],
)
def test_the_part_of_the_next_year_and_the_period_fit(changes, code) -> None:
    wish = two_years(**changes)
    given(*PROJECT.registered()).when(wish.ask, as_=ANTRAG, on=wish.on).refused(code)


def test_a_line_funded_by_the_year_reaches_into_no_other() -> None:
    wish = GRANT.application(period_to=date(2017, 6, 30), later_cents=Money(1_00))
    answer = given(*GRANT.registered()).when(wish, as_=ANTRAG, on=date(2015, 12, 7))
    answer.refused("period_not_one_year")


def test_the_authorised_sum_is_no_money_for_cases_of_its_own_year() -> None:
    title = Appropriation(NEXT, authorised=Money(100), appropriated=Money(40), bound=Money(60))
    assert (title.free, title.authorised_free) == (0, 40)
    story = given(*checked(), authorised(8_000_00))
    assert parts_of(story.state(Application, CASE)) == (12_000_00, 8_000_00)
    more = AppropriateFunds(
        programme="wir", fund="wir", year=2017, amount_cents=Money(9_000_00), reference="HH 2017"
    )
    story.when(more, as_=FALK).granted()
    assert story.state(Appropriation, NEXT).authorised_free == 9_000_00
