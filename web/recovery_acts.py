"""The acts of a recovery that the case page offers, each with its guard."""

from domain.claim import RecordRepayment, RecordSurplusReturn
from domain.claim_decisions import may_record_repayment, may_record_surplus_return
from domain.enforcement import RecordClaimRemedy, RecordClaimRemedyEnd
from domain.enforcement_decisions import (
    may_end_claim_remedy,
    may_order_enforcement,
    may_record_claim_remedy,
)
from domain.measure import (
    ProposeDeferral,
    ProposeEnforcement,
    ProposeInterest,
    ProposeInterestWaiver,
    ProposeRefund,
    ProposeRefundWaiver,
    ProposeRemission,
    ProposeSetOff,
    ProposeSuspension,
    SendBackMeasure,
    SignMeasure,
)
from domain.measure_decisions import may_sign
from domain.measure_rules import (
    may_propose_interest,
    may_propose_refund,
    may_propose_refund_waiver,
    may_propose_relief,
)
from domain.proceeding import AbandonRecovery, OpenRecovery, StartHearing, SubmitStatement
from domain.recovery_decisions import (
    may_abandon,
    may_open,
    may_start_hearing,
    may_submit_statement,
)
from domain.set_off_decisions import may_propose_set_off
from web.act import Act

RECOVERY_ACTS: tuple[Act, ...] = (
    Act(OpenRecovery, "case", may_open, aside=True, quiet=True),
    Act(StartHearing, "case", may_start_hearing, quiet=True),
    Act(SubmitStatement, "case", may_submit_statement, quiet=True),
    Act(ProposeRefund, "case", may_propose_refund, quiet=True),
    Act(ProposeRefundWaiver, "case", may_propose_refund_waiver, aside=True, quiet=True),
    Act(ProposeInterest, "case", may_propose_interest, quiet=True),
    Act(ProposeInterestWaiver, "case", may_propose_interest, aside=True, quiet=True),
    Act(SignMeasure, "case", may_sign, quiet=True),
    Act(SendBackMeasure, "case", may_sign, aside=True, quiet=True),
    Act(RecordRepayment, "case", may_record_repayment, quiet=True),
    Act(RecordSurplusReturn, "case", may_record_surplus_return, quiet=True),
    Act(ProposeDeferral, "case", may_propose_relief, aside=True, quiet=True),
    Act(ProposeSuspension, "case", may_propose_relief, aside=True, quiet=True),
    Act(ProposeRemission, "case", may_propose_relief, aside=True, quiet=True),
    Act(ProposeSetOff, "case", may_propose_set_off, aside=True, quiet=True),
    Act(RecordClaimRemedy, "case", may_record_claim_remedy, aside=True, quiet=True, rare=True),
    Act(RecordClaimRemedyEnd, "case", may_end_claim_remedy, aside=True, quiet=True),
    Act(ProposeEnforcement, "case", may_order_enforcement, aside=True, quiet=True),
    Act(AbandonRecovery, "case", may_abandon, aside=True, quiet=True),
)
"""In the order of a proceeding."""
