"""Stated facts: which cost they name, where a line is paid by cost."""

import pytest

import programmes
from domain.kernel import Refused
from domain.statements import stated_cost, stated_percent

WIR = programmes.load("wir@2014-01-01")
COURSE = {"key": "course-1", "lessons": 300}
SEMINAR = {"key": "seminar-1", "participants": 14}


@pytest.mark.parametrize(
    ("line", "facts", "cents"),
    [
        ("coordination", {"eligible_cents": 100, "months": 12}, 100),
        ("innovative_project", {"items": [{"key": "fees", "amount_cents": 100}]}, 100),
        (
            "innovative_project",
            {"items": [{"key": "fees", "amount_cents": 100, "not_eligible_cents": 1}]},
            99,
        ),
        ("guides_training", {"seminars": [SEMINAR | {"eligible_cents": 100}]}, 100),
        (
            "deutsch4u",
            {"courses": [COURSE | {"key": f"course-{n}", "eligible_cents": n} for n in (1, 2)]},
            3,
        ),
        ("language_course", {"courses": [COURSE | {"participants": 12}]}, None),
        ("guides_deployment", {"guides": [{"key": "guide-1", "minutes": 60}]}, None),
    ],
)
def test_facts_state_a_cost_where_a_line_is_paid_by_cost(line, facts, cents) -> None:
    assert stated_cost(WIR.line(line), facts) == cents


def test_facts_of_another_line_state_nothing() -> None:
    with pytest.raises(Refused) as raised:
        stated_cost(WIR.line("coordination"), {"guides": []})
    assert raised.value.refusal.code == "facts_invalid"


TRAINING = {"key": "training-1", "participants": 1, "lessons": 20}
DEPLOYED = {"clients": [{"key": "client-1", "assignments": 5}]}


@pytest.mark.parametrize(
    ("line", "facts", "cents"),
    [
        ("guides_basic_training", {"trainings": [TRAINING | {"eligible_cents": 7}]}, 7),
        (
            "diversity_centre",
            {
                "first_post": {"eligible_cents": 100, "months": 12},
                "second_post": {"eligible_cents": 20, "months": 12},
            },
            120,
        ),
        (
            "guides_deployment",
            {
                "pool": 5,
                "inhabitants": 0,
                "flat_rate": {"eligible_cents": 3},
                "deployment": {"guides": [{"key": "guide-1", "minutes": 60}]},
            },
            3,
        ),
        ("interpreters", {"pool": 5, "languages": 5, "deployment": DEPLOYED}, None),
    ],
)
def test_a_line_of_parts_states_the_cost_of_all_that_have_one(line, facts, cents) -> None:
    assert stated_cost(programmes.load("wir@2021-01-01").line(line), facts) == cents


def test_a_share_is_that_of_the_rules_or_of_the_notice() -> None:
    items = [{"key": "fees", "amount_cents": 100}]
    model = programmes.load("wir@2021-01-01").line("model_project")
    assert stated_percent(WIR.line("innovative_project"), {"items": items}) == 50
    assert stated_percent(model, {"items": items, "percent": 85}) == 85
    assert stated_percent(WIR.line("coordination"), {"eligible_cents": 1, "months": 1}) is None
