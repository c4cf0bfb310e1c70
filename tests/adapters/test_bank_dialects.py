"""How banks write the same facts differently: each peculiarity has a sample with invented data."""

from pathlib import Path

import pytest

from adapters.iso20022 import BadBankMessage, Booking, PaymentStatus, read_bank_message
from adapters.training_bank import training_iban

FOLDER = Path(__file__).parent / "dialects"
IBAN = training_iban(1)

Told = tuple[str | None, int]


def lines(name: str) -> list[Booking]:
    read = read_bank_message((FOLDER / name).read_bytes()).lines
    return [one for one in read if isinstance(one, Booking)]


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("account-as-other-id-053-08.xml", [("WIR-2024-T0001.1.1", -10_00)]),
        ("charges-053-02.xml", [(None, 88_50)]),
        ("collective-without-parts-053-02.xml", [(None, -100_00)]),
        ("intraday-052-02.xml", [(None, -20_00)]),
        (
            "no-entry-reference-053-02.xml",
            [("WIR-2016-T0001.1.1", -60_00), (None, -20_00), (None, -20_00)],
        ),
        ("prefixed-five-places-053-08.xml", [("WIR-2024-T0001.1.1", -250_50)]),
        (
            "returned-and-reversed-053-08.xml",
            [
                ("WIR-2024-T0001.1.1", 60_00),
                ("WIR-2024-T0002.1.1", 30_00),
                ("WIR-2024-T0003.1.1", 10_00),
            ],
        ),
        (
            "several-batches-053-08.xml",
            [("WIR-2024-T0001.1.1", -60_00), ("WIR-2024-T0002.1.1", -30_00), (None, -10_00)],
        ),
        ("single-byte-letters-053-02.xml", [("WIR-2016-T0001.1.1", -100_00)]),
    ],
)
def test_each_dialect_tells_what_moved(name: str, moved: list[Told]) -> None:
    found = lines(name)
    assert [(one.end_to_end_id, one.movement_cents) for one in found] == moved
    assert {one.account_iban for one in found} == {IBAN}
    assert len({one.entry_reference for one in found}) == len(found)


def test_an_entry_without_reference_has_the_same_name_in_every_copy_of_it() -> None:
    name = "no-entry-reference-053-02.xml"
    content = (FOLDER / name).read_bytes()
    again = content.replace(b"053D-1", b"053D-9").replace(b"<AcctSvcrRef>NONREF</AcctSvcrRef>", b"")
    second = [one for one in read_bank_message(again).lines if isinstance(one, Booking)]
    assert [one.entry_reference for one in second] == [one.entry_reference for one in lines(name)]


def test_a_return_tells_the_code_of_the_standard_or_of_the_bank_and_a_reversal_none() -> None:
    found = lines("returned-and-reversed-053-08.xml")
    told = [(one.return_reason, one.reversal) for one in found]
    assert told == [("AC04", False), ("914", False), (None, True)]


def test_an_intraday_report_has_no_balances_to_follow_one_another() -> None:
    content = (FOLDER / "intraday-052-02.xml").read_bytes()
    message = read_bank_message(content)
    assert (message.kind, message.balances) == ("camt.052", ())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("status-of-a-group-002-03.xml", [(None, "rejected", "AM05", 100_00)]),
        (
            "verification-of-payee-002-10.xml",
            [
                (None, "pending", None, 100_00),
                ("WIR-2025-T0001.1.1", "pending", None, None),
                ("WIR-2025-T0002.1.1", "pending", None, None),
            ],
        ),
    ],
)
def test_status_reports_of_old_and_new_versions_are_read(name: str, told: list[object]) -> None:
    found = read_bank_message((FOLDER / name).read_bytes()).lines
    statuses = [one for one in found if isinstance(one, PaymentStatus)]
    assert [
        (one.end_to_end_id, one.status, one.reason_code, one.amount_cents) for one in statuses
    ] == told


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("without-namespace-053-08.xml", b"", b"", "unknown_message"),
        ("account-as-other-id-053-08.xml", IBAN.encode(), b"0000000010", "account"),
        ("prefixed-five-places-053-08.xml", b"250.50000", b"250.50100", "value"),
        ("charges-053-02.xml", b'<Amt Ccy="EUR">88.50', b'<Amt Ccy="USD">88.50', "currency"),
        ("several-batches-053-08.xml", b"<NbOfTxs>2<", b"<NbOfTxs>3<", "sums"),
        ("several-batches-053-08.xml", b"WIR-2024-T0002.1.1", b"WIR-2024-T0001.1.1", "reference"),
    ],
)
def test_what_stays_unclear_is_refused(name: str, old: bytes, new: bytes, code: str) -> None:
    content = (FOLDER / name).read_bytes()
    with pytest.raises(BadBankMessage) as caught:
        read_bank_message(content.replace(old, new))
    assert caught.value.code == code


def test_parts_of_a_batch_without_names_are_told_apart() -> None:
    content = (FOLDER / "several-batches-053-08.xml").read_bytes()
    content = content.replace(b"WIR-2024-T0001.1.1", b"NOTPROVIDED")
    content = content.replace(b"WIR-2024-T0002.1.1", b"NOTPROVIDED")
    found = [one for one in read_bank_message(content).lines if isinstance(one, Booking)]
    names = [one.entry_reference for one in found]
    assert names == ["7005/NOTPROVIDED", "7005/NOTPROVIDED.2", "7005/NOTPROVIDED.3"]


def test_charges_between_parts_leave_a_collective_entry_whole() -> None:
    content = (FOLDER / "several-batches-053-08.xml").read_bytes()
    charged = content.replace(
        b"<NtryDtls>",
        b'<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">1.00</TtlChrgsAndTaxAmt></Chrgs><NtryDtls>',
        1,
    )
    charged = charged.replace(b">30.00<", b">29.00<")
    [whole] = [one for one in read_bank_message(charged).lines if isinstance(one, Booking)]
    assert (whole.end_to_end_id, whole.movement_cents) == (None, -100_00)
