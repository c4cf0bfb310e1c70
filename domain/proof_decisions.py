"""Decisions on proofs of use: submitted, examined, closed by a second person, case closed."""

import hashlib

from domain.application import Application
from domain.approval import Approval
from domain.calendar import Period
from domain.desk import Desk
from domain.disbursement_decisions import disbursements_of
from domain.kernel import ZERO, Context, Day, Filings, Money
from domain.notice_decisions import signed_approval
from domain.onward_decisions import moved_up
from domain.onward_results import refuse_above_used, results
from domain.proof_of_use import (
    CaseClosed,
    CloseCase,
    CloseExamination,
    ExamineProof,
    GrantSettled,
    ProofExamined,
    ProofOfUse,
    ProofReturned,
    ProofSubmitted,
    RefundDetermined,
    ReturnProof,
    SubmitProof,
)
from domain.reasons import proof as reasons
from domain.reasons.approval import CONTENT_CHANGED
from domain.reasons.contest import CONTESTED
from domain.reasons.general import FOUR_EYES, WRONG_STAGE
from domain.recovery import Recovery
from domain.reservation import bind_again, committed_cents, release
from domain.retention_decisions import begin_retention
from domain.rules import assess
from domain.settlement import settle
from domain.terms import granted_content


def expected_proof(desk: Desk, case: str) -> ProofOfUse:
    """The proof of a case that owes one; Refused otherwise."""
    signed_approval(desk, case)
    proof = desk.read(ProofOfUse, case)
    if proof.expected is None:
        raise reasons.NO_PROOF_EXPECTED.because()
    if proof.closed:
        raise WRONG_STAGE.because(stage="closed")
    return proof


def may_submit(desk: Desk, case: str, context: Context) -> None:
    """A proof can be handed in once period and onward grants are over, until it is examined."""
    proof = expected_proof(desk, case)
    until = granted_content(desk, case).period_to
    if context.today <= until:
        raise reasons.PERIOD_RUNNING.because(until=until.isoformat())
    if proof.examined or proof.settled:
        raise WRONG_STAGE.because(stage="examined")
    _refuse_open_queries(proof)
    results(desk, case)


def submit_proof(desk: Desk, command: SubmitProof, context: Context) -> Filings:
    """Take in the proof, also after its day; a corrected proof replaces the one before."""
    may_submit(desk, command.case, context)
    proof = desk.read(ProofOfUse, command.case)
    content = granted_content(desk, command.case)
    period = Period(first=content.period_from, last=content.period_to)
    assess(desk.programme(content.programme), content.line, command.facts, period)
    onward = results(desk, command.case)
    refuse_above_used(desk, command.case, command.facts, found=onward)
    event = ProofSubmitted(
        **{name: value for name, value in command if name != "case"},
        submitted_by=context.person,
        submitted_on=context.today,
        late=bool(proof.expected and context.today > proof.expected.due_on),
        onward=onward,
    )
    return [(proof.subject, event)]


def may_examine(desk: Desk, case: str, context: Context) -> None:
    """The examination needs a proof, no payment on its way, and a person who did not submit it."""
    proof = expected_proof(desk, case)
    if proof.settled:
        raise WRONG_STAGE.because(stage="settled")
    if proof.submitted is None:
        raise reasons.NOTHING_SUBMITTED.because()
    if proof.submitted.submitted_by == context.person:
        raise FOUR_EYES.because(
            act="Verwendungsnachweis eingereicht", done="proof of use submitted"
        )
    if any(one.open for one in disbursements_of(desk, case)):
        raise reasons.PAYMENT_RUNNING.because()


def return_proof(desk: Desk, command: ReturnProof, context: Context) -> Filings:
    """Return the proof with a remark; the recipient hands in a corrected one."""
    may_examine(desk, command.case, context)
    event = ProofReturned(returned_by=context.person, remark=command.remark)
    return [(desk.read(ProofOfUse, command.case).subject, event)]


def examine(desk: Desk, command: ExamineProof, context: Context) -> Filings:
    """Write the examination note and compute the final grant from the recognised facts."""
    may_examine(desk, command.case, context)
    proof = desk.read(ProofOfUse, command.case)
    _refuse_open_queries(proof, until=context.today)
    if proof.selected_by and not command.sample:
        raise reasons.SAMPLE_MISSING.because()
    content = granted_content(desk, command.case)
    programme = desk.programme(content.programme)
    period = Period(first=content.period_from, last=content.period_to)
    assess(programme, content.line, command.recognised_facts, period)
    # What the last recipients used is asked anew: one of their grants may be settled anew.
    onward = results(desk, command.case)
    refuse_above_used(desk, command.case, command.recognised_facts, found=onward)
    settlement = settle(
        programme,
        content.line,
        approved=granted_cents(desk, command.case),
        planned_facts=content.facts,
        actual_facts=command.recognised_facts,
    )
    note = command.model_dump_json() + str(int(settlement.final_cents))
    event = ProofExamined(
        **{name: value for name, value in command if name != "case"},
        final_cents=settlement.final_cents,
        settlement=settlement.model_dump(mode="json"),
        examined_by=context.person,
        content_hash=hashlib.sha256(note.encode()).hexdigest(),
    )
    return [(proof.subject, event)]


