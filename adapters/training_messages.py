"""The training bank's messages: reads an order (pain.001), writes pain.002, camt.054 and camt.053.

The answers carry current versions (pain.002.001.10, camt.05x.001.08) as German banks send them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # lxml-stubs lacks it

from adapters.iso20022 import Balance
from adapters.sepa import Transfer, TransferFile, decimal_euro
from adapters.xml_door import cents, found, opened, part, parts, text
from domain.calendar import BERLIN

_ORDER = "pain.001.001.09"
_REPORT = "pain.002.001.10"
_NOTIFICATION = "camt.054.001.08"
_STATEMENT = "camt.053.001.08"
_EVENING = time(18, tzinfo=BERLIN)


@dataclass(frozen=True)
class Movement:
    """What one run moves on one day: its payments, or those that came back, with reason codes."""

    order: TransferFile
    booked_on: date
    transfers: tuple[Transfer, ...]
    returns: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """Distinguishes the two movements of a run; no message id has a space."""
        return self.order.message_id + ("" if self.returns is None else " return")

    @property
    def cents(self) -> int:
        """By how much the ordering account's balance rises."""
        total = sum(transfer.amount_cents for transfer in self.transfers)
        return -total if self.returns is None else total


def read_order(content: bytes) -> TransferFile:
    """The run in a pain.001 file; errors: `BadBankMessage`."""
    _, root = opened(content, frozenset({"pain.001"}))
    order = part(root, "CstmrCdtTrfInitn")
    block = part(order, "PmtInf")
    return TransferFile(
        message_id=text(order, "GrpHdr/MsgId"),
        created_at=datetime.fromisoformat(text(order, "GrpHdr/CreDtTm")),
        execution_on=date.fromisoformat(text(block, "ReqdExctnDt/Dt")),
        debtor_name=text(block, "Dbtr/Nm"),
        debtor_iban=text(block, "DbtrAcct/Id/IBAN"),
        debtor_bic=text(block, "DbtrAgt/FinInstnId/BICFI"),
        transfers=tuple(
            Transfer(
                end_to_end_id=text(transfer, "PmtId/EndToEndId"),
                amount_cents=cents(transfer, "Amt/InstdAmt"),
                creditor_name=text(transfer, "Cdtr/Nm"),
                creditor_iban=text(transfer, "CdtrAcct/Id/IBAN"),
                remittance=found(transfer, "RmtInf/Ustrd") or "",
            )
            for transfer in parts(block, "CdtTrfTxInf")
        ),
    )


def status_report(order: TransferFile, rejects: Mapping[str, str]) -> bytes:
    """A pain.002 that accepts each transfer or rejects it with the code of its account."""
    e = _builder(_REPORT)
    header = e.GrpHdr(e.MsgId(_id("status", order.message_id)), e.CreDtTm(_moment(order)))
    original = e.OrgnlGrpInfAndSts(e.OrgnlMsgId(order.message_id), e.OrgnlMsgNmId(_ORDER))
    lines = []
    for transfer in order.transfers:
        code = rejects.get(transfer.creditor_iban)
        line = e.TxInfAndSts(
            e.OrgnlEndToEndId(transfer.end_to_end_id), e.TxSts("RJCT" if code else "ACCP")
        )
        if code:
            line.append(e.StsRsnInf(e.Rsn(e.Cd(code))))
        lines.append(line)
    block = e.OrgnlPmtInfAndSts(e.OrgnlPmtInfId(order.message_id), *lines)
    return _bytes(e.Document(e.CstmrPmtStsRpt(header, original, block)))


def notification(movement: Movement) -> bytes:
    """A camt.054 with one entry a transfer."""
    e = _builder(_NOTIFICATION)
    return _bytes(
        e.Document(
            e.BkToCstmrDbtCdtNtfctn(
                _header(e, movement, kind="notification"),
                e.Ntfctn(
                    e.Id(_id("notification", movement.name)),
                    e.CreDtTm(_evening(movement.booked_on)),
                    _account(e, movement),
                    *_entries(e, movement),
                ),
            )
        )
    )


