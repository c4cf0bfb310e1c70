"""The chart of a title's outflow: places and lengths of its bars, for a template to draw."""

from collections.abc import Sequence
from typing import NamedTuple

from projections.utilisation import TitleUse

WIDTH, _ROW, _TOP, _ROOM = 760, 52, 22, 130


class Bar(NamedTuple):
    """One bar: what is out, what is still expected, the range, and the frame of the title."""

    line: str
    y: int
    out: int
    expected: int
    low: int
    high: int
    frame: int
    expected_cents: int


class Outflow(NamedTuple):
    """The bars of a title, the whole of it first, and the size of the drawing."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH


class _Sums(NamedTuple):
    line: str
    out: int
    low: int
    expected: int
    high: int
    frame: int


def outflow_of(title: TitleUse) -> Outflow:
    """The chart of a title; all its bars have one scale."""
    sums = [
        _Sums(
            "",
            title.out_cents,
            title.low_cents,
            title.expected_cents,
            title.high_cents,
            title.row.appropriated_cents,
        )
    ]
    for one in title.lines:
        told = one.forecast
        sums.append(
            _Sums(
                one.line,
                one.out_cents,
                told.low_cents,
                told.expected_cents,
                told.high_cents,
                0,
            )
        )
    return Outflow(_bars(sums), _ROW * len(sums))


def _bars(sums: Sequence[_Sums]) -> tuple[Bar, ...]:
    longest = max(max(one.frame, one.high) for one in sums) or 1

    def place(cents: int) -> int:
        return cents * (WIDTH - _ROOM) // longest

    return tuple(
        Bar(
            one.line,
            number * _ROW + _TOP,
            out=place(one.out),
            expected=place(one.expected) - place(one.out),
            low=place(one.low),
            high=place(one.high),
            frame=place(one.frame),
            expected_cents=one.expected,
        )
        for number, one in enumerate(sums)
    )
