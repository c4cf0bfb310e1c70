"""Which amount of its case a line of a list is."""

from projections.county_money import MoneyRow
from projections.payments import PaymentRow


def fact_of(row: MoneyRow | PaymentRow, kind: str = "") -> str:
    """The amount that a line of a list is, or the one of that kind in the same draw-down."""
    if isinstance(row, PaymentRow):
        return f"{kind or 'payment'}/{row.number - 1}"
    if row.state == "part_set_off":
        return f"payment_set_off/{row.instalment - 1}"
    if row.instalment:
        return f"{'payment' if row.state == 'set_off' else 'transfer'}/{row.instalment - 1}"
    return f"county.{row.state}"
