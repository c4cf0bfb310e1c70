"""A ZIP of messages is read in memory; whatever is no plain ZIP of messages is refused."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from adapters.bank import IncomingFile
from adapters.bank_container import messages_in
from adapters.iso20022 import BadBankMessage
from adapters.xml_door import SIZE_LIMIT


def archive(*contents: bytes, method: int = ZIP_DEFLATED, name: str = "{}.xml") -> bytes:
    """A ZIP of these contents, named by their numbers."""
    kept = BytesIO()
    with ZipFile(kept, "w", method) as opened:
        for number, content in enumerate(contents):
            opened.writestr(name.format(number), content)
    return kept.getvalue()


def incoming(content: bytes) -> IncomingFile:
    return IncomingFile("C53.zip", content, sha256(content).hexdigest())


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_STORED])
def test_each_message_of_a_zip_has_its_own_hash(method: int) -> None:
    found = list(messages_in(incoming(archive(b"<a/>", b"<b/>", method=method))))
    assert [one.content for one in found] == [b"<a/>", b"<b/>"]
    assert [one.sha256 for one in found] == [sha256(one.content).hexdigest() for one in found]


def test_what_is_no_zip_is_one_message() -> None:
    file = incoming(b"<a/>")
    assert list(messages_in(file)) == [file]


def test_no_name_of_an_archive_is_used() -> None:
    [one] = messages_in(incoming(archive(b"<a/>", name="../../etc/passwd")))
    assert one.name == "1.xml"


def encrypted() -> bytes:
    plain = archive(b"<a/>")
    central = plain.rindex(b"PK\x01\x02")
    flagged = bytearray(plain)
    flagged[6] |= 1
    flagged[central + 8] |= 1
    return bytes(flagged)


def lying() -> bytes:
    """The directory claims one byte where five million come out."""
    whole = archive(b"x" * 5_000_000)
    central = whole.rindex(b"PK\x01\x02")
    return whole[: central + 24] + (1).to_bytes(4, "little") + whole[central + 28 :]


def hostile() -> Iterator[tuple[str, bytes]]:
    part = b"x" * (SIZE_LIMIT // 4)
    yield "bomb", archive(b"x" * (SIZE_LIMIT + 1))
    yield "bomb in parts", archive(*[part] * 5)
    yield "nested", archive(archive(b"<a/>"))
    yield "empty", archive()
    yield "too many", archive(*[b"<a/>"] * 501)
    yield "encrypted", encrypted()
    yield "another method", archive(b"<a/>", method=ZIP_BZIP2)
    yield "truncated", archive(b"<a/>" * 1000)[:-30]
    yield "damaged", archive(b"<a/>" * 1000).replace(b"\x03", b"\x04")
    yield "a lying directory", lying()
    yield "only the mark", b"PK"


@pytest.mark.parametrize("content", [pytest.param(two, id=one) for one, two in hostile()])
def test_a_hostile_zip_is_refused_before_it_fills_the_memory(content: bytes) -> None:
    taken = 0
    with pytest.raises(BadBankMessage) as caught:
        for one in messages_in(incoming(content)):
            taken += len(one.content)
    assert caught.value.code == "container"
    assert taken <= SIZE_LIMIT
