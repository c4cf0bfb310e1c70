"""Takes a booked line of the bank in that names a claim: it pays, is taken back, or is listed.

What becomes of it depends on the claim as people left it, on its payer and on all other lines that
name the claim, and never on their order.
"""

import re

from domain.application import Application
from domain.bank_details_decisions import holders_of
from domain.bank_draft import Draft
from domain.bank_facts import BankEntry
from domain.bank_message import BookingLine
from domain.claim import RepaymentReceived, RepaymentTakenBack
from domain.claim_credits import Credit
from domain.claim_decisions import paid
from domain.clearing import Why
from domain.desk import Desk
from domain.onward import grantor_of
from domain.payment import TAKEN_BACK
from domain.proof_of_use import ProofOfUse
from domain.recovery import Recovery
from domain.terms import programme_of

BANK = "bank"
"""In place of a person: the bank's line alone said so."""

_CLAIM = re.compile(r"(?<![A-Z0-9-])([A-Z0-9][A-Z0-9-]{2,20})\.R([0-9]{1,2})(?![0-9])")


def claim_named(text: str) -> str | None:
    """The reference of a claim of ours in what a payer wrote; `None` where none, or two, stand."""
    found = {match[0] for match in _CLAIM.finditer(text.upper())}
    return found.pop() if len(found) == 1 else None


def claim_of(desk: Desk, reference: str | None) -> Recovery | None:
    """The recovery in which a claim of the Land was assessed under the reference."""
    case = (reference or "").rpartition(".")[0]
    if not case or desk.read(Application, case).content is None or grantor_of(desk, case):
        return None
    recovery = desk.read(Recovery, case)
    return recovery if reference in {one.reference for one in recovery.assessed} else None


def take_claim_line(draft: Draft, line: BookingLine) -> Why | None:
    """File a line that names a claim, once; the reason where it goes to the clearing list."""
    found = claim_of(draft.desk, line.claim)
    if found is None:
        return "unknown_reference"
    recovery = draft.recoveries.get(found.key) or found
    if BankEntry(line.entry_reference, line.credit, line.amount_cents) in recovery.told:
        return None
    if why := _unfit(draft.desk, recovery, line):
        return why
    _file(draft, recovery, line)
    return None


def _unfit(desk: Desk, recovery: Recovery, line: BookingLine) -> Why | None:
    back = not line.credit
    if line.reversal if line.credit else not (line.reversal or line.return_reason):
        return "not_expected"
    owner = desk.read(Application, recovery.key).submitted.recipient
    payers = holders_of(desk, line.payer)
    if owner not in payers:
        return "other_payer" if payers else "unknown_payer"
    if back and _came_before(recovery, line):
        return "not_expected"
    base = recovery.credits.base or recovery.standing
    if desk.read(ProofOfUse, recovery.key).closed or not base.open_cents:
        return "claim_paid"
    return None


def _came_before(recovery: Recovery, line: BookingLine) -> bool:
    """Whether such a credit came before somebody decided on the claim, relying on it."""
    came = sum(one.credit and one.amount_cents == line.amount_cents for one in recovery.told)
    since = sum(one.amount_cents == line.amount_cents for one in recovery.credits.came)
    return came > since


def _file(draft: Draft, recovery: Recovery, line: BookingLine) -> None:
    order = programme_of(draft.desk, recovery.key).parameters.recovery.allocation.value
    credit = Credit(line.booked_on, line.entry_reference, line.amount_cents, order)
    told = {
        "amount_cents": line.amount_cents,
        "booked_on": line.booked_on,
        "entry_reference": line.entry_reference,
        "recorded_by": BANK,
        **paid(recovery, credit, back=not line.credit),
    }
    event = (
        RepaymentReceived.model_validate(told)
        if line.credit
        else RepaymentTakenBack.model_validate(
            told | {"reason_code": line.return_reason or TAKEN_BACK}
        )
    )
    draft.filings.append((recovery.subject, event))
    draft.recoveries[recovery.key] = recovery.evolve(event)
