"""Letters of a recovery: the hearing, each act that a signature filed, and what is dunned."""

from datetime import date

from adapters.later_letters import (
    CancellationNotice,
    DeferralNotice,
    DunningLetter,
    Hearing,
    InterestNotice,
    RefundNotice,
)
from adapters.letter_frame import Account, DuePart, InterestSpan, Letter, PayBy, TraceLine
from domain.agenda import Step
from domain.approval import Approval
from domain.claim import InterestAssessed, NoticeRevoked, RefundAssessed
from domain.deadline import Deadline
from domain.desk import Desk
from domain.interest import InterestSheet
from domain.kernel import Day, Money
from domain.legal_periods import latest_posting, notification, set_by_authority
from domain.notice_decisions import signed_on
from domain.payment_run import Debtor
from domain.proof_decisions import paid_cents
from domain.proof_of_use import ProofOfUse
from domain.recovery import Recovery
from domain.terms import programme_of
from web.rates import exact_euro, rate_words
from workers.letterhead import act, posted, trace_of

Claim = RefundAssessed | InterestAssessed


def recovery_letter(desk: Desk, step: Step, *, case: str, dated: Day, debtor: Debtor) -> Letter:
    """The letter of a recovery's step; `debtor` is the authority, to whose account is paid."""
    match step.letter:
        case "hearing":
            return _hearing(desk, case, dated)
        case "cancellation_notice":
            return _cancellation(desk, case, dated, number=_number(step.about))
        case "refund_notice":
            return _refund(desk, case, dated=dated, debtor=debtor, reference=step.about.upper())
        case "interest_notice":
            return _interest(desk, case, dated=dated, debtor=debtor, reference=step.about.upper())
        case "deferral_notice":
            return _deferral(desk, case, dated=dated, debtor=debtor, number=_number(step.about))
        case "dunning_letter":
            due_on = date.fromisoformat(step.about.partition(".")[0])
            return _dunning(desk, case, dated=dated, debtor=debtor, due_on=due_on)
    raise LookupError(f"a recovery makes no letter of the kind {step.letter!r}")


def _number(about: str) -> int:
    return int(about.removeprefix("v"))


# Heard and taken back


_INTENDED = {
    "settlement": "refund",
    "condition": "refund",
    "withdrawal": "withdrawal",
    "revocation": "revocation",
    "provisional": "refund",
    "late_use": "interest",
}


def _hearing(desk: Desk, case: str, dated: Day) -> Letter:
    recovery = desk.read(Recovery, case)
    if recovery.opened is None or recovery.hearing is None:
        raise LookupError("nobody is heard")
    return Hearing(
        **posted(desk, case, dated),
        intended=_INTENDED[recovery.opened.ground],
        notice_dated=signed_on(desk.read(Approval, case), 1),
        facts=(recovery.opened.known_facts,),
        amount_cents=recovery.hearing.amount_cents,
        answer_by=recovery.hearing.due_on,
        derivation=recovery.hearing.deadline.explain("de"),
    )


_ACTS = {"withdrawal": "§ 48 HVwVfG", "revocation": "§ 49 Abs. 3 HVwVfG"}


def _cancellation(desk: Desk, case: str, dated: Day, *, number: int) -> Letter:
    recovery = desk.read(Recovery, case)
    revoked, refund = _revoked(recovery, number)
    if revoked.limit is None or revoked.trust is None:
        raise LookupError("the notice ended by itself")
    until_now = sum(one.amount_cents + one.rest_cents for one in recovery.revocations[:number])
    approval, statement = desk.read(Approval, case), recovery.statement
    return CancellationNotice(
        **act(desk, case, dated, basis=_ACTS[revoked.ground]),
        act=revoked.ground,
        notice_dated=signed_on(approval, 1),
        effective_from=_ineffective_from(refund),
        cancelled_cents=revoked.amount_cents + revoked.rest_cents,
        remaining_cents=approval.amount_cents - Money(until_now),
        reasons=(revoked.reasons,),
        statement=statement.statement if statement else None,
        trust=revoked.trust,
        discretion=_DISCRETION,
        known_on=revoked.known_on,
        limit_derivation=revoked.limit.explain("de"),
    )


