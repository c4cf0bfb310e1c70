"""Takes one booked line of the bank in: it pays, comes back, is kept, or goes to the clearing list.

What becomes of an attempt depends on which facts are known of it and never on their order.
"""

from domain.appropriation import FundsPaid, OrderRestored, PaymentReversed
from domain.bank_draft import Draft, attempt_of, hashed, listed, rejection_listed
from domain.bank_facts import BankEntry
from domain.bank_message import BookingLine
from domain.clearing import ClearingOpened, Why, clearing_key
from domain.disbursement import Disbursement
from domain.legal_periods import use_of_payment
from domain.payment import (
    TAKEN_BACK,
    UNDERWAY,
    PaymentBooked,
    PaymentOrdered,
    PaymentReturned,
    ReturnKept,
)
from domain.recovery import Recovery
from domain.terms import programme_of

_UNFIT: Why = "not_expected"
_SENT = UNDERWAY | {"rejected"}


def take_booking(draft: Draft, line: BookingLine) -> None:
    """File a booking once, by its entry reference; what fits no order goes to the list."""
    key = _key(line)
    state = draft.named(line.end_to_end_id)
    entry = BankEntry(line.entry_reference, line.credit, line.amount_cents)
    if draft.has(key) or (state and entry in state.told.entries):
        return
    why = why_unfit(draft, line)
    if why is None:
        book(draft, line)
    else:
        draft.clear(key, _listed(line, why, key), line.end_to_end_id)


def _key(line: BookingLine) -> str:
    """All that a bank repeats of a booking; entry references alone are not unique everywhere."""
    day, direction = line.booked_on.isoformat(), "credit" if line.credit else "debit"
    amount = str(int(line.amount_cents))
    names = (line.account, line.entry_reference, line.end_to_end_id)
    return clearing_key("booking", *names, direction, day, amount)


def _listed(line: BookingLine, why: Why, key: str) -> ClearingOpened:
    return ClearingOpened(
        item=key,
        what="credit" if line.credit else "debit",
        why=why,
        reference=listed(line.end_to_end_id),
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


def why_unfit(draft: Draft, line: BookingLine) -> Why | None:
    """Why a line cannot take effect on the payment it names; `None` where it can."""
    state = draft.named(line.end_to_end_id)
    order = state.order if state else None
    if state is None or order is None:
        return "unknown_reference"
    if order.end_to_end_id != line.end_to_end_id:
        earlier = 0 < attempt_of(line.end_to_end_id) < order.attempt
        return "earlier_attempt" if earlier else "unknown_reference"
    if order.amount_cents != line.amount_cents or _told_otherwise(state, line):
        return "other_amount"
    fits = _return_fits if line.credit else _debit_fits
    return None if fits(draft, state, order) and (line.credit or not line.reversal) else _UNFIT


def _told_otherwise(state: Disbursement, line: BookingLine) -> bool:
    """Whether the bank told of the same entry with another amount."""
    told = {(one.reference, one.credit) for one in state.told.entries}
    return (line.entry_reference, line.credit) in told


def _debit_fits(draft: Draft, state: Disbursement, order: PaymentOrdered) -> bool:
    """A refused order can still be booked, as long as its money is bound and not used otherwise."""
    if state.status == "rejected":
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


def book(draft: Draft, line: BookingLine) -> None:
    """File a line that fits: money that left, money that came back, or a return kept for later."""
    state = draft.named(line.end_to_end_id)
    if state is None or state.order is None:
        raise AssertionError("only a line that fits is booked")
    if not line.credit:
        return _take_debit(draft, state, state.order, line=line)
    kept = ReturnKept(
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        reason_code=line.return_reason or (TAKEN_BACK if line.reversal else "MS03"),
    )
    if state.status == "booked":
        return _take_return(draft, state.order, kept)
    return draft.file(state, kept)


def _take_debit(
    draft: Draft, state: Disbursement, order: PaymentOrdered, *, line: BookingLine
) -> None:
    desk, case = draft.desk, draft.application(line.end_to_end_id).key
    months = programme_of(desk, case).parameters.use_months.value
    booked = PaymentBooked(
        end_to_end_id=line.end_to_end_id,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        entry_reference=line.entry_reference,
        use=use_of_payment(line.booked_on, desk.calendar, months=months),
        set_off_cents=state.set_off_cents,
    )
    if state.status == "rejected":
        draft.move(order, OrderRestored)
        rejection_listed(draft, order.end_to_end_id, "contradiction")
    draft.file(state, booked)
    draft.move(order, FundsPaid)
    if kept := state.told.return_of(order.end_to_end_id):
        _take_return(draft, order, kept)


def _take_return(draft: Draft, order: PaymentOrdered, kept: ReturnKept) -> None:
    state = draft.named(order.end_to_end_id)
    if state is None:
        raise AssertionError("an order has a draw-down")
    draft.file(state, PaymentReturned(**dict(kept)))
    draft.move(order, PaymentReversed)
    if kept.reason_code != TAKEN_BACK:
        draft.question(order.recipient, kept.reason_code)
