"""A computation as a chain of steps that anybody can check again, with what was noticed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import prod
from operator import ge, le, lt
from typing import Annotated, Literal, Protocol, assert_never

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain.kernel import MONEY_LIMIT, Key, Line, Message, Money
from domain.reasons.rules import FACTS_INVALID
from domain.sourced import rounded
from domain.words import Words

Operation = Literal["product", "sum", "lesser", "rest", "distance", "threshold", "where_any"]
"""The closed set of what a step can do with its inputs.

- `product`: all numbers multiplied, divided by `per` or by the amount `per_cents`, rounded by the
  rule named in `rounding`
- `sum`, `lesser`: of all inputs
- `rest`: the inputs less those whose name begins with `-`, never below zero
- `distance`: how far two inputs lie apart
- `threshold`: `share`, or whatever is computed `anew`, where `change` or `new_funds` is above
  `limit`, else `approved`
- `where_any`: `amount` where any other input is within its limits, else zero; a limit is named
  after its input and ends in `_at_least`, `_at_most` or `_below`; without limits more than zero
"""

Inputs = dict[str, int | str]
"""Operands by name. One named like an earlier step, a leading `-` aside, is that step's result.

A step of a part of the whole has a dot in its key, `flat_rate.amount`; its operands are named
within their part.
"""

LIMITS: dict[str, Callable[[int, int], bool]] = {"_at_least": ge, "_at_most": le, "_below": lt}
"""How the names of limits end, and when a number is within such a limit."""


class Step(Message):
    """One line of a computation: what it finds, from which inputs, by which rule and law."""

    key: Key
    what: Words
    rule: Operation
    inputs: Inputs
    reference: Line
    result_cents: Money
    assumption: bool = False


class Finding(Message):
    """Something a person should know about the result; it never stops the computation."""

    code: Key
    text: Words
    basis: Line


class Assessment(Message):
    """The amount a line gives for facts; the last step of the trace is the amount."""

    programme: Line
    line: Key
    amount_cents: Money
    findings: tuple[Finding, ...] = ()
    trace: Annotated[tuple[Step, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _amount_is_last_step(self) -> "Assessment":
        if self.trace[-1].result_cents != self.amount_cents:
            raise PydanticCustomError("amount", "the amount is not the result of the last step")
        return self


class Stated(Protocol):
    """Where a step comes from: its reference, and whether it is assumed."""

    @property
    def reference(self) -> str:
        """Where it stands written."""
        ...

    @property
    def assumption(self) -> bool:
        """Whether it is assumed."""
        ...


@dataclass(frozen=True)
class Source:
    """Where a step comes from if not from a value of the programme."""

    reference: str
    assumption: bool = False


ADDED = Source("Summe der einzeln berechneten Beträge")
NOTICE = Source("Zuwendungsbescheid")
AMOUNT = Words(de="Zuwendung", en="grant")


class Sheet:
    """Collects the steps and findings of one computation; each step is computed as it is added."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.findings: list[Finding] = []
        self._part: tuple[str, Words] | None = None

    def part(self, key: str, title: Words) -> "Sheet":
        """The sheet of one part: its steps and findings stand on this sheet, under its name."""
        part = Sheet()
        part.steps, part.findings, part._part = self.steps, self.findings, (key, title)
        return part

    def add(self, key: str, what: Words, *, rule: Operation, inputs: Inputs, by: Stated) -> Money:
        """Computes a step from its inputs, keeps it with its source, and gives its result.

        Refused where it comes out beyond every amount there is.
        """
        result = computed(rule, inputs)
        if result > MONEY_LIMIT:
            raise FACTS_INVALID.because(german="es ergibt zu viel", english="it gives too much")
        step = Step(
            key=f"{self._part[0]}.{key}" if self._part else key,
            what=self._said(what),
            rule=rule,
            inputs=inputs,
            reference=by.reference,
            result_cents=result,
            assumption=by.assumption,
        )
        self.steps.append(step)
        return result

    def find(self, code: str, words: Words, *, basis: str) -> None:
        """Keeps a finding."""
        self.findings.append(Finding(code=code, text=self._said(words), basis=basis))

    def _said(self, words: Words) -> Words:
        if self._part is None:
            return words
        _, title = self._part
        return Words(de=f"{title.de}: {words.de}", en=f"{title.en}: {words.en}")


def computed(rule: Operation, inputs: Inputs) -> Money:
    """The result of a step's rule for its inputs.

    Raises KeyError, ValueError or ZeroDivisionError where the rule cannot work with them.
    """
    numbers = {name: int(value) for name, value in inputs.items() if isinstance(value, int)}
    match rule:
        case "product":
            return _product(numbers, inputs.get("rounding"))
        case "sum":
            return Money(sum(numbers.values()))
        case "lesser":
            return Money(min(numbers.values()))
        case "rest":
            signed = (-n if name.startswith("-") else n for name, n in numbers.items())
            return Money(max(0, sum(signed)))
        case "distance":
            one, other = numbers.values()
            return Money(abs(one - other))
        case "threshold":
            above = max(numbers["change"], numbers["new_funds"]) > numbers["limit"]
            anew = numbers["anew"] if "anew" in numbers else numbers["share"]
            return Money(anew if above else numbers["approved"])
        case "where_any":
            return Money(numbers["amount"] if any(met(numbers)) else 0)
        case _:
            assert_never(rule)


def _product(numbers: dict[str, int], rounding: int | str | None) -> Money:
    per = numbers.pop("per", 1) * numbers.pop("per_cents", 1)
    return rounded(prod(numbers.values()), per, "half_up" if rounding == "half_up" else "down")


def recheck(trace: Iterable[Step]) -> tuple[str, ...]:
    """Computes every step again; one sentence for each that does not add up, nothing otherwise."""
    results: dict[str, Money] = {}
    faults: list[str] = []
    for step in trace:
        if step.key in results:
            faults.append(f"{step.key}: stands twice")
        for name, value in step.inputs.items():
            if _found(results, step.key, name, otherwise=value) != value:
                faults.append(f"{step.key}: takes another {name} than was found")
        if (result := _again(step)) != step.result_cents:
            faults.append(f"{step.key}: says {int(step.result_cents)}, computes to {result}")
        results[step.key] = step.result_cents
    return tuple(faults)


def _found(results: dict[str, Money], key: str, name: str, *, otherwise: int | str) -> int | str:
    plain = name.removeprefix("-")
    part, dot, _ = key.rpartition(".")
    return results.get(f"{part}{dot}{plain}", results.get(plain, otherwise))


def met(numbers: dict[str, int]) -> Iterator[bool]:
    """Whether each operand is within its limits."""
    for name, number in numbers.items():
        if name == "amount" or name.endswith(tuple(LIMITS)):
            continue
        within = [
            test(number, numbers[f"{name}{ending}"])
            for ending, test in LIMITS.items()
            if f"{name}{ending}" in numbers
        ]
        yield all(within) if within else number > 0


def _again(step: Step) -> int | str:
    try:
        return int(computed(step.rule, step.inputs))
    except (KeyError, ValueError, ZeroDivisionError):
        return "nothing"
