"""A bar chart of two amounts a line, as lengths and places that a template draws."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.what_if import LineEffect

WIDTH, _LABEL, _ROW, _BAR = 760, 22, 66, 16


class Bar(NamedTuple):
    """One bar: where it begins from the top and how long it is."""

    kind: str
    cents: int
    y: int
    length: int


class Group(NamedTuple):
    """The bars of a line under its name."""

    line: str
    y: int
    bars: tuple[Bar, Bar]


class Chart(NamedTuple):
    """All groups and the size of the drawing."""

    groups: tuple[Group, ...]
    height: int
    width: int = WIDTH


def chart_of(lines: Sequence[LineEffect]) -> Chart:
    """The chart of some lines; the longest bar leaves room for its amount."""
    longest = max((max(one.before, one.after) for one in lines), default=0) or 1
    room = WIDTH - 140

    def bar(kind: str, cents: int, y: int) -> Bar:
        return Bar(kind, cents, y, cents * room // longest)

    groups = []
    for number, one in enumerate(lines):
        top = number * _ROW + _LABEL
        bars = (bar("before", int(one.before), top), bar("then", int(one.after), top + _BAR + 2))
        groups.append(Group(one.line, top - 6, bars))
    return Chart(tuple(groups), _ROW * len(groups))
