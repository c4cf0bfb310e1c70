"""One value of a version is tried: the rest stays, and what does not fit is refused."""

import pytest

import programmes

CAP = "lines.coordination.rule.cap"
POST = "lines.diversity_centre.rule.components.first_post.rule"


@pytest.mark.parametrize(
    ("version", "place", "typed", "value"),
    [
        ("wir@2014-01-01", CAP, " 60.000,00 € ", 60_000_00),
        ("wir@2014-01-01", "lines.coordination.rule.prorated", "false", False),
        ("wir@2014-01-01", "lines.guides_deployment.rule.weeks", "40", 40),
        ("wir@2014-01-01", "lines.innovative_project.rule.base", "eligible_cost", "eligible_cost"),
    ],
)
def test_a_value_is_read_as_the_one_that_stood_there(version, place, typed, value):
    _, line, _, name = place.split(".")
    changed, filed = programmes.tried(version, place, typed), programmes.load(version)
    assert getattr(changed.line(line).rule, name).value == value
    assert getattr(filed.line(line).rule, name).value != value
    assert [one for one in changed.lines if one.id != line] == [
        one for one in filed.lines if one.id != line
    ]


def test_a_value_of_a_component_and_of_a_parameter_can_be_tried():
    centre = programmes.tried("wir@2021-01-01", f"{POST}.cap", "50.000,00 €")
    assert centre.line("diversity_centre").rule.components[0].rule.cap.value == 50_000_00
    changed = programmes.tried("wir@2014-01-01", "parameters.budget_line_excess_percent", "50")
    assert changed.parameters.budget_line_excess_percent.value == 50


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (CAP, "60000"),
        (CAP, ""),
        ("lines.guides_deployment.rule.weeks", "²"),
        ("lines.coordination.rule.prorated", "ja"),
        ("lines.coordination.financing", "share"),
        ("parameters.use_months", "3"),
        ("lines.roads.rule.cap", "1,00 €"),
    ],
)
def test_a_value_that_does_not_fit_or_computes_nothing_is_refused(place, typed):
    with pytest.raises(programmes.DoesNotFit, match=place):
        programmes.tried("wir@2014-01-01", place, typed)


def test_a_value_of_the_notice_cannot_be_tried():
    places = {one.place for one in programmes.changeable("wir@2021-01-01")}
    assert "lines.model_project.rule.percent" not in places
    assert "lines.model_project.rule.base" in places
