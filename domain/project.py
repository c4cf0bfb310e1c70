"""Cost at settlement: recognised budget lines, new funds, the threshold test, what it gives."""

from dataclasses import dataclass

from domain.account import Account, account_of
from domain.cost_rules import BASE, OWN_FIRST, add_need, add_share, percent_of
from domain.facts import ProjectFacts, row_words
from domain.kernel import ZERO, Message, Money
from domain.programme import Parameters
from domain.rule_kinds import Rule, ShareOfCost, UncoveredCost
from domain.rules import compute
from domain.sourced import Sourced
from domain.trace import ADDED, NOTICE, Inputs, Sheet, Stated
from domain.words import Words

_LINE = Words(de="Regel der Linie", en="rule of the line")


@dataclass(frozen=True)
class Change:
    """How far cost and funds lie from the plan, as they stand on the sheet."""

    plan: Money
    recognised: Money
    distance: Money
    new_funds: Money


@dataclass(frozen=True)
class Project:
    """What was planned and what was used, under the rules of its programme."""

    rule: Rule
    parameters: Parameters
    plan: Message
    use: Message

    @property
    def planned(self) -> Account:
        """The account of the plan."""
        return account_of(self.rule, self.plan)

    @property
    def used(self) -> Account:
        """The account of the use."""
        return account_of(self.rule, self.use)

    def add_shared(self, sheet: Sheet, approved: Money) -> Inputs:
        """Share financing: the amounts whose lowest is the final grant.

        The test compares the cost, and the funds of others, with the plan. Above the threshold
        the whole grant is computed anew; up to it, the limit included, the approved one stands.
        New funds relieve all who pay in proportion of their shares in the plan.
        """
        threshold = self.parameters.reduction_threshold
        change = self._add_change(sheet, by=threshold)
        base = sheet.add(
            "base",
            BASE,
            rule="rest",
            inputs={"recognised": change.recognised, "-new_funds": change.new_funds},
            by=self.rule.base if isinstance(self.rule, ShareOfCost) else NOTICE,
        )
        share = self._add_share(sheet, base, approved=approved, plan=change.plan)
        tested = _add_test(sheet, change, limit=threshold, approved=approved, anew={"share": share})
        return {"tested": tested, **self.add_fixed(sheet, approved)}

    def add_uncovered(self, sheet: Sheet, approved: Money, *, full: bool) -> Inputs:
        """Deficit and full financing: savings and new funds go to the grantor in full.

        A threshold holds for deficit financing alone, and only where the programme has one.
        """
        threshold = None if full else self.parameters.reduction_threshold_deficit
        change = self._add_change(sheet, by=threshold or NOTICE)
        deficit = self._add_deficit(sheet, change.recognised)
        anew = self._add_anew(sheet, "anew", {"deficit": deficit})
        if threshold is None:
            return {"anew": anew, **self.add_fixed(sheet, approved)}
        tested = _add_test(sheet, change, limit=threshold, approved=approved, anew={"anew": anew})
        return {"tested": tested, **self.add_fixed(sheet, approved)}

    def add_fixed(self, sheet: Sheet, approved: Money) -> Inputs:
        """The approved amount, and the cost that nobody else pays: all funds never exceed it."""
        need = add_need(sheet, self.used.eligible, self.used.others)
        return {"need": need, "approved": approved}

    def _add_change(self, sheet: Sheet, *, by: Stated) -> Change:
        plan, recognised = self._add_recognised(sheet)
        distance = sheet.add(
            "change",
            Words(de="Änderung gegenüber dem Plan", en="change against the plan"),
            rule="distance",
            inputs={"plan": plan, "recognised": recognised},
            by=by,
        )
        new_funds = sheet.add(
            "new_funds",
            Words(de="neue Mittel Dritter", en="new funds of third parties"),
            rule="rest",
            inputs={
                "funds_cents": self.used.others,
                "-planned_funds_cents": self.planned.others,
            },
            by=NOTICE,
        )
        return Change(plan, recognised, distance=distance, new_funds=new_funds)

    def _add_recognised(self, sheet: Sheet) -> tuple[Money, Money]:
        planned, used = self.planned.lines, self.used.lines
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
            _find_excess(sheet, key, cost - limit, by=excess)
        return sheet.add(
            f"{key}-line",
            row_words(key, "anerkannt", "recognised"),
            rule="lesser",
            inputs={"spent_cents": cost, f"{key}-limit": limit},
            by=excess,
        )

    def _add_share(self, sheet: Sheet, base: Money, *, approved: Money, plan: Money) -> Money:
        """A project's percentage, as its plan has it; elsewhere the grant's part of the plan."""
        if isinstance(self.rule, ShareOfCost):
            assert isinstance(self.plan, ProjectFacts)
            percent = percent_of(self.rule, self.plan)
            return add_share(
                sheet, self.rule, base=base, percent=percent, parameters=self.parameters
            )
        proportion = sheet.add(
            "proportion",
            Words(de="Anteil der Zuwendung am Plan", en="the grant's part of the plan"),
            rule="product",
            inputs={
                "base": base,
                "approved_cents": approved,
                "per_cents": max(1, plan),
                "rounding": self.parameters.rounding_of_shares.value,
            },
            by=self.parameters.rounding_of_shares,
        )
        return self._add_anew(sheet, "share", {"proportion": proportion})

    def _add_deficit(self, sheet: Sheet, recognised: Money) -> Money:
        """What is left after the funds of others and the own funds, the higher of plan and use."""
        lowest: Inputs = {}
        for name, own in (("planned_own", self.planned.own), ("own", self.used.own)):
            planned = name == "planned_own"
            lowest[f"after_{name}"] = sheet.add(
                f"after_{name}",
                Words(
                    de=f"Rest nach {'geplanten' if planned else 'verwendeten'} Eigenmitteln",
                    en=f"rest after {'planned' if planned else 'used'} own funds",
                ),
                rule="rest",
                inputs={
                    "recognised": recognised,
                    f"-{name}_cents": own,
                    "-funds_cents": self.used.others,
                },
                by=OWN_FIRST,
            )
        what = Words(de="Fehlbedarf", en="deficit")
        return sheet.add("deficit", what, rule="lesser", inputs=lowest, by=OWN_FIRST)

    def _add_anew(self, sheet: Sheet, key: str, inputs: Inputs) -> Money:
        """The lowest of the inputs and, but for projects, of what the rule gives for the use."""
        if not isinstance(self.rule, ShareOfCost | UncoveredCost):
            part = sheet.part("rule", _LINE)
            compute(part, self.rule, self.use, parameters=self.parameters)
            inputs |= {"rule.amount": sheet.steps[-1].result_cents}
        what = Words(de="neu berechnete Zuwendung", en="grant computed anew")
        return sheet.add(key, what, rule="lesser", inputs=inputs, by=NOTICE)


def _add_test(
    sheet: Sheet, change: Change, *, limit: Sourced[Money], approved: Money, anew: Inputs
) -> Money:
    what = Words(de="Zuwendung nach der Schwellenprüfung", en="grant after the threshold test")
    moved: Inputs = {"change": change.distance, "new_funds": change.new_funds}
    inputs = moved | {"limit": limit.value, "approved": approved} | anew
    return sheet.add("tested", what, rule="threshold", inputs=inputs, by=limit)


def _find_excess(sheet: Sheet, key: str, over: Money, *, by: Stated) -> None:
    words = row_words(
        key,
        f"{over.euro} über dem Einzelansatz sind ohne Einwilligung nicht anerkannt.",
        f"{over.euro} above the budget line are not recognised without consent.",
    )
    sheet.find("line_exceeded", words, basis=by.reference)
