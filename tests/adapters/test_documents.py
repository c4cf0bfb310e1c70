"""Documents: kept under their hash, proven on reading, and only harmless kinds taken in."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from adapters.documents import (
    SIZE_LIMIT,
    DamagedDocument,
    DocumentKind,
    Documents,
    check_upload,
)
from domain.kernel import Refused

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def packed_entry(name: str, *, mode: int = 0o100644) -> bytes:
    """A workbook with one more part of this name and Unix mode."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        part = zipfile.ZipInfo(name)
        part.external_attr = mode << 16
        archive.writestr(part, b"x")
    return stream.getvalue()


def locked(archive: bytes) -> bytes:
    """The archive with the flag that says a password is needed, in the list of its parts."""
    start = archive.index(b"PK\x01\x02") + 8
    return archive[:start] + b"\x01" + archive[start + 1 :]


XLSX = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
DOCX = packed({"word/document.xml": b"<document/>"})
ODT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


def refusal_code(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as refused:
        check_upload(content, name)
    refusal = refused.value.refusal
    assert refusal.field == "document"
    assert refusal.basis
    assert refusal.next_german
    assert refusal.next_english
    return refusal.code


def test_a_document_is_kept_under_its_hash_and_comes_back(tmp_path: Path) -> None:
    documents = Documents(tmp_path / "store")
    digest = documents.put(PDF)
    assert digest == hashlib.sha256(PDF).hexdigest()
    assert documents.has(digest)
    assert documents.get(digest) == PDF
    assert documents.path(digest) == tmp_path / "store" / digest[:2] / digest[2:4] / digest


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    first = documents.put(PDF)
    written = documents.path(first).stat().st_mtime_ns
    assert documents.put(PDF) == first
    assert documents.path(first).stat().st_mtime_ns == written
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_an_altered_document_is_never_given_out_and_is_healed_by_putting_it_again(
    tmp_path: Path,
) -> None:
    documents = Documents(tmp_path)
    digest = documents.put(PDF)
    documents.path(digest).write_bytes(PDF[:-1] + b"!")
    with pytest.raises(DamagedDocument):
        documents.get(digest)
    documents.put(PDF)
    assert documents.get(digest) == PDF


def test_what_was_never_put_is_missing(tmp_path: Path) -> None:
    digest = "0" * 64
    assert not Documents(tmp_path).has(digest)
    with pytest.raises(FileNotFoundError):
        Documents(tmp_path).get(digest)


@pytest.mark.parametrize("digest", ["../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", ""])
def test_a_name_that_is_no_hash_leads_nowhere(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        Documents(tmp_path).get(digest)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "Antrag.PDF", "pdf"),
        (PNG, "Beleg.png", "png"),
        (b"\xff\xd8\xff\xe0", "Beleg.jpeg", "jpeg"),
        ("Name;Stunden\r\nMüller;5\r\n".encode(), "Stunden.csv", "csv"),
        ("Name;Stunden\r\nMüller;5\r\n".encode("cp1252"), "Stunden.csv", "csv"),
        (XLSX, "Stunden.xlsx", "xlsx"),
        (DOCX, "Sachbericht 2016 (Entwurf).docx", "docx"),
        (ODT, "Übersicht.odt", "odt"),
    ],
)
def test_what_offices_send_is_taken(content: bytes, name: str, kind: DocumentKind) -> None:
    assert check_upload(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "leer.pdf", "document_empty"),
        (PDF + bytes(SIZE_LIMIT), "gross.pdf", "document_too_large"),
        (PDF, "../Antrag.pdf", "document_name_unusable"),
        (PDF, "a\\b.pdf", "document_name_unusable"),
        (PDF, "a\nb.pdf", "document_name_unusable"),
        (PDF, "a\u202efdp.pdf", "document_name_unusable"),
        (PDF, "a" * 197 + ".pdf", "document_name_unusable"),
        (PDF, "", "document_name_unusable"),
        (PDF, "Antrag.docx", "document_name_misleads"),
        (XLSX, "Antrag.docx", "document_name_misleads"),
        (b"MZ\x00\x01", "Antrag.pdf", "document_kind_unknown"),
        (b"<html><script>", "Stunden.csv", "document_kind_unknown"),
        (b"#!/bin/sh\n", "Stunden.csv", "document_kind_unknown"),
        (b"a;b\x00", "Stunden.csv", "document_kind_unknown"),
        (packed({"a.txt": b"a"}), "Belege.zip", "document_kind_unknown"),
        (
            packed({"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}),
            "a.xlsx",
            "document_kind_unknown",
        ),
        (packed({"mimetype": ODT, "Basic/x.xml": b""}), "a.odt", "document_kind_unknown"),
        (
            packed({"xl/workbook.xml": b"", "word/document.xml": b""}),
            "a.xlsx",
            "document_kind_unknown",
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(
    content: bytes, name: str, code: str
) -> None:
    assert refusal_code(content, name) == code


BOMB = packed({"xl/workbook.xml": b"", "xl/big.xml": bytes(101 * 1024 * 1024)})
MANY = packed({f"xl/{number}.xml": b"" for number in range(2_001)})


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        MANY,
        XLSX[: len(XLSX) // 2],
        packed({"xl/workbook.xml": b"<workbook/>"}, zipfile.ZIP_STORED).replace(b"/>", b"!!", 1),
        packed({"xl/workbook.xml": b""}, zipfile.ZIP_LZMA),
        locked(XLSX),
        packed_entry("../../evil.xml"),
        packed_entry("/etc/passwd"),
        packed_entry("C:\\evil.xml"),
        packed_entry("xl\\..\\..\\evil.xml"),
        packed_entry("xl/link.xml", mode=0o120777),
    ],
    ids=[
        *("bomb", "many parts", "cut off", "wrong sum", "exotic method", "password"),
        *("upwards", "absolute", "drive", "backslash", "link"),
    ],
)
def test_an_archive_that_is_not_safe_to_open_is_refused(content: bytes) -> None:
    assert refusal_code(content, "Stunden.xlsx") == "document_archive_unsafe"


def test_a_part_that_stands_twice_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"shown")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", b"hidden")
    assert refusal_code(stream.getvalue(), "a.xlsx") == "document_archive_unsafe"
