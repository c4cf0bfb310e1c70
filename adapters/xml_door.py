"""Opens XML that comes from outside and refuses every trick before business data is read."""

import logging
import re
from copy import deepcopy
from datetime import date, datetime
from importlib import import_module

from lxml import etree
from xsdata.exceptions import ParserError
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler

from domain.calendar import BERLIN

SIZE_LIMIT = 20 * 1024 * 1024
"""Bytes; a day statement of ten thousand bookings has about six million."""

_TAG_LIMIT = 500_000  # a parsed tag costs some hundred bytes; this keeps a message below 200 MB
_NAMESPACE_LIMIT = 100  # honest messages declare a few; a flood takes libxml2 half a minute
_ISO_20022 = "urn:iso:std:iso:20022:tech:xsd:"
_MESSAGE = re.compile(r"(pain|camt)\.([0-9]{3})\.001\.([0-9]{2})")
_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,2})0{0,3})?")  # the schema allows five places
_DECLARATION_LIMIT = 200
_ENCODINGS = {
    **dict.fromkeys(("utf-8", "us-ascii"), "utf-8-sig"),
    # the single-byte ones that older German bank programs write; each byte is one letter
    **{name: name for name in ("iso-8859-1", "iso-8859-15", "windows-1252")},
}
_DECLARED = re.compile(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
logging.getLogger("xsdata").setLevel(logging.ERROR)  # its warnings repeat names from the file
_CLASSES = XmlContext()  # remembers what it has learnt of the classes of each version
_STRICT = ParserConfig(
    fail_on_unknown_properties=True,
    fail_on_unknown_attributes=True,
    fail_on_converter_warnings=True,
)


_REASONS = {
    "too_large": (
        "Die Datei ist größer oder hat mehr Elemente, als eine Banknachricht haben darf.",
        "The file is larger or has more elements than a bank message may have.",
    ),
    "encoding": (
        "Die Datei ist nicht in UTF-8 geschrieben oder nicht in der Kodierung, die sie nennt.",
        "The file is not written in UTF-8, or not in the encoding that it names.",
    ),
    "doctype": (
        "Die Datei enthält eine Dokumenttyp- oder Entity-Definition; Banknachrichten haben keine.",
        "The file contains a document type or entity definition; bank messages have none.",
    ),
    "malformed": (
        "Die Datei ist kein vollständiges, wohlgeformtes XML.",
        "The file is not complete, well-formed XML.",
    ),
    "unknown_message": (
        "Die Datei ist keine Nachricht einer bekannten Art und Version (ISO 20022).",
        "The file is not a message of a known kind and version (ISO 20022).",
    ),
    "schema": (
        "Der Aufbau der Nachricht entspricht nicht dem Schema ihrer Version.",
        "The message is not built as the schema of its version prescribes.",
    ),
    "value": (
        "Eine Angabe fehlt oder ist kein gültiger Betrag, Tag, Zeitpunkt oder Zählwert.",
        "A value is missing or is not a valid amount, day, time or count.",
    ),
    "currency": (
        "Ein Betrag lautet nicht auf Euro.",
        "An amount is not in euro.",
    ),
    "container": (
        "Die ZIP-Datei ist beschädigt, verschlüsselt, zu groß oder enthält weitere Archive.",
        "The ZIP file is damaged, encrypted, too large or holds further archives.",
    ),
    "account": (
        "Das Konto der Meldung ist nicht mit seiner IBAN benannt.",
        "The account of the message is not named by its IBAN.",
    ),
    "status": (
        "Die Nachricht nennt einen unbekannten Zahlungsstatus oder mehrere Sammler.",
        "The message names an unknown payment status or several payment blocks.",
    ),
    "reference": (
        "Einer Buchung oder Zahlung fehlt die eindeutige Referenz.",
        "A booking or payment lacks its unique reference.",
    ),
    "sums": (
        "Einzelbeträge, Anzahl oder Salden der Nachricht passen nicht zusammen.",
        "Amounts, counts or balances of the message do not agree with each other.",
    ),
}


class BadBankMessage(Exception):
    """The file is not a message we book from; the texts are plain and hold no personal data."""

    def __init__(self, code: str, german: str, english: str) -> None:
        super().__init__(f"{code}: {english}")
        self.code = code
        self.german = german
        self.english = english


def bad(code: str) -> BadBankMessage:
    """The refusal for one of the known reasons."""
    return BadBankMessage(code, *_REASONS[code])


def opened(content: bytes, kinds: frozenset[str]) -> tuple[str, etree._Element]:
    """The kind (`camt.053`) and the `Document` element of an ISO 20022 message of these kinds.

    Checked in this order: size, encoding, no DOCTYPE, well-formed XML, known kind and version,
    structure as the classes generated from the schema of that version describe it. Nothing but
    `content` is read: no file, no network. Errors: `BadBankMessage`.
    """
    root = _parsed(content)
    namespace, _, name = root.tag.removeprefix("{").partition("}")
    message = _MESSAGE.fullmatch(namespace.removeprefix(_ISO_20022))
    kind = f"{message[1]}.{message[2]}" if message else ""
    if kind not in kinds or name != "Document" or not namespace.startswith(_ISO_20022):
        raise bad("unknown_message")
    _fits_its_schema(root, namespace.removeprefix(_ISO_20022))
    return kind, root


def _parsed(content: bytes) -> etree._Element:
    if (
        len(content) > SIZE_LIMIT
        or content.count(b"<") > _TAG_LIMIT
        or content.count(b"xmlns") > _NAMESPACE_LIMIT
    ):
        raise bad("too_large")
    written = _decoded(content)
    # what was checked is what is read, whatever encoding the declaration would still name
    # with entities merely unresolved their text would silently vanish, so none may be defined
    if "<!DOCTYPE" in written or "<!ENTITY" in written:
        raise bad("doctype")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:  # "from None" here and below: a parser's own words repeat what stands in the message
        return etree.fromstring(written.encode(), parser)
    except etree.XMLSyntaxError:
        raise bad("malformed") from None


def _decoded(content: bytes) -> str:
    """The text in the encoding that it declares; with a byte order mark it is UTF-8."""
    declared = _DECLARED.match(content[:_DECLARATION_LIMIT].decode("latin-1"))
    encoding = declared[1].lower() if declared else "utf-8"
    if encoding not in _ENCODINGS:
        raise bad("encoding")
    try:
        written = content.decode(_ENCODINGS[encoding])
    except UnicodeDecodeError:
        raise bad("encoding") from None
    if "\0" in written:
        raise bad("encoding")
    return written


def _fits_its_schema(root: etree._Element, message: str) -> None:
    family = message.partition(".")[0]
    name = message.replace(".", "_")
    try:
        schema = import_module(f"pyiso20022.{family}.{name}")
    except ModuleNotFoundError:
        raise bad("unknown_message") from None
    parser = XmlParser(config=_STRICT, context=_CLASSES, handler=LxmlEventHandler)
    try:
        parser.parse(deepcopy(root), schema.Document)  # it empties what it has read
    except (ParserError, TypeError, ValueError):
        raise bad("schema") from None


def parts(element: etree._Element, path: str) -> list[etree._Element]:
    """All elements at a path of plain names (`NtryDtls/TxDtls`), whatever the version."""
    return element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))


