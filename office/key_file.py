"""Files of 32 secret random bytes, which nobody but their owner may read."""

import os
from contextlib import suppress
from pathlib import Path


def key_bytes(path: Path, *, make: bool) -> bytes:
    """The key in a file; it is made where it is missing and `make` says so.

    Errors: FileNotFoundError, PermissionError where others may read it, ValueError for no key.
    """
    if make and not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"a key must be readable by its owner only: {path}")
    key = path.read_bytes()
    if len(key) != 32:
        raise ValueError(f"a key must have 32 bytes: {path}")
    return key


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())
    # A link appears complete or not at all, and never replaces a key that is there.
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
