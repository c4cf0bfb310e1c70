"""Keeps documents under the hash of their content, and decides what may be handed in."""

import hashlib
import io
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from stat import S_ISLNK
from typing import Literal

from adapters.files import sync_folder, write_atomically
from domain.kernel import Refusal

DocumentKind = Literal["pdf", "png", "jpeg", "csv", "xlsx", "docx", "odt"]

SIZE_LIMIT = 25 * 1024 * 1024
"""Bytes of one document."""

UNPACKED_LIMIT = 100 * 1024 * 1024
"""Bytes that all parts of an office document may have together when unpacked."""

PART_LIMIT = 2_000
"""Parts of an office document; a long workbook has some dozens."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENDINGS: dict[DocumentKind, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "csv": (".csv", ".txt"),
    "xlsx": (".xlsx",),
    "docx": (".docx",),
    "odt": (".odt",),
}
_SIGNATURES: dict[bytes, DocumentKind] = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
}
_MAIN_PARTS: dict[str, DocumentKind] = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
_ODT = b"application/vnd.oasis.opendocument.text"
_BASIS = "§ 3a Abs. 3 HVwVfG"

EMPTY = Refusal(
    "document_empty",
    "Die Datei ist leer.",
    "The file is empty.",
    _BASIS,
    "Prüfen Sie, ob Sie die richtige Datei ausgewählt haben.",
    "Check that you chose the right file.",
    "document",
)
TOO_LARGE = Refusal(
    "document_too_large",
    "Die Datei ist größer als {limit} MB.",
    "The file is larger than {limit} MB.",
    _BASIS,
    "Teilen Sie das Dokument oder scannen Sie es mit geringerer Auflösung.",
    "Split the document or scan it at a lower resolution.",
    "document",
)
NAME_UNUSABLE = Refusal(
    "document_name_unusable",
    "Der Dateiname ist nicht verwendbar.",
    "The file name cannot be used.",
    _BASIS,
    "Benennen Sie die Datei ohne Schrägstriche um, mit höchstens 200 Zeichen.",
    "Rename the file without slashes, with at most 200 characters.",
    "document",
)
KIND_UNKNOWN = Refusal(
    "document_kind_unknown",
    "Diese Art von Datei kann die Behörde nicht verarbeiten.",
    "The authority cannot process this kind of file.",
    _BASIS,
    "Senden Sie PDF, PNG, JPEG, CSV, XLSX, DOCX oder ODT, ohne Makros und ohne Kennwort.",
    "Send PDF, PNG, JPEG, CSV, XLSX, DOCX or ODT, without macros and without a password.",
    "document",
)
NAME_MISLEADS = Refusal(
    "document_name_misleads",
    "Der Name der Datei passt nicht zu ihrem Inhalt ({kind}).",
    "The file's name does not fit its content ({kind}).",
    _BASIS,
    "Speichern Sie das Dokument neu; der Name endet dann auf {ending}.",
    "Save the document anew; its name will then end in {ending}.",
    "document",
)
ARCHIVE_UNSAFE = Refusal(
    "document_archive_unsafe",
    "Die Datei ist beschädigt oder enthält Teile, die sich nicht gefahrlos öffnen lassen.",
    "The file is damaged or holds parts that cannot be opened safely.",
    _BASIS,
    "Speichern Sie das Dokument neu oder senden Sie es als PDF.",
    "Save the document anew or send it as PDF.",
    "document",
)


class DamagedDocument(Exception):
    """What lies under a digest is not what was put there."""


class Documents:
    """A folder of documents, each named by its SHA-256: `ab/cd/abcd…`.

    What was put is never changed; the same content is kept once, whoever hands it in, until the
    last file that refers to it is destroyed.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keeps `content` and returns its digest; on return it is on the disk.

        Putting it again changes nothing, except that a damaged copy is healed.
        """
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            for folder in (path.parent.parent, self._root):
                sync_folder(folder)
            write_atomically(path, content)
        return digest

    def get(self, digest: str) -> bytes:
        """The document, proven to be the one that was put.

        Errors: `FileNotFoundError` if it was never put, `DamagedDocument` if it was altered.
        """
        content = self.path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise DamagedDocument(digest)
        return content

    def remove(self, digest: str) -> None:
        """Destroys the document; on return its name is gone from the disk."""
        path = self.path(digest)
        if path.exists():
            path.unlink(missing_ok=True)
            sync_folder(path.parent)

    def has(self, digest: str) -> bool:
        """Whether something was put under this digest; `get` tells if it is intact."""
        return self.path(digest).exists()

    def path(self, digest: str) -> Path:
        """Where the document lies or would lie. Errors: ValueError if it is no SHA-256."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError("a document is named by 64 lower-case hexadecimal digits")
        return self._root / digest[:2] / digest[2:4] / digest


def check_upload(content: bytes, name: str) -> DocumentKind:
    """The kind of a document that somebody hands in, told by its content, not by its name.

    Raises `Refused` for an empty or too large file, a kind the authority does not take, an
    office document that cannot be opened safely, and a name that hides a path or the kind.
    """
    if not content:
        raise EMPTY.because()
    if len(content) > SIZE_LIMIT:
        raise TOO_LARGE.because(limit=SIZE_LIMIT // 1024**2)
    if not 0 < len(name) <= 200 or set(name) & set("/\\") or not name.isprintable():
        raise NAME_UNUSABLE.because()
    kind = _kind_of(content)
    if kind is None:
        raise KIND_UNKNOWN.because()
    if not name.lower().endswith(_ENDINGS[kind]):
        raise NAME_MISLEADS.because(kind=kind.upper(), ending=_ENDINGS[kind][0])
    return kind


def _kind_of(content: bytes) -> DocumentKind | None:
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    return "csv" if _is_plain_text(content) else None


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # spreadsheets in German offices still save in the code page of Windows
        text = content.decode("cp1252", errors="replace")
    # a page or a script that calls itself a table is not one
    return not _CONTROL.search(text) and not text.lstrip().startswith(("<", "#!"))


def _kind_of_archive(content: bytes) -> DocumentKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if not _is_safe(parts) or archive.testzip() is not None:
                raise ARCHIVE_UNSAFE.because()
            names = {part.filename for part in parts}
            is_odt = "mimetype" in names and archive.read("mimetype") == _ODT
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError):
        raise ARCHIVE_UNSAFE.because() from None
    if any(name.startswith("Basic/") or name.endswith("vbaProject.bin") for name in names):
        return None
    found: list[DocumentKind] = ["odt"] if is_odt else []
    found += [kind for part, kind in _MAIN_PARTS.items() if part in names]
    return found[0] if len(found) == 1 else None


def _is_safe(parts: list[zipfile.ZipInfo]) -> bool:
    names = [part.filename for part in parts]
    return (
        len(parts) <= PART_LIMIT
        and len(set(names)) == len(names)
        and sum(part.file_size for part in parts) <= UNPACKED_LIMIT
        and not any(_leads_astray(part) for part in parts)
    )


def _leads_astray(part: zipfile.ZipInfo) -> bool:
    is_locked = bool(part.flag_bits & 1)
    is_exotic = part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    path = PurePosixPath(part.filename.replace("\\", "/"))
    is_link = S_ISLNK(part.external_attr >> 16)
    is_outside = path.is_absolute() or ".." in path.parts or ":" in part.filename
    return is_locked or is_exotic or is_link or is_outside
