"""Between a form and a command: typed texts become data, data becomes filled fields again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from web.entries import READERS, SHOWN, Mistyped, read_text, shown_iban
from web.fields import Field
from web.reading import Fault

Values = dict[str, list[str]]
"""What stands in each field under its dotted name, such as `plan.0.amount_cents`."""

_LIMIT = 500


def collect(fields: Sequence[Field], values: Values) -> tuple[dict[str, object], list[Fault]]:
    """The data that the values say, and a fault for each value that breaks its grammar."""
    faults: list[Fault] = []
    return _object(fields, values, "", faults=faults), faults


def spread(fields: Iterable[Field], data: Mapping[str, object], prefix: str = "") -> Values:
    """The values with which fields show some data."""
    values: Values = {}
    for field in fields:
        if (given := data.get(field.name)) is not None:
            values |= _shown(field, given, f"{prefix}{field.name}")
    return values


def tidy(fields: Iterable[Field], values: Values, prefix: str = "") -> Values:
    """The same values with blank rows left out and the others numbered anew from 0."""
    kept = dict(values)
    for field in fields:
        name = f"{prefix}{field.name}"
        if field.kind == "group":
            kept = tidy(field.inner, kept, f"{name}.")
        elif field.kind == "rows":
            rows = [_row(values, f"{name}.{number}.") for number in _numbers(values, f"{name}.")]
            kept = {key: value for key, value in kept.items() if not key.startswith(f"{name}.")}
            filled = [row for row in rows if not _blank(field, row)]
            for number, row in enumerate(filled):
                kept |= {f"{name}.{number}.{key}": value for key, value in row.items()}
    return kept


def rows_of(field: Field, values: Values, name: str) -> list[str]:
    """The prefixes of a list's rows: those filled in, then blank ones up to the field's count."""
    rows = {one: _row(values, f"{name}.{one}.") for one in _numbers(values, f"{name}.")}
    filled = max((one + 1 for one, row in rows.items() if not _blank(field, row)), default=0)
    blank = max(1, field.blank_rows - filled) if filled < _LIMIT else 0
    return [f"{name}.{number}." for number in range(filled + blank)]


def with_keys(fields: Iterable[Field], values: Values, prefix: str = "") -> Values:
    """The same values, with a key such as `guide-3` for each row whose key the form makes."""
    kept = dict(values)
    for field in fields:
        name = f"{prefix}{field.name}"
        if field.kind == "group":
            kept = with_keys(field.inner, kept, f"{name}.")
        for inner in field.inner if field.kind == "rows" else ():
            if inner.kind == "numbered":
                places = [f"{row}{inner.name}" for row in rows_of(field, kept, name)]
                kept |= _keys(inner, {place: kept.get(place, [""])[-1] for place in places})
    return kept


def _keys(field: Field, given: Mapping[str, str]) -> Values:
    """Keys as they were given, and the lowest free number for each place without one."""
    free = (
        key
        for number in range(1, 2 * _LIMIT)
        if (key := f"{field.prefix}{number}") not in given.values()
    )
    return {place: [key or next(free)] for place, key in given.items()}


def _object(
    fields: Sequence[Field], values: Values, prefix: str, *, faults: list[Fault]
) -> dict[str, object]:
    found = {
        field.name: _value(field, values, f"{prefix}{field.name}", faults=faults)
        for field in fields
    }
    return {name: value for name, value in found.items() if value is not None}


def _value(field: Field, values: Values, name: str, *, faults: list[Fault]) -> object | None:
    typed = values.get(name, [])
    match field.kind:
        case "group":
            left_out = not field.required and not _typed(values, f"{name}.")
            return None if left_out else _object(field.inner, values, f"{name}.", faults=faults)
        case "rows":
            count = len(_numbers(values, f"{name}."))
            rows = (f"{name}.{number}." for number in range(count))
            return [_object(field.inner, values, row, faults=faults) for row in rows]
        case "tick":
            return bool(typed)
        case "ticks" | "files":
            return typed or None
        case "flags":
            return {item: item in typed for item, _ in field.choices}
        case "lines":
            return [line.strip() for line in "\n".join(typed).splitlines() if line.strip()]
        case _:
            return _single(field, typed, name, faults=faults)


def _single(field: Field, typed: list[str], name: str, *, faults: list[Fault]) -> int | str | None:
    text = read_text(typed[-1]).strip() if typed else ""
    if not text:
        return None
    try:
        return READERS.get(field.kind, read_text)(text)
    except Mistyped as error:
        faults.append(Fault(name, error.problem))
        return None


def _shown(field: Field, given: object, name: str) -> Values:
    match given:
        case dict() if field.kind == "group":
            return spread(field.inner, given, f"{name}.")
        case dict():
            return {name: [str(item) for item, ticked in given.items() if ticked]}
        case list() | tuple() if field.kind == "rows":
            values: Values = {}
            for number, row in enumerate(given):
                values |= spread(field.inner, row, f"{name}.{number}.")
            return values
        case list() | tuple() if field.kind == "lines":
            return {name: ["\n".join(map(str, given))]}
        case list() | tuple():
            return {name: [str(one) for one in given]}
        case bool():
            return {name: ["on"]} if given else {}
        case int():
            return {name: [SHOWN.get(field.kind, str)(given)]}
        case _:
            return {name: [shown_iban(str(given)) if field.kind == "iban" else str(given)]}


def _numbers(values: Values, prefix: str) -> list[int]:
    """The numbers of the rows that a form sent, in order."""
    found = {
        int(part)
        for name in values
        if name.startswith(prefix)
        and (part := name[len(prefix) :].partition(".")[0]).isdecimal()
        and len(part) <= 3
    }
    return sorted(found)[:_LIMIT]


def _row(values: Values, prefix: str) -> Values:
    return {name[len(prefix) :]: value for name, value in values.items() if name.startswith(prefix)}


def _typed(values: Values, prefix: str) -> bool:
    """Whether anything stands below a prefix, keys of rows aside, which the form makes."""
    return any(
        name.startswith(prefix) and not name.endswith(".key") and any(t.strip() for t in typed)
        for name, typed in values.items()
    )


def _blank(field: Field, row: Values) -> bool:
    typed: Iterator[bool] = (
        any(text.strip() for text in row.get(inner.name, ()))
        for inner in field.inner
        if inner.kind != "numbered"
    )
    return not any(typed)
