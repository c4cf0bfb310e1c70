"""Which event may follow which in one file, written down by hand; letters stand anywhere."""

from collections.abc import Iterator

from domain.kernel import Event

_TABLE = """
application: submitted
application.submitted: late_flagged documents_requested checked withdrawn rejected
application.late_flagged: documents_requested checked withdrawn rejected
application.documents_requested: documents_requested documents_supplied withdrawn rejected
application.documents_supplied: documents_requested documents_supplied checked withdrawn rejected
application.checked: withdrawn rejected
approval: proposed
approval.proposed: proposed sent_back signed
approval.sent_back: proposed
approval.signed: notice_posted
approval.notice_posted: notice_posted notice_retrieved notified declaration_returned
approval.notice_retrieved: notified declaration_returned
approval.notified: declaration_returned final instruction_defect_found
approval.declaration_returned: notified final disbursement_opened instruction_defect_found
approval.final: declaration_returned disbursement_opened instruction_defect_found
approval.instruction_defect_found: declaration_returned final disbursement_opened
approval.disbursement_opened: disbursement_opened instruction_defect_found final
disbursement: requested
disbursement.requested: certified returned_to_recipient
disbursement.certified: certified ordered returned_to_recipient
disbursement.ordered: included
disbursement.included: accepted rejected booked
disbursement.accepted: rejected booked
disbursement.rejected: ordered returned_to_recipient
disbursement.booked: use_reported returned
disbursement.use_reported: use_reported returned
disbursement.returned: ordered returned_to_recipient
payment_run: frozen
payment_run.frozen: file_written settled
payment_run.file_written: handed_over settled
payment_run.handed_over: settled
payment_run.settled: file_written handed_over
proof_of_use: expected
proof_of_use.expected: submitted
proof_of_use.submitted: submitted returned examined
proof_of_use.returned: submitted
proof_of_use.examined: examined returned settled
proof_of_use.settled: refund_determined case_closed
proof_of_use.refund_determined: case_closed
"""
FOLLOWS = {
    before: set(after.split())
    for before, after in (line.split(":") for line in _TABLE.strip().splitlines())
}
KINDS = {before for before in FOLLOWS if "." not in before}


def forbidden(kind: str, events: list[Event]) -> Iterator[str]:
    """The steps in a file of one kind that no table allows."""
    before = kind
    for event in events:
        family, name, _ = event.TOPIC.split(".")
        if family != kind:
            continue
        if name not in FOLLOWS.get(before, set()):
            yield f"{before} -> {name}"
        before = f"{kind}.{name}"
