"""Rules that look at cost: up to a cap, a share of it, or up to units times a rate."""

from domain.facts import (
    LessonCoursesFacts,
    ProjectFacts,
    SeminarsFacts,
    YearlyCostFacts,
    row_words,
)
from domain.kernel import Money
from domain.lines import (
    CostUpToLessonRateAndCap,
    CostUpToRatePerParticipant,
    CostUpToYearlyCap,
    ShareOfCost,
)
from domain.programme import Parameters
from domain.trace import ADDED, AMOUNT, Inputs, Sheet, Source, Stated
from domain.words import Words

BASE = Words(de="Ausgaben, von denen der Anteil gilt", en="cost to which the share applies")
COST_LIMIT = Source("§ 23 LHO; VV Nr. 2 zu § 44 LHO")


def add_yearly_cost(
    sheet: Sheet, rule: CostUpToYearlyCap, facts: YearlyCostFacts, *, parameters: Parameters
) -> None:
    """The lower of the uncovered cost and the cap, the cap by months and share of the post."""
    cap: Inputs = {"cap_cents": rule.cap.value}
    by: Stated = rule.cap
    if rule.prorated.value and (facts.months, facts.post_percent) != (12, 100):
        by = rule.prorated
        cap |= {"months": facts.months, "post_percent": facts.post_percent, "per": 12 * 100}
        cap |= {"rounding": parameters.rounding_of_shares.value}
        sheet.find(
            "cap_prorated",
            Words(
                de="Der Höchstbetrag ist nach Monaten und Stellenanteil gekürzt.",
                en="The cap is reduced by months and share of the post.",
            ),
            basis=by.reference,
        )
    limit = sheet.add("cap", Words(de="Höchstbetrag", en="cap"), rule="product", inputs=cap, by=by)
    need = add_need(sheet, facts.eligible_cents, facts.other_funds_cents)
    add_amount(sheet, {"cap": limit, "need": need})


def add_share_of_cost(
    sheet: Sheet, rule: ShareOfCost, facts: ProjectFacts, *, parameters: Parameters
) -> None:
    """A share of the cost, never more than the uncovered cost; a gap in the financing is found."""
    base = sheet.add(
        "base",
        BASE,
        rule="sum",
        inputs={f"{key}_cents": cents for key, cents in cost_by_line(rule, facts).items()},
        by=rule.base,
    )
    share = add_share(sheet, rule, base, parameters=parameters)
    need = add_need(sheet, facts.eligible_cents, facts.other_funds_cents)
    amount = add_amount(sheet, {"share": share, "need": need})
    gap = facts.total_cents - facts.own_cents - facts.other_funds_cents - amount
    if gap > 0:
        sheet.find(
            "financing_gap",
            Words(
                de=f"Die Gesamtfinanzierung ist nicht gesichert; es fehlen {gap.euro}.",
                en=f"The overall financing is not secured; {gap.euro} are missing.",
            ),
            basis="Förderrichtlinie Nr. 3.2",
        )


def add_seminars(sheet: Sheet, rule: CostUpToRatePerParticipant, facts: SeminarsFacts) -> None:
    """For each seminar the lower of its cost and participants times the rate, then the sum."""
    payable: Inputs = {}
    for seminar in facts.seminars:
        cap = sheet.add(
            f"{seminar.key}-cap",
            row_words(seminar.key, "Höchstbetrag", "cap"),
            rule="product",
            inputs={"rate_cents": rule.rate.value, "participants": seminar.participants},
            by=rule.rate,
        )
        payable[seminar.key] = sheet.add(
            seminar.key,
            row_words(seminar.key, "Zuwendung", "grant"),
            rule="lesser",
            inputs={f"{seminar.key}-cap": cap, "eligible_cents": seminar.eligible_cents},
            by=COST_LIMIT,
        )
    cost = Money(sum(seminar.eligible_cents for seminar in facts.seminars))
    _add_sum(sheet, payable, cost, other_funds=facts.other_funds_cents)


def add_lesson_courses(
    sheet: Sheet, rule: CostUpToLessonRateAndCap, facts: LessonCoursesFacts
) -> None:
    """For each course the lowest of its cost, lessons times the rate, and the cap; then the sum."""
    payable: Inputs = {}
    for course in facts.courses:
        lessons = sheet.add(
            f"{course.key}-lessons",
            row_words(course.key, "Unterrichtsstunden", "lessons"),
            rule="product",
            inputs={"rate_cents": rule.rate.value, "lessons": course.lessons},
            by=rule.rate,
        )
        payable[course.key] = sheet.add(
            course.key,
            row_words(course.key, "Zuwendung", "grant"),
            rule="lesser",
            inputs={
                f"{course.key}-lessons": lessons,
                "cap_cents": rule.cap.value,
                "eligible_cents": course.eligible_cents,
            },
            by=rule.cap,
        )
        if lessons > rule.cap.value:
            sheet.find(
                "cap_reached",
                row_words(
                    course.key,
                    "Stunden über dem Höchstbetrag werden nicht bezahlt.",
                    "lessons above the cap are not paid.",
                ),
                basis=rule.cap.reference,
            )
    cost = Money(sum(course.eligible_cents for course in facts.courses))
    _add_sum(sheet, payable, cost, other_funds=facts.other_funds_cents)


def cost_by_line(rule: ShareOfCost, facts: ProjectFacts) -> dict[str, Money]:
    """The cost of each budget line that counts for the share: all of it, or its eligible part."""
    if rule.base.value == "total_cost":
        return {item.key: item.amount_cents for item in facts.items}
    return {item.key: item.amount_cents - item.not_eligible_cents for item in facts.items}


def add_share(sheet: Sheet, rule: ShareOfCost, base: Money, *, parameters: Parameters) -> Money:
    """The percentage of the step `base`, rounded once."""
    inputs: Inputs = {"base": base, "percent": rule.percent.value, "per": 100}
    inputs["rounding"] = parameters.rounding_of_shares.value
    what = Words(de="Anteil", en="share")
    return sheet.add("share", what, rule="product", inputs=inputs, by=rule.percent)


def add_need(sheet: Sheet, eligible: Money, other_funds: Money) -> Money:
    """The eligible cost that nobody else pays: no grant is ever higher."""
    return sheet.add(
        "need",
        Words(de="zuwendungsfähige Ausgaben ohne Mittel Dritter", en="eligible cost left to cover"),
        rule="rest",
        inputs={"eligible_cents": eligible, "-other_funds_cents": other_funds},
        by=COST_LIMIT,
    )


def add_amount(sheet: Sheet, inputs: Inputs) -> Money:
    """The lowest of the inputs as the grant."""
    return sheet.add("amount", AMOUNT, rule="lesser", inputs=inputs, by=COST_LIMIT)


def _add_sum(sheet: Sheet, payable: Inputs, cost: Money, *, other_funds: Money) -> None:
    together = sheet.add(
        "together", Words(de="Summe", en="sum"), rule="sum", inputs=payable, by=ADDED
    )
    need = add_need(sheet, cost, other_funds)
    add_amount(sheet, {"together": together, "need": need})
