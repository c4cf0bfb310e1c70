"""Reads the booked entries of a camt report: each a line, batches opened, references stable."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from lxml import etree
from schwifty import IBAN

from adapters.xml_door import bad, cents, day, found, part, parts, text
from domain.claim_booking import claim_named

_COUNT = re.compile(r"[0-9]{1,15}")
_AMOUNT_PLACES = ("Amt", "AmtDtls/TxAmt/Amt")
_UNREFERENCED = frozenset({None, "NONREF", "NOTPROVIDED"})


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


def bookings_of(report: etree._Element) -> list[Booking]:
    """The booked lines of a report in the bank's order; errors: `BadBankMessage`.

    An entry of nothing moves nothing and is passed over. One without any reference is named by
    what it says, and equal ones by their order, so that a second copy of it has the same name.
    """
    lines: list[Booking] = []
    like: Counter[str] = Counter()
    for entry in parts(report, "Ntry"):
        if (found(entry, "Sts/Cd") or found(entry, "Sts")) == "BOOK" and cents(entry, "Amt"):
            lines += _bookings(entry, _whole(report, entry, like))
    return lines


def _whole(report: etree._Element, entry: etree._Element, like: Counter[str]) -> Booking:
    account, booked_on = account_of(report), day(entry, "BookgDt")
    return Booking(
        account_iban=account,
        entry_reference=_reference(entry) or _said(entry, account, booked_on, like=like),
        end_to_end_id=None,
        amount_cents=cents(entry, "Amt"),
        credit=text(entry, "CdtDbtInd") == "CRDT",
        booked_on=booked_on,
        reversal=found(entry, "RvslInd") in {"true", "1"},
        return_reason=None,
    )


def _bookings(entry: etree._Element, whole: Booking) -> list[Booking]:
    details = parts(entry, "NtryDtls/TxDtls")
    if not details:
        return [whole]
    counts = [count(number.text) for number in parts(entry, "NtryDtls/Btch/NbOfTxs")]
    if counts and sum(counts) != len(details):
        raise bad("sums")
    if len(details) == 1:
        return [_single(whole, details[0], _has_charges(entry))]
    if _has_charges(entry):  # its parts are without the charges and cannot add up to it
        return [whole]
    unnamed: Counter[str] = Counter()
    lines = [_detail(whole, detail, unnamed) for detail in details]
    if sum(line.movement_cents for line in lines) != whole.movement_cents:
        raise bad("sums")
    if len({line.entry_reference for line in lines}) != len(lines):
        raise bad("reference")
    return lines


def _has_charges(entry: etree._Element) -> bool:
    return bool(parts(entry, "Chrgs") or parts(entry, "NtryDtls/TxDtls/Chrgs"))


def _single(whole: Booking, detail: etree._Element, charged: bool) -> Booking:
    """The only part of an entry: what moved the account is the entry's own amount."""
    line = _named(whole, detail)
    priced = _amount_place(detail)
    foreign = priced and part(detail, priced).get("Ccy") != "EUR"
    if priced and not foreign and not charged and cents(detail, priced) != whole.amount_cents:
        raise bad("sums")
    if line.credit != whole.credit:
        raise bad("sums")
    return line


def _detail(whole: Booking, detail: etree._Element, unnamed: Counter[str]) -> Booking:
    line = _named(whole, detail)
    # camt.053 and camt.054 may list a batch in different order, so a number would not do
    named = found(detail, "Refs/EndToEndId")
    reference = found(detail, "Refs/AcctSvcrRef") or f"{whole.entry_reference}/{named}"
    amount = cents(detail, _amount_place(detail) or "Amt")
    if line.end_to_end_id is None:  # several parts may have no name; ours always have one
        unnamed[reference] += 1
        reference += f".{unnamed[reference]}" if unnamed[reference] > 1 else ""
    return replace(line, entry_reference=reference, amount_cents=amount)


def _named(whole: Booking, detail: etree._Element) -> Booking:
    named, direction = found(detail, "Refs/EndToEndId"), found(detail, "CdtDbtInd")
    return replace(
        whole,
        end_to_end_id=None if named == "NOTPROVIDED" else named,
        credit=direction == "CRDT" if direction else whole.credit,
        return_reason=code_at(detail, "RtrInf/Rsn"),
        claim=claim_named(_written(detail, named)),
        payer_iban=found(detail, "RltdPties/DbtrAcct/Id/IBAN"),
    )


def _written(detail: etree._Element, named: str | None) -> str:
    """All that a payer can have written, where a claim's reference may stand."""
    lines = [*parts(detail, "RmtInf/Ustrd"), *parts(detail, "RmtInf/Strd/CdtrRefInf/Ref")]
    return " ".join([named or "", *(line.text or "" for line in lines)])


def _amount_place(detail: etree._Element) -> str | None:
    return next((path for path in _AMOUNT_PLACES if parts(detail, path)), None)


def _reference(entry: etree._Element) -> str | None:
    named = (found(entry, "AcctSvcrRef"), found(entry, "NtryRef"))
    own = (found(one, "Refs/AcctSvcrRef") for one in _only(parts(entry, "NtryDtls/TxDtls")))
    return next((one for one in (*named, *own) if one not in _UNREFERENCED), None)


def _only(details: list[etree._Element]) -> list[etree._Element]:
    return details if len(details) == 1 else []


def _said(entry: etree._Element, account: str, booked_on: date, *, like: Counter[str]) -> str:
    """A name made of all that both messages of the bank repeat of an entry without reference."""
    details = parts(entry, "NtryDtls/TxDtls")
    named = [found(one, "Refs/EndToEndId") or "" for one in details]
    purpose = [line.text or "" for one in details for line in parts(one, "RmtInf/Ustrd")]
    amount = f"{text(entry, 'CdtDbtInd')}{cents(entry, 'Amt')}"
    told = "\n".join((account, booked_on.isoformat(), amount, *named, *purpose))
    like[told] += 1
    return "~" + sha256(f"{told}\n{like[told]}".encode()).hexdigest()[:24]


def account_of(report: etree._Element) -> str:
    """The IBAN of the report's account, also where it stands as another id."""
    written = found(report, "Acct/Id/IBAN") or found(report, "Acct/Id/Othr/Id") or ""
    iban = IBAN(written, allow_invalid=True)
    if not iban.is_valid:
        raise bad("account")
    return str(iban)


def code_at(element: etree._Element, path: str) -> str | None:
    """A code of the standard, else the bank's own."""
    return found(element, f"{path}/Cd") or found(element, f"{path}/Prtry")


def count(number: str | None) -> int:
    """A number of things; errors: `BadBankMessage`."""
    if not _COUNT.fullmatch(number or ""):
        raise bad("value")
    return int(number or "")
