"""The recovery of a case as its waiting points need it: who decides, who pays, until when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from domain.claim import (
    ClaimDeferred,
    ClaimRemitted,
    CollectionSuspended,
    InterestAssessed,
    InterestWaived,
    RefundAssessed,
    RefundWaived,
    RepaymentReceived,
    RepaymentTakenBack,
    SurplusReturned,
)
from domain.correspondence import LetterPrepared
from domain.enforcement import EnforcementOrdered
from domain.kernel import Entry
from domain.measure import MeasureProposed, MeasureSentBack
from domain.proceeding import (
    HearingStarted,
    RecoveryAbandoned,
    RecoveryOpened,
    StatementReceived,
)
from domain.set_off import ClaimSetOff

_DAY = timedelta(days=1)


class Claim(NamedTuple):
    """What is known of a recovery; `stage` is empty while no proceeding runs.

    `claimed_cents` are all refunds claimed or waived, the next two what of claims is open.
    `drafted_on` is the day on which a measure was laid before the second person, `warned_on` that
    of the last note that something lapses soon.
    """

    case: str
    stage: str = ""
    since: date = date.min
    heard_until: date | None = None
    post_by: date | None = None
    drafted_on: date | None = None
    claimed_cents: int = 0
    principal_cents: int = 0
    interest_cents: int = 0
    pay_due_on: date | None = None
    surplus_cents: int = 0
    bears_from: date | None = None
    met_on: date | None = None
    interest_until: date | None = None
    warned_on: date | None = None
    lapses_on: date | None = None

    @property
    def interest_pending(self) -> bool:
        """Whether a refund was met later than interest was decided."""
        if self.principal_cents or self.met_on is None or self.bears_from is None:
            return False
        return (self.interest_until or self.bears_from) < self.met_on


class Point(NamedTuple):
    """What is waited for, since when and until when; `number` is a draw-down's."""

    waits_for: str
    since: date
    due_on: date | None = None
    number: int = 0


def claim_after(claim: Claim, entry: Entry) -> Claim:
    """The recovery after an entry about it."""
    today = entry.context.today
    match entry.event:
        case RecoveryOpened(post_by=limit):
            claim = claim._replace(post_by=limit.on if limit else None, heard_until=None)
            return claim._replace(stage="opened", since=today)
        case HearingStarted(due_on=due_on):
            return claim._replace(stage="hearing", since=today, heard_until=due_on)
        case StatementReceived():
            return claim._replace(stage="answered", since=today)
        case MeasureProposed():
            return claim._replace(drafted_on=today)
        case MeasureSentBack() | CollectionSuspended() | EnforcementOrdered():
            return claim._replace(drafted_on=None)
        case LetterPrepared(kind="limitation_note", about=about):
            lapses_on = date.fromisoformat(about.rpartition(".")[2])
            return claim._replace(warned_on=today, lapses_on=lapses_on)
    return _claimed(claim, entry)


def _claimed(claim: Claim, entry: Entry) -> Claim:
    today = entry.context.today
    match entry.event:
        case RefundAssessed():
            return _with_refund(claim, entry.event, today)
        case RecoveryAbandoned():
            return _ended(claim)
        case RefundWaived(amount_cents=amount):
            return _ended(claim)._replace(claimed_cents=claim.claimed_cents + amount)
        case InterestAssessed() | InterestWaived():
            return _with_interest(claim, entry.event, today)
        case ClaimDeferred(plan=plan):
            first = min(one.due_on for one in plan)
            return claim._replace(drafted_on=None, pay_due_on=first)
    return _met(claim, entry)


def _with_refund(claim: Claim, event: RefundAssessed, today: date) -> Claim:
    first = min(one.from_on for one in event.bears_interest)
    return _ended(claim)._replace(
        since=today,
        claimed_cents=claim.claimed_cents + event.amount_cents,
        principal_cents=claim.principal_cents + event.amount_cents,
        pay_due_on=event.due_on,
        bears_from=min(first, claim.bears_from or first),
    )


def _with_interest(claim: Claim, event: InterestAssessed | InterestWaived, today: date) -> Claim:
    until = claim.interest_until if event.late_uses else event.sheet.until
    stage = "" if event.late_uses else claim.stage
    claim = claim._replace(drafted_on=None, interest_until=until, stage=stage, lapses_on=None)
    if isinstance(event, InterestWaived):
        return claim
    rest = event.amount_cents - event.from_surplus_cents
    return claim._replace(
        since=today,
        interest_cents=claim.interest_cents + rest,
        surplus_cents=claim.surplus_cents - event.from_surplus_cents,
        pay_due_on=event.due_on,
    )


def _met(claim: Claim, entry: Entry) -> Claim:
    match entry.event:
        case RepaymentReceived(principal_cents=principal, interest_cents=interest):
            event = entry.event
            return _reduced(claim, principal, interest, on=event.booked_on)._replace(
                pay_due_on=event.next_due_on,
                surplus_cents=claim.surplus_cents + event.surplus_cents,
            )
        case RepaymentTakenBack(principal_cents=principal, interest_cents=interest):
            return claim._replace(
                principal_cents=claim.principal_cents + principal,
                interest_cents=claim.interest_cents + interest,
                surplus_cents=claim.surplus_cents - entry.event.surplus_cents,
                pay_due_on=entry.event.next_due_on,
            )
        case ClaimSetOff(principal_cents=principal, interest_cents=interest):
            claim = claim._replace(drafted_on=None, pay_due_on=entry.event.next_due_on)
            return _reduced(claim, principal, interest, on=entry.event.set_off_on)
        case ClaimRemitted(principal_cents=principal, interest_cents=interest):
            claim = claim._replace(drafted_on=None)
            return _reduced(claim, principal, interest, on=entry.event.remitted_on)
        case SurplusReturned(amount_cents=amount):
            return claim._replace(surplus_cents=claim.surplus_cents - amount)
    return claim


def _reduced(claim: Claim, principal: int, interest: int, *, on: date) -> Claim:
    met_on = max(on, claim.met_on or on) if principal else claim.met_on
    return claim._replace(
        principal_cents=claim.principal_cents - principal,
        interest_cents=claim.interest_cents - interest,
        met_on=met_on,
    )


def _ended(claim: Claim) -> Claim:
    return claim._replace(stage="", drafted_on=None)


def points(claim: Claim) -> Iterator[Point]:
    """What the recovery waits for; after the hearing's last day it is the clerk's turn."""
    if claim.drafted_on:
        yield Point("measure_signature", claim.drafted_on, claim.post_by)
    elif claim.stage == "opened":
        yield Point("hearing", claim.since, claim.post_by)
    elif claim.stage == "answered":
        yield Point("measure", claim.since, claim.post_by)
    elif claim.stage == "hearing" and claim.heard_until:
        yield Point("statement", claim.since, claim.heard_until)
        yield Point("measure", claim.heard_until + _DAY, claim.post_by)
    yield from _collecting(claim)


def _collecting(claim: Claim) -> Iterator[Point]:
    if claim.principal_cents + claim.interest_cents:
        yield Point("repayment", claim.since, claim.pay_due_on)
    elif claim.interest_pending and not claim.drafted_on:
        yield Point("interest", claim.met_on or claim.since)
    owed = claim.principal_cents + claim.interest_cents or claim.interest_pending
    if owed and claim.warned_on and claim.lapses_on:
        yield Point("limitation", claim.warned_on, claim.lapses_on)
    if claim.surplus_cents:
        yield Point("surplus", claim.since)
