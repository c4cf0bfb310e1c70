"""What holds for every line of every version, whatever is stated."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import programmes
from domain.kernel import Money
from domain.rule_kinds import Composition, states_cost
from domain.rules import assess, explain, recheck
from domain.settlement import settle
from domain.sourced import OfNotice
from domain.statements import stated_cost
from tests.domain.stated_facts import cents, facts_for

EXERCISE = programmes.read(Path(__file__).parents[1] / "programmes" / "uebung" / "2016-01-01.toml")


def lines():
    """Each line beside the first version that has it so."""
    seen = []
    for rules in (*map(programmes.load, programmes.versions()), EXERCISE):
        for line in rules.lines:
            if line not in seen:
                seen.append(line)
                yield pytest.param(rules, line, id=f"{rules.reference} {line.id}")


every_line = pytest.mark.parametrize(("rules", "line"), list(lines()))
with_cost = pytest.mark.parametrize(
    ("rules", "line"), [one for one in lines() if states_cost(one.values[1].rule)]
)
some = settings(max_examples=25, deadline=None)


def others_of(facts):
    """The funds of others, those of all parts together."""
    parts = (others_of(part) for part in facts.values() if isinstance(part, dict))
    return facts.get("other_funds_cents", 0) + sum(parts)


def of_notice(value):
    return isinstance(value, OfNotice)


def limit_of(rule, facts):
    """The most that a rule can give, by plain arithmetic and without its conditions."""
    if isinstance(rule, Composition):
        parts = [(one.rule, facts.get(one.id)) for one in rule.components]
        return sum(limit_of(part, stated) for part, stated in parts if stated)
    match rule.kind:
        case "cost_up_to_yearly_cap" | "uncovered_cost":
            return rule.cap.value
        case "cost_up_to_amount":
            return facts["amount_cents"] if of_notice(rule.amount) else rule.amount.value
        case "share_of_cost":
            cost = sum(one["amount_cents"] for one in facts["items"])
            percent = facts["percent"] if of_notice(rule.percent) else rule.percent.value
            return cost * percent // 100
        case "hours_up_to_yearly_cap":
            return rule.rate.value * 46 * 9 * len(facts["guides"])
        case "cost_up_to_rate_per_participant":
            return sum(rule.rate.value * one["participants"] for one in facts["seminars"])
        case "cost_up_to_rate_per_participant_lesson":
            return sum(rule.rate.value * 36 * one["participants"] for one in facts["trainings"])
        case "rate_per_participant_lesson":
            units = (one["participants"] * one["lessons"] for one in facts["courses"])
            return rule.rate.value * sum(units)
        case "rate_per_assignment":
            counted = (one["assignments"] for one in facts["clients"])
            return rule.rate.value * sum(counted)
    return rule.cap.value * len(facts["courses"])


@every_line
@some
@given(data=st.data())
def test_a_computation_adds_up_and_says_what_is_assumed(rules, line, data):
    assessment = assess(rules, line.id, data.draw(facts_for(line.rule)))
    assert recheck(assessment.trace) == ()
    for language, word in (("de", "Annahme"), ("en", "assumption")):
        said = explain(assessment, language)
        for step, words in zip(assessment.trace, said, strict=False):
            assert words.endswith(f"; {word})") is step.assumption


@every_line
@some
@given(data=st.data())
def test_a_grant_is_never_above_its_limit_nor_the_cost_that_nobody_else_pays(rules, line, data):
    facts = data.draw(facts_for(line.rule))
    amount = assess(rules, line.id, facts).amount_cents
    assert 0 <= amount <= limit_of(line.rule, facts)
    if states_cost(line.rule):
        assert amount <= stated_cost(line, facts) - others_of(facts)


def raised(facts, by):
    """The same with every cost raised; an amount beside none of its parts is set by a notice."""
    if isinstance(facts, list):
        return [raised(one, by) for one in facts]
    if not isinstance(facts, dict):
        return facts
    cost = "amount_cents" if "not_eligible_cents" in facts else "eligible_cents"
    return {
        name: value + by if name == cost else raised(value, by) for name, value in facts.items()
    }


@with_cost
@some
@given(data=st.data(), more=cents)
def test_more_cost_never_lowers_a_grant(rules, line, data, more):
    facts = data.draw(facts_for(line.rule))
    higher = raised(facts, more)
    assert assess(rules, line.id, higher).amount_cents >= assess(rules, line.id, facts).amount_cents


@every_line
@some
@given(data=st.data(), approved=cents)
def test_a_settlement_is_never_above_what_was_approved(rules, line, data, approved):
    plan, use = data.draw(facts_for(line.rule)), data.draw(facts_for(line.rule))
    settlement = settle(
        rules, line.id, approved=Money(approved), planned_facts=plan, actual_facts=use
    )
    assert 0 <= settlement.final_cents <= approved
    assert recheck(settlement.trace) == ()
    if states_cost(line.rule):
        assert settlement.final_cents <= stated_cost(line, use) - others_of(use)


@every_line
@some
@given(data=st.data())
def test_a_plan_that_came_true_gives_the_award(rules, line, data):
    plan = data.draw(facts_for(line.rule))
    award = assess(rules, line.id, plan).amount_cents
    settlement = settle(rules, line.id, approved=award, planned_facts=plan, actual_facts=plan)
    assert settlement.final_cents == award
