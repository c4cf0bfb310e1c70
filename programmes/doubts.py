"""What no single value shows: a text that contradicts itself, and units that do not fit."""

from collections.abc import Iterator
from datetime import date, timedelta

from programmes.amendment import Document
from programmes.faults import Doubt
from programmes.lines import Path

_UNITS_OF_ENDINGS = {
    "_months": "months",
    "_days": "days",
    "_years": "years",
    "_percent": "percent",
    "_offsets": "days",
    "_lead": "days",
}
_UNITS = {
    "days": "days",
    "percent": "percent",
    "interest_points": "percent",
    "remedy_months_without_instruction": "months",
    "reduction_threshold": "euro",
    "reduction_threshold_deficit": "euro",
    "small_refund_limit_municipal": "euro",
    "small_refund_limit_private": "euro",
    "amount": "euro",
    "weeks": "weeks_per_year",
    "weekly_hours": "hours_per_week",
    "weekly_hours_coordinating": "hours_per_week",
    "lessons_at_least": "lessons",
    "lessons_at_most": "lessons",
    "per_client": "assignments_per_client",
}
_UNITS_OF_RULES = {
    ("cost_up_to_yearly_cap", "cap"): "euro_per_year",
    ("uncovered_cost", "cap"): "euro",
    ("hours_up_to_yearly_cap", "rate"): "euro_per_hour",
    ("cost_up_to_rate_per_participant", "rate"): "euro_per_participant",
    ("cost_up_to_rate_per_participant_lesson", "rate"): "euro_per_participant_lesson",
    ("rate_per_participant_lesson", "rate"): "euro_per_participant_lesson",
    ("rate_per_assignment", "rate"): "euro_per_assignment",
    ("cost_up_to_lesson_rate_and_cap", "rate"): "euro_per_lesson",
    ("cost_up_to_lesson_rate_and_cap", "cap"): "euro_per_course",
}


def doubts(whole: Document) -> Iterator[Doubt]:
    """What is wrong between the values of a whole text, whatever else is wrong with it."""
    yield from _days_in_order(whole, ())
    yield from repeated(whole)
    yield from _unknown_funds(whole)
    yield from _fiction(whole)
    yield from _wrong_units(whole, (), kind="")


def repeated(text: Document) -> Iterator[Doubt]:
    """What has the name of another beside it; in an amendment it would silently win."""
    yield from _again(text, ("funds",), "id")
    for key in ("id", "code"):
        yield from _again(text, ("lines",), key)
    for number, fund in _entries(text.get("funds")):
        yield from _again(fund, ("appropriations",), "year", before=("funds", number))
    for number, line in _entries(text.get("lines")):
        yield from _again(line, ("checklist",), "id", before=("lines", number))


def _again(text: Document, path: Path, key: str, *, before: Path = ()) -> Iterator[Doubt]:
    seen: list[object] = []
    for number, entry in _entries(text.get(str(path[-1]))):
        if key in entry and entry[key] in seen:
            yield Doubt((*before, *path, number, key), "again")
        seen.append(entry.get(key))


def _days_in_order(text: Document, path: Path) -> Iterator[Doubt]:
    first, last = text.get("valid_from"), text.get("valid_to")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield Doubt((*path, "valid_to"), "validity")


def _unknown_funds(text: Document) -> Iterator[Doubt]:
    known = [fund.get("id") for _, fund in _entries(text.get("funds"))]
    parameters = text.get("parameters")
    within = isinstance(parameters, dict) and any("within_total" in key for key in parameters)
    for kind, key in (("lines", "fund"), ("funds", "part_of")):
        for number, entry in _entries(text.get(kind)):
            place = (kind, number, key)
            if key in entry and entry[key] not in known:
                yield Doubt(place, "fund_unknown", {"fund": entry[key]})
            elif key == "part_of" and key in entry and not within:
                yield Doubt(place, "parts")


def _fiction(text: Document) -> Iterator[Doubt]:
    """A day of posting in no span has no day of notification; in two, the later one holds."""
    known: date | None = None
    for number, span in _entries(text.get("notification_fiction")):
        path = ("notification_fiction", number)
        yield from _days_in_order(span, path)
        first, last = span.get("valid_from"), span.get("valid_to", date.max)
        if known and isinstance(first, date) and first - timedelta(days=1) > known:
            yield Doubt((*path, "valid_from"), "spans")
        if isinstance(last, date):
            known = max(known or last, last)


def _wrong_units(value: object, path: Path, *, kind: str) -> Iterator[Doubt]:
    if isinstance(value, dict):
        kind = str(value.get("kind", kind))
        unit = _unit(kind, str(path[-1])) if path and "value" in value else None
        if unit and value.get("unit") != unit:
            yield Doubt((*path, "unit"), "unit", {"unit": unit})
        for name, one in value.items():
            yield from _wrong_units(one, (*path, name), kind=kind)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _wrong_units(one, (*path, number), kind=kind)


def _unit(kind: str, name: str) -> str | None:
    endings = (unit for ending, unit in _UNITS_OF_ENDINGS.items() if name.endswith(ending))
    return _UNITS_OF_RULES.get((kind, name)) or _UNITS.get(name) or next(endings, None)


def _entries(value: object) -> Iterator[tuple[int, Document]]:
    for number, entry in enumerate(value if isinstance(value, list) else []):
        if isinstance(entry, dict):
            yield number, entry
