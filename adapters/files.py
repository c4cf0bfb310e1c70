"""Writes files so that a reader sees the old bytes or the new ones, never half of them."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY_SUFFIX = ".part"
"""Ends the hidden name of a file that is still being written; readers of a folder skip it."""


def write_atomically(path: Path, content: bytes) -> None:
    """Puts `content` at `path`, replacing what was there; on return it is on the disk.

    A crash at any point leaves the old file or the new one, and at most a hidden `.part` file
    beside it. The folder must exist. Errors: `OSError`, with nothing changed at `path`.
    """
    with _written_beside(path, content) as part:
        part.replace(path)
    sync_folder(path.parent)


def write_once(path: Path, content: bytes) -> None:
    """Puts `content` at `path` only if nothing is there, as one step; on return it is on the disk.

    Errors: `FileExistsError` if the name is taken, also by a writer who was faster; `OSError`.
    """
    with _written_beside(path, content) as part:
        os.link(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a power cut."""
    with _opened(folder) as handle:
        os.fsync(handle)


@contextmanager
def exclusively(folder: Path) -> Iterator[None]:
    """Keeps every other process that asks for the same folder waiting until the block ends."""
    with _opened(folder) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=".", suffix=TEMPORARY_SUFFIX, dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            # mkstemp shuts out the owner's group, in which the bank's transfer program runs
            os.fchmod(file.fileno(), 0o640)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)
