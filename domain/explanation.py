"""A computation in words: one line a step, then the findings, for letters and screens."""

from typing import Protocol, assert_never

from domain.kernel import Money
from domain.trace import Finding, Step, met
from domain.words import Language, Words

_NAMES: dict[str, Words] = {
    "assignments": Words(de="Einsätze", en="assignments"),
    "attended": Words(de="Anwesenheiten", en="attendances"),
    "lessons": Words(de="Unterrichtsstunden", en="lessons"),
    "minutes": Words(de="Minuten", en="minutes"),
    "months": Words(de="Monate", en="months"),
    "participants": Words(de="Teilnehmende", en="participants"),
    "post_percent": Words(de="Prozent einer Stelle", en="percent of a post"),
    "weekly_hours": Words(de="Stunden je Woche", en="hours per week"),
    "weeks": Words(de="Wochen", en="weeks"),
}
_ROUNDED = {
    "down": Words(de="abgerundet", en="rounded down"),
    "half_up": Words(de="kaufmännisch gerundet", en="rounded half up"),
}
_LOWEST = Words(de="der niedrigste Betrag aus", en="the lowest of")
_DISTANCE = Words(de="Unterschied zwischen", en="difference between")
_AND = Words(de="und", en="and")
_NOT_NEGATIVE = Words(de="mindestens null", en="at least zero")
_ABOVE = Words(de="über der Schwelle von", en="above the threshold of")
_NOT_ABOVE = Words(de="nicht über der Schwelle von", en="not above the threshold of")
_HELD = Words(de="erfüllt", en="met")
_NOT_HELD = Words(de="nicht erfüllt", en="not met")
_LIMITS = {"_at_least": "≥", "_at_most": "≤", "_below": "<"}
_ASSUMPTION = Words(de="Annahme", en="assumption")


class Computation(Protocol):
    """What can be explained: a trace with findings."""

    @property
    def trace(self) -> tuple[Step, ...]:
        """The steps in order."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed."""
        ...


def explain(computation: Computation, language: Language) -> tuple[str, ...]:
    """One line for each step, `what: formula = result (reference)`, then one for each finding."""
    steps = (_step_line(step, language) for step in computation.trace)
    findings = (f"{one.text.said(language)} ({one.basis})" for one in computation.findings)
    return (*steps, *findings)


def _step_line(step: Step, language: Language) -> str:
    assumed = f"; {_ASSUMPTION.said(language)}" if step.assumption else ""
    formula, result = _formula(step, language), step.result_cents.euro
    told = result if formula == result else f"{formula} = {result}"
    return f"{step.what.said(language)}: {told} ({step.reference}{assumed})"


def _formula(step: Step, language: Language) -> str:
    amounts = [_operand(name, value, language) for name, value in _numbers(step)]
    listed = f" {_AND.said(language)} ".join(amounts)
    match step.rule:
        case "product":
            return _product(step, " × ".join(amounts), language)
        case "sum":
            return " + ".join(amounts)
        case "lesser":
            return f"{_LOWEST.said(language)} {listed}"
        case "rest":
            return f"{' − '.join(amounts)}, {_NOT_NEGATIVE.said(language)}"
        case "distance":
            return f"{_DISTANCE.said(language)} {listed}"
        case "threshold":
            return _threshold(dict(_numbers(step)), language)
        case "where_any":
            return _where(step, language)
        case _:
            assert_never(step.rule)


def _threshold(numbers: dict[str, int], language: Language) -> str:
    change = Money(max(numbers["change"], numbers["new_funds"]))
    verdict = _ABOVE if change > numbers["limit"] else _NOT_ABOVE
    return f"{change.euro} {verdict.said(language)} {Money(numbers['limit']).euro}"


def _where(step: Step, language: Language) -> str:
    """The limits that were looked at, and whether one of them was kept."""
    numbers = dict(_numbers(step))
    looked = [
        f"{_grouped(numbers[name.removesuffix(ending)], language)} {sign} "
        f"{_grouped(limit, language)}"
        for name, limit in numbers.items()
        for ending, sign in _LIMITS.items()
        if name.endswith(ending)
    ]
    held = _HELD if any(met(numbers)) else _NOT_HELD
    return "; ".join([*looked, held.said(language)])


def _numbers(step: Step) -> list[tuple[str, int]]:
    return [
        (name, value)
        for name, value in step.inputs.items()
        if isinstance(value, int) and name not in {"per", "per_cents"}
    ]


def _operand(name: str, value: int, language: Language) -> str:
    if name == "percent":
        return str(value)
    if name not in _NAMES:
        return Money(value).euro
    return f"{_grouped(value, language)} {_NAMES[name].said(language)}"


def _grouped(value: int, language: Language) -> str:
    return f"{value:,}".replace(",", ".") if language == "de" else f"{value:,}"


def _product(step: Step, factors: str, language: Language) -> str:
    sign = ":" if language == "de" else "/"
    match step.inputs:
        case {"per": per}:
            divided = f"{factors} {sign} {per}"
        case {"per_cents": int(cents)}:
            divided = f"{factors} {sign} {Money(cents).euro}"
        case _:
            return factors
    rounding = _ROUNDED[str(step.inputs["rounding"])].said(language)
    return f"{divided}, {rounding}"
