"""Passing on: who may ask for a part of another's grant, and how much of it can be set apart."""

from dataclasses import replace
from datetime import date

import pytest

import programmes
from domain.application import Application
from domain.appropriation import (
    Appropriation,
    FundsPassedOn,
    FundsReserved,
)
from domain.kernel import Money
from domain.lines import FundingLine
from domain.onward import OnwardGrants, grantor_of
from domain.onward_decisions import passable_cents
from domain.recipient import RegisterRecipient
from domain.titles import appropriation_key, onward_key
from tests.cast import ANTRAG, BODY
from tests.onward_award import (
    BRUECKE,
    COUNTY,
    FEBRUARY,
    FIRST,
    JANUARY,
    PASSED_ON,
    SECOND,
    UPPER,
)
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, FAEHRE_GRANT, passed_on, passing_on
from tests.story import Actor, Story, given
from tests.usual_award import made

REGISTERED = BRUECKE_GRANT.registered()


def asks(story: Story, code: str, field: str | None = None, **changes: object) -> None:
    """The carrier's application with changes is refused."""
    wish = BRUECKE_GRANT.application(**changes)
    story.when(wish, as_=BRUECKE, on=FEBRUARY).refused(code, field)


def test_a_second_level_case_is_pinned_to_the_rules_of_its_upper_case() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("submitted"))
    content = story.state(Application, FIRST).submitted
    assert (content.upper, content.grantor) == (UPPER, BODY)
    assert content.programme == story.state(Application, UPPER).submitted.programme
    assert grantor_of(story.desk, FIRST) == BODY
    assert grantor_of(story.desk, UPPER) is grantor_of(story.desk, "WIR-2022-OTHER") is None
    assert story.state(OnwardGrants, UPPER).cases == (FIRST,)


def test_it_is_never_late_for_it_has_no_day_of_the_guideline() -> None:
    assert not given(*passed_on(), *BRUECKE_GRANT.until("submitted")).state(Application, FIRST).late


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"upper": "WIR-2022-NONE"}, "upper_unknown", "upper"),
        ({"period_from": date(2021, 12, 31)}, "onward_outside_period", "period_from"),
        ({"period_to": date(2023, 1, 1)}, "onward_outside_period", "period_from"),
        ({"line": "model_project"}, "onward_other_line", "line"),
        ({"programme": "uebung"}, "onward_other_line", "line"),
        ({"later_cents": Money(1)}, "onward_one_year", "later_cents"),
        ({"facts": {"assistance": {"eligible_cents": 1}}}, "onward_other_part", "facts"),
    ],
)
def test_an_application_fits_the_grant_that_is_passed_on(changes, code, field) -> None:
    asks(given(*passed_on(), *REGISTERED), code, field, **changes)


def test_money_is_passed_on_to_another_body_of_a_class_that_the_rules_name() -> None:
    story = given(*passed_on(), *REGISTERED)
    own = BRUECKE_GRANT.application(recipient=BODY)
    story.when(own, as_=ANTRAG, on=FEBRUARY).refused("onward_same_body", "recipient")
    town = {"recipient_class": "municipality", "valid_from": date(2014, 1, 1)}
    register = made(
        RegisterRecipient,
        dict(COUNTY_GRANT.registration()),
        {"recipient": "gelnhausen", "classes": (town,), "county": BODY},
    )
    story = story.given(COUNTY.clerk.asks(register, FEBRUARY))
    wish = BRUECKE_GRANT.application(recipient="gelnhausen")
    mayor = Actor("a.stadt", "applicant", "gelnhausen")
    story.when(wish, as_=mayor, on=FEBRUARY).refused("recipient_not_eligible")


def test_the_upper_notice_is_accepted_and_permits_passing_on() -> None:
    asks(given(*COUNTY_GRANT.until("notified"), *REGISTERED), "onward_not_permitted", "upper")
    silent = replace(COUNTY_GRANT, conditions=("publicity",))
    asks(given(*silent.until("booked"), *REGISTERED), "onward_not_permitted", "upper")
    wish = passing_on()
    story = given(*silent.until("booked"))
    story.when(wish, as_=COUNTY.budget).refused("onward_not_permitted")


def test_a_line_that_is_not_marked_as_passed_on_is_not() -> None:
    facts = {"items": [{"key": "staff", "amount_cents": 5_000_00}], "percent": 100}
    changes = {"line": "model_project", "facts": facts}
    story = given(*COUNTY_GRANT.registered(), *REGISTERED)
    story = story.when(COUNTY_GRANT.application(**changes), as_=ANTRAG, on=JANUARY).granted()
    asks(story, "onward_not_foreseen", "upper")


