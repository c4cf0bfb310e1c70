"""Which amount of its case a line of a list is."""

from projections.answers import Finding
from projections.bank_desk import Awaited
from projections.county_money import MoneyRow
from projections.payments import PaymentRow


def fact_of(row: MoneyRow | PaymentRow | Awaited, kind: str = "") -> str:
    """The amount that a line of a list is, or the one of that kind in the same draw-down."""
    if isinstance(row, PaymentRow):
        return f"{kind or 'payment'}/{row.number - 1}"
    if isinstance(row, Awaited):
        return f"transfer/{row.number - 1}"
    if row.state == "part_set_off":
        return f"payment_set_off/{row.instalment - 1}"
    if row.instalment:
        return f"{'payment' if row.state == 'set_off' else 'transfer'}/{row.instalment - 1}"
    return f"county.{row.state}"


_OF_FINDING = {
    **dict.fromkeys(
        ("proof_unexamined", "note_missing", "revocation_year", "many_roles"), "county.booked"
    ),
    **dict.fromkeys(("fixed_amount", "started_before_notice", "split"), "county.granted"),
    "limitation_near": "county.to_repay",
    "idle": "row",
}


def fact_of_finding(hit: Finding) -> str:
    """The amount that a finding is about: one of its case, or that of the entry it hangs on."""
    if hit.code == "double_funding" and not hit.subject.startswith("co_financing"):
        return "county.granted"
    if hit.code == "interest_unconsidered" and not hit.subject.startswith("disbursement"):
        return "county.booked"
    return _OF_FINDING.get(hit.code, f"entry/{hit.position}")
