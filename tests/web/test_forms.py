"""Between forms and commands: what is spread is collected again, blank rows vanish, keys stay."""

import json

import pytest

import programmes
from domain.application import SubmitApplication
from domain.rules import facts_schema
from office.deciders import COMMANDS
from tests.web.samples import content_of
from web.acts import ACTS
from web.fields import Ask, fields_of
from web.forms import Values, collect, spread, tidy, with_keys

GUIDES = facts_schema(programmes.load("wir@2014-01-01").line("guides_deployment"))
COORDINATION = facts_schema(programmes.load("wir@2014-01-01").line("coordination"))
FORM = fields_of(SubmitApplication.model_json_schema(), Ask(facts=GUIDES))


def facts(values: Values) -> object:
    return collect(FORM, tidy(FORM, values))[0]["facts"]


@pytest.mark.parametrize("name", [act.name for act in ACTS])
def test_the_form_of_every_command_gives_back_what_it_shows(name: str) -> None:
    content = json.loads(json.dumps(content_of(COMMANDS[name])))
    choices = {"gaps": [("form", "Formular")], "checklist": [("form", "Formular")]}
    fields = fields_of(COMMANDS[name].model_json_schema(), Ask(facts=COORDINATION, choices=choices))
    values = with_keys(fields, spread(fields, content))
    data, faults = collect(fields, tidy(fields, values))
    assert faults == []
    assert data == {**content, **{k: v for k, v in data.items() if k not in content}}


def test_blank_rows_vanish_and_the_others_close_up() -> None:
    values = {"facts.guides.0.minutes": [" "], "facts.guides.3.minutes": ["276"]}
    assert facts(with_keys(FORM, values)) == {
        "guides": [{"minutes": 16_560, "coordinating": False, "key": "guide-4"}]
    }


def test_keys_that_are_there_stay_and_others_are_counted_on() -> None:
    given = {"guides": [{"key": "guide-7", "minutes": 60}, {"key": "guide-2", "minutes": 60}]}
    values = with_keys(FORM, spread(FORM, {"facts": given}))
    keys = [values[f"facts.guides.{number}.key"][0] for number in range(12)]
    assert keys[:4] == ["guide-7", "guide-2", "guide-1", "guide-3"]
    assert len(set(keys)) == 12


def test_a_full_list_gets_one_blank_row_more() -> None:
    rows = {f"facts.guides.{number}.minutes": ["1"] for number in range(40)}
    assert "facts.guides.40.key" in with_keys(FORM, rows)
    assert "facts.guides.41.key" not in with_keys(FORM, rows)


def test_each_value_that_breaks_its_grammar_is_told_at_its_place() -> None:
    values = {"facts.guides.0.minutes": ["1e3"], "own_cents": ["1,000.00"], "year": ["MMXVI"]}
    _, faults = collect(FORM, values)
    assert {(fault.path, fault.problem) for fault in faults} == {
        ("facts.guides.0.minutes", "hours_format"),
        ("own_cents", "money_format"),
        ("year", "number_format"),
    }


def test_strange_names_of_fields_are_left_alone() -> None:
    strange = {
        "facts.guides.x.minutes": ["1"],
        "facts.guides.²³.minutes": ["1"],
        "facts.guides.9999.minutes": ["1"],
        "status": ["paid"],
        "facts.amount": ["1"],
    }
    data, faults = collect(FORM, tidy(FORM, strange))
    assert faults == []
    assert data["facts"] == {"guides": []}
    assert "status" not in data


COMPOSED = fields_of(
    SubmitApplication.model_json_schema(),
    Ask(facts=facts_schema(programmes.load("wir@2021-01-01").line("guides_deployment"))),
)


def test_a_part_that_is_left_out_is_not_in_the_facts() -> None:
    values = {"facts.pool": ["5"], "facts.inhabitants": ["0"], "facts.non_profit": ["on"]}
    values |= {"facts.deployment.guides.0.minutes": ["276"]}
    data, _ = collect(COMPOSED, tidy(COMPOSED, with_keys(COMPOSED, values)))
    guide = {"minutes": 16_560, "coordinating": False, "key": "guide-1"}
    assert data["facts"] == {
        "pool": 5,
        "inhabitants": 0,
        "non_profit": True,
        "deployment": {"guides": [guide]},
    }


def test_a_part_is_called_as_the_rules_call_it() -> None:
    (group,) = (field for field in COMPOSED if field.name == "facts")
    labels = {field.name: field.label.de for field in group.inner if field.label}
    assert labels["flat_rate"] == "Koordinierungspauschale"
    assert labels["deployment"] == "Einsatz"
    assert labels["pool"].startswith("Lotsinnen und Lotsen im Pool")
