"""Decisions at the end of a budget year: a title lapses, in part or whole, or is carried over."""

from datetime import date

from domain.appropriation import (
    Appropriation,
)
from domain.desk import Desk
from domain.kernel import Context, Filings
from domain.reasons.budget import BUDGET_YEAR_RUNS, CARRIED_ABOVE_FREE, NOTHING_TO_CLOSE
from domain.titles import appropriation_key
from domain.year_end import BudgetYearClosed, CloseBudgetYear, FundsCarriedIn


def close_year(desk: Desk, command: CloseBudgetYear, context: Context) -> Filings:
    """Let lapse what is free or frozen, but for what goes into the next year's title."""
    key = appropriation_key(command.programme, command.fund, command.year)
    title = desk.read(Appropriation, key)
    if context.today <= date(command.year, 12, 31):
        raise BUDGET_YEAR_RUNS.because(year=command.year)
    if not title.unbound and not title.frozen:
        raise NOTHING_TO_CLOSE.because()
    if command.carried_cents > title.unbound:
        raise CARRIED_ABOVE_FREE.because(free=title.unbound.euro)
    closed = BudgetYearClosed(
        lapsed_cents=title.unbound - command.carried_cents,
        frozen_cents=title.frozen,
        carried_cents=command.carried_cents,
        reference=command.reference,
        closed_by=context.person,
    )
    return [(title.subject, closed), *_carried(desk, command, context)]


def _carried(desk: Desk, command: CloseBudgetYear, context: Context) -> Filings:
    if not command.carried_cents:
        return []
    later = appropriation_key(command.programme, command.fund, command.year + 1)
    event = FundsCarriedIn(
        from_year=command.year,
        amount_cents=command.carried_cents,
        reference=command.reference,
        carried_by=context.person,
    )
    return [(desk.read(Appropriation, later).subject, event)]
