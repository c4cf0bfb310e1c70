"""Rules that look at cost: up to a cap, a share of it, or up to units times a rate."""

from domain.facts import (
    AmountFacts,
    LessonCourse,
    LessonCoursesFacts,
    NoticeAmountFacts,
    NoticeShareFacts,
    ProjectFacts,
    Seminar,
    SeminarsFacts,
    Training,
    TrainingsFacts,
    YearlyCostFacts,
    row_words,
)
from domain.kernel import Money
from domain.programme import Parameters
from domain.rule_kinds import (
    CostUpToAmount,
    CostUpToLessonRateAndCap,
    CostUpToRatePerParticipant,
    CostUpToRatePerParticipantLesson,
    CostUpToYearlyCap,
    ShareOfCost,
    UncoveredCost,
)
from domain.sourced import OfNotice, Sourced
from domain.trace import ADDED, AMOUNT, Inputs, Sheet, Source, Stated
from domain.words import Words

BASE = Words(de="Ausgaben, von denen der Anteil gilt", en="cost to which the share applies")
COST_LIMIT = Source("§ 23 LHO; VV Nr. 2 zu § 44 LHO")
OWN_FIRST = Source("VV Nr. 2.2 zu § 44 LHO: Eigenmittel und Mittel Dritter zuerst")


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


def add_cost_up_to_amount(sheet: Sheet, rule: CostUpToAmount, facts: AmountFacts) -> None:
    """The lower of the uncovered cost and the amount of the rules or of the notice."""
    if isinstance(rule.amount, OfNotice):
        assert isinstance(facts, NoticeAmountFacts)
        amount = facts.amount_cents
    else:
        amount = rule.amount.value
    what = Words(de="Höchstbetrag", en="cap")
    limit = sheet.add("cap", what, rule="sum", inputs={"amount_cents": amount}, by=rule.amount)
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
    percent = percent_of(rule, facts)
    share = add_share(sheet, rule, base=base, percent=percent, parameters=parameters)
    need = add_need(sheet, facts.eligible_cents, facts.other_funds_cents)
    amount = add_amount(sheet, {"share": share, "need": need})
    _find_gap(sheet, facts, amount)


def add_uncovered_cost(sheet: Sheet, rule: UncoveredCost, facts: ProjectFacts) -> None:
    """What own funds and those of others leave uncovered, up to the cap; a gap is found."""
    need = add_need(sheet, facts.eligible_cents, facts.other_funds_cents)
    uncovered = sheet.add(
        "uncovered",
        Words(de="Fehlbedarf nach Eigenmitteln", en="deficit after own funds"),
        rule="rest",
        inputs={"need": need, "-own_cents": facts.own_cents},
        by=OWN_FIRST,
    )
    what = Words(de="Höchstbetrag", en="cap")
    cap = sheet.add("cap", what, rule="sum", inputs={"cap_cents": rule.cap.value}, by=rule.cap)
    _find_gap(sheet, facts, add_amount(sheet, {"uncovered": uncovered, "cap": cap}))


def _find_gap(sheet: Sheet, facts: ProjectFacts, amount: Money) -> None:
    gap = facts.total_cents - facts.own_cents - facts.other_funds_cents - amount
    if gap <= 0:
        return
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
        units: Inputs = {"participants": seminar.participants}
        payable[seminar.key] = _add_capped(sheet, seminar, rate=rule.rate, units=units)
    cost = Money(sum(seminar.eligible_cents for seminar in facts.seminars))
    _add_sum(sheet, payable, cost, other_funds=facts.other_funds_cents)


def add_trainings(
    sheet: Sheet, rule: CostUpToRatePerParticipantLesson, facts: TrainingsFacts
) -> None:
    """For each training the lower of its cost and participants times lessons times the rate."""
    payable: Inputs = {}
    for training in facts.trainings:
        lessons = _counted_lessons(sheet, rule, training)
        units: Inputs = {"participants": training.participants, "lessons": lessons}
        payable[training.key] = _add_capped(sheet, training, rate=rule.rate, units=units)
    cost = Money(sum(training.eligible_cents for training in facts.trainings))
    _add_sum(sheet, payable, cost, other_funds=facts.other_funds_cents)


