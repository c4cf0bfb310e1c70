"""Writes the payment file for the bank: a SEPA credit transfer order, pain.001.001.09.

The tree is built with lxml and proved against the schema that `sepaxml` ships. sepaxml's own
writer draws message id, block id and creation time from chance and the clock; here the same
payment run must give the same bytes, so that a repeated hand-over is recognised.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # lxml-stubs lacks it

from adapters.iban import checked_iban
from domain.bank_text import REMITTANCE_LENGTH, sepa_text
from domain.kernel import Refused

NAME_LENGTH = 70
HIGHEST_CENTS = 99_999_999_999
"""999,999,999.99 euro, the highest amount of one SEPA transfer."""

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_E = ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE})
# EPC rulebook: a reference neither begins nor ends with a slash nor has two in a row
_REFERENCE = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9+?/:().,'-]{1,35}(?<!/)")


@dataclass(frozen=True)
class Transfer:
    """One credit transfer; `amount_cents` from 1 to 99,999,999,999; texts as people write them."""

    end_to_end_id: str
    amount_cents: int
    creditor_name: str
    creditor_iban: str
    remittance: str


@dataclass(frozen=True)
class TransferFile:
    """The frozen content of one payment run; `created_at` has a zone, `execution_on` is its day."""

    message_id: str
    created_at: datetime
    execution_on: date
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    transfers: tuple[Transfer, ...]


class UnfitTransferFile(ValueError):
    """The run cannot become a bank file; the texts name the transfer by its reference alone."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(english)
        self.german = german
        self.english = english


def pain001(file: TransferFile) -> bytes:
    """The order file as UTF-8 bytes: the same run gives the same bytes, always.

    Every transfer is booked on its own (`BtchBookg` false), so that a return finds its payment.
    Errors: `UnfitTransferFile`.
    """
    _check(file)
    count = str(len(file.transfers))
    total = decimal_euro(sum(transfer.amount_cents for transfer in file.transfers))
    name = sepa_text(file.debtor_name, NAME_LENGTH)
    moment = file.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document: etree._Element = _E.Document(
        _E.CstmrCdtTrfInitn(
            _E.GrpHdr(
                _E.MsgId(file.message_id),
                _E.CreDtTm(moment),
                _E.NbOfTxs(count),
                _E.CtrlSum(total),
                _E.InitgPty(_E.Nm(name)),
            ),
            _E.PmtInf(
                _E.PmtInfId(file.message_id),
                _E.PmtMtd("TRF"),
                _E.BtchBookg("false"),
                _E.NbOfTxs(count),
                _E.CtrlSum(total),
                _E.PmtTpInf(_E.SvcLvl(_E.Cd("SEPA"))),
                _E.ReqdExctnDt(_E.Dt(file.execution_on.isoformat())),
                _E.Dbtr(_E.Nm(name)),
                _E.DbtrAcct(_E.Id(_E.IBAN(checked_iban(file.debtor_iban)))),
                _E.DbtrAgt(_E.FinInstnId(_E.BICFI(file.debtor_bic))),
                _E.ChrgBr("SLEV"),
                *(_written(transfer) for transfer in file.transfers),
            ),
        )
    )
    _prove(document)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def decimal_euro(cents: int) -> str:
    """Cents as bank files write them: `1234.56`."""
    return f"{cents // 100}.{cents % 100:02d}"


def _written(transfer: Transfer) -> etree._Element:
    remittance = sepa_text(transfer.remittance, REMITTANCE_LENGTH)
    written: etree._Element = _E.CdtTrfTxInf(
        _E.PmtId(_E.EndToEndId(transfer.end_to_end_id)),
        _E.Amt(_E.InstdAmt(decimal_euro(transfer.amount_cents), Ccy="EUR")),
        _E.Cdtr(_E.Nm(sepa_text(transfer.creditor_name, NAME_LENGTH))),
        _E.CdtrAcct(_E.Id(_E.IBAN(checked_iban(transfer.creditor_iban)))),
        *([_E.RmtInf(_E.Ustrd(remittance))] if remittance else []),
    )
    return written


def _check(file: TransferFile) -> None:
    if not file.transfers:
        raise UnfitTransferFile("Der Lauf ist leer.", "The run has no transfer.")
    if file.created_at.utcoffset() is None:
        raise UnfitTransferFile("Dem Zeitpunkt fehlt die Zone.", "The creation time has no zone.")
    _check_party(
        file.debtor_name, file.debtor_iban, german="Auftraggeber", english="ordering party"
    )
    _check_reference(file.message_id)
    for transfer in file.transfers:
        reference = transfer.end_to_end_id
        _check_reference(reference)
        if not 1 <= transfer.amount_cents <= HIGHEST_CENTS:
            raise UnfitTransferFile(
                f"Zahlung {reference}: Der Betrag liegt nicht zwischen 0,01 und 999.999.999,99 €.",
                f"Payment {reference}: the amount is not between 0.01 and 999,999,999.99 euro.",
            )
        _check_party(
            transfer.creditor_name,
            transfer.creditor_iban,
            german=f"Zahlung {reference}",
            english=f"payment {reference}",
        )
    twice = [name for name, n in Counter(t.end_to_end_id for t in file.transfers).items() if n > 1]
    if twice:
        raise UnfitTransferFile(
            f"Die Referenz {twice[0]} steht zweimal im Lauf.",
            f"The reference {twice[0]} stands in the run twice.",
        )


def _check_reference(reference: str) -> None:
    if not _REFERENCE.fullmatch(reference):
        raise UnfitTransferFile(
            "Eine Referenz ist leer, länger als 35 Zeichen oder enthält unzulässige Zeichen.",
            "A reference is empty, longer than 35 characters or has characters not allowed.",
        )


def _check_party(name: str, iban: str, *, german: str, english: str) -> None:
    if not sepa_text(name, NAME_LENGTH):
        raise UnfitTransferFile(f"{german}: Der Name fehlt.", f"{english}: the name is missing.")
    try:
        checked_iban(iban)
    except Refused as refused:
        refusal = refused.refusal
        raise UnfitTransferFile(
            f"{german}: {refusal.german}", f"{english}: {refusal.english}"
        ) from None


def _prove(document: etree._Element) -> None:
    """Reads the finished tree once more: schema, count and control sum must hold in it."""
    if not _schema().validate(document):
        raise UnfitTransferFile(
            "Die Datei entspricht nicht dem Schema pain.001.001.09; meist ist der BIC falsch.",
            "The file does not fit the schema pain.001.001.09; most often the BIC is wrong.",
        )
    amounts = [str(amount.text) for amount in document.iter(f"{{{_NAMESPACE}}}InstdAmt")]
    total = decimal_euro(sum(int(amount.replace(".", "")) for amount in amounts))
    for tag, value in (("CtrlSum", total), ("NbOfTxs", str(len(amounts)))):
        if any(element.text != value for element in document.iter(f"{{{_NAMESPACE}}}{tag}")):
            raise UnfitTransferFile("Die Kontrollsumme stimmt nicht.", "The control sum is wrong.")


@cache
def _schema() -> etree.XMLSchema:
    schema = files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.fromstring(schema.read_bytes()))
