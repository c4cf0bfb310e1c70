"""Letters of a recovery: the hearing, and each act that a signature filed."""

from datetime import date

from adapters.later_letters import (
    CancellationNotice,
    Hearing,
    InterestNotice,
    RefundNotice,
)
from adapters.letter_frame import InterestSpan, Letter, TraceLine
from domain.agenda import Step
from domain.approval import Approval
from domain.claim import InterestAssessed, NoticeRevoked, RefundAssessed
from domain.interest import InterestSheet
from domain.kernel import Day, Money
from domain.proof_decisions import paid_cents
from domain.proof_of_use import ProofOfUse
from domain.recovery import Recovery
from web.rates import exact_euro, rate_words
from workers.collection_paper import deferral_notice, dunning_letter, interest_claims
from workers.enforcement_paper import (
    enforcement_order,
    limitation_note,
    set_off_declaration,
)
from workers.letterhead import Occasion, trace_of


def recovery_letter(occasion: Occasion, step: Step) -> Letter:
    """The letter of a recovery's step."""
    match step.letter:
        case "hearing":
            return _hearing(occasion)
        case "cancellation_notice":
            return _cancellation(occasion, _number(step.about))
        case "refund_notice":
            return _refund(occasion, step.about.upper())
        case "interest_notice":
            return _interest(occasion, step.about.upper())
        case "deferral_notice":
            return deferral_notice(occasion, _number(step.about))
        case "set_off_declaration":
            return set_off_declaration(occasion, _number(step.about))
        case "enforcement_order":
            return enforcement_order(occasion)
        case "limitation_note":
            return limitation_note(occasion, step.about)
        case "dunning_letter":
            return dunning_letter(occasion, date.fromisoformat(step.about.partition(".")[0]))
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


def _hearing(occasion: Occasion) -> Letter:
    recovery = occasion.recovery
    if recovery.opened is None or recovery.hearing is None:
        raise LookupError("nobody is heard")
    return Hearing(
        **occasion.posted,
        intended=_INTENDED[recovery.opened.ground],
        notice_dated=occasion.notice_dated,
        facts=(recovery.opened.known_facts,),
        amount_cents=recovery.hearing.amount_cents,
        answer_by=recovery.hearing.due_on,
        derivation=recovery.hearing.deadline.explain("de"),
    )


_ACTS = {"withdrawal": "§ 48 HVwVfG", "revocation": "§ 49 Abs. 3 HVwVfG"}


def _cancellation(occasion: Occasion, number: int) -> Letter:
    recovery = occasion.recovery
    revoked, refund = _revoked(recovery, number)
    if revoked.limit is None or revoked.trust is None:
        raise LookupError("the notice ended by itself")
    until_now = sum(one.amount_cents + one.rest_cents for one in recovery.revocations[:number])
    approval, statement = occasion.desk.read(Approval, occasion.case), recovery.statement
    return CancellationNotice(
        **occasion.act(_ACTS[revoked.ground]),
        act=revoked.ground,
        notice_dated=occasion.notice_dated,
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


def _refund(occasion: Occasion, reference: str) -> Letter:
    refunds = occasion.recovery.refunds
    place = [one.reference for one in refunds].index(reference)
    refund, paid = refunds[place], paid_cents(occasion.desk, occasion.case)
    claimed = sum(one.amount_cents for one in refunds[: place + 1])
    return RefundNotice(
        **occasion.act("§ 49a Abs. 1 HVwVfG"),
        notice_dated=occasion.notice_dated,
        ineffective_from=_ineffective_from(refund),
        paid_cents=paid,
        final_cents=paid - Money(claimed),
        refund_cents=refund.amount_cents,
        reasons=(refund.reasons,),
        trace=_trace(occasion, refund),
        payment=occasion.pay_by(reference, refund.due),
    )


def _trace(occasion: Occasion, refund: RefundAssessed) -> tuple[TraceLine, ...]:
    """The computation of a settlement; on other grounds the amount is decided, not computed."""
    examined = occasion.desk.read(ProofOfUse, occasion.case).examined
    return trace_of(examined.settlement) if examined and refund.ground == "settlement" else ()


def _interest(occasion: Occasion, reference: str) -> Letter:
    [assessed] = (one for one in interest_claims(occasion.recovery) if one.reference == reference)
    came = (one.amount_cents for one in assessed.sheet.movements if one.amount_cents > 0)
    return InterestNotice(
        **occasion.act(f"§ 49a Abs. {4 if assessed.late_uses else 3} HVwVfG"),
        ground="late_use" if assessed.late_uses else "refund",
        principal_cents=Money(sum(came)),
        interest_cents=assessed.amount_cents,
        claimed_cents=assessed.amount_cents,
        spans=_spans(assessed.sheet),
        method=_method(assessed),
        reasons=(assessed.reasons,),
        payment=occasion.pay_by(reference, assessed.due),
    )


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
