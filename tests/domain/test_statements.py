"""Stated facts: which cost they name, where a line is paid by cost."""

import pytest

import programmes
from domain.kernel import Refused
from domain.statements import stated_cost

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
