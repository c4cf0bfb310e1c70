"""The fields of a form, made from the shape of the command that it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from domain.words import Words

Kind = Literal[
    "line", "text", "money", "hours", "number", "day", "iban", "email", "lines",
    "tick", "choice", "ticks", "flags", "files", "sealed", "numbered", "rows", "group",
]  # fmt: skip
"""How a value is asked for.

`ticks` gives a list of the ticked, `flags` a yes or no for each. `sealed` travels hidden and
unchanged, such as the hash of what was read. `numbered` is a row's key, made by the form.
"""

Schema = Mapping[str, Any]
Choice = tuple[str, str]
_BLANK_ROWS_OF = {"guides": 12, "items": 7, "other_grantors": 2}
_BLANK_ROWS = 5
_SEALED = frozenset({"commitment", "content_hash", "expected_position", "secret"})


@dataclass(frozen=True)
class Field:
    """One field; `name` is its part of the dotted path. `label` is given where no text is."""

    name: str
    kind: Kind
    required: bool = True
    label: Words | None = None
    choices: tuple[Choice, ...] = ()
    inner: tuple["Field", ...] = ()
    blank_rows: int = _BLANK_ROWS
    prefix: str = ""


@dataclass(frozen=True)
class Ask:
    """What a form leaves out, which choices it offers by field, and the shape of its facts."""

    without: frozenset[str] = frozenset()
    choices: Mapping[str, Sequence[Choice]] | None = None
    facts: Schema | None = None


def fields_of(schema: Schema, ask: Ask) -> tuple[Field, ...]:
    """The fields of a JSON schema of an object, in its order."""
    return _Shapes(schema, ask).fields(schema)


class _Shapes:
    """Reads the shapes of one schema, whose definitions they may name."""

    def __init__(self, schema: Schema, ask: Ask) -> None:
        self._definitions: Schema = schema.get("$defs", {})
        self._ask = ask

    def fields(self, schema: Schema) -> tuple[Field, ...]:
        """The fields of an object."""
        required = set(schema.get("required", ()))
        return tuple(
            self._field(name, self._resolved(shape), required=name in required)
            for name, shape in schema.get("properties", {}).items()
            if name not in self._ask.without
        )

    def _field(self, name: str, shape: Schema, *, required: bool) -> Field:
        if name in {"facts", "recognised_facts"}:
            return Field(name, "group", inner=fields_of(self._ask.facts or {}, Ask()))
        if shape.get("type") == "array":
            return self._list(name, shape, required=required)
        if "properties" in shape:
            part = _label(shape) if "anyOf" in shape and "description" in shape else None
            return Field(name, "group", required, part, inner=self.fields(shape))
        described = "description" in shape and name != "minutes"  # asked for in hours
        label = _label(shape) if described else None
        offered = self._offered(name, shape)
        if name == "checklist":
            return Field(name, "flags", required, label, offered)
        if offered:
            return Field(name, "choice", required, label, offered)
        prefix = _prefix(shape) if name == "key" else ""
        kind: Kind = "numbered" if prefix else _kind(name, shape)
        return Field(name, kind, required and kind != "tick", label, prefix=prefix)

    def _list(self, name: str, shape: Schema, *, required: bool) -> Field:
        items = self._resolved(shape["items"])
        if name == "documents":
            return Field(name, "files", False)
        if "properties" in items:
            blank = min(_BLANK_ROWS_OF.get(name, _BLANK_ROWS), shape.get("maxItems", 500))
            return Field(name, "rows", required, inner=self.fields(items), blank_rows=blank)
        offered = self._offered(name, items)
        return Field(name, "ticks" if offered else "lines", required, choices=offered)

    def _offered(self, name: str, shape: Schema) -> tuple[Choice, ...]:
        given = (self._ask.choices or {}).get(name)
        return tuple(given) if given else tuple((one, one) for one in shape.get("enum", ()))

    def _resolved(self, shape: Schema) -> Schema:
        if "anyOf" in shape:
            chosen = next(one for one in shape["anyOf"] if one.get("type") != "null")
            return {**self._resolved(chosen), **shape}
        if "$ref" in shape:
            return {**shape, **self._definitions[str(shape["$ref"]).rpartition("/")[2]]}
        return shape


def _kind(name: str, shape: Schema) -> Kind:
    if name in _SEALED:
        return "sealed"
    if name.endswith("_cents"):
        return "money"
    if name == "minutes":
        return "hours"
    if name in {"iban", "email"}:
        return "iban" if name == "iban" else "email"
    if shape.get("format") == "date":
        return "day"
    if shape.get("type") == "boolean":
        return "tick"
    if shape.get("type") == "integer":
        return "number"
    return "text" if shape.get("maxLength", 0) > 200 else "line"


def _prefix(shape: Schema) -> str:
    """`guide-` of a key such as `guide-1`, empty where the key is chosen."""
    pattern = str(shape.get("pattern", ""))
    return pattern.removeprefix("^").partition("[")[0]


def _label(shape: Schema) -> Words:
    german = str(shape["title"]).removesuffix(" in Cent")
    english = str(shape["description"]).removesuffix(", cents")
    return Words(de=german, en=english[:1].upper() + english[1:])
