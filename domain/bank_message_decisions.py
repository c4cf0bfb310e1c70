"""Decisions on messages of the bank: each line is taken in once, in whatever order they come."""

from collections.abc import Iterator

from domain.appropriation import OrderReversed
from domain.bank_account import BankAccount, StatementRecorded, account_key, span_of
from domain.bank_booking import take_booking
from domain.bank_draft import Draft, attempt_of, listed, rejection_key, rejection_listed
from domain.bank_message import (
    UNNAMED,
    BankMessage,
    BankMessageRecorded,
    RecordBankMessage,
    StatusLine,
)
from domain.clearing import ClearingOpened, Why, clearing_key
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.hand_over_decisions import proven_runs
from domain.kernel import Context, Event, Filings, Subject
from domain.payment import UNDERWAY, PaymentAccepted, PaymentOrdered, PaymentRejected
from domain.payment_run import PaymentRun, PaymentRunSettled, run_of

DUPLICATE = "AM05"
"""The bank has such an order already; of a file in doubt that is no refusal."""


def record(desk: Desk, command: RecordBankMessage, context: Context) -> Filings:
    """Take the message in once; every line fits an order of ours or goes to the clearing list."""
    if desk.read(BankMessage, command.file).recorded:
        return []
    draft = Draft(desk)
    for status in command.statuses:
        for line in _opened(draft, status):
            _take_status(draft, line, line.end_to_end_id or UNNAMED)
    if command.kind != "camt.052":
        for booking in command.bookings:
            take_booking(draft, booking)
    recorded = BankMessageRecorded(
        kind=command.kind,
        message_id=command.message_id,
        lines=len(command.statuses) + len(command.bookings),
        unmatched=tuple(draft.unmatched),
    )
    return [
        (Subject("bank_message", command.file), recorded),
        *draft.filings,
        *proven_runs(desk, command),
        *settled_runs(draft),
        *_statements(desk, command),
    ]


def _opened(draft: Draft, line: StatusLine) -> list[StatusLine]:
    """One line a payment; a status of a whole message stands for all payments of its run."""
    if line.end_to_end_id is not None:
        return [line]
    original = line.original_message_id or UNNAMED
    run = draft.desk.read(PaymentRun, run_of(original))
    if run.frozen is None:
        _list_status(draft, line, original, why="unknown_reference")
        return []
    if line.amount_cents not in {None, run.frozen.total_cents}:
        _list_status(draft, line, original, why="other_amount")
        return []
    whole = line.model_copy(update={"amount_cents": None})
    return [
        whole.model_copy(update={"end_to_end_id": item.end_to_end_id}) for item in run.frozen.items
    ]


def _take_status(draft: Draft, line: StatusLine, reference: str) -> None:
    """File what the status changes; one that cannot be true goes to the clearing list."""
    state = draft.named(reference)
    order = state.order if state else None
    if state is None or order is None or not 0 < attempt_of(reference) <= order.attempt:
        return _list_status(draft, line, reference, why="unknown_reference")
    current = order.end_to_end_id == reference
    if current and line.amount_cents not in {None, order.amount_cents}:
        return _list_status(draft, line, reference, why="other_amount")
    if line.status == "rejected":
        return _take_rejection(draft, state, line, reference=reference)
    if current and line.status == "accepted" and state.status == "in_run":
        draft.file(state, PaymentAccepted(end_to_end_id=reference))
    return None


def _list_status(draft: Draft, line: StatusLine, reference: str, *, why: Why) -> None:
    amount = "" if line.amount_cents is None else str(int(line.amount_cents))
    key = clearing_key("status", reference, line.status, amount)
    if draft.has(key):
        return
    opened = ClearingOpened(
        item=key,
        what=line.status,
        why=why,
        reference=listed(reference),
        amount_cents=line.amount_cents,
        reason_code=line.reason_code,
    )
    draft.clear(key, opened, reference)


def _take_rejection(draft: Draft, state: Disbursement, line: StatusLine, *, reference: str) -> None:
    if state.order is None or draft.has(rejection_key(reference)):
        return None
    code, current = line.reason_code or "MS03", state.order.end_to_end_id == reference
    if code == DUPLICATE and draft.desk.read(PaymentRun, state.run or "").hand_over.doubted:
        return _list_status(draft, line, reference, why="not_expected")
    if current and state.status in UNDERWAY:
        _reject(draft, state, state.order, code=code)
    elif current and state.status in {"booked", "returned"}:
        rejection_listed(draft, reference, "contradiction")
        draft.question(state.order.recipient, code)
    elif reference not in state.told.rejected:
        rejection_listed(draft, reference, "not_expected" if current else "contradiction")
    return None


def _reject(draft: Draft, state: Disbursement, order: PaymentOrdered, *, code: str) -> None:
    draft.file(state, PaymentRejected(end_to_end_id=order.end_to_end_id, reason_code=code))
    draft.move(order, OrderReversed)
    draft.question(order.recipient, code)


def settled_runs(draft: Draft) -> Iterator[tuple[Subject, Event]]:
    """The runs whose last open payment was answered by what the draft holds."""
    touched = {state.run for state in draft.states.values() if state.run}
    for key in sorted(touched):
        run = draft.desk.read(PaymentRun, key)
        if run.frozen is None or run.settled:
            continue
        keys = [disbursement_key(item.case, item.number) for item in run.frozen.items]
        states = [draft.states.get(one) or draft.desk.read(Disbursement, one) for one in keys]
        if not any(one.status in UNDERWAY and one.run == key for one in states):
            yield run.subject, PaymentRunSettled(run=key)


def _statements(desk: Desk, command: RecordBankMessage) -> Iterator[tuple[Subject, Event]]:
    """The statements that are new to their accounts."""
    accounts: dict[str, BankAccount] = {}
    for one in command.statements:
        key = account_key(one.iban)
        account = accounts.get(key) or desk.read(BankAccount, key)
        if span_of(one) in account.spans:
            continue
        content = {name: value for name, value in one if name != "iban"}
        event = StatementRecorded(account=key, **content)
        accounts[key] = account.evolve(event)
        yield account.subject, event
