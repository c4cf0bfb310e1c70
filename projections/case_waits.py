"""The waiting points of a case: who must do what next, since when and until when."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from projections.case_sides import AFTER_THE_END, HIDDEN, Side
from projections.case_stages import ENDED, Case, Draw, Payee
from projections.recovery_waits import Claim, Point
from projections.recovery_waits import points as recovery_points

DESKS: dict[str, str] = {
    "check": "clerk",
    "documents": "recipient",
    "reservation": "budget_officer",
    "proposal": "clerk",
    "revision": "clerk",
    "signature": "signatory",
    "posting": "system",
    "retrieval": "recipient",
    "notification": "system",
    "declaration": "recipient",
    "bank_details": "clerk",
    "factual_certificate": "clerk",
    "arithmetical_certificate": "clerk",
    "order": "signatory",
    "new_order": "signatory",
    "earlier_debit": "treasury",
    "payment_run": "treasury",
    "onward_payment": "treasury",
    "hand_over": "system",
    "hand_over_unknown": "treasury",
    "bank_answer": "bank",
    "booking": "bank",
    "use": "recipient",
    "proof": "recipient",
    "corrected_proof": "recipient",
    "queries": "recipient",
    "examination": "clerk",
    "closing_signature": "signatory",
    "recovery": "clerk",
    "hearing": "clerk",
    "statement": "recipient",
    "measure": "clerk",
    "measure_signature": "signatory",
    "repayment": "recipient",
    "limitation": "clerk",
    "interest": "clerk",
    "surplus": "treasury",
    "rest": "clerk",
    "drawdown": "recipient",
    "finality": "system",
    "closing": "system",
    "amendment": "clerk",
    "amendment_signature": "signatory",
    "amending_notice": "system",
    "change_review": "clerk",
    "court": "nobody",
    "objection": "clerk",
    "underuse": "recipient",
    "early_start": "signatory",
    "start_review": "clerk",
    "agreement": "clerk",
    "appraisal": "clerk",
    "disposal": "clerk",
    "disposal_signature": "signatory",
    "destruction": "system",
    "erasure_signature": "signatory",
    "erasure": "system",
    "audit_note": "clerk",
    "period_end": "nobody",
    "nothing": "nobody",
}
"""On whose desk each waiting point lies."""

_STAGE_WAITS = {
    "submitted": "check",
    "incomplete": "documents",
    "checked": "reservation",
    "reserved": "proposal",
    "proposed": "signature",
    "sent_back": "revision",
    "signed": "posting",
    "notified": "declaration",
    "proof_submitted": "examination",
    "proof_returned": "corrected_proof",
    "proof_queried": "queries",
    "examined": "closing_signature",
}
_DRAW_WAITS = {
    "requested": "factual_certificate",
    "factually_certified": "arithmetical_certificate",
    "certified": "order",
    "ordered": "payment_run",
    "in_run": "hand_over",
    "handed_over": "bank_answer",
    "hand_over_unknown": "hand_over_unknown",
    "accepted": "booking",
    "rejected": "new_order",
    "order_withdrawn": "earlier_debit",
    "returned": "new_order",
}
_BEFORE_PROOF = frozenset({"signed", "posted", "notified", "declared"})
_ACCEPTED = frozenset(
    {"declared", "proof_submitted", "proof_returned", "proof_queried", "examined", "settled"}
)


class Wait(NamedTuple):
    """One thing a case waits for; `number` is the draw-down it is about, 0 for the case.

    `since` may lie ahead: a proof is owed from the end of the award period. `place` orders the
    waiting points of a case where days do not.
    """

    case: str
    place: int
    desk: str
    waits_for: str
    since: date
    due_on: date | None
    number: int


def waits_of(
    case: Case,
    draws: Sequence[Draw],
    *,
    payee: Payee | None,
    sides: Sequence[Side] = (),
    claim: Claim | None = None,
) -> list[Wait]:
    """All waiting points of a case, the main one first; at least one, if only `nothing`."""
    known = claim or Claim(case.case)
    beside = [Point(one.waits_for, one.since, one.due_on) for one in sides if one.since]
    if case.stage in ENDED:
        late = [one for one in beside if one.waits_for in AFTER_THE_END]
        told = any(one.waits_for not in HIDDEN for one in late)
        points = late if told else [*late, Point("nothing", case.since)]
    else:
        points = [
            *recovery_points(known),
            *_own(case),
            *_accepted(case, draws, payee, claim=known),
            *_paying(draws, onward=bool(case.upper)),
            *_proving(case),
            *beside,
        ]
    return [Wait(case.case, place, DESKS[one.waits_for], *one) for place, one in enumerate(points)]


def _own(case: Case) -> Iterator[Point]:
    """What the stage itself waits for; a notice in the portal has a day until it is opened."""
    if case.stage == "posted":
        yield Point("retrieval" if case.due_on else "notification", case.since, case.due_on)
    elif case.stage in _STAGE_WAITS:
        yield Point(_STAGE_WAITS[case.stage], case.since, case.due_on)


def _accepted(
    case: Case, draws: Sequence[Draw], payee: Payee | None, *, claim: Claim
) -> Iterator[Point]:
    """After the declaration: the account, the notice's finality, and the next draw-down."""
    if case.stage not in _ACCEPTED:
        return
    if payee and payee.bank_since and not payee.bank_confirmed:
        yield Point("bank_details", max(payee.bank_since, _accepted_on(case)))
    if case.stage == "settled" or not case.amount_cents:
        yield from _settling(case, draws, claim)
    elif case.final_on is None:
        if not case.contested:
            yield Point("finality" if case.notified else "notification", case.since)
    elif case.stage == "declared" and _drawable(case, draws, claim):
        yield Point("drawdown", max(case.since, case.final_on, *(one.since for one in draws)))


def _accepted_on(case: Case) -> date:
    return case.since if case.stage == "declared" else date.min


def _settling(case: Case, draws: Sequence[Draw], claim: Claim) -> Iterator[Point]:
    """The end of a case: a refund to decide, a rest to release, or the closing itself."""
    if next(recovery_points(claim), None):
        return
    paid = sum(one.paid_cents for one in draws) - claim.claimed_cents
    waits_for = "recovery" if paid > case.amount_cents else "closing"
    yield Point("rest" if paid < case.amount_cents else waits_for, case.since)


def _drawable(case: Case, draws: Sequence[Draw], claim: Claim) -> bool:
    """Whether something is left that no draw-down has claimed, and none is on its way."""
    taken = sum(one.amount_cents for one in draws if one.status != "returned_to_recipient")
    in_flight = any(one.status in _DRAW_WAITS for one in draws)
    return case.amount_cents + claim.claimed_cents > taken and not in_flight


def _paying(draws: Sequence[Draw], *, onward: bool) -> Iterator[Point]:
    """What payments wait for; a body that passes money on pays without a run."""
    for one in draws:
        if onward and one.status == "ordered":
            yield Point("onward_payment", one.since, number=one.number)
        elif one.status in _DRAW_WAITS:
            yield Point(_DRAW_WAITS[one.status], one.since, number=one.number)
        elif one.used_cents < one.paid_cents:
            yield Point("use", one.since, one.use_due_on, number=one.number)


def _proving(case: Case) -> Iterator[Point]:
    if case.proof_due_on and case.amount_cents and case.stage in _BEFORE_PROOF:
        yield Point("proof", case.period_to, case.proof_due_on)
