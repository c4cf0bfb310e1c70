"""Every worked example of the fact book is proven, and the reference says by what."""

from datetime import date

import pytest

from domain.appropriation import ReserveFunds
from tests.cast import ANTRAG, FALK
from tests.domain.worked_examples import PAGE, Example, examples, is_test, page, values
from tests.story import Answer, given
from tests.usual_grant import CASE, Grant

KNOWN = (
    *("A1 A2 A3 A4 A5 A6 A8 A12 A14 A16 B1 B3 B5 B7 B8 C1 C2 C5".split()),
    *("D1 D2 D3 D4 D5 D6 D8 E1 E4 E6 E8 F1 F2 F4 F6 F7 G1 G4 G5 G7".split()),
)


def test_every_example_stands_in_the_table_once() -> None:
    assert tuple(one.id for one in examples()) == KNOWN


@pytest.mark.parametrize("example", examples(), ids=lambda one: one.id)
def test_an_example_is_proven_and_its_cases_give_its_result(example: Example) -> None:
    assert example.cases or example.tests
    for case in example.cases:
        found = list(values(case))
        assert found
        assert [one for one in found if one not in example.result] == []
    assert [one for one in example.tests if not is_test(one)] == []


def test_the_reference_shows_the_table() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_g4_one_cent_too_little_reserves_nothing() -> None:
    grant = Grant(
        line="innovative_project",
        funds=59_999_99,
        requested=60_000_00,
        parts=((60_000_00, date(2016, 3, 1)),),
        facts={"items": [{"key": "staff", "amount_cents": 120_000_00}], "own_cents": 60_000_00},
        checklist=("form", "concept", "financing_plan", "not_begun"),
    )
    story = given(*grant.until("checked")).when(ReserveFunds(case=CASE), as_=FALK)
    story.refused("funds_short", "case")


def applying_for_a_centre(recipient_class: str) -> Answer:
    body = Grant(recipient_class=recipient_class)
    wish = body.application(
        line="diversity_centre",
        year=2022,
        period_from=date(2022, 1, 1),
        period_to=date(2022, 12, 31),
        facts={"first_post": {"eligible_cents": 50_000_00, "months": 12}},
    )
    return given(*body.until("registered")).when(wish, as_=ANTRAG, on=date(2021, 12, 1))


@pytest.mark.parametrize("recipient_class", ["non_profit_carrier", "municipality"])
def test_g7_a_diversity_centre_is_for_the_33_alone(recipient_class: str) -> None:
    applying_for_a_centre(recipient_class).refused("recipient_not_eligible", "line")
    applying_for_a_centre("county").granted()
