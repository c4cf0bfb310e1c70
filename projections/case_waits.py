"""The waiting points of a case: who must do what next, since when and until when."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from projections.case_sides import Side
from projections.case_stages import ENDED, Case, Draw, Payee

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
    "payment_run": "treasury",
    "hand_over": "system",
    "bank_answer": "bank",
    "booking": "bank",
    "use": "recipient",
    "proof": "recipient",
    "corrected_proof": "recipient",
    "examination": "clerk",
    "closing_signature": "signatory",
    "recovery": "clerk",
    "rest": "clerk",
    "drawdown": "recipient",
    "finality": "system",
    "closing": "system",
    "amendment": "clerk",
    "amendment_signature": "signatory",
    "amending_notice": "system",
    "change_review": "clerk",
    "court": "nobody",
    "early_start": "signatory",
    "start_review": "clerk",
    "agreement": "clerk",
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
    "examined": "closing_signature",
}
_DRAW_WAITS = {
    "requested": "factual_certificate",
    "factually_certified": "arithmetical_certificate",
    "certified": "order",
    "ordered": "payment_run",
    "in_run": "hand_over",
    "handed_over": "bank_answer",
    "accepted": "booking",
    "rejected": "new_order",
    "returned": "new_order",
}
_BEFORE_PROOF = frozenset({"signed", "posted", "notified", "declared"})
_ACCEPTED = frozenset({"declared", "proof_submitted", "proof_returned", "examined", "settled"})


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


class _Point(NamedTuple):
    waits_for: str
    since: date
    due_on: date | None = None
    number: int = 0


def waits_of(
    case: Case, draws: Sequence[Draw], payee: Payee | None, *, sides: Sequence[Side] = ()
) -> list[Wait]:
    """All waiting points of a case, the main one first; at least one, if only `nothing`."""
    if case.stage in ENDED:
        points = [_Point("nothing", case.since)]
    else:
        points = [*_own(case), *_accepted(case, draws, payee), *_paying(draws), *_proving(case)]
        points += [_Point(one.waits_for, one.since) for one in sides if one.since]
    return [Wait(case.case, place, DESKS[one.waits_for], *one) for place, one in enumerate(points)]


def _own(case: Case) -> Iterator[_Point]:
    """What the stage itself waits for; a notice in the portal has a day until it is opened."""
    if case.stage == "posted":
        yield _Point("retrieval" if case.due_on else "notification", case.since, case.due_on)
    elif case.stage in _STAGE_WAITS:
        yield _Point(_STAGE_WAITS[case.stage], case.since, case.due_on)


def _accepted(case: Case, draws: Sequence[Draw], payee: Payee | None) -> Iterator[_Point]:
    """After the declaration: the account, the notice's finality, and the next draw-down."""
    if case.stage not in _ACCEPTED:
        return
    if payee and payee.bank_since and not payee.bank_confirmed:
        yield _Point("bank_details", max(payee.bank_since, _accepted_on(case)))
    if case.stage == "settled":
        yield _settling(case, draws)
    elif case.final_on is None:
        if not case.contested:
            yield _Point("finality" if case.notified else "notification", case.since)
    elif case.stage == "declared" and _rest(case, draws) > 0 and not _in_flight(draws):
        yield _Point("drawdown", max(case.since, case.final_on, *(one.since for one in draws)))


def _accepted_on(case: Case) -> date:
    return case.since if case.stage == "declared" else date.min


def _settling(case: Case, draws: Sequence[Draw]) -> _Point:
    if case.refund_cents:
        return _Point("recovery", case.since)
    unpaid = case.amount_cents - sum(one.paid_cents for one in draws)
    return _Point("rest" if unpaid > 0 else "closing", case.since)


def _rest(case: Case, draws: Sequence[Draw]) -> int:
    """What no draw-down has claimed yet."""
    claimed = (one.amount_cents for one in draws if one.status != "returned_to_recipient")
    return case.amount_cents - sum(claimed)


def _in_flight(draws: Sequence[Draw]) -> bool:
    return any(one.status in _DRAW_WAITS for one in draws)


def _paying(draws: Sequence[Draw]) -> Iterator[_Point]:
    for one in draws:
        if one.status in _DRAW_WAITS:
            yield _Point(_DRAW_WAITS[one.status], one.since, number=one.number)
        elif one.used_cents < one.paid_cents:
            yield _Point("use", one.since, one.use_due_on, number=one.number)


def _proving(case: Case) -> Iterator[_Point]:
    if case.proof_due_on and case.stage in _BEFORE_PROOF:
        yield _Point("proof", case.period_to, case.proof_due_on)