def statement(movement: Movement, before: Balance) -> bytes:
    """A camt.053 with the same entries; it opens with the closing balance of the one before."""
    e = _builder(_STATEMENT)
    day = movement.booked_on
    closing = before.closing_cents + movement.cents
    return _bytes(
        e.Document(
            e.BkToCstmrStmt(
                _header(e, movement, kind="statement"),
                e.Stmt(
                    e.Id(_id("statement", movement.name)),
                    e.ElctrncSeqNb(str((before.sequence or 0) + 1)),
                    e.CreDtTm(_evening(day)),
                    _account(e, movement),
                    _balance(e, "OPBD", standing_cents=before.closing_cents, on=day),
                    _balance(e, "CLBD", standing_cents=closing, on=day),
                    *_entries(e, movement),
                ),
            )
        )
    )


def _entries(e: ElementMaker, movement: Movement) -> list[etree._Element]:
    return [
        _entry(e, movement, transfer=transfer, number=number)
        for number, transfer in enumerate(movement.transfers, 1)
    ]


def _entry(
    e: ElementMaker, movement: Movement, *, transfer: Transfer, number: int
) -> etree._Element:
    returns = movement.returns
    amount = decimal_euro(transfer.amount_cents)
    direction = "DBIT" if returns is None else "CRDT"
    family, kind = ("ICDT", "ESCT") if returns is None else ("RCDT", "RRTN")
    detail = e.TxDtls(
        e.Refs(e.EndToEndId(transfer.end_to_end_id)),
        e.Amt(amount, Ccy="EUR"),
        e.CdtDbtInd(direction),
        e.RltdPties(
            e.Cdtr(e.Pty(e.Nm(transfer.creditor_name))),
            e.CdtrAcct(e.Id(e.IBAN(transfer.creditor_iban))),
        ),
    )
    if transfer.remittance:
        detail.append(e.RmtInf(e.Ustrd(transfer.remittance)))
    if returns is not None:
        detail.append(e.RtrInf(e.Rsn(e.Cd(returns[transfer.creditor_iban]))))
    entry: etree._Element = e.Ntry(
        e.NtryRef(str(number)),
        e.Amt(amount, Ccy="EUR"),
        e.CdtDbtInd(direction),
        e.Sts(e.Cd("BOOK")),
        e.BookgDt(e.Dt(movement.booked_on.isoformat())),
        e.ValDt(e.Dt(movement.booked_on.isoformat())),
        e.AcctSvcrRef(_id(transfer.end_to_end_id, movement.name)),
        e.BkTxCd(e.Domn(e.Cd("PMNT"), e.Fmly(e.Cd(family), e.SubFmlyCd(kind)))),
        e.NtryDtls(detail),
    )
    return entry


def _header(e: ElementMaker, movement: Movement, *, kind: str) -> etree._Element:
    header: etree._Element = e.GrpHdr(
        e.MsgId(_id(kind, movement.name)), e.CreDtTm(_evening(movement.booked_on))
    )
    return header


def _account(e: ElementMaker, movement: Movement) -> etree._Element:
    account: etree._Element = e.Acct(e.Id(e.IBAN(movement.order.debtor_iban)), e.Ccy("EUR"))
    return account


def _balance(e: ElementMaker, kind: str, *, standing_cents: int, on: date) -> etree._Element:
    balance: etree._Element = e.Bal(
        e.Tp(e.CdOrPrtry(e.Cd(kind))),
        e.Amt(decimal_euro(abs(standing_cents)), Ccy="EUR"),
        e.CdtDbtInd("CRDT" if standing_cents >= 0 else "DBIT"),
        e.Dt(e.Dt(on.isoformat())),
    )
    return balance


def _builder(message: str) -> ElementMaker:
    namespace = f"urn:iso:std:iso:20022:tech:xsd:{message}"
    return ElementMaker(namespace=namespace, nsmap={None: namespace})


def _id(kind: str, name: str) -> str:
    return "TB" + sha256(f"{kind}\n{name}".encode()).hexdigest()[:28].upper()


def _moment(order: TransferFile) -> str:
    return order.created_at.isoformat()


def _evening(day: date) -> str:
    return datetime.combine(day, _EVENING).isoformat()


def _bytes(document: etree._Element) -> bytes:
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
