"""Rules that look at units alone: hours of guides, participants in lessons, assignments."""

from domain.facts import (
    AssignmentsFacts,
    Client,
    Guide,
    GuidesFacts,
    LanguageCoursesFacts,
    row_words,
)
from domain.kernel import Money
from domain.programme import Parameters
from domain.rule_kinds import HoursUpToYearlyCap, RatePerAssignment, RatePerParticipantLesson
from domain.sourced import Sourced
from domain.trace import ADDED, AMOUNT, Inputs, Sheet
from domain.words import Words

_MINUTES = 60


def add_hours(
    sheet: Sheet, rule: HoursUpToYearlyCap, facts: GuidesFacts, *, parameters: Parameters
) -> None:
    """Each guide's hours up to the cap of the year, then the sum; no week is cut.

    Hours above the cap are recorded and not paid; one guide's unused hours help no other.
    """
    kinds = sorted({guide.coordinating for guide in facts.guides})
    caps = {coordinating: _add_cap(sheet, rule, coordinating) for coordinating in kinds}
    payable: Inputs = {}
    for guide in facts.guides:
        worked = _add_worked(sheet, rule, guide, parameters=parameters)
        payable[guide.key] = sheet.add(
            guide.key,
            row_words(guide.key, "zu zahlen", "payable"),
            rule="lesser",
            inputs={
                f"{guide.key}-worked": worked,
                _cap_key(guide.coordinating): caps[guide.coordinating],
            },
            by=_weekly(rule, guide.coordinating),
        )
        _find_excess(sheet, rule, guide)
    sheet.add("amount", AMOUNT, rule="sum", inputs=payable, by=ADDED)


def add_participant_lessons(
    sheet: Sheet, rule: RatePerParticipantLesson, facts: LanguageCoursesFacts
) -> None:
    """For each course the rate times the attendance; a plan counts all its participants."""
    payable: Inputs = {}
    for course in facts.courses:
        inputs: Inputs = {"rate_cents": rule.rate.value}
        if course.attended is None:
            inputs |= {"participants": course.participants, "lessons": course.lessons}
        else:
            inputs |= {"attended": course.attended}
        payable[course.key] = sheet.add(
            course.key,
            row_words(course.key, "Zuwendung", "grant"),
            rule="product",
            inputs=inputs,
            by=rule.rate,
        )
    if any(course.attended is None for course in facts.courses):
        sheet.find(
            "attendance_open",
            Words(
                de="Gerechnet ist mit allen Teilnehmenden; im Nachweis zählt die Anwesenheit.",
                en="All participants are counted; in the proof of use attendance counts.",
            ),
            basis=rule.rate.reference,
        )
    sheet.add("amount", AMOUNT, rule="sum", inputs=payable, by=ADDED)


def add_assignments(sheet: Sheet, rule: RatePerAssignment, facts: AssignmentsFacts) -> None:
    """Each client's assignments up to the limit times the rate, then the sum.

    One client's unused assignments help no other; an exception lifts the limit for its client.
    """
    inputs: Inputs = {"rate_cents": rule.rate.value, "assignments": rule.per_client.value}
    what = Words(de="Höchstbetrag je Klient", en="cap per client")
    cap = sheet.add("cap", what, rule="product", inputs=inputs, by=rule.per_client)
    payable: Inputs = {
        client.key: _add_client(sheet, rule, client, cap=cap) for client in facts.clients
    }
    sheet.add("amount", AMOUNT, rule="sum", inputs=payable, by=ADDED)


def _add_client(sheet: Sheet, rule: RatePerAssignment, client: Client, *, cap: Money) -> Money:
    limit = rule.per_client
    worked = sheet.add(
        f"{client.key}-worked",
        row_words(client.key, "geleistet", "worked"),
        rule="product",
        inputs={"rate_cents": rule.rate.value, "assignments": client.assignments},
        by=rule.rate,
    )
    inputs: Inputs = {f"{client.key}-worked": worked}
    if not client.excepted:
        inputs["cap"] = cap
        _find_assignments_above(sheet, client, limit)
    what = row_words(client.key, "zu zahlen", "payable")
    return sheet.add(client.key, what, rule="lesser", inputs=inputs, by=limit)


def _find_assignments_above(sheet: Sheet, client: Client, limit: Sourced[int]) -> None:
    above = client.assignments - limit.value
    if above > 0:
        words = row_words(
            client.key,
            f"{above} Einsätze über der Grenze sind nicht zu zahlen.",
            f"{above} assignments above the limit are not payable.",
        )
        sheet.find("assignments_above_limit", words, basis=limit.reference)


def _weekly(rule: HoursUpToYearlyCap, coordinating: bool) -> Sourced[int]:
    return rule.weekly_hours_coordinating if coordinating else rule.weekly_hours


def _cap_key(coordinating: bool) -> str:
    return "cap-coordinating" if coordinating else "cap"


def _add_cap(sheet: Sheet, rule: HoursUpToYearlyCap, coordinating: bool) -> Money:
    weekly = _weekly(rule, coordinating)
    german = "koordinierender Person" if coordinating else "Person"
    english = "coordinating guide" if coordinating else "guide"
    return sheet.add(
        _cap_key(coordinating),
        Words(de=f"Jahreshöchstbetrag je {german}", en=f"yearly cap per {english}"),
        rule="product",
        inputs={
            "rate_cents": rule.rate.value,
            "weeks": rule.weeks.value,
            "weekly_hours": weekly.value,
        },
        by=weekly,
    )


def _add_worked(
    sheet: Sheet, rule: HoursUpToYearlyCap, guide: Guide, *, parameters: Parameters
) -> Money:
    rounding = parameters.rounding_of_units
    worked: Inputs = {"rate_cents": rule.rate.value, "minutes": guide.minutes, "per": _MINUTES}
    return sheet.add(
        f"{guide.key}-worked",
        row_words(guide.key, "geleistet", "worked"),
        rule="product",
        inputs=worked | {"rounding": rounding.value},
        by=rounding if guide.minutes % _MINUTES else rule.rate,
    )


def _find_excess(sheet: Sheet, rule: HoursUpToYearlyCap, guide: Guide) -> None:
    weekly = _weekly(rule, guide.coordinating)
    excess = guide.minutes - rule.weeks.value * weekly.value * _MINUTES
    if excess <= 0:
        return
    hours = f"{excess // _MINUTES}:{excess % _MINUTES:02d}"
    sheet.find(
        "hours_above_cap",
        row_words(
            guide.key,
            f"{hours} Stunden über der Jahresgrenze sind erfasst, aber nicht zu zahlen.",
            f"{hours} hours above the yearly cap are recorded but not payable.",
        ),
        basis=weekly.reference,
    )