_DISCRETION = (
    "Ich habe das mir eingeräumte Ermessen ausgeübt; "
    "die Erwägungen, auf denen die Entscheidung beruht, stehen in der Begründung."
)


def _revoked(recovery: Recovery, number: int) -> tuple[NoticeRevoked, RefundAssessed]:
    """The number-th revocation and its refund; a settlement alone refunds without one."""
    refunds = (one for one in recovery.refunds if one.ground != "settlement")
    return list(zip(recovery.revocations, refunds, strict=True))[number - 1]


def _ineffective_from(refund: RefundAssessed) -> Day:
    return min(one.from_on for one in refund.bears_interest)


# Claimed


def _refund(desk: Desk, case: str, *, dated: Day, debtor: Debtor, reference: str) -> Letter:
    refunds = desk.read(Recovery, case).refunds
    place = [one.reference for one in refunds].index(reference)
    refund, paid = refunds[place], paid_cents(desk, case)
    claimed = sum(one.amount_cents for one in refunds[: place + 1])
    return RefundNotice(
        **act(desk, case, dated, basis="§ 49a Abs. 1 HVwVfG"),
        notice_dated=signed_on(desk.read(Approval, case), 1),
        ineffective_from=_ineffective_from(refund),
        paid_cents=paid,
        final_cents=paid - Money(claimed),
        refund_cents=refund.amount_cents,
        reasons=(refund.reasons,),
        trace=_trace(desk, case, refund),
        payment=_pay_by(debtor, reference, refund.due),
    )


def _trace(desk: Desk, case: str, refund: RefundAssessed) -> tuple[TraceLine, ...]:
    """The computation of a settlement; on other grounds the amount is decided, not computed."""
    examined = desk.read(ProofOfUse, case).examined
    return trace_of(examined.settlement) if examined and refund.ground == "settlement" else ()


def _account(debtor: Debtor, reference: str) -> dict[str, str]:
    iban = " ".join(debtor.iban[start : start + 4] for start in range(0, len(debtor.iban), 4))
    return {"holder": debtor.name, "iban": iban, "reference": reference}


def _pay_by(debtor: Debtor, reference: str, due: Deadline) -> PayBy:
    account = _account(debtor, reference)
    return PayBy(**account, pay_by=due.on, derivation=due.explain("de"))


def _interest(desk: Desk, case: str, *, dated: Day, debtor: Debtor, reference: str) -> Letter:
    [assessed] = (
        one for one in _interest_claims(desk.read(Recovery, case)) if one.reference == reference
    )
    came = (one.amount_cents for one in assessed.sheet.movements if one.amount_cents > 0)
    return InterestNotice(
        **act(desk, case, dated, basis=f"§ 49a Abs. {4 if assessed.late_uses else 3} HVwVfG"),
        ground="late_use" if assessed.late_uses else "refund",
        principal_cents=Money(sum(came)),
        interest_cents=assessed.amount_cents,
        claimed_cents=assessed.amount_cents,
        spans=_spans(assessed.sheet),
        method=_method(assessed),
        reasons=(assessed.reasons,),
        payment=_pay_by(debtor, reference, assessed.due),
    )


def _interest_claims(recovery: Recovery) -> tuple[InterestAssessed, ...]:
    return tuple(one for one in recovery.interests if isinstance(one, InterestAssessed))


def _spans(sheet: InterestSheet) -> tuple[InterestSpan, ...]:
    return tuple(
        InterestSpan(
            first=one.first,
            last=one.last,
            days=one.days,
            rate=rate_words(one.rate, "de"),
            interest=exact_euro(one.interest, "de"),
        )
        for one in sheet.segments
    )


_DAY_COUNTS = {
    "act/365": "Jeder Tag zählt als einer von 365",
    "act/act": "Jeder Tag zählt als einer der Tage seines Jahres",
    "30/360": "Jeder Monat zählt 30 Tage, das Jahr 360",
}
_ROUNDINGS = {"half_up": "kaufmännisch", "down": "nach unten"}


