"""The folders in which files go to the bank and come back from it."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from adapters.files import (
    TEMPORARY_SUFFIX,
    exclusively,
    sync_folder,
    write_atomically,
    write_once,
)
from adapters.xml_door import SIZE_LIMIT

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+=@,()-]{0,149}")
_UNFINISHED = (TEMPORARY_SUFFIX, ".tmp", ".filepart", "~")

_FULL = (
    "Der Datenträger der Bankordner ist voll. Bitte Platz schaffen; es ging nichts verloren.",
    "The disk of the bank folders is full. Please free some space; nothing was lost.",
)
_FORBIDDEN = (
    "Das Programm darf in den Bankordnern nicht lesen oder schreiben. Bitte die Rechte prüfen.",
    "The program may not read or write in the bank folders. Please check the permissions.",
)
_UNREACHABLE = (
    "Die Bankordner sind nicht erreichbar. Bitte Pfad und Laufwerk prüfen.",
    "The bank folders cannot be reached. Please check the path and the drive.",
)
_FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _FORBIDDEN),
}


class BankDoorFault(Exception):
    """The folders cannot be used at the moment; try again later, nothing was lost."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(english)
        self.german = german
        self.english = english


class AnswerLost(Exception):
    """The file may be at the bank or not; only the bank can say."""


class AlreadyHandedOver(Exception):
    """Another content has gone to the bank under this name; a person has to look."""


@dataclass(frozen=True)
class IncomingFile:
    """One whole file as it was read, with the SHA-256 of its bytes in hexadecimal digits."""

    name: str
    content: bytes = field(repr=False)
    sha256: str


class BankDoor(Protocol):
    """Where order files leave the house."""

    @property
    def repeatable(self) -> bool:
        """Whether the same file under the same name can be put in again and still arrives once."""
        ...

    def hand_over(self, name: str, content: bytes) -> object:
        """Puts a file in. Errors: `AnswerLost`, where it may have gone all the same."""
        ...


class BankFolders:
    """`outbox/` and `inbox/` are shared with the bank's transfer program; the rest is ours.

    `sent/` keeps a copy of all that left, `archive/` what was read, `quarantine/` what was refused.
    Errors of every method: `BankDoorFault`.
    """

    repeatable = True  # `sent/` proves what went

    def __init__(self, root: Path) -> None:
        self.outbox = root / "outbox"
        self.inbox = root / "inbox"
        self.sent = root / "sent"
        self.archived = root / "archive"
        self.quarantined = root / "quarantine"

    @contextmanager
    def door(self) -> Iterator[None]:
        """Makes the folders where they are missing and says plainly what is wrong with them."""
        try:
            for folder in (self.outbox, self.inbox, self.sent, self.archived, self.quarantined):
                folder.mkdir(parents=True, exist_ok=True)
            yield
        except OSError as fault:
            raise BankDoorFault(*_FAULTS.get(fault.errno or 0, _UNREACHABLE)) from fault

    def hand_over(self, name: str, content: bytes) -> Path:
        """Puts a file into the outbox exactly once, also if the bank has fetched it since.

        The same name with the same bytes is a no-op; with other bytes it raises
        `AlreadyHandedOver`. A crash at any point is mended by the next call.
        """
        _demand_plain(name)
        path, copy = self.outbox / name, self.sent / name
        staged = self.outbox / f".{name}{TEMPORARY_SUFFIX}"
        with self.door(), exclusively(self.sent):
            for earlier in (copy, path):
                if earlier.exists() and earlier.read_bytes() != content:
                    raise AlreadyHandedOver(name)
            # the copy decides: with it and without a staged file, the bank has had its file
            if not copy.exists():
                write_atomically(staged, content)
                write_once(copy, content)
            if staged.exists():
                staged.replace(path)
                sync_folder(self.outbox)
        return path

    def handed_over(self) -> list[IncomingFile]:
        """What lies in the outbox, in order of the names: the bank's view."""
        with self.door():
            return _whole_files(self.outbox)

    def waiting(self) -> list[IncomingFile]:
        """Whole regular files in the inbox, in order of their names.

        Links, folders, oversized files and odd names are left alone (see `unfit`), and so are
        files that are still being written.
        """
        with self.door():
            return _whole_files(self.inbox)

    def unfit(self) -> list[str]:
        """Names in the inbox that nobody will ever read; a person has to look."""
        with self.door():
            return [name for name in _finished_names(self.inbox) if not _read(self.inbox, name)]

    def archive(self, file: IncomingFile) -> Path:
        """Moves a read file out of the inbox; again is a no-op. The bytes read are the bytes kept.

        If the inbox holds other bytes under this name by now, they stay and wait.
        """
        with self.door():
            path = _kept(self.archived, file)
            self._drop(file)
        return path

    def quarantine(self, file: IncomingFile, reason: str) -> Path:
        """Moves a refused file out of the inbox, with its reason beside it; again is a no-op."""
        with self.door():
            path = _kept(self.quarantined, file)
            write_atomically(path.with_name(f"{path.name}.reason.txt"), reason.encode())
            self._drop(file)
        return path

    def _drop(self, file: IncomingFile) -> None:
        lying = _read(self.inbox, file.name)
        if lying and lying.sha256 == file.sha256:
            (self.inbox / file.name).unlink(missing_ok=True)
            sync_folder(self.inbox)


def _demand_plain(name: str) -> None:
    if not _NAME.fullmatch(name) or name.endswith(_UNFINISHED):
        raise ValueError("not a plain file name")


def _whole_files(folder: Path) -> list[IncomingFile]:
    files = (_read(folder, name) for name in _finished_names(folder))
    return [file for file in files if file]


def _finished_names(folder: Path) -> list[str]:
    names = (entry.name for entry in folder.iterdir())
    return sorted(n for n in names if not n.startswith(".") and not n.endswith(_UNFINISHED))


def _read(folder: Path, name: str) -> IncomingFile | None:
    if not _NAME.fullmatch(name):
        return None
    try:
        # a named pipe would block without O_NONBLOCK, a link would lead out of the folder
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as fault:
        if fault.errno in {errno.ELOOP, errno.ENXIO}:
            return None
        raise
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(SIZE_LIMIT + 1)
    finally:
        os.close(handle)
    if len(content) > SIZE_LIMIT:
        return None
    return IncomingFile(name, content, sha256(content).hexdigest())


def _kept(folder: Path, file: IncomingFile) -> Path:
    _demand_plain(file.name)
    for path in (folder / file.name, folder / f"{file.sha256[:16]}-{file.name}"):
        try:
            write_once(path, file.content)
        except FileExistsError:
            if path.read_bytes() != file.content:
                continue
        return path
    raise BankDoorFault(*_UNREACHABLE)  # cannot happen while SHA-256 holds
