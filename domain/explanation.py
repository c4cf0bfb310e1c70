"""A computation in words: one line a step, then the findings, for letters and screens."""

from typing import Protocol

from domain.kernel import Money
from domain.trace import Finding, Step
from domain.words import Language, Title

_NAMES: dict[str, Title] = {
    "attended": Title(de="Anwesenheiten", en="attendances"),
    "lessons": Title(de="Unterrichtsstunden", en="lessons"),
    "minutes": Title(de="Minuten", en="minutes"),
    "months": Title(de="Monate", en="months"),
    "participants": Title(de="Teilnehmende", en="participants"),
    "percent": Title(de="Prozent", en="percent"),
    "post_percent": Title(de="Prozent einer Stelle", en="percent of a post"),
    "weekly_hours": Title(de="Stunden je Woche", en="hours per week"),
    "weeks": Title(de="Wochen", en="weeks"),
}
_ROUNDED = {
    "down": Title(de="abgerundet", en="rounded down"),
    "half_up": Title(de="kaufmännisch gerundet", en="rounded half up"),
}
_LOWEST = Title(de="der niedrigste Betrag aus", en="the lowest of")
_DISTANCE = Title(de="Unterschied zwischen", en="difference between")
_AND = Title(de="und", en="and")
_THRESHOLD = Title(de="Änderung gegen die Schwelle von", en="change against the threshold of")
_ASSUMPTION = Title(de="Annahme", en="assumption")


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
    formula = _formula(step, language)
    return (
        f"{step.what.said(language)}: {formula} = {step.result_cents.euro}"
        f" ({step.reference}{assumed})"
    )


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
            return " − ".join(amounts)
        case "distance":
            return f"{_DISTANCE.said(language)} {listed}"
        case "threshold":
            limit = Money(int(step.inputs["limit"]))
            return f"{_THRESHOLD.said(language)} {limit.euro}"


def _numbers(step: Step) -> list[tuple[str, int]]:
    return [
        (name, value)
        for name, value in step.inputs.items()
        if isinstance(value, int) and name != "per"
    ]


def _operand(name: str, value: int, language: Language) -> str:
    if name not in _NAMES:
        return Money(value).euro
    grouped = f"{value:,}".replace(",", ".") if language == "de" else f"{value:,}"
    return f"{grouped} {_NAMES[name].said(language)}"


def _product(step: Step, factors: str, language: Language) -> str:
    if "per" not in step.inputs:
        return factors
    divided = f"{factors} {':' if language == 'de' else '/'} {step.inputs['per']}"
    rounding = _ROUNDED[str(step.inputs["rounding"])].said(language)
    return f"{divided}, {rounding}"
