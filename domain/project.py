"""Share financing at settlement: recognised budget lines, the threshold test, the share."""

from dataclasses import dataclass

from domain.cost_rules import BASE, add_need, add_share, cost_by_line
from domain.facts import ProjectFacts, row_words
from domain.kernel import ZERO, Money
from domain.lines import ShareOfCost
from domain.programme import Parameters
from domain.trace import ADDED, NOTICE, Inputs, Sheet
from domain.words import Words


@dataclass(frozen=True)
class Project:
    """A project with what was planned and what was used, under the rules of its programme."""

    rule: ShareOfCost
    parameters: Parameters
    plan: ProjectFacts
    use: ProjectFacts

    def add_final(self, sheet: Sheet, approved: Money) -> Inputs:
        """The threshold test and the share; gives the amounts whose lowest is the final grant.

        The test compares the cost, and the funds of others, with the plan. Above the threshold
        the whole grant is computed anew; up to it, the limit included, the approved one stands.
        """
        plan, recognised = self._add_recognised(sheet)
        change = sheet.add(
            "change",
            Words(de="Änderung gegenüber dem Plan", en="change against the plan"),
            rule="distance",
            inputs={"plan": plan, "recognised": recognised},
            by=self.parameters.reduction_threshold,
        )
        new_funds = self._add_new_funds(sheet)
        share = self._add_share(sheet, recognised, new_funds)
        limit = self.parameters.reduction_threshold
        tested = sheet.add(
            "tested",
            Words(de="Zuwendung nach der Schwellenprüfung", en="grant after the threshold test"),
            rule="threshold",
            inputs={
                "change": change,
                "new_funds": new_funds,
                "limit": limit.value,
                "approved": approved,
                "share": share,
            },
            by=limit,
        )
        need = add_need(sheet, self.use.eligible_cents, self.use.other_funds_cents)
        return {"tested": tested, "need": need, "approved": approved}

    def _add_recognised(self, sheet: Sheet) -> tuple[Money, Money]:
        planned, used = cost_by_line(self.rule, self.plan), cost_by_line(self.rule, self.use)
        plan = sheet.add(
            "plan",
            Words(de="Ausgaben laut Plan", en="planned cost"),
            rule="sum",
            inputs={f"{key}_cents": cost for key, cost in planned.items()},
            by=NOTICE,
        )
        lines: Inputs = {
            f"{key}-line": self._add_line(sheet, key, planned.get(key, ZERO), cost=cost)
            for key, cost in used.items()
        }
        together = sheet.add(
            "together",
            Words(de="anerkannte Einzelansätze", en="recognised budget lines"),
            rule="sum",
            inputs=lines,
            by=ADDED,
        )
        recognised = sheet.add(
            "recognised",
            Words(de="anerkannte Ausgaben", en="recognised cost"),
            rule="lesser",
            inputs={"together": together, "plan": plan},
            by=self.parameters.budget_line_excess_percent,
        )
        return plan, recognised

    def _add_line(self, sheet: Sheet, key: str, planned: Money, *, cost: Money) -> Money:
        excess = self.parameters.budget_line_excess_percent
        limit = sheet.add(
            f"{key}-limit",
            row_words(key, "Ansatz mit Überschreitung", "line with its excess"),
            rule="product",
            inputs={
                "plan_cents": planned,
                "percent": 100 + excess.value,
                "per": 100,
                "rounding": self.parameters.rounding_of_shares.value,
            },
            by=excess,
        )
        if cost > limit:
            over = (cost - limit).euro
            sheet.find(
                "line_exceeded",
                row_words(
                    key,
                    f"{over} über dem Einzelansatz sind ohne Einwilligung nicht anerkannt.",
                    f"{over} above the budget line are not recognised without consent.",
                ),
                basis=excess.reference,
            )
        return sheet.add(
            f"{key}-line",
            row_words(key, "anerkannt", "recognised"),
            rule="lesser",
            inputs={"spent_cents": cost, f"{key}-limit": limit},
            by=excess,
        )

    def _add_new_funds(self, sheet: Sheet) -> Money:
        return sheet.add(
            "new_funds",
            Words(de="neue Mittel Dritter", en="new funds of third parties"),
            rule="rest",
            inputs={
                "funds_cents": self.use.other_funds_cents,
                "-planned_funds_cents": self.plan.other_funds_cents,
            },
            by=NOTICE,
        )

    def _add_share(self, sheet: Sheet, recognised: Money, new_funds: Money) -> Money:
        base = sheet.add(
            "base",
            BASE,
            rule="rest",
            inputs={"recognised": recognised, "-new_funds": new_funds},
            by=self.rule.base,
        )
        return add_share(sheet, self.rule, base, parameters=self.parameters)
