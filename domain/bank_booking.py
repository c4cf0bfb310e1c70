"""Takes one booked line of the bank in: it pays, comes back, is kept, or goes to the clearing list.

What becomes of an attempt depends on which facts are known of it and never on their order.
"""

from typing import NamedTuple

from domain.appropriation import FundsPaid, OrderRestored, OrderReversed, PaymentReversed
from domain.bank_draft import Draft, attempt_of, hashed, listed, rejection_listed
from domain.bank_facts import BankEntry
from domain.bank_message import BookingLine
from domain.claim_booking import claim_of, take_claim_line
from domain.clearing import ClearingOpened, Why, clearing_key
from domain.disbursement import Disbursement
from domain.legal_periods import use_of_payment
from domain.payment import (
    TAKEN_BACK,
    UNDERWAY,
    OrderWithdrawn,
    PaymentBooked,
    PaymentOrdered,
    PaymentReturned,
    ReturnKept,
)
from domain.recovery import Recovery
from domain.terms import programme_of
from domain.titles import is_onward

_SENT = UNDERWAY | {"rejected"}
_REVERSED = frozenset({"rejected", "order_withdrawn"})


class Fit(NamedTuple):
    """A draw-down and its present order, on which a line of the bank can take effect."""

    state: Disbursement
    order: PaymentOrdered


def take_booking(draft: Draft, line: BookingLine) -> None:
    """File a booking once, by its entry reference; what fits no order goes to the list."""
    key = _key(line)
    state = draft.named(line.end_to_end_id)
    entry = BankEntry(line.entry_reference, line.credit, line.amount_cents)
    if draft.has(key) or (state and entry in state.told.entries):
        return
    if line.claim and state is None:
        if why := take_claim_line(draft, line):
            draft.clear(key, _listed(draft, line, why), line.end_to_end_id)
        return
    found = fit(draft, line)
    if isinstance(found, Fit):
        book(draft, found, line)
    else:
        if state and found == "earlier_attempt" and not (line.credit or line.reversal):
            _withdraw(draft, state, line.end_to_end_id, item=key)
        draft.clear(key, _listed(draft, line, found), line.end_to_end_id)


def _withdraw(draft: Draft, state: Disbursement, debited: str, *, item: str) -> None:
    """Nothing more goes out that is not in a run yet: the bank says that it has paid already."""
    order = state.order
    if order is None or state.status not in {"ordered", "rejected", "returned"}:
        return
    reference = order.end_to_end_id
    draft.file(state, OrderWithdrawn(end_to_end_id=reference, debited=debited, item=item))
    if state.status == "ordered":
        draft.move(order, OrderReversed)


def _key(line: BookingLine) -> str:
    """All that a bank repeats of a booking; entry references alone are not unique everywhere."""
    day, direction = line.booked_on.isoformat(), "credit" if line.credit else "debit"
    amount = str(int(line.amount_cents))
    names = (line.account, line.entry_reference, line.end_to_end_id)
    return clearing_key("booking", *names, direction, day, amount)


def _listed(draft: Draft, line: BookingLine, why: Why) -> ClearingOpened:
    claim = line.claim if claim_of(draft.desk, line.claim) else None
    return ClearingOpened(
        item=_key(line),
        what="credit" if line.credit else "debit",
        why=why,
        reference=claim or listed(line.end_to_end_id),
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=_entry_listed(line),
        reason_code=line.return_reason,
        reversal=line.reversal,
    )


def _entry_listed(line: BookingLine) -> str:
    """Within a batch an entry may be named by the transfer's own reference, which is foreign."""
    reference = line.end_to_end_id
    if listed(reference):
        return line.entry_reference
    return line.entry_reference.replace(reference, hashed(reference))


def fit(draft: Draft, line: BookingLine) -> Fit | Why:
    """The payment on which a line can take effect, or why it cannot."""
    state = draft.named(line.end_to_end_id)
    order = state.order if state else None
    if state is None or order is None or is_onward(order.fund):
        return "unknown_reference"
    if order.end_to_end_id != line.end_to_end_id:
        earlier = 0 < attempt_of(line.end_to_end_id) < order.attempt
        return "earlier_attempt" if earlier else "unknown_reference"
    if order.amount_cents != line.amount_cents or _told_otherwise(state, line):
        return "other_amount"
    if line.reversal and not line.credit:
        return "not_expected"
    fits = _return_fits if line.credit else _debit_fits
    return Fit(state, order) if fits(draft, state, order) else "not_expected"


def _told_otherwise(state: Disbursement, line: BookingLine) -> bool:
    """Whether the bank told of the same entry with another amount."""
    told = {(one.reference, one.credit) for one in state.told.entries}
    return (line.entry_reference, line.credit) in told


def _debit_fits(draft: Draft, state: Disbursement, order: PaymentOrdered) -> bool:
    """An order that was taken back can be booked while its money is bound and not used."""
    if state.status in _REVERSED:
        case = draft.application(order.end_to_end_id).key
        return draft.title(order).share(case).undrawn >= order.amount_cents
    return state.status in UNDERWAY


def _return_fits(draft: Draft, state: Disbursement, order: PaymentOrdered) -> bool:
    """What was claimed back since it was paid comes back as a repayment, not as a return."""
    if state.status == "booked":
        case = draft.application(order.end_to_end_id).key
        claimed = draft.desk.read(Recovery, case).principal.claimed_cents
        return draft.title(order).share(case).paid - claimed >= order.amount_cents
    return state.status in _SENT and state.told.return_of(order.end_to_end_id) is None


def book(draft: Draft, found: Fit, line: BookingLine) -> None:
    """File a line that fits: money that left, money that came back, or a return kept for later."""
    if not line.credit:
        return _take_debit(draft, found, line)
    kept = ReturnKept(
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        reason_code=line.return_reason or (TAKEN_BACK if line.reversal else "MS03"),
    )
    if found.state.status == "booked":
        return _take_return(draft, found, kept)
    draft.file(found.state, kept)
    return None


def _take_debit(draft: Draft, found: Fit, line: BookingLine) -> None:
    state, order = found
    case = draft.application(line.end_to_end_id).key
    months = programme_of(draft.desk, case).parameters.use_months.value
    booked = PaymentBooked(
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        use=use_of_payment(line.booked_on, draft.desk.calendar, months=months),
        set_off_cents=state.set_off_cents,
    )
    if state.status in _REVERSED:
        draft.move(order, OrderRestored)
    if state.status == "rejected":
        rejection_listed(draft, order.end_to_end_id, "contradiction")
    paid = draft.file(state, booked)
    draft.move(order, FundsPaid)
    if kept := paid.told.return_of(order.end_to_end_id):
        _take_return(draft, Fit(paid, order), kept)


def _take_return(draft: Draft, found: Fit, kept: ReturnKept) -> None:
    draft.file(found.state, PaymentReturned(**dict(kept)))
    draft.move(found.order, PaymentReversed)
    if kept.reason_code != TAKEN_BACK:
        draft.question(found.order.recipient, kept.reason_code)
