"""Reads what arrives from outside as a command, exactly, or says field by field what is wrong."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from domain.kernel import Refusal
from domain.reasons.general import INVALID_INPUT
from domain.words import Language
from web.texts import known, say

M = TypeVar("M", bound=BaseModel)
_ECHOED = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_TRANSPARENT = frozenset({"value_error", "assertion_error"})


class NotJson(Exception):
    """The body is not JSON at all; the command was not even looked for."""


@dataclass(frozen=True)
class Fault:
    """One wrong place: its dotted path and what is wrong there, a text of the section `input`."""

    path: str
    problem: str
    limits: dict[str, object] = field(default_factory=dict)

    def words(self, language: Language) -> str:
        """What is wrong, without the place: `die Angabe fehlt`."""
        key = f"input.{self.problem}"
        text = say(key if known(key) else "input.other", language)
        return _PLACEHOLDER.sub(lambda found: str(self.limits.get(found[1], "…")), text)

    def refusal(self) -> Refusal:
        """The refusal in both languages."""
        return INVALID_INPUT.because(
            self.path or "body",
            path=self.path or "…",
            problem=self.words("de"),
            problem_english=self.words("en"),
        ).refusal


class Unreadable(Exception):
    """What arrived is no such command; one fault for each place that is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(fault.path for fault in faults))
        self.faults = tuple(faults)


class _Odd:
    """A number that JSON allows and no field of ours does: a fraction, an exponent, NaN."""


def read_message(kind: type[M], body: bytes) -> M:
    """The message in a JSON body.

    Whole numbers only, no field twice, nothing unknown. Raises NotJson or Unreadable; neither
    repeats what was typed.
    """
    document = _parsed(body)
    if not isinstance(document, dict):
        raise Unreadable([Fault("", "dict_type")])
    if odd := list(_odd_places(document, ())):
        raise Unreadable([Fault(_dotted(place), "odd_number") for place in odd[:20]])
    try:
        return kind.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise Unreadable(faults_of(error)) from None


def faults_of(error: ValidationError) -> list[Fault]:
    """One fault for each place that a message got wrong."""
    details = error.errors(include_url=False, include_input=False)
    return [Fault(_dotted(_place(one)), _problem(one), one.get("ctx", {})) for one in details]


def _parsed(body: bytes) -> object:
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_float=lambda _: _Odd(),
            parse_constant=lambda _: _Odd(),
            object_pairs_hook=_each_once,
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(type(error).__name__) from None


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _twice()
    return found


def _twice() -> NoReturn:
    raise ValueError("a name stands twice in an object")


def _odd_places(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, _Odd):
        yield place
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _odd_places(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _odd_places(inner, (*place, number))


def _place(one: ErrorDetails) -> tuple[str | int, ...]:
    return tuple(part for part in one["loc"] if part != "[key]")


def _dotted(place: tuple[str | int, ...]) -> str:
    """The path to a value; a name that nobody but the sender knows is not repeated."""
    parts = [str(part) for part in place]
    return ".".join(part if _ECHOED.fullmatch(part) else "?" for part in parts)


def _problem(one: ErrorDetails) -> str:
    """The kind of fault; our own checks speak through their message."""
    if one["type"] in _TRANSPARENT:
        return _OWN.get(str(one.get("ctx", {}).get("error", "")), "other")
    return one["type"]


_OWN = {
    "must not be negative": "negative",
    "must be greater than zero": "not_positive",
    "contains a control character": "control_character",
    "contains a character that changes the writing direction": "control_character",
    "the check digits do not fit": "iban_checksum",
}
