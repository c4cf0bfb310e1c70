"""Interest reads as lines that anybody can follow."""

from datetime import date

import programmes
from domain.interest import InterestSheet, Movement, interest
from domain.kernel import Money
from web.interest_steps import interest_steps


def sheet() -> InterestSheet:
    terms = programmes.load("wir@2014-01-01").parameters.recovery.interest
    moved = (
        Movement(on=date(2016, 3, 4), amount_cents=Money(25_000_00)),
        Movement(on=date(2016, 9, 1), amount_cents=Money(-25_000_00)),
    )
    return interest(moved, date(2016, 9, 1), terms=terms, rates=programmes.base_rates())


def test_each_stretch_says_days_principal_rate_and_what_it_gives() -> None:
    found = sheet()
    *stretches, terms, total = interest_steps(found, "de")
    assert len(stretches) == len(found.segments)
    assert stretches[0].startswith("05.03.2016 – ")
    assert "25.000,00 € × " in stretches[0]
    assert "Basiszins" in terms
    assert total.endswith(found.total_cents.euro)
    assert interest_steps(found, "en")[-1] != total
