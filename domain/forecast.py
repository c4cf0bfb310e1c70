"""Forecast of a budget year: what a line will have paid at its end, from plan and experience."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from domain.decision import Instalment
from domain.forecast_terms import ForecastTerms
from domain.kernel import Money
from domain.sourced import Percent, Sourced, rounded
from domain.trace import Finding, Inputs, Sheet, Source, Step
from domain.words import Words

_LEDGER = Source("Haushaltskonten")
_PLAN = Source("Zuwendungsbescheide, Raten")
_CLOSED = Source("abgeschlossene Vorgänge der Linie")


class Commitment(NamedTuple):
    """What a grant still may draw, `open_cents`, by which instalments and in which period."""

    open_cents: Money
    instalments: Sequence[Instalment]
    first: date
    last: date


class Drawn(NamedTuple):
    """A closed grant: how much of what was granted was paid in the end."""

    granted_cents: Money
    paid_cents: Money


@dataclass(frozen=True)
class Forecast:
    """What a line will have paid at the end of the year: low, expected and high, in cents.

    `beyond_cents` is bound and can flow in a later year only; `left_cents` is what of the bound
    money is not expected to flow in the year, in all.
    """

    low_cents: Money
    expected_cents: Money
    high_cents: Money
    beyond_cents: Money
    left_cents: Money
    trace: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()


def forecast(
    out: Money,
    commitments: Sequence[Commitment],
    *,
    closed: Sequence[Drawn],
    today: date,
    until: date,
    terms: ForecastTerms,
) -> Forecast:
    """The outflow of a line until a day, at least what is `out` already.

    High is all that plan and period let flow; expected and low are its share that closed grants
    drew on average and at the lower quartile, or the assumed ones where there are too few.
    """
    sheet = Sheet()
    lag = terms.lag_days.value
    bound = Money(sum(one.open_cents for one in commitments))
    timely = Money(sum(flowing(one, today=today, until=until, lag_days=lag) for one in commitments))
    sheet.add("out", _OUT, rule="sum", inputs={"out_cents": out}, by=_LEDGER)
    sheet.add("bound", _BOUND, rule="sum", inputs={"bound_cents": bound}, by=_LEDGER)
    sheet.add("timely", _TIMELY, rule="sum", inputs={"planned_cents": timely}, by=_PLAN)
    low, expected = (_add_drawn(sheet, one, timely) for one in draw_shares(closed, terms))
    beyond: Inputs = {"bound": bound, "-timely": timely}
    unspent: Inputs = {"bound": bound, "-drawn_expected": expected}
    return Forecast(
        low_cents=_add_total(sheet, "low", {"out": out, "drawn_low": low}),
        expected_cents=_add_total(sheet, "expected", {"out": out, "drawn_expected": expected}),
        high_cents=_add_total(sheet, "high", {"out": out, "timely": timely}),
        beyond_cents=sheet.add("beyond", _BEYOND, rule="rest", inputs=beyond, by=_PLAN),
        left_cents=sheet.add("left", _LEFT, rule="rest", inputs=unspent, by=_PLAN),
        trace=tuple(sheet.steps),
    )


class DrawShare(NamedTuple):
    """Which share of what could be drawn is drawn: the factor and divisor, and their source."""

    name: str
    inputs: Inputs
    by: Source


def draw_shares(closed: Sequence[Drawn], terms: ForecastTerms) -> tuple[DrawShare, DrawShare]:
    """The low and the expected share, from closed grants where there are enough of them."""
    known = [one for one in closed if one.granted_cents]
    if len(known) < max(1, terms.least_cases.value):
        usual = terms.draw_percent_expected
        low = min(terms.draw_percent_low, usual, key=lambda one: one.value)
        return _assumed("low", low), _assumed("expected", usual)
    granted, paid = (Money(sum(column)) for column in zip(*known, strict=True))
    whole = Drawn(granted, min(paid, granted))
    quartile = sorted(known, key=_share)[(len(known) - 1) // 4]
    return _drawn("low", min(quartile, whole, key=_share)), _drawn("expected", whole)


def _share(one: Drawn) -> Fraction:
    return Fraction(one.paid_cents, one.granted_cents)


def _assumed(name: str, percent: Sourced[Percent]) -> DrawShare:
    inputs: Inputs = {"percent": percent.value, "per": 100}
    return DrawShare(name, inputs, Source(percent.reference, percent.assumption))


def _drawn(name: str, one: Drawn) -> DrawShare:
    return DrawShare(name, {"paid_cents": one.paid_cents, "per_cents": one.granted_cents}, _CLOSED)


def flowing(commitment: Commitment, *, today: date, until: date, lag_days: int = 0) -> Money:
    """What of a commitment can be paid up to a day; earlier instalments are drawn first.

    An instalment is paid some days after its own; by need money is drawn ahead of the need.
    """
    left, total = int(commitment.open_cents), 0
    latest = until - timedelta(days=lag_days)
    for part in reversed(commitment.instalments):
        cents = min(left, int(part.amount_cents))
        left -= cents
        if part.from_on is None:
            total += _by_need(cents, commitment, today=today, until=until)
        elif max(part.from_on, today) <= latest:
            total += cents
    return Money(total + _by_need(left, commitment, today=today, until=until))


def _by_need(cents: int, commitment: Commitment, *, today: date, until: date) -> int:
    """By need money flows evenly over the rest of the period; after it, at once."""
    start = max(commitment.first, today)
    if start > until:
        return 0
    if commitment.last <= until:
        return cents
    days, period = (until - start).days + 1, (commitment.last - start).days + 1
    return rounded(cents * days, period, "down")


def _add_drawn(sheet: Sheet, share: DrawShare, timely: Money) -> Money:
    inputs: Inputs = {"timely": timely, **share.inputs, "rounding": "down"}
    key, what = f"drawn_{share.name}", _DRAWN[share.name]
    return sheet.add(key, what, rule="product", inputs=inputs, by=share.by)


def _add_total(sheet: Sheet, name: str, inputs: Inputs) -> Money:
    return sheet.add(name, _TOTALS[name], rule="sum", inputs=inputs, by=_LEDGER)


_OUT = Words(de="angeordnet, unterwegs und ausgezahlt", en="ordered, on its way and paid")
_BOUND = Words(de="gebunden und noch nicht abgerufen", en="bound and not drawn yet")
_TIMELY = Words(
    de="davon nach Raten und Zeitraum bis Jahresende abrufbar",
    en="of it to be drawn by plan and period until the end of the year",
)
_BEYOND = Words(
    de="erst in einem späteren Jahr abrufbar", en="to be drawn in a later year at the earliest"
)
_LEFT = Words(
    de="gebunden, fließt voraussichtlich nicht in diesem Jahr ab",
    en="bound and not expected to flow out in this year",
)
_DRAWN = {
    "low": Words(de="vorsichtiger Abruf", en="cautious draws"),
    "expected": Words(de="erwarteter Abruf", en="expected draws"),
}
_TOTALS = {
    "low": Words(de="Abfluss bis Jahresende, mindestens", en="outflow to year end, low"),
    "expected": Words(de="Abfluss bis Jahresende, erwartet", en="outflow to year end, expected"),
    "high": Words(de="Abfluss bis Jahresende, höchstens", en="outflow to year end, high"),
}
