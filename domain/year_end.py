"""Jahresabschluss: what of a title lapses at the end of its year, and what the next one gets."""

from typing import ClassVar

from domain.budget import TitleOfYear, Year
from domain.kernel import ZERO, Amount, Command, Event, Key, Line

# Commands


class CloseBudgetYear(TitleOfYear, Command):
    """Close a title after its year: what is free lapses but for what is carried over.

    It can be closed again where something became free afterwards.
    """

    NAME: ClassVar[str] = "close_budget_year"
    carried_cents: Amount = ZERO
    reference: Line


# Events


class BudgetYearClosed(Event):
    """Nothing of the title can be reserved any more; what is bound stays with its cases.

    `lapsed_cents` was free and `frozen_cents` frozen; `carried_cents` went into the next year.
    """

    TOPIC: ClassVar[str] = "appropriation.year_closed.v1"
    BASIS: ClassVar[str] = "§§ 19, 45 LHO; § 27 HGrG"
    lapsed_cents: Amount
    frozen_cents: Amount
    carried_cents: Amount
    reference: Line
    closed_by: Key


class FundsCarriedIn(Event):
    """What the year before did not need stands in the title as well (Ausgaberest)."""

    TOPIC: ClassVar[str] = "appropriation.carried_in.v1"
    BASIS: ClassVar[str] = "§§ 19, 45 LHO"
    from_year: Year
    amount_cents: Amount
    reference: Line
    carried_by: Key
