"""Aufrechnung: a claim and an instalment of the same recipient meet; what each file learns of it.

No money moves: the claim is met and the draw-down is paid by the same amount on the same day.
"""

from typing import ClassVar

from domain.deadline import Deadline
from domain.kernel import Amount, CaseId, Day, Event, Key, Line, Payable, Text
from domain.payment import Number
from domain.recovery_terms import Allocation


class ClaimSetOff(Event):
    """A certified draw-down met the claim, in the order that the rules state.

    `open_cents` is what is open after it, principal and interest, `next_due_on` when of it the
    next part falls due. `reference` names the claim, `draw_case` and `draw_number` the draw-down,
    of which `certified_cents` were certified and `rest_cents` are still to be transferred.
    """

    TOPIC: ClassVar[str] = "recovery.set_off.v1"
    BASIS: ClassVar[str] = "§§ 387-389 BGB, § 226 AO entsprechend"
    draw_case: CaseId
    draw_number: Number
    certified_cents: Payable
    rest_cents: Amount
    amount_cents: Payable
    principal_cents: Amount
    interest_cents: Amount
    allocation: Allocation
    open_cents: Amount
    next_due_on: Day | None
    set_off_on: Day
    reference: Line
    reasons: Text
    proposed_by: Key
    signed_by: Key


class DrawdownSetOff(Event):
    """So much of the draw-down is paid by set-off against a claim; the bank pays the rest.

    `use` is set where nothing is left to transfer: then the day of the set-off is the payout date.
    """

    TOPIC: ClassVar[str] = "disbursement.set_off.v1"
    BASIS: ClassVar[str] = "§§ 387-389 BGB, § 226 AO entsprechend"
    amount_cents: Payable
    certified_cents: Payable
    rest_cents: Amount
    claim_case: CaseId
    reference: Line
    set_off_on: Day
    use: Deadline | None
    signed_by: Key


class FundsSetOff(Event):
    """The title paid by set-off; the same amount comes in at the title of the claim (gross)."""

    TOPIC: ClassVar[str] = "appropriation.set_off.v1"
    BASIS: ClassVar[str] = "§§ 15, 70 LHO"
    case: CaseId
    line: Key
    number: Number
    amount_cents: Payable
