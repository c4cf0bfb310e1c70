"""Decisions on amending notices: a wish, a draft, and the signature that moves the money."""

import hashlib

from domain.amendment import (
    Amendment,
    AmendmentProposed,
    AmendmentRefused,
    AmendmentRequested,
    AmendmentSentBack,
    AmendmentSigned,
    ApprovalAmended,
    ProposeAmendment,
    RefuseAmendment,
    RequestAmendment,
    SendBackAmendment,
    SignAmendment,
    Terms,
)
from domain.application import Application
from domain.appropriation import (
    FundsCommitted,
    FundsReserved,
)
from domain.approval import Approval
from domain.calendar import Period, months_after
from domain.desk import Desk
from domain.disbursement_decisions import claimed_cents
from domain.kernel import ZERO, Context, Filings, Money
from domain.notice_decisions import signed_approval
from domain.onward_decisions import refuse_unfit_terms
from domain.programme import Programme
from domain.proof_of_use import ProofExpected, ProofOfUse
from domain.reasons import amendment as reasons
from domain.reasons.application import PERIOD_INVALID
from domain.reasons.approval import CONTENT_CHANGED, FUNDS_SHORT, INSTALMENTS_UNEQUAL
from domain.reasons.general import FOUR_EYES, WRONG_STAGE
from domain.recovery import Recovery
from domain.reservation import committed_cents, release
from domain.rules import assess
from domain.terms import granted_content
from domain.titles import appropriation_of


def terms_hash(terms: Terms) -> str:
    """The SHA-256 of the terms in their fixed JSON form, as hexadecimal digits."""
    content = terms.model_dump_json(include=set(Terms.model_fields))
    return hashlib.sha256(content.encode()).hexdigest()


def _changeable(desk: Desk, case: str) -> Amendment:
    """A notified grant whose proof is not examined; Refused for any other."""
    approval, proof = signed_approval(desk, case), desk.read(ProofOfUse, case)
    if proof.examined or proof.settled:
        raise WRONG_STAGE.because(stage="examined")
    if approval.versions[-1].notified is None:
        raise reasons.NOT_NOTIFIED.because()
    return desk.read(Amendment, case)


def may_request(desk: Desk, case: str, context: Context) -> None:
    """One change at a time can be asked for."""
    standing = _changeable(desk, case)
    if standing.request or standing.proposal:
        raise reasons.REQUEST_OPEN.because()


def request(desk: Desk, command: RequestAmendment, context: Context) -> Filings:
    """Take in the recipient's wish for a change."""
    may_request(desk, command.case, context)
    event = AmendmentRequested(
        wish=command.wish, reasons=command.reasons, requested_by=context.person
    )
    return [(desk.read(Amendment, command.case).subject, event)]


def may_refuse(desk: Desk, case: str, context: Context) -> None:
    """A wish is refused by a person who did not utter it."""
    standing = desk.read(Amendment, case)
    if standing.request is None:
        raise reasons.NOT_REQUESTED.because()
    if context.person == standing.request.requested_by:
        raise FOUR_EYES.because(act="Änderung beantragt", done="change requested")


def refuse(desk: Desk, command: RefuseAmendment, context: Context) -> Filings:
    """Refuse the wish; the notice stays as it is."""
    may_refuse(desk, command.case, context)
    event = AmendmentRefused(reasons=command.reasons, refused_by=context.person)
    return [(desk.read(Amendment, command.case).subject, event)]


def may_propose(desk: Desk, case: str, context: Context) -> None:
    """A draft answers a wish or begins with the authority; never by the person who wished."""
    standing = _changeable(desk, case)
    if standing.request and context.person == standing.request.requested_by:
        raise FOUR_EYES.because(act="Änderung beantragt", done="change requested")


def propose(desk: Desk, command: ProposeAmendment, context: Context) -> Filings:
    """Lay the draft before the second person; a new draft replaces the old one."""
    may_propose(desk, command.case, context)
    standing, digest = desk.read(Amendment, command.case), terms_hash(command)
    _refuse_terms(desk, command)
    _refuse_money(desk, command)
    draft = standing.proposal
    if draft and not standing.sent_back and draft.content_hash == digest:
        return []
    event = AmendmentProposed(**dict(command), proposed_by=context.person, content_hash=digest)
    return [(standing.subject, event)]


def _refuse_terms(desk: Desk, terms: Terms) -> None:
    content, approval = granted_content(desk, terms.case), desk.read(Approval, terms.case)
    total = sum((one.amount_cents for one in terms.instalments), start=ZERO)
    if total != terms.amount_cents:
        raise INSTALMENTS_UNEQUAL.because(sum=total.euro, amount=terms.amount_cents.euro)
    last_year = content.year + bool(content.later_cents)
    if terms.period_to < content.period_from or terms.period_to.year > last_year:
        raise PERIOD_INVALID.because(year=content.year)
    if terms.definitive and not approval.provisional:
        raise reasons.NOT_PROVISIONAL.because()
    if not terms.definitive and _says(terms) == _now(desk, terms.case):
        raise reasons.NOTHING_CHANGED.because()


_CHANGEABLE = ("period_to", "purpose", "plan", "facts", "programme")


def _says(terms: Terms) -> list[object]:
    changed: list[object] = [getattr(terms, name) for name in _CHANGEABLE]
    return [terms.amount_cents, terms.instalments, *changed]


