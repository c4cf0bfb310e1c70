"""Share financing at settlement: recognised budget lines, the threshold test, the share."""

from dataclasses import dataclass

from domain.cost_rules import BASE, add_need, add_share, cost_by_line
from domain.facts import ProjectFacts
from domain.kernel import ZERO, Money
from domain.lines import ShareOfCost
from domain.programme import Parameters
from domain.trace import ADDED, NOTICE, Inputs, Sheet, Source
from domain.words import Title


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project with what was planned and what was used, under the rules of its programme."""

    rule: ShareOfCost
    parameters: Parameters
    plan: ProjectFacts
    use: ProjectFacts

    def add_final(self, sheet: Sheet, approved: Money) -> Inputs:
        """Everything of which the lowest is the final grant.

        The threshold compares the change of the cost and of the funds of others with the plan;
        above it the whole grant is computed anew, up to it the approved amount stands.
        """
        change = self._add_recognised(sheet)
        new_funds = self._add_new_funds(sheet)
        base = sheet.add(
            "base",
            BASE,
            rule="rest",
            inputs={"recognised": recognised, "-new_funds": new_funds},
            by=Source.of(self.rule.base),
        )
        share = add_share(sheet, self.rule, base, parameters=self.parameters)