def _add_capped(
    sheet: Sheet, row: Seminar | Training, *, rate: Sourced[Money], units: Inputs
) -> Money:
    """The lower of the cost of a row and its units times the rate."""
    words = row_words(row.key, "Höchstbetrag", "cap")
    inputs: Inputs = {"rate_cents": rate.value, **units}
    cap = sheet.add(f"{row.key}-cap", words, rule="product", inputs=inputs, by=rate)
    limits: Inputs = {f"{row.key}-cap": cap, "eligible_cents": row.eligible_cents}
    words = row_words(row.key, "Zuwendung", "grant")
    return sheet.add(row.key, words, rule="lesser", inputs=limits, by=COST_LIMIT)


def _counted_lessons(
    sheet: Sheet, rule: CostUpToRatePerParticipantLesson, training: Training
) -> int:
    """The lessons within the limits; outside them something is found, and none or fewer count."""
    least, most = rule.lessons_at_least.value, rule.lessons_at_most.value
    if least <= training.lessons <= most:
        return training.lessons
    if training.lessons > most and rule.beyond.value == "counted_up_to_limit":
        german = f"Gezählt sind {most} von {training.lessons} Unterrichtsstunden."
        words = row_words(
            training.key, german, f"{most} of {training.lessons} lessons are counted."
        )
        sheet.find("lessons_above_limit", words, basis=rule.beyond.reference)
        return most
    german = f"Gefördert werden {least} bis {most} Unterrichtsstunden."
    words = row_words(training.key, german, f"trainings of {least} to {most} lessons are funded.")
    sheet.find("lessons_outside_limits", words, basis=rule.lessons_at_least.reference)
    return 0


def add_lesson_courses(
    sheet: Sheet, rule: CostUpToLessonRateAndCap, facts: LessonCoursesFacts
) -> None:
    """For each course the lowest of its cost, lessons times the rate, and the cap; then the sum."""
    payable: Inputs = {}
    for course in facts.courses:
        limits: Inputs = {"cap_cents": rule.cap.value, "eligible_cents": course.eligible_cents}
        if rule.rate is not None:
            limits = {f"{course.key}-lessons": _add_lessons(sheet, rule, course)} | limits
        payable[course.key] = sheet.add(
            course.key,
            row_words(course.key, "Zuwendung", "grant"),
            rule="lesser",
            inputs=limits,
            by=rule.cap,
        )
    cost = Money(sum(course.eligible_cents for course in facts.courses))
    _add_sum(sheet, payable, cost, other_funds=facts.other_funds_cents)


def _add_lessons(sheet: Sheet, rule: CostUpToLessonRateAndCap, course: LessonCourse) -> Money:
    assert rule.rate
    lessons = sheet.add(
        f"{course.key}-lessons",
        row_words(course.key, "Unterrichtsstunden", "lessons"),
        rule="product",
        inputs={"rate_cents": rule.rate.value, "lessons": course.lessons},
        by=rule.rate,
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
    return lessons


def cost_by_line(rule: object, facts: ProjectFacts) -> dict[str, Money]:
    """The cost of each budget line that counts: all of it, or its eligible part."""
    if isinstance(rule, ShareOfCost) and rule.base.value == "total_cost":
        return {item.key: item.amount_cents for item in facts.items}
    return {item.key: item.amount_cents - item.not_eligible_cents for item in facts.items}


def percent_of(rule: ShareOfCost, facts: ProjectFacts) -> int:
    """The percentage of the rules, or where they have none that of the notice."""
    if isinstance(facts, NoticeShareFacts):
        return facts.percent
    assert not isinstance(rule.percent, OfNotice)
    return rule.percent.value


def add_share(
    sheet: Sheet, rule: ShareOfCost, *, base: Money, percent: int, parameters: Parameters
) -> Money:
    """The percentage of the step `base`, rounded once."""
    inputs: Inputs = {"base": base, "percent": percent, "per": 100}
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
