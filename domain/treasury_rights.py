"""Who may move money and take in what the bank says: the part of the rights about payments."""

from domain.bank_message import RecordBankMessage
from domain.claim import RecordRepayment, RecordSurplusReturn
from domain.clearing import ConfirmClearing, ProposeClearing
from domain.hand_over import (
    BeginHandOver,
    ConfirmReceipt,
    ProposeReceipt,
    RecordHandOver,
    ReportLostAnswer,
)
from domain.kernel import Command, Role
from domain.payment import OrderPayment
from domain.payment_run import OpenPaymentRun, RecordPaymentFile
from domain.statement_gap import ConfirmPassingOver, ProposePassingOver

OF_PAYMENTS: dict[type[Command], tuple[Role, ...]] = {
    OrderPayment: ("signatory",),
    OpenPaymentRun: ("treasury", "system"),
    RecordPaymentFile: ("system",),
    BeginHandOver: ("system",),
    RecordHandOver: ("system",),
    ReportLostAnswer: ("treasury", "system"),
    ProposeReceipt: ("treasury",),
    ConfirmReceipt: ("treasury",),
    RecordBankMessage: ("treasury", "system"),
    ProposeClearing: ("treasury",),
    ConfirmClearing: ("treasury",),
    ProposePassingOver: ("treasury",),
    ConfirmPassingOver: ("treasury",),
    RecordRepayment: ("treasury",),
    RecordSurplusReturn: ("treasury",),
}
"""Ordering is the signatory's, the way to the bank the treasury's; nobody has both."""
