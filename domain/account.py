"""Cost by budget line with the funds that cover it, as planned or as used."""

from dataclasses import dataclass

from domain.cost_rules import cost_by_line
from domain.facts import ProjectFacts
from domain.kernel import ZERO, Message, Money
from domain.rule_kinds import Rule
from domain.statements import cost_of


@dataclass(frozen=True)
class Account:
    """What something costs by budget line, what of it is eligible, and who else pays."""

    lines: dict[str, Money]
    eligible: Money
    own: Money
    others: Money


def account_of(rule: Rule, stated: Message) -> Account:
    """The account that facts state; a line without budget lines has its cost as the only one."""
    if isinstance(stated, ProjectFacts):
        lines = cost_by_line(rule, stated)
        return Account(lines, stated.eligible_cents, stated.own_cents, stated.other_funds_cents)
    cost = cost_of(stated) or ZERO
    return Account({"cost": cost}, cost, ZERO, _others(stated))


def _others(stated: Message) -> Money:
    """The funds of others, those of all components together."""
    facts = dict(stated)
    parts = sum(_others(part) for part in facts.values() if isinstance(part, Message))
    return Money(facts.get("other_funds_cents", ZERO) + parts)