def part(element: etree._Element, path: str) -> etree._Element:
    """The first element at the path; errors: `BadBankMessage` if there is none."""
    for first in parts(element, path):
        return first
    raise bad("value")


def found(element: etree._Element, path: str) -> str | None:
    """The trimmed text at the path, None if it is missing or empty."""
    for first in parts(element, path):
        return (first.text or "").strip() or None
    return None


def text(element: etree._Element, path: str) -> str:
    """The trimmed text at the path; errors: `BadBankMessage` if it is missing or empty."""
    words = found(element, path)
    if words is None:
        raise bad("value")
    return words


def cents(element: etree._Element, path: str) -> int:
    """The amount at the path in cents; errors: `BadBankMessage` unless plain euro and cents."""
    amount = part(element, path)
    value = control_sum(amount.text)
    if amount.get("Ccy") != "EUR":
        raise bad("currency")
    return value


def control_sum(written: str | None) -> int:
    """A sum without a currency in cents; errors: `BadBankMessage` unless plain digits."""
    match = _AMOUNT.fullmatch(written or "")
    if match is None:
        raise bad("value")
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def day(level: etree._Element, path: str) -> date:
    """The day below the path, as a day or as a moment. Errors: `BadBankMessage`."""
    written = found(level, f"{path}/Dt")
    if written is None:
        return moment(text(level, f"{path}/DtTm")).astimezone(BERLIN).date()
    try:
        return date.fromisoformat(written[:10])  # a day may carry a zone: 2016-05-02+02:00
    except ValueError:
        raise bad("value") from None


def moment(written: str) -> datetime:
    """A point in time with its zone, the bank's where none is named. Errors: `BadBankMessage`."""
    try:
        told = datetime.fromisoformat(written)
    except ValueError:
        raise bad("value") from None
    return told if told.tzinfo else told.replace(tzinfo=BERLIN)