def _method(assessed: InterestAssessed) -> str:
    """How days and cents were counted, and what of the sum is no longer to be paid."""
    terms = assessed.sheet.terms
    said = [
        f"{_DAY_COUNTS[terms.day_count]}; gerundet wird einmal, am Ende, "
        f"{_ROUNDINGS[terms.rounding]} auf den Cent."
    ]
    if assessed.decided_before_cents:
        before = assessed.decided_before_cents.euro
        said.append(f"Über {before} davon ist schon früher entschieden.")
    if assessed.from_surplus_cents:
        kept = assessed.from_surplus_cents
        rest = (assessed.amount_cents - kept).euro
        said.append(f"{kept.euro} deckt Ihre frühere Überzahlung; zu zahlen sind noch {rest}.")
    return " ".join(said)


# Collected


def _deferral(desk: Desk, case: str, *, dated: Day, debtor: Debtor, number: int) -> Letter:
    recovery = desk.read(Recovery, case)
    deferred, claim = recovery.deferrals[number - 1], _claim(recovery)
    parts = enumerate(sorted(deferred.plan, key=lambda one: one.due_on), start=1)
    return DeferralNotice(
        **act(desk, case, dated, basis="§ 59 Abs. 1 Nr. 1 LHO"),
        claim=_NAMES[type(claim)],
        claim_dated=_assessed_on(desk, case, claim),
        amount_cents=Money(sum(one.amount_cents for one in deferred.plan)),
        parts=tuple(
            DuePart(number=place, amount_cents=one.amount_cents, due=one.due_on)
            for place, one in parts
        ),
        interest=_DEFERRAL_INTEREST,
        reasons=(deferred.reasons,),
        account=Account(**_account(debtor, claim.reference)),
    )


_NAMES: dict[type[Claim], str] = {
    RefundAssessed: "Erstattungsbescheid",
    InterestAssessed: "Zinsbescheid",
}
_DEFERRAL_INTEREST = (
    "Ein zu erstattender Betrag ist auch während der Stundung nach § 49a Abs. 3 HVwVfG zu "
    "verzinsen. Zinsen für die Stundung selbst werden nicht erhoben."
)


def _dunning(desk: Desk, case: str, *, dated: Day, debtor: Debtor, due_on: Day) -> Letter:
    recovery = desk.read(Recovery, case)
    claim = _claim(recovery, due_on)
    return DunningLetter(
        **posted(desk, case, dated),
        claim=_NAMES[type(claim)],
        claim_dated=_assessed_on(desk, case, claim),
        open_cents=Money(sum(one.amount_cents for one in recovery.plan if one.due_on < dated)),
        was_due_on=due_on,
        payment=_pay_by(debtor, claim.reference, _still_by(desk, case, dated)),
        next_step="Bleibt die Zahlung aus, prüfe ich, ob die Forderung vollstreckt wird.",
    )


def _still_by(desk: Desk, case: str, dated: Day) -> Deadline:
    """The last day that a dunning letter sets: counted, as with any letter, from its arrival."""
    programme = programme_of(desk, case)
    arrives_on = notification(dated, programme.notification_fiction).on
    days = programme.parameters.recovery.dunning_due_days.value
    return set_by_authority(arrives_on, desk.calendar, days=days)


def _claim(recovery: Recovery, due_on: Day | None = None) -> Claim:
    """The claim due on a day; under another plan the last one on what is open, principal first."""
    interests = _interest_claims(recovery)
    claims: tuple[Claim, ...] = (*recovery.refunds, *interests)
    on_its_day = [one for one in claims if one.due_on == due_on]
    still_open: tuple[Claim, ...] = recovery.refunds if recovery.principal.open_cents else interests
    return [*still_open, *on_its_day][-1]


def _assessed_on(desk: Desk, case: str, claim: Claim) -> Day:
    """The day of a claim's signature, on whose notification its due day rests."""
    fiction = programme_of(desk, case).notification_fiction
    posting = latest_posting(claim.due.event_day, fiction, desk.calendar)
    return posting.shifted_from or posting.on
