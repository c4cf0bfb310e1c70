"""Letters that collect a claim: its deferral, and the dunning of what is not paid."""

from adapters.later_letters import DeferralNotice, DunningLetter
from adapters.letter_frame import Account, DuePart, Letter
from domain.claim import InterestAssessed, RefundAssessed
from domain.deadline import Deadline
from domain.kernel import Day, Money
from domain.legal_periods import latest_posting, notification, set_by_authority
from domain.recovery import Recovery
from domain.terms import programme_of
from workers.letterhead import Occasion

Claim = RefundAssessed | InterestAssessed
"""What is claimed under a reference of its own."""


def deferral_notice(occasion: Occasion, number: int) -> Letter:
    """The number-th deferral, with its plan."""
    recovery = occasion.recovery
    deferred, claim = recovery.deferrals[number - 1], _claim(recovery)
    parts = enumerate(sorted(deferred.plan, key=lambda one: one.due_on), start=1)
    return DeferralNotice(
        **occasion.act("§ 59 Abs. 1 Nr. 1 LHO"),
        claim=CLAIM_NAMES[type(claim)],
        claim_dated=assessed_on(occasion, claim),
        amount_cents=Money(sum(one.amount_cents for one in deferred.plan)),
        parts=tuple(
            DuePart(number=place, amount_cents=one.amount_cents, due=one.due_on)
            for place, one in parts
        ),
        interest=_DEFERRAL_INTEREST,
        reasons=(deferred.reasons,),
        account=Account(**occasion.account(claim.reference)),
    )


CLAIM_NAMES: dict[type[Claim], str] = {
    RefundAssessed: "Erstattungsbescheid",
    InterestAssessed: "Zinsbescheid",
}
_DEFERRAL_INTEREST = (
    "Ein zu erstattender Betrag ist auch während der Stundung nach § 49a Abs. 3 HVwVfG zu "
    "verzinsen. Zinsen für die Stundung selbst werden nicht erhoben."
)


def dunning_letter(occasion: Occasion, due_on: Day) -> Letter:
    """What was due on a day and is not paid, with all that fell due since."""
    recovery = occasion.recovery
    claim = _claim(recovery, due_on)
    return DunningLetter(
        **occasion.posted,
        claim=CLAIM_NAMES[type(claim)],
        claim_dated=assessed_on(occasion, claim),
        open_cents=Money(
            sum(one.amount_cents for one in recovery.plan if one.due_on < occasion.dated)
        ),
        was_due_on=due_on,
        payment=occasion.pay_by(claim.reference, _still_by(occasion)),
        next_step="Bleibt die Zahlung aus, prüfe ich, ob die Forderung vollstreckt wird.",
    )


def _still_by(occasion: Occasion) -> Deadline:
    """The last day that a dunning letter sets: counted, as with any letter, from its arrival."""
    programme = programme_of(occasion.desk, occasion.case)
    arrives_on = notification(occasion.dated, programme.notification_fiction).on
    days = programme.parameters.recovery.dunning_due_days.value
    return set_by_authority(arrives_on, occasion.desk.calendar, days=days)


def _claim(recovery: Recovery, due_on: Day | None = None) -> Claim:
    """The claim due on a day; under another plan the last one on what is open, principal first."""
    interests = interest_claims(recovery)
    claims: tuple[Claim, ...] = (*recovery.refunds, *interests)
    on_its_day = [one for one in claims if one.due_on == due_on]
    still_open: tuple[Claim, ...] = recovery.refunds if recovery.principal.open_cents else interests
    return [*still_open, *on_its_day][-1]


def assessed_on(occasion: Occasion, claim: Claim) -> Day:
    """The day of a claim's signature, on whose notification its due day rests."""
    fiction = programme_of(occasion.desk, occasion.case).notification_fiction
    posting = latest_posting(claim.due.event_day, fiction, occasion.desk.calendar)
    return posting.shifted_from or posting.on


def interest_claims(recovery: Recovery) -> tuple[InterestAssessed, ...]:
    """The interest that was claimed, not waived."""
    return tuple(one for one in recovery.interests if isinstance(one, InterestAssessed))
