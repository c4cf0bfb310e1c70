"""Reads what the bank sends: payment status reports (pain.002) and bookings (camt.052 to .054)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from lxml import etree

from adapters.iso_entries import (
    Booking,
    account_of,
    bookings_of,
    code_at,
    count,
)
from adapters.xml_door import (
    BadBankMessage,
    bad,
    cents,
    control_sum,
    day,
    found,
    moment,
    opened,
    part,
    parts,
    text,
)

__all__ = [
    "BadBankMessage",
    "Balance",
    "BankMessage",
    "Booking",
    "PaymentStatus",
    "read_bank_message",
]

_REPORTS = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
_KINDS = frozenset({"pain.002", *_REPORTS})
_REPEATED = "OrgnlTxRef/Amt/InstdAmt"

Status = Literal["accepted", "rejected", "pending"]

_STATUS: dict[str, Status] = {
    **dict.fromkeys(("RJCT", "CANC"), "rejected"),
    **dict.fromkeys(("PDNG", "RCVD", "PATC"), "pending"),
    # whether name and account belong together (Verification of Payee) says nothing of the payment
    **dict.fromkeys(("RCVC", "RVMC", "RVNM", "RVNA", "RVCM"), "pending"),
    "ACCT": "accepted",
    **dict.fromkeys(("ACCC", "ACCP", "ACFC", "ACSC", "ACSP", "ACTC", "ACWC", "ACWP"), "accepted"),
}
_PARTLY = "PART"


@dataclass(frozen=True)
class PaymentStatus:
    """What the bank says of one transfer before execution; it never proves that money moved.

    `end_to_end_id` is None where the bank speaks of every transfer of the original message.
    `amount_cents` is the amount of the transfer, or the control sum, where the bank repeats it.
    """

    original_message_id: str
    end_to_end_id: str | None
    status: Status
    reason_code: str | None
    reason_text: str
    amount_cents: int | None = None


@dataclass(frozen=True)
class Balance:
    """Opening and closing balance of one statement; the next one opens with this closing."""

    account_iban: str
    sequence: int | None
    opening_cents: int
    closing_cents: int
    statement_id: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class BankMessage:
    """One message of the bank; `lines` in the bank's order, `balances` for camt.053 alone."""

    kind: str
    message_id: str
    created_at: datetime
    lines: tuple[PaymentStatus | Booking, ...]
    balances: tuple[Balance, ...] = ()


def read_bank_message(content: bytes) -> BankMessage:
    """The message in `content`; errors: `BadBankMessage`, and then nothing of it may be used.

    Only entries with status BOOK become bookings; batches are opened into their transactions.
    """
    kind, root = opened(content, _KINDS)
    if kind == "pain.002":
        report = part(root, "CstmrPmtStsRpt")
        return _message(kind, report, lines=tuple(_statuses(report)))
    message, name = _REPORTS[kind]
    reports = part(root, message)
    lines: list[Booking] = []
    balances: list[Balance] = []
    for report in parts(reports, name):
        booked = bookings_of(report)
        lines += booked
        if kind == "camt.053":
            balances += _balances(report, sum(line.movement_cents for line in booked))
    return _message(kind, reports, lines=tuple(lines), balances=tuple(balances))


def _message(
    kind: str,
    report: etree._Element,
    *,
    lines: tuple[PaymentStatus | Booking, ...],
    balances: tuple[Balance, ...] = (),
) -> BankMessage:
    return BankMessage(
        kind=kind,
        message_id=text(report, "GrpHdr/MsgId"),
        created_at=moment(text(report, "GrpHdr/CreDtTm")),
        lines=lines,
        balances=balances,
    )


def _statuses(report: etree._Element) -> Iterator[PaymentStatus]:
    group = part(report, "OrgnlGrpInfAndSts")
    blocks = parts(report, "OrgnlPmtInfAndSts")
    if len(blocks) > 1:  # a file of ours has one block, so this answers somebody else's
        raise bad("status")
    original = text(group, "OrgnlMsgId")
    of_all = found(group, "GrpSts")
    said_by = group
    for block in blocks:
        if status := found(block, "PmtInfSts"):
            of_all, said_by = status, block
    if of_all and of_all != _PARTLY:
        total = control_sum(told) if (told := found(group, "OrgnlCtrlSum")) else None
        yield PaymentStatus(original, None, _status(of_all), *_reason(said_by), total)
    for block in blocks:
        for transfer in parts(block, "TxInfAndSts"):
            status = _status(found(transfer, "TxSts") or of_all)
            named = found(transfer, "OrgnlEndToEndId")
            if not named:
                raise bad("reference")
            amount = cents(transfer, _REPEATED) if parts(transfer, _REPEATED) else None
            yield PaymentStatus(original, named, status, *_reason(transfer), amount)


def _status(code: str | None) -> Status:
    if code not in _STATUS:
        raise bad("status")
    return _STATUS[code]


def _reason(level: etree._Element) -> tuple[str | None, str]:
    texts = [line.text or "" for line in parts(level, "StsRsnInf/AddtlInf")]
    return code_at(level, "StsRsnInf/Rsn"), " ".join(texts)


def _balances(report: etree._Element, moved_cents: int) -> list[Balance]:
    standing: dict[str, tuple[int, date]] = {}
    for balance in parts(report, "Bal"):
        amount = cents(balance, "Amt")
        code = found(balance, "Tp/CdOrPrtry/Cd") or ""
        signed = amount if text(balance, "CdtDbtInd") == "CRDT" else -amount
        standing[code] = signed, day(balance, "Dt")
    opening, closing = standing.get("OPBD", standing.get("PRCD")), standing.get("CLBD")
    if opening is None or closing is None:  # a notification, or a page within a statement
        return []
    if opening[0] + moved_cents != closing[0]:
        raise bad("sums")
    return [_balance(report, opening, closing)]


def _balance(
    report: etree._Element, opening: tuple[int, date], closing: tuple[int, date]
) -> Balance:
    sequence = found(report, "ElctrncSeqNb")
    return Balance(
        account_iban=account_of(report),
        sequence=None if sequence is None else count(sequence),
        opening_cents=opening[0],
        closing_cents=closing[0],
        statement_id=text(report, "Id"),
        first_on=opening[1],
        last_on=closing[1],
    )