def _now(desk: Desk, case: str) -> list[object]:
    approval, content = desk.read(Approval, case), granted_content(desk, case)
    changed: list[object] = [getattr(content, name) for name in _CHANGEABLE]
    return [approval.amount_cents, approval.instalments, *changed]


def _refuse_money(desk: Desk, terms: Terms) -> None:
    """The rules allow the amount, it covers what is drawn, and more of it is free."""
    content = granted_content(desk, terms.case)
    period = Period(first=content.period_from, last=terms.period_to)
    programme = _rules(desk, terms)
    assessed = assess(programme, content.line, terms.facts, period).amount_cents
    refuse_unfit_terms(desk, terms)
    if terms.amount_cents > assessed:
        raise reasons.ABOVE_RULES.because(assessed=assessed.euro)
    claimed = _covered(desk, terms.case)
    if terms.amount_cents < claimed and not terms.definitive:
        raise reasons.BELOW_CLAIMED.because(claimed=claimed.euro)
    fund = appropriation_of(desk, desk.read(Application, terms.case))
    more = _needed(desk, terms) - committed_cents(desk, desk.read(Application, terms.case))
    if more > fund.free:
        raise FUNDS_SHORT.because(free=fund.free.euro, needed=more.euro)


def _covered(desk: Desk, case: str) -> Money:
    """What the amount must cover: the draw-downs, and what was revoked before it was drawn."""
    undrawn = (one.rest_cents for one in desk.read(Recovery, case).revocations)
    return claimed_cents(desk, case) + Money(sum(undrawn))


def _rules(desk: Desk, terms: Terms) -> Programme:
    """The rule set that the terms name, if it is one of the case's programme."""
    own, _, _ = granted_content(desk, terms.case).programme.partition("@")
    if not terms.programme.startswith(f"{own}@"):
        raise reasons.RULES_UNKNOWN.because()
    try:
        return desk.programme(terms.programme)
    except LookupError:
        raise reasons.RULES_UNKNOWN.because() from None


def _needed(desk: Desk, terms: Terms) -> Money:
    """What must stay committed: the new amount, and what a final notice finds drawn already."""
    return Money(max(terms.amount_cents, claimed_cents(desk, terms.case)))


def may_sign(desk: Desk, case: str, context: Context) -> None:
    """The signature needs a draft and a person who neither wished nor wrote it."""
    standing = _changeable(desk, case)
    if standing.proposal is None or standing.sent_back:
        raise reasons.NOTHING_PROPOSED.because()
    if context.person == standing.proposal.proposed_by:
        raise FOUR_EYES.because(act="Entwurf vorgelegt", done="draft proposed")
    if standing.request and context.person == standing.request.requested_by:
        raise FOUR_EYES.because(act="Änderung beantragt", done="change requested")


def send_back(desk: Desk, command: SendBackAmendment, context: Context) -> Filings:
    """Return the draft to the clerk."""
    may_sign(desk, command.case, context)
    event = AmendmentSentBack(sent_back_by=context.person, remark=command.remark)
    return [(desk.read(Amendment, command.case).subject, event)]


def sign(desk: Desk, command: SignAmendment, context: Context) -> Filings:
    """Decide the change: the next version of the notice, and its money, in one transaction."""
    may_sign(desk, command.case, context)
    standing, approval = desk.read(Amendment, command.case), desk.read(Approval, command.case)
    draft = standing.proposal
    if draft is None or draft.content_hash != command.content_hash:
        raise CONTENT_CHANGED.because()
    _refuse_money(desk, draft)
    version = len(approval.versions) + 1
    signed = AmendmentSigned(
        version=version, content_hash=command.content_hash, signed_by=context.person
    )
    terms = {name: getattr(draft, name) for name in Terms.model_fields}
    amended = ApprovalAmended(
        **terms,
        version=version,
        programme_digest=desk.digest(draft.programme),
        signed_by=context.person,
        signed_on=context.today,
    )
    money = _move_money(desk, draft, context)
    proof = _expect_proof(desk, draft)
    return [(standing.subject, signed), (approval.subject, amended), *money, *proof]


def _move_money(desk: Desk, terms: Terms, context: Context) -> Filings:
    """More is reserved and committed at once; less is released as far as it is not drawn."""
    application, needed = desk.read(Application, terms.case), _needed(desk, terms)
    more = needed - committed_cents(desk, application)
    if more <= ZERO:
        return release(desk, application, keep=needed)
    fund, line = appropriation_of(desk, application), application.submitted.line
    moved = {"case": terms.case, "line": line, "amount_cents": more}
    reserved = FundsReserved.model_validate(moved | {"reserved_by": context.person})
    return [(fund.subject, reserved), (fund.subject, FundsCommitted.model_validate(moved))]


def _expect_proof(desk: Desk, terms: Terms) -> Filings:
    """The proof's day follows the end of the period and the rules, while the proof is owed."""
    proof = desk.read(ProofOfUse, terms.case)
    months = desk.programme(terms.programme).parameters.proof_months
    due = months_after(terms.period_to, months.value, desk.calendar, basis=months.reference)
    if proof.submitted or (proof.expected and proof.expected.deadline == due):
        return []
    return [(proof.subject, ProofExpected(deadline=due))]
