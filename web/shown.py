"""A form as a template prints it: labels, values, what was understood, and what is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.kernel import Refusal
from domain.words import Language
from web.entries import echo
from web.fields import Choice, Field
from web.forms import Values, rows_of
from web.reading import Fault
from web.refusals import spoken
from web.texts import known, say


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `anchor` is the id of the field, empty for the whole."""

    anchor: str
    label: str
    text: str
    basis: str = ""
    next: str = ""


@dataclass(frozen=True)
class Shown:
    """One field to print; `rows` of a list hold fields each, `inner` a group's."""

    field: Field
    name: str
    label: str
    hint: str | None
    values: tuple[str, ...]
    choices: tuple[Choice, ...]
    problem: str | None
    echo: str | None
    inner: tuple["Shown", ...] = ()
    rows: tuple[tuple["Shown", ...], ...] = ()

    @property
    def anchor(self) -> str:
        """The id of the field in the page."""
        return anchor_of(self.name)

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.values[-1] if self.values else ""

    @property
    def ticked(self) -> tuple[str, ...]:
        """The labels of the choices taken."""
        return tuple(label for value, label in self.choices if value in self.values)


class Printer:
    """Prepares fields with their values and problems in one language."""

    def __init__(
        self, command: str, language: Language, *, values: Values, faults: Iterable[Fault] = ()
    ) -> None:
        self._command = command
        self._language = language
        self._values = values
        self._faults: Mapping[str, Fault] = {one.path: one for one in faults}

    def show(self, fields: Sequence[Field], prefix: str = "") -> tuple[Shown, ...]:
        """The fields as they are to be printed."""
        return tuple(self._shown(field, f"{prefix}{field.name}") for field in fields)

    def _shown(self, field: Field, name: str) -> Shown:
        values = tuple(self._values.get(name, ()))
        fault = self._faults.get(name)
        return Shown(
            field=field,
            name=name,
            label=self.label(field),
            hint=self._hint(field),
            values=values,
            choices=self._choices(field),
            problem=fault.words(self._language) if fault else None,
            echo=echo(field.kind, values[-1], self._language) if values else None,
            inner=self.show(field.inner, f"{name}.") if field.kind == "group" else (),
            rows=tuple(self._rows(field, name)) if field.kind == "rows" else (),
        )

    def _rows(self, field: Field, name: str) -> Iterator[tuple[Shown, ...]]:
        for prefix in rows_of(field, self._values, name):
            yield self.show(field.inner, prefix)

    def label(self, field: Field) -> str:
        """What the field is called: in this form, anywhere, or by the rules themselves."""
        if field.label is not None:
            return field.label.said(self._language)
        own = f"field_of.{self._command}.{field.name}"
        return say(own if known(own) else f"field.{field.name}", self._language)

    def _hint(self, field: Field) -> str | None:
        for key in (f"hint_of.{self._command}.{field.name}", f"hint.{field.name}"):
            if known(key):
                return say(key, self._language)
        if field.kind in {"money", "hours"}:
            return say(f"hint.kind_{field.kind}", self._language)
        return None

    def _choices(self, field: Field) -> tuple[Choice, ...]:
        return tuple(
            (value, self._choice(field.name, value) if value == label else label)
            for value, label in field.choices
        )

    def _choice(self, name: str, value: str) -> str:
        key = f"choice.{name}.{value}"
        return say(key, self._language) if known(key) else value


def problems_of(
    shown: Sequence[Shown], faults: Iterable[Fault], refusal: Refusal | None, language: Language
) -> list[Problem]:
    """The lines of the error summary: the refusal, then the faults in the order of the fields."""
    named = {one.name: one for one in walk(shown)}
    places = {name: place for place, name in enumerate(named)}
    problems = []
    for fault in faults:
        found = _nearest(named, fault.path)
        place = places[found.name] if found else -1
        label = found.label if found else fault.path
        anchor = found.anchor if found else ""
        problems.append((place, Problem(anchor, label, fault.words(language))))
    ordered = [problem for _, problem in sorted(problems, key=lambda one: one[0])]
    return [*([_of_refusal(named, refusal, language)] if refusal else []), *ordered]


def _of_refusal(named: Mapping[str, Shown], refusal: Refusal, language: Language) -> Problem:
    said = spoken(refusal, language)
    found = _nearest(named, said.field or "")
    if found is None:
        return Problem("", "", said.why, said.basis, said.next)
    why = said.why
    for value, label in found.choices:
        why = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", label.replace("\\", ""), why)

    return Problem(found.anchor, found.label, why, said.basis, said.next)


def walk(shown: Iterable[Shown]) -> Iterator[Shown]:
    """All fields, those of groups and rows after their own."""
    for one in shown:
        yield one
        yield from walk(one.inner)
        for row in one.rows:
            yield from walk(row)


def anchor_of(name: str) -> str:
    """The id of a field in the page."""
    return "f-" + name.replace(".", "-")


def _nearest(named: Mapping[str, Shown], path: str) -> Shown | None:
    """The field at a path, or the one that holds it."""
    while path:
        if path in named:
            return named[path]
        path = path.rpartition(".")[0]
    return None
