"""Keeps documents under the hash of their content, and decides what may be handed in."""

import hashlib
import re
from pathlib import Path

from adapters.files import sync_folder, write_atomically

_DIGEST = re.compile(r"[0-9a-f]{64}")


class DamagedDocument(Exception):
    """What lies under a digest is not what was put there."""


class Documents:
    """A folder of documents, each named by its SHA-256: `ab/cd/abcd….`

    What was put is never changed; the same content is kept once, whoever hands it in.
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
            self._open_folder(path.parent)
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

    def has(self, digest: str) -> bool:
        """Whether something was put under this digest; `get` tells if it is intact."""
        return self.path(digest).exists()

    def path(self, digest: str) -> Path:
        """Where the document lies or would lie. Errors: ValueError if it is no SHA-256."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError("a document is named by 64 lower-case hexadecimal digits")
        return self._root / digest[:2] / digest[2:4] / digest

    def _open_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        sync_folder(self._root)