def test_what_was_passed_on_is_not_passed_on_again() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("declared"), *FAEHRE_GRANT.registered())
    wish = FAEHRE_GRANT.application(upper=FIRST)
    story.when(wish, as_=FAEHRE_GRANT.applicant).refused("onward_one_level", "upper")
    story.when(passing_on().model_copy(update={"case": FIRST}), as_=BRUECKE).refused(
        "not_your_role"
    )


def test_nothing_is_passed_on_any_more_once_the_use_is_proven() -> None:
    proven = COUNTY_GRANT.proven(0)
    story = given(*passed_on(), *REGISTERED, *proven)
    asks(story, "onward_too_late", "upper", received_on=FEBRUARY)
    story.when(passing_on(1), as_=COUNTY.budget).refused("onward_too_late", "upper")


# The money


def test_what_is_set_apart_is_a_title_of_its_own_and_never_more_than_was_granted_for_it() -> None:
    story = given(*COUNTY_GRANT.until("booked"))
    story.when(passing_on(5_000_01), as_=COUNTY.budget).refused(
        "onward_above_grant", "amount_cents"
    )
    story = story.when(passing_on(3_000_00), as_=COUNTY.budget).then(FundsPassedOn)
    story.when(passing_on(2_000_01), as_=COUNTY.budget).refused("onward_above_grant")
    story = story.when(passing_on(2_000_00), as_=COUNTY.budget).then(FundsPassedOn)
    story.when(passing_on(1), as_=COUNTY.budget).refused("onward_above_grant")
    assert story.state(Appropriation, PASSED_ON).free == 5_000_00


def test_of_a_diversity_centre_only_its_micro_projects_can_be_passed_on() -> None:
    facts = {
        "first_post": {"eligible_cents": 60_000_00, "months": 12},
        "micro_projects": {"eligible_cents": 4_000_00},
    }
    centre = replace(COUNTY_GRANT, cents=64_000_00, facts=facts)
    assert passable_cents(given(*centre.until("declared")).desk, UPPER) == 4_000_00
    posts = replace(centre, cents=60_000_00, facts={"first_post": facts["first_post"]})
    assert passable_cents(given(*posts.until("declared")).desk, UPPER) == 0


def test_a_case_is_paid_from_what_was_set_apart_and_from_nothing_else() -> None:
    story = given(*COUNTY_GRANT.until("booked"), *BRUECKE_GRANT.until("checked"))
    reserve = BRUECKE_GRANT.reserved()[0].ask
    story.when(reserve, as_=COUNTY.budget).refused("no_appropriation")
    story = story.given(COUNTY.budget.asks(passing_on(2_999_99), FEBRUARY))
    story.when(reserve, as_=COUNTY.budget).refused("funds_short")
    story = story.given(COUNTY.budget.asks(passing_on(1), FEBRUARY))
    story.when(reserve, as_=COUNTY.budget).then(FundsReserved)


def test_no_title_of_the_land_can_have_the_key_of_a_fund_that_is_passed_on() -> None:
    assert onward_key(UPPER).count(".") == 1
    assert appropriation_key("onward", UPPER.lower(), 2022).count(".") == 2
    assert onward_key(FIRST) != onward_key(SECOND)


@pytest.mark.parametrize(
    ("reference", "line", "part", "to"),
    [
        ("wir@2014-01-01", "deutsch4u", None, {"municipality", "non_profit_carrier"}),
        ("wir@2017-01-01", "deutsch4u", None, {"municipality", "non_profit_carrier"}),
        ("wir@2018-10-02", "deutsch4u", None, set()),
        ("wir@2021-01-01", "diversity_centre", None, set()),
        ("wir@2022-01-01", "diversity_centre", "micro_projects", {"non_profit_carrier"}),
        ("wir@2025-09-01", "diversity_centre", "micro_projects", {"non_profit_carrier"}),
    ],
)
def test_the_rules_say_which_lines_are_passed_on_and_to_whom(reference, line, part, to) -> None:
    found = programmes.load(reference).line(line)
    assert set(found.last_recipients) == to
    assert (found.passed_on.part if found.passed_on else None) == part


def test_a_line_passes_on_only_a_part_that_it_has() -> None:
    line = programmes.load("wir@2022-01-01").line("diversity_centre")
    assert line.passed_on
    other = line.passed_on.model_copy(update={"part": "fourth_post"})
    with pytest.raises(ValueError, match="passes on a part that the line has not"):
        FundingLine.model_validate(dict(line) | {"passed_on": other})
