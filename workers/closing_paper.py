"""The letters at the end of a grant: the examination note and the closing letter."""

from adapters.letter_frame import Letter, SampledReceipt
from adapters.letter_kinds import ClosingLetter, ExaminationNote
from domain.desk import Desk
from domain.kernel import ZERO, Day
from domain.proof_decisions import granted_cents, paid_cents
from domain.proof_of_use import ProofOfUse
from domain.recovery import Recovery
from domain.statements import stated_cost
from workers.letterhead import content_of, frame, posted, trace_of


def examination_note(desk: Desk, case: str, dated: Day) -> Letter:
    """The note on the proof; LookupError where nobody has written it."""
    content, programme = content_of(desk, case)
    proof = desk.read(ProofOfUse, case)
    if proof.examined is None:
        raise LookupError("the proof has not been examined")
    note = proof.examined
    cost = stated_cost(programme.line(content.line), note.recognised_facts)
    receipts = tuple(SampledReceipt(number=one, finding="eingesehen") for one in note.sample)
    return ExaminationNote(
        **frame(desk, case, dated),
        recognised_cents=note.final_cents if cost is None else cost,
        final_cents=note.final_cents,
        refund_cents=proof.refund_cents,
        purpose_achieved=note.purpose_achieved,
        findings=(note.findings,),
        sampled_receipts=receipts,
        interest_considered=note.interest_considered,
        interest_reason=note.interest_reason,
        trace=trace_of(note.settlement),
        rule_set=programme.title.de,
        rule_version=programme.reference,
    )


def closing_letter(desk: Desk, case: str, dated: Day) -> Letter:
    """What was granted, paid and refunded in the end."""
    settled = desk.read(ProofOfUse, case).settled
    if settled is None:
        return _revoked_in_full(desk, case, dated)
    return ClosingLetter(
        **posted(desk, case, dated),
        final_cents=settled.final_cents,
        paid_cents=settled.paid_cents,
        refund_cents=settled.refund_cents,
    )


def _revoked_in_full(desk: Desk, case: str, dated: Day) -> Letter:
    """What a case ends with of which nothing is left to prove."""
    if granted_cents(desk, case):
        raise LookupError("the grant has neither been settled nor revoked in full")
    return ClosingLetter(
        **posted(desk, case, dated),
        final_cents=ZERO,
        paid_cents=paid_cents(desk, case),
        refund_cents=ZERO,
        returned_cents=desk.read(Recovery, case).principal.repaid_cents,
    )
