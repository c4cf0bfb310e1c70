"""The acts of a recovery that the case page offers, each with its guard."""

from collections.abc import Callable
from typing import NamedTuple

from domain.claim import RecordRepayment, RecordSurplusReturn
from domain.claim_decisions import may_record_repayment, may_record_surplus_return
from domain.desk import Desk
from domain.kernel import Command, Context
from domain.measure import (
    ProposeDeferral,
    ProposeInterest,
    ProposeInterestWaiver,
    ProposeRefund,
    ProposeRefundWaiver,
    ProposeRemission,
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


class RecoveryAct(NamedTuple):
    """A command, whether it may be given, and whether it leads the proceeding no further."""

    command: type[Command]
    guard: Callable[[Desk, str, Context], None]
    aside: bool = False


RECOVERY_ACTS = (
    RecoveryAct(OpenRecovery, may_open, aside=True),
    RecoveryAct(StartHearing, may_start_hearing),
    RecoveryAct(SubmitStatement, may_submit_statement),
    RecoveryAct(ProposeRefund, may_propose_refund),
    RecoveryAct(ProposeRefundWaiver, may_propose_refund_waiver, aside=True),
    RecoveryAct(ProposeInterest, may_propose_interest),
    RecoveryAct(ProposeInterestWaiver, may_propose_interest, aside=True),
    RecoveryAct(SignMeasure, may_sign),
    RecoveryAct(SendBackMeasure, may_sign, aside=True),
    RecoveryAct(RecordRepayment, may_record_repayment),
    RecoveryAct(RecordSurplusReturn, may_record_surplus_return),
    RecoveryAct(ProposeDeferral, may_propose_relief, aside=True),
    RecoveryAct(ProposeSuspension, may_propose_relief, aside=True),
    RecoveryAct(ProposeRemission, may_propose_relief, aside=True),
    RecoveryAct(AbandonRecovery, may_abandon, aside=True),
)
"""In the order of a proceeding."""