def _refuse_open_queries(proof: ProofOfUse, *, until: Day | None = None) -> None:
    """Refused while questions are open; where `until` is given, only until their day is over."""
    if proof.queries and (until is None or until <= proof.queries.due_on):
        raise reasons.QUERIES_OPEN.because(until=proof.queries.due_on.isoformat())


def may_close_examination(desk: Desk, case: str, context: Context) -> None:
    """The second signature needs a note by somebody else, and no payment begun since."""
    proof = expected_proof(desk, case)
    if proof.settled or proof.examined is None or proof.submitted is None:
        raise reasons.NOTHING_SUBMITTED.because()
    if context.person in {proof.examined.examined_by, proof.submitted.submitted_by}:
        raise FOUR_EYES.because(
            act="Verwendungsnachweis geprüft oder eingereicht",
            done="proof of use examined or submitted",
        )
    if any(one.open for one in disbursements_of(desk, case)):
        raise reasons.PAYMENT_RUNNING.because()


def close_examination(desk: Desk, command: CloseExamination, context: Context) -> Filings:
    """Settle the grant; what is neither paid nor payable any more is free again."""
    may_close_examination(desk, command.case, context)
    proof = desk.read(ProofOfUse, command.case)
    if proof.examined is None or proof.examined.content_hash != command.content_hash:
        raise CONTENT_CHANGED.because()
    final, paid = proof.examined.final_cents, paid_cents(desk, command.case)
    claims = desk.read(Recovery, command.case).principal
    settled = GrantSettled(
        final_cents=final,
        paid_cents=paid,
        refund_cents=Money(max(0, paid - claims.claimed_cents - final)),
        rest_cents=Money(max(0, final - paid + claims.demanded_cents)),
        closed_by=context.person,
    )
    filings: Filings = [(proof.subject, settled)]
    if settled.refund_cents:
        refund = RefundDetermined(amount_cents=settled.refund_cents)
        filings.append((proof.subject, refund))
    filings += moved_up(desk, command.case, Money(max(0, paid - final)), context)
    needed, application = paid + settled.rest_cents, desk.read(Application, command.case)
    bound = bind_again(desk, application, needed=needed)
    return filings + (bound or release(desk, application, keep=needed))


def paid_cents(desk: Desk, case: str) -> Money:
    """What was paid out and did not come back."""
    return sum((one.paid_cents for one in disbursements_of(desk, case)), start=ZERO)


def granted_cents(desk: Desk, case: str) -> Money:
    """What of the notice is in force: what was granted less what was revoked."""
    return desk.read(Approval, case).amount_cents - desk.read(Recovery, case).revoked_cents


def rest_cents(desk: Desk, case: str) -> Money:
    """What the recipient may still draw where above zero; below it, what is still to be repaid.

    paid - repaid - waived - written off = final, or less than final where a later examination
    recognised more. Refused where nothing is final: the proof is neither settled nor the whole
    notice revoked.
    """
    proof, claims = desk.read(ProofOfUse, case), desk.read(Recovery, case).principal
    if proof.settled is None and granted_cents(desk, case):
        raise reasons.NOT_SETTLED.because()
    kept = paid_cents(desk, case) - claims.repaid_cents - claims.set_off_cents
    above = kept - proof.final_cents
    return Money(-max(0, above - claims.forgiven_cents)) if above > ZERO else -above


def may_close_case(desk: Desk, case: str, context: Context) -> None:
    """A case closes when it is settled, nothing is on its way and nothing is to repay.

    A rest that the recipient never drew is released by a person's closing, not by the system's.
    """
    expected_proof(desk, case)
    rest = rest_cents(desk, case)
    if any(one.open for one in disbursements_of(desk, case)):
        raise reasons.PAYMENT_RUNNING.because()
    if desk.read(Approval, case).contested:
        raise CONTESTED.because()
    if rest < ZERO or (rest and context.role == "system"):
        raise reasons.NOT_BALANCED.because(open=Money(abs(rest)).euro)
    if not desk.read(Recovery, case).over:
        raise reasons.RECOVERY_RUNNING.because()


def close_case(desk: Desk, command: CloseCase, context: Context) -> Filings:
    """Close the case: appropriated, paid and released reconcile to zero."""
    if desk.read(ProofOfUse, command.case).closed:
        return []
    may_close_case(desk, command.case, context)
    paid = paid_cents(desk, command.case)
    application = desk.read(Application, command.case)
    released = release(desk, application, keep=paid)
    spare = committed_cents(desk, application) - paid
    event = CaseClosed(closed_by=context.person, paid_cents=paid, released_cents=spare)
    kept = begin_retention(desk, command.case, "closed", ended_on=context.today)
    return [(desk.read(ProofOfUse, command.case).subject, event), *released, kept]
