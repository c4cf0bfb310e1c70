"""A composition hangs together: names once, what is asked is listed, ties look back."""

import pytest
from pydantic import ValidationError

from domain.rule_kinds import Composition, Demand

WORDS = {"de": "Teil", "en": "part"}
AMOUNT = {"value": "1,00 €", "reference": "x"}


def component(name, **more):
    rule = {"kind": "cost_up_to_amount", "amount": AMOUNT}
    return {"id": name, "title": WORDS, "rule": rule, **more}


def asking(name):
    demands = {"value": [{"circumstance": name}], "reference": "x"}
    return {"conditions": [{"id": "one", "text": WORDS, "any_of": demands}]}


def composed(*components, circumstances=()):
    listed = [{"id": name, "kind": "yes_or_no", "title": WORDS} for name in circumstances]
    content = {"kind": "composition", "components": components, "circumstances": listed}
    return Composition.model_validate(content)


def test_components_may_stand_under_conditions_and_ties():
    tied = {"only_with": {"value": ["first"], "reference": "x"}}
    made = composed(
        component("first", **asking("small")), component("second", **tied), circumstances=["small"]
    )
    assert [one.id for one in made.components] == ["first", "second"]


@pytest.mark.parametrize(
    ("components", "circumstances", "said"),
    [
        ([component("first"), component("first")], [], "same id"),
        ([component("first", **asking("first"))], ["first"], "same id"),
        ([component("first", **asking("small"))], [], "what conditions ask"),
        ([component("first")], ["small"], "what conditions ask"),
        ([component("first", only_with={"value": ["x"], "reference": "x"})], [], "stands later"),
        ([], [], "at least 1"),
    ],
)
def test_what_does_not_hang_together_is_refused(components, circumstances, said):
    with pytest.raises(ValidationError, match=said):
        composed(*components, circumstances=circumstances)


def test_the_limits_of_a_demand_are_named_after_its_circumstance():
    demand = Demand(circumstance="inhabitants", at_least=10_000, at_most=50_000)
    assert demand.limits == {"inhabitants_at_least": 10_000, "inhabitants_at_most": 50_000}
    assert Demand(circumstance="pool", below=5).limits == {"pool_below": 5}
    assert Demand(circumstance="small").limits == {}
