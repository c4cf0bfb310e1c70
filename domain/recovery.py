"""Rückforderung: where the proceeding of a case stands, and what of its claims is open."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.bank_facts import BankEntry
from domain.claim import (
    ClaimDeferred,
    ClaimRemitted,
    CollectionSuspended,
    InterestAssessed,
    InterestWaived,
    NoticeRevoked,
    RefundAssessed,
    RefundWaived,
    RepaymentReceived,
    RepaymentTakenBack,
    SurplusReturned,
)
from domain.claim_account import UNCLAIMED, Account, parts_after
from domain.claim_credits import NOTHING_CAME, Credit, Credits, Standing
from domain.correspondence import LetterPrepared, ReminderSent, Sent, sent_with
from domain.enforcement import ClaimContested, ClaimRemedyEnded, EnforcementOrdered
from domain.interest import Movement
from domain.kernel import ZERO, Day, Event, Money, Subject
from domain.measure import MeasureProposed, MeasureSentBack, PlannedPart
from domain.proceeding import (
    HearingStarted,
    RecoveryAbandoned,
    RecoveryOpened,
    StatementReceived,
)
from domain.set_off import ClaimSetOff


@dataclass(frozen=True)
class Recovery:
    """The proceeding that runs, if one does, and the claims of all proceedings of a case.

    `plan` says what falls due when; its sum is what is open of principal and interest.
    `remedy` is the pending one, `quashed` says that one was upheld, `resumed_on` is since when
    the collection goes on after a remedy or in spite of it.

    `movements` are the refunds and what met them, as interest counts them. `decided_cents` and
    `decided_late_cents` are the interest on refunds and on late use that was claimed or waived.
    """

    KIND: ClassVar[str] = "recovery"
    key: str
    opened: RecoveryOpened | None = None
    hearing: HearingStarted | None = None
    statement: StatementReceived | None = None
    draft: MeasureProposed | None = None
    refunds: tuple[RefundAssessed, ...] = ()
    interests: tuple[InterestAssessed | InterestWaived, ...] = ()
    revocations: tuple[NoticeRevoked, ...] = ()
    principal: Account = UNCLAIMED
    interest: Account = UNCLAIMED
    surplus_cents: Money = ZERO
    plan: tuple[PlannedPart, ...] = ()
    movements: tuple[Movement, ...] = ()
    decided_cents: Money = ZERO
    decided_late_cents: Money = ZERO
    interest_until: Day | None = None
    suspended_until: Day | None = None
    deferrals: tuple[ClaimDeferred, ...] = ()
    set_offs: tuple[ClaimSetOff, ...] = ()
    remedy: ClaimContested | None = None
    quashed: bool = False
    enforced: EnforcementOrdered | None = None
    enforced_claims: int = 0
    resumed_on: Day | None = None
    claims: int = 0
    entries: frozenset[str] = frozenset()
    told: frozenset[BankEntry] = frozenset()
    credits: Credits = NOTHING_CAME
    sent: Sent = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def duty(self) -> None:
        """Nothing here is reminded of by mail: a claim is dunned by letter."""

    @property
    def revoked_cents(self) -> Money:
        """What of the notice was taken back, paid or not."""
        return Money(sum(one.amount_cents + one.rest_cents for one in self.revocations))

    @property
    def open_cents(self) -> Money:
        """What is still to be paid, principal and interest."""
        return self.principal.open_cents + self.interest.open_cents

    @property
    def standing(self) -> Standing:
        """How the claim stands."""
        return Standing(
            self.principal, self.interest, self.surplus_cents, self.plan, self.movements
        )

    @property
    def reference(self) -> str:
        """The reference of the claim that falls due next, or of the last one under a plan."""
        due_on = self.plan[0].due_on if self.plan else None
        on_its_day = (one.reference for one in self.assessed if one.due_on == due_on)
        last = self.refunds if self.principal.open_cents else self.assessed
        return next(on_its_day, last[-1].reference if last else self.key)

    def due_cents(self, today: Day) -> Money:
        """What of it could already be demanded on a day; the day to pay itself belongs to it."""
        return Money(sum(one.amount_cents for one in self.plan if one.due_on < today))

    @property
    def contested(self) -> bool:
        """Whether a remedy suspends the claim itself (§ 80 Abs. 1 VwGO)."""
        return self.quashed or (self.remedy is not None and self.remedy.suspensive)

    @property
    def hold_lifted(self) -> bool:
        """Whether an order of immediate enforcement covers every claim; it covers no later one."""
        return self.enforced is not None and self.enforced_claims == self.claims

    @property
    def assessed(self) -> tuple[RefundAssessed | InterestAssessed, ...]:
        """The written acts that claim refunds, then those that claim interest."""
        interests = (one for one in self.interests if isinstance(one, InterestAssessed))
        return (*self.refunds, *interests)

    @property
    def remedies_until(self) -> Day | None:
        """The last day of the remedies against what was claimed, from which limitation counts."""
        return max((one.limitation.event_day for one in self.assessed), default=None)

    @property
    def interest_pending(self) -> bool:
        """Whether refunds were met on days for which no interest was claimed or waived."""
        if not self.movements or self.principal.open_cents:
            return False
        days = [one.on for one in self.movements]
        first, last = min(days), max(days)
        return first < last and (self.interest_until is None or self.interest_until < last)

    @property
    def over(self) -> bool:
        """Whether nothing runs, nothing is open and nothing is left to decide or to return."""
        left = self.open_cents or self.surplus_cents or self.interest_pending or self.remedy
        return self.opened is None and self.draft is None and not left

    def evolve(self, event: Event) -> "Recovery":
        """The state after the event."""
        match event:
            case RecoveryOpened():
                return replace(self, opened=event, hearing=None, statement=None)
            case HearingStarted():
                return replace(self, hearing=event, statement=None)
            case StatementReceived():
                return replace(self, statement=event)
            case RecoveryAbandoned():
                return replace(self, opened=None, draft=None)
            case MeasureProposed():
                return replace(self, draft=event)
            case MeasureSentBack():
                return replace(self, draft=None)
            case ReminderSent() | LetterPrepared():
                return replace(self, sent=sent_with(self.sent, event))
            case _:
                return self._claiming(event)

    def _claiming(self, event: Event) -> "Recovery":
        match event:
            case NoticeRevoked():
                return replace(self, revocations=(*self.revocations, event))
            case CollectionSuspended(until=until):
                return replace(self, draft=None, suspended_until=until)
            case RepaymentReceived() | RepaymentTakenBack():
                return self._paid(event)
            case ClaimContested() | ClaimRemedyEnded() | EnforcementOrdered():
                return self._contested(event)
        return self._decided(event)

    def _decided(self, event: Event) -> "Recovery":
        """Somebody decided on the claim as it stood; what comes later counts from there."""
        since = replace(self, credits=NOTHING_CAME)
        match event:
            case RefundAssessed():
                return since._claimed(event)
            case RefundWaived(amount_cents=amount):
                principal = self.principal + Account(claimed_cents=amount, waived_cents=amount)
                return replace(since._ended(), principal=principal)
            case InterestAssessed() | InterestWaived():
                return since._with_interest(event)
            case ClaimDeferred(plan=plan):
                plan, told = parts_after(plan, ZERO), (*self.deferrals, event)
                return replace(since, draft=None, plan=plan, suspended_until=None, deferrals=told)
            case ClaimRemitted():
                return since._remitted(event)
            case ClaimSetOff():
                return since._set_off(event)
            case SurplusReturned(amount_cents=amount):
                entries = self.entries | {event.entry_reference}
                return replace(since, surplus_cents=self.surplus_cents - amount, entries=entries)
        return self

    def _contested(self, event: Event) -> "Recovery":
        match event:
            case ClaimContested():
                return replace(self, remedy=event)
            case ClaimRemedyEnded(outcome=outcome, ended_on=day):
                quashed = self.quashed or outcome == "upheld"
                return replace(self, remedy=None, quashed=quashed, resumed_on=day)
            case EnforcementOrdered(ordered_on=day):
                after = replace(self, draft=None, enforced=event, resumed_on=day)
                return replace(after, enforced_claims=self.claims)
        return self

    def _claimed(self, event: RefundAssessed) -> "Recovery":
        starts = event.bears_interest
        came = (Movement(on=one.from_on, amount_cents=one.amount_cents) for one in starts)
        part = PlannedPart(due_on=event.due_on, amount_cents=event.amount_cents)
        return replace(
            self._ended(),
            refunds=(*self.refunds, event),
            principal=self.principal + Account(claimed_cents=event.amount_cents),
            movements=(*self.movements, *came),
            plan=(*self.plan, part),
            claims=self.claims + 1,
        )

    def _with_interest(self, event: InterestAssessed | InterestWaived) -> "Recovery":
        """Interest decided: on late use where the event has such lines, else on refunds."""
        waived = event.amount_cents if isinstance(event, InterestWaived) else ZERO
        kept = event.from_surplus_cents if isinstance(event, InterestAssessed) else ZERO
        due = (
            (PlannedPart(due_on=event.due_on, amount_cents=rest),)
            if isinstance(event, InterestAssessed) and (rest := event.amount_cents - kept)
            else ()
        )
        after = replace(
            self,
            draft=None,
            interests=(*self.interests, event),
            interest=self.interest
            + Account(claimed_cents=event.amount_cents, repaid_cents=kept, waived_cents=waived),
            surplus_cents=self.surplus_cents - kept,
            plan=(*self.plan, *due),
            claims=self.claims + isinstance(event, InterestAssessed),
        )
        if event.late_uses:
            late = self.decided_late_cents + event.amount_cents
            return replace(after._ended(), decided_late_cents=late)
        decided = self.decided_cents + event.amount_cents
        return replace(after, decided_cents=decided, interest_until=event.sheet.until)

    def _remitted(self, event: ClaimRemitted) -> "Recovery":
        principal, interest = event.principal_cents, event.interest_cents
        return replace(
            self._met(event.remitted_on, principal, interest),
            draft=None,
            principal=self.principal + Account(written_off_cents=principal),
            interest=self.interest + Account(written_off_cents=interest),
        )

    def _paid(self, event: RepaymentReceived | RepaymentTakenBack) -> "Recovery":
        back = isinstance(event, RepaymentTakenBack)
        since = self.credits.plus(Credit.of(event), self.standing, back=back)
        since = replace(since, told=since.told.after(event))
        told = BankEntry(event.entry_reference, not back, event.amount_cents)
        after = replace(
            self,
            credits=since,
            entries=self.entries | {event.entry_reference},
            told=self.told | {told},
        )
        return replace(after, **vars(since.standing(self.standing)))

    def _set_off(self, event: ClaimSetOff) -> "Recovery":
        principal, interest = event.principal_cents, event.interest_cents
        return replace(
            self._met(event.set_off_on, principal, interest),
            draft=None,
            principal=self.principal + Account(set_off_cents=principal),
            interest=self.interest + Account(set_off_cents=interest),
            set_offs=(*self.set_offs, event),
        )

    def _met(self, on: Day, principal: Money, interest: Money) -> "Recovery":
        return replace(self, **vars(self.standing.met(on, principal, interest)))

    def _ended(self) -> "Recovery":
        """The proceeding led to its decision; another one can follow."""
        return replace(self, opened=None, draft=None)
