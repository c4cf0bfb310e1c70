"""Which event may follow which in one file, written down by hand; letters stand anywhere."""

from collections.abc import Iterator

from domain.kernel import Event

_AFTER = "notice_posted notice_retrieved notified declaration_returned final disbursement_opened"
_LATER = f"{_AFTER} notice_corrected instruction_defect_found remedy_filed remedy_ended amended"
"""What happens to a notice that was sent; which version it happens to, the state tells."""

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
approval.signed: notice_posted notice_corrected
{later}
amendment: requested proposed
amendment.requested: proposed refused
amendment.proposed: proposed sent_back signed refused
amendment.sent_back: proposed refused
amendment.signed: requested proposed
amendment.refused: requested proposed
early_start: requested contract_recorded
early_start.requested: permitted refused contract_recorded
early_start.permitted: requested contract_recorded
early_start.refused: requested contract_recorded
early_start.contract_recorded: alarm_raised contract_recorded requested permitted refused
early_start.alarm_raised: reviewed contract_recorded requested permitted refused
early_start.reviewed: contract_recorded requested permitted refused
selection: proposed
selection.proposed: proposed decided
selection.decided: proposed
co_financing: flagged
co_financing.flagged: agreed
co_financing.agreed: agreed
exclusion: declared
exclusion.declared: declared lifted
exclusion.lifted: declared lifted
change_report: reported
change_report.reported: reported reviewed
change_report.reviewed: reported reviewed
disbursement: requested
disbursement.requested: certified returned_to_recipient
disbursement.certified: certified ordered returned_to_recipient
disbursement.ordered: included order_withdrawn
disbursement.order_withdrawn: ordered booked returned_to_recipient
disbursement.included: accepted rejected booked return_kept
disbursement.accepted: rejected booked return_kept
disbursement.return_kept: accepted rejected booked ordered returned_to_recipient
disbursement.rejected: ordered returned_to_recipient booked return_kept order_withdrawn
disbursement.booked: use_reported returned
disbursement.use_reported: use_reported returned
disbursement.returned: ordered returned_to_recipient order_withdrawn
payment_run: frozen
payment_run.frozen: file_written settled
payment_run.file_written: hand_over_begun handed_over settled
payment_run.hand_over_begun: handed_over hand_over_unknown hand_over_proven settled
payment_run.handed_over: hand_over_unknown settled
payment_run.hand_over_unknown: handed_over hand_over_proven receipt_proposed settled
payment_run.hand_over_proven: settled
payment_run.receipt_proposed: receipt_proposed receipt_confirmed handed_over hand_over_proven
payment_run.receipt_confirmed: hand_over_begun handed_over settled hand_over_unknown
payment_run.settled: file_written hand_over_begun handed_over
proof_of_use: expected
proof_of_use.expected: expected submitted
proof_of_use.submitted: submitted returned examined
proof_of_use.returned: submitted
proof_of_use.examined: examined returned settled
proof_of_use.settled: refund_determined case_closed reopened
proof_of_use.refund_determined: case_closed reopened
proof_of_use.case_closed: reopened
proof_of_use.reopened: examined returned submitted expected
""".format(later="\n".join(f"approval.{one}: {_LATER}" for one in _LATER.split()))
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
