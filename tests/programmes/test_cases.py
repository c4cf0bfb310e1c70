"""Every case beside a programme's rules: amounts, settlements, refusals, deadlines, instalments."""

import copy
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic_core import to_json

import programmes
from domain import calendar as periods
from domain.kernel import Money, Refused
from domain.programme import Programme
from domain.rules import assess, explain, recheck
from domain.settlement import instalments, settle

CALENDAR = programmes.calendar()


HERE = Path(__file__).parent
EXERCISE = "uebung@2016-01-01"
"""An invented programme of other kinds of financing, which no authority grants by."""


def _file(reference, suffix):
    programme, _, version = reference.partition("@")
    folder = HERE if reference == EXERCISE else files("programmes")
    return folder / programme / f"{version}{suffix}"


def _cases_of(reference):
    """The cases that stand beside a version's rules, each with the version."""
    kinds = tomllib.loads(_file(reference, ".cases.toml").read_text("utf-8"))
    return {kind: [{**case, "of": reference} for case in cases] for kind, cases in kinds.items()}


def _document(reference):
    """The whole text of a version."""
    if reference == EXERCISE:
        return tomllib.loads(_file(reference, ".toml").read_text("utf-8"))
    return copy.deepcopy(programmes.document(reference))


CASES = {reference: _cases_of(reference) for reference in (*programmes.versions(), EXERCISE)}
KINDS = ("assessments", "settlements", "refusals", "deadlines", "instalments")


def each(kind):
    cases = [case for kinds in CASES.values() for case in kinds.get(kind, [])]
    return pytest.mark.parametrize("case", cases, ids=lambda case: f"{case['of']} {case['name']}")


def rules_of(case):
    """The programme, with the values that the case changes by their place in the text."""
    document = _document(case["of"])
    for place, value in case.get("changed", {}).items():
        *path, last = place.split(".")
        entry = document
        for part in path:
            entry = (
                next(one for one in entry if one["id"] == part)
                if isinstance(entry, list)
                else entry[part]
            )
        assert last in entry, place
        entry[last] = value
    return Programme.model_validate_json(to_json(document), strict=True)


@each("assessments")
def test_an_assessment_gives_the_amount_and_adds_up(case):
    assessment = assess(rules_of(case), case["line"], case["facts"])
    assert assessment.amount_cents.euro == case["expect"]
    assert [one.code for one in assessment.findings] == case.get("findings", [])
    assert recheck(assessment.trace) == ()


@each("settlements")
def test_a_settlement_gives_the_final_grant_and_adds_up(case):
    settlement = settle(
        rules_of(case),
        case["line"],
        approved=cents(case["approved"]),
        planned_facts=case["planned"],
        actual_facts=case["actual"],
        paid=cents(case["paid"]),
    )
    assert settlement.final_cents.euro == case["final"]
    assert settlement.refund_cents.euro == case["refund"]
    assert [one.code for one in settlement.findings] == case.get("findings", [])
    assert recheck(settlement.trace) == ()
    if "recognised" in case:
        results = {step.key: step.result_cents for step in settlement.trace}
        assert results["recognised"].euro == case["recognised"]


@each("refusals")
def test_what_cannot_be_computed_is_refused_by_field(case):
    with pytest.raises(Refused) as refused:
        assess(rules_of(case), case["line"], case["facts"])
    assert refused.value.refusal.field == case["field"]


@each("deadlines")
def test_a_deadline_ends_on_the_day_that_law_says(case):
    event, length = case["event"], case["length"]
    match case["rule"]:
        case "notification_by_post":
            deadline = periods.notification_by_post(event, length)
        case "days_before":
            deadline = periods.days_before(event, length, basis="Fall")
        case "fixed_day":
            deadline = periods.fixed_day(event, CALENDAR, basis="Fall")
        case rule:
            deadline = getattr(periods, rule)(event, length, CALENDAR, basis="Fall")
    assert deadline.on == case["expect"]
    assert deadline.shifted_from == case.get("shifted_from")


@each("instalments")
def test_instalments_add_up_to_the_amount(case):
    parts = instalments(cents(case["amount"]), case["count"])
    assert [part.euro for part in parts] == case["expect"]
    assert sum(parts) == cents(case["amount"])


@pytest.mark.parametrize("reference", CASES)
def test_every_case_says_which_sentence_of_law_it_tests(reference):
    assert set(CASES[reference]) <= set(KINDS)
    for kind, cases in CASES[reference].items():
        names = [case["name"] for case in cases]
        assert len(set(names)) == len(names), kind
        assert all(case["law"].endswith(".") for case in cases), kind


@pytest.mark.parametrize("reference", CASES)
def test_every_line_that_a_version_names_has_cases(reference):
    """A line that goes on unchanged has its cases beside the version that named it."""
    amended = () if reference == EXERCISE else programmes.chain(reference)[1:]
    before = [line for one in amended[:1] for line in programmes.load(one).lines]
    named = {line.id for line in rules_of({"of": reference}).lines if line not in before}
    assert {case["line"] for case in CASES[reference]["assessments"]} >= named
    assert {case["line"] for case in CASES[reference]["settlements"]} >= named


@each("assessments")
def test_an_assessment_can_be_read_in_both_languages(case):
    assessment = assess(rules_of(case), case["line"], case["facts"])
    for language in ("de", "en"):
        lines = explain(assessment, language)
        assert len(lines) == len(assessment.trace) + len(assessment.findings)
        assert assessment.amount_cents.euro in lines[len(assessment.trace) - 1]


def cents(written):
    return Money(int(written.removesuffix(" €").replace(".", "").replace(",", "")))
