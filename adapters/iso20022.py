"""Reads what the bank sends: payment status reports (pain.002), bookings (camt.053, camt.054)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from lxml import etree

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
from domain.claim_booking import claim_named

__all__ = [
    "BadBankMessage",
    "Balance",
    "BankMessage",
    "Booking",
    "PaymentStatus",
    "read_bank_message",
]

_KINDS = frozenset({"pain.002", "camt.053", "camt.054"})
_COUNT = re.compile(r"[0-9]{1,15}")
_REPEATED = "OrgnlTxRef/Amt/InstdAmt"
_AMOUNT_PLACES = ("Amt", "AmtDtls/TxAmt/Amt")

Status = Literal["accepted", "rejected", "pending"]

_STATUS: dict[str, Status] = {
    "RJCT": "rejected",
    "PDNG": "pending",
    "RCVD": "pending",
    "PATC": "pending",
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
class Booking:
    """One booked movement; the account and the entry reference name it once and for ever.

    `end_to_end_id` is None where the bank names no transfer, also for a collective entry that
    another message opens. A return is a credit with the transfer's own `end_to_end_id`. Of all
    that a payer wrote only the `claim` that it names is kept, besides the `payer_iban`.
    """

    account_iban: str
    entry_reference: str
    end_to_end_id: str | None
    amount_cents: int
    credit: bool
    booked_on: date
    reversal: bool
    return_reason: str | None
    claim: str | None = None
    payer_iban: str | None = None

    @property
    def movement_cents(self) -> int:
        """By how much the account's balance rises."""
        return self.amount_cents if self.credit else -self.amount_cents


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
    reports, name = (
        (part(root, "BkToCstmrStmt"), "Stmt")
        if kind == "camt.053"
        else (part(root, "BkToCstmrDbtCdtNtfctn"), "Ntfctn")
    )
    lines: list[Booking] = []
    balances: list[Balance] = []
    for report in parts(reports, name):
        booked = [line for entry in parts(report, "Ntry") for line in _bookings(report, entry)]
        lines += booked
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
    return _code(level, "StsRsnInf/Rsn"), " ".join(texts)


def _bookings(report: etree._Element, entry: etree._Element) -> list[Booking]:
    if (found(entry, "Sts/Cd") or found(entry, "Sts")) != "BOOK":
        return []
    whole = Booking(
        account_iban=text(report, "Acct/Id/IBAN"),
        entry_reference=_reference(entry),
        end_to_end_id=None,
        amount_cents=cents(entry, "Amt"),
        credit=text(entry, "CdtDbtInd") == "CRDT",
        booked_on=day(entry, "BookgDt"),
        reversal=found(entry, "RvslInd") in {"true", "1"},
        return_reason=None,
    )
    details = parts(entry, "NtryDtls/TxDtls")
    if not details:
        return [whole]
    lines = [_detail(whole, detail, single=len(details) == 1) for detail in details]
    counts = [_count(number.text) for number in parts(entry, "NtryDtls/Btch/NbOfTxs")]
    if sum(line.movement_cents for line in lines) != whole.movement_cents:
        raise bad("sums")
    if counts and sum(counts) != len(lines):
        raise bad("sums")
    if len({line.entry_reference for line in lines}) != len(lines):
        raise bad("reference")
    return lines


def _detail(whole: Booking, detail: etree._Element, *, single: bool) -> Booking:
    named = found(detail, "Refs/EndToEndId")
    reference = whole.entry_reference
    if not single:
        # camt.053 and camt.054 may list a batch in different order, so a number would not do
        reference = found(detail, "Refs/AcctSvcrRef") or f"{reference}/{named}"
    amount = next((path for path in _AMOUNT_PLACES if parts(detail, path)), None)
    unpriced = single and amount is None
    direction = found(detail, "CdtDbtInd")
    return replace(
        whole,
        entry_reference=reference,
        end_to_end_id=None if named == "NOTPROVIDED" else named,
        amount_cents=whole.amount_cents if unpriced else cents(detail, amount or "Amt"),
        credit=direction == "CRDT" if direction else whole.credit,
        return_reason=_code(detail, "RtrInf/Rsn"),
        claim=claim_named(_written(detail, named)),
        payer_iban=found(detail, "RltdPties/DbtrAcct/Id/IBAN"),
    )


def _written(detail: etree._Element, named: str | None) -> str:
    """All that a payer can have written, where a claim's reference may stand."""
    lines = [*parts(detail, "RmtInf/Ustrd"), *parts(detail, "RmtInf/Strd/CdtrRefInf/Ref")]
    return " ".join([named or "", *(line.text or "" for line in lines)])


def _reference(entry: etree._Element) -> str:
    reference = found(entry, "AcctSvcrRef") or found(entry, "NtryRef")
    if not reference or reference == "NONREF":
        raise bad("reference")
    return reference


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
        account_iban=text(report, "Acct/Id/IBAN"),
        sequence=None if sequence is None else _count(sequence),
        opening_cents=opening[0],
        closing_cents=closing[0],
        statement_id=text(report, "Id"),
        first_on=opening[1],
        last_on=closing[1],
    )


def _code(element: etree._Element, path: str) -> str | None:
    return found(element, f"{path}/Cd") or found(element, f"{path}/Prtry")


def _count(number: str | None) -> int:
    if not _COUNT.fullmatch(number or ""):
        raise bad("value")
    return int(number or "")
