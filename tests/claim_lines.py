"""Lines of the bank that name the claim of the usual recovery."""

from datetime import date

from domain.bank_message import BookingLine
from tests.cast import IBAN, credit
from tests.usual_grant import CASE

CLAIM = f"{CASE}.R1"


def came(cents: int, day: int = 3, entry: str = "", **changes: object) -> BookingLine:
    """A credit of the county for its claim, in April 2017."""
    content = {
        "booked_on": date(2017, 4, day),
        "entry_reference": entry or f"C{day}",
        "return_reason": None,
        "claim": CLAIM,
        "payer": IBAN,
    }
    return credit("NOTPROVIDED", cents, **content | changes)


def back(cents: int, day: int = 5, **changes: object) -> BookingLine:
    """The bank takes a credit of this amount back."""
    return came(
        cents, day, **{"credit": False, "reversal": True, "entry_reference": f"B{day}"} | changes
    )
