"""The deadlines of a recovery: which event sets them, and which meets them."""

from domain.claim import (
    ClaimRemitted,
    InterestAssessed,
    InterestWaived,
    NoticeRevoked,
    RefundAssessed,
    RepaymentReceived,
    RepaymentTakenBack,
)
from domain.deadline import Deadline
from domain.kernel import Event
from domain.proceeding import (
    HearingStarted,
    RecoveryAbandoned,
    RecoveryOpened,
    StatementReceived,
)
from domain.set_off import ClaimSetOff

INTERNAL = (
    *("revocation", "posting", "claim_limitation", "interest_limitation"),
    "audit_answer",
)
"""Deadlines that the authority watches for itself."""

_CLAIM = ("repayment", "claim_limitation")

KINDS: dict[type[Event], tuple[str, ...]] = {
    RecoveryOpened: ("revocation", "posting"),
    RecoveryAbandoned: ("revocation", "posting", "statement"),
    HearingStarted: ("statement",),
    StatementReceived: ("statement",),
    NoticeRevoked: ("revocation", "posting"),
    RefundAssessed: ("statement", *_CLAIM, "interest_limitation"),
    InterestAssessed: ("statement", *_CLAIM, "interest_limitation"),
    InterestWaived: ("statement", "interest_limitation"),
    RepaymentReceived: _CLAIM,
    RepaymentTakenBack: _CLAIM,
    ClaimRemitted: _CLAIM,
    ClaimSetOff: _CLAIM,
}
"""The deadlines that an event is about."""


def set_by(event: Event, kind: str) -> Deadline | None:
    """The deadline of a kind that an event sets, `None` where it sets none."""
    match event:
        case RecoveryOpened(notify_by=notify_by, post_by=post_by):
            return {"revocation": notify_by, "posting": post_by}[kind]
        case HearingStarted(deadline=deadline):
            return deadline
        case RefundAssessed(due=due, claim_lapses=claim, interest_lapses=interest):
            sets = {"repayment": due, "claim_limitation": claim, "interest_limitation": interest}
            return sets.get(kind)
        case InterestAssessed(amount_cents=amount, due=due, lapses=lapses) if amount:
            return {"repayment": due, "claim_limitation": lapses}.get(kind)
    return None


def met_by(event: Event, kind: str) -> bool:
    """Whether an event ends a deadline of a kind that it is about."""
    match event:
        case RecoveryOpened() | HearingStarted():
            return False
        case RefundAssessed():
            return kind == "statement"
        case InterestAssessed():
            return kind in {"statement", "interest_limitation"}
        case RepaymentReceived() | RepaymentTakenBack() | ClaimRemitted() | ClaimSetOff():
            return not event.open_cents
    return type(event) in KINDS
