"""Decisions on the hand-over of a payment file: begun, done, unknown, cleared by two persons."""

from collections.abc import Iterator

from domain.bank_message import RecordBankMessage
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.exclusion import refuse_if_excluded
from domain.hand_over import (
    BeginHandOver,
    ConfirmReceipt,
    HandOverBegun,
    HandOverProven,
    HandOverUnknown,
    PaymentFileHandedOver,
    ProposeReceipt,
    ReceiptConfirmed,
    ReceiptProposed,
    RecordHandOver,
    ReportLostAnswer,
)
from domain.kernel import Context, Event, Filings, Subject
from domain.payment import parse_end_to_end_id
from domain.payment_run import PaymentRun, PaymentRunFrozen, frozen_run, run_of
from domain.reasons import hand_over as reasons
from domain.reasons.approval import CONTENT_CHANGED
from domain.reasons.general import FOUR_EYES, WRONG_STAGE


def begin(desk: Desk, command: BeginHandOver, context: Context) -> Filings:
    """Record the beginning once an attempt; whoever finds it there did not begin it."""
    run = _written(desk, command.run)
    over = run.hand_over
    if over.begun or over.done or over.unknown:
        return []
    return [(run.subject, HandOverBegun(attempt=over.attempt))]


def record(desk: Desk, command: RecordHandOver, context: Context) -> Filings:
    """Record the hand-over of a written file; the bank's door may answer late, too."""
    run = _written(desk, command.run)
    if run.hand_over.done:
        return []
    return [(run.subject, PaymentFileHandedOver(name=command.name))]


def may_report_lost(desk: Desk, key: str, context: Context) -> None:
    """A file that went, or was about to, and of which the bank has not said anything yet."""
    run = _written(desk, key)
    over = run.hand_over
    if run.settled or not (over.begun or over.done) or _answered(desk, run):
        raise reasons.BANK_HAS_FILE.because()
    if over.unknown:
        raise reasons.UNKNOWN_ALREADY.because()


def report_lost(desk: Desk, command: ReportLostAnswer, context: Context) -> Filings:
    """File that nobody knows; it is not filed where the end is known or the doubt stands there."""
    if context.role == "system":
        over = _written(desk, command.run).hand_over
        if over.done or over.unknown or not over.begun:
            return []
    may_report_lost(desk, command.run, context)
    run = desk.read(PaymentRun, command.run)
    return [(run.subject, HandOverUnknown(attempt=run.hand_over.attempt))]


def may_propose(desk: Desk, key: str, context: Context) -> None:
    """Something can be proposed while nobody knows; not by who may not act in a case of the run."""
    frozen, run = frozen_run(desk, key)
    if not run.hand_over.unknown:
        raise reasons.NOT_UNKNOWN.because()
    for item in frozen.items:
        refuse_if_excluded(desk, item.case, context)


def propose(desk: Desk, command: ProposeReceipt, context: Context) -> Filings:
    """File what a first person was told by the bank."""
    may_propose(desk, command.run, context)
    run = desk.read(PaymentRun, command.run)
    proposed = ReceiptProposed(
        attempt=run.hand_over.attempt,
        receipt=command.receipt,
        reasons=command.reasons,
        proposed_by=context.person,
    )
    return [] if run.hand_over.proposal == proposed else [(run.subject, proposed)]


def may_confirm(desk: Desk, key: str, context: Context) -> None:
    """Another person than the one who proposed confirms."""
    may_propose(desk, key, context)
    proposal = desk.read(PaymentRun, key).hand_over.proposal
    if proposal is None:
        raise reasons.NO_RECEIPT_PROPOSED.because()
    if proposal.proposed_by == context.person:
        raise FOUR_EYES.because(act="Auskunft der Bank gemeldet", done="the bank's word reported")


def confirm(desk: Desk, command: ConfirmReceipt, context: Context) -> Filings:
    """File the confirmation of exactly the proposal that was seen."""
    may_confirm(desk, command.run, context)
    run = desk.read(PaymentRun, command.run)
    proposal = run.hand_over.proposal
    if proposal is None or proposal.content_hash != command.content_hash:
        raise CONTENT_CHANGED.because()
    confirmed = ReceiptConfirmed(
        attempt=proposal.attempt,
        receipt=proposal.receipt,
        proposed_by=proposal.proposed_by,
        confirmed_by=context.person,
    )
    return [(run.subject, confirmed)]


def proven_runs(desk: Desk, command: RecordBankMessage) -> Iterator[tuple[Subject, Event]]:
    """The runs in doubt of which a message of the bank speaks, whatever it says of them."""
    named = {run_of(line.original_message_id or "") for line in command.statuses}
    references = [line.end_to_end_id or "" for line in command.statuses]
    references += [line.end_to_end_id for line in command.bookings]
    named |= {_run_naming(desk, reference) for reference in references}
    for key in sorted(named):
        run = desk.read(PaymentRun, key)
        over = run.hand_over
        if over.unknown or (over.begun and not over.done):
            yield run.subject, HandOverProven(message=command.file)


def _run_naming(desk: Desk, reference: str) -> str:
    parsed = parse_end_to_end_id(reference)
    if parsed is None:
        return ""
    draw = desk.read(Disbursement, disbursement_key(parsed[0], parsed[1]))
    current = draw.order is not None and draw.order.end_to_end_id == reference
    return draw.run or "" if current else ""


def _written(desk: Desk, key: str) -> PaymentRun:
    _, run = frozen_run(desk, key)
    if run.file is None:
        raise WRONG_STAGE.because(stage="frozen")
    return run


def _answered(desk: Desk, run: PaymentRun) -> bool:
    """Whether the bank said anything of a payment of the run."""
    frozen: PaymentRunFrozen | None = run.frozen
    draws = [
        desk.read(Disbursement, disbursement_key(one.case, one.number))
        for one in (frozen.items if frozen else ())
    ]
    return any(one.status != "in_run" or one.run != run.key for one in draws)
