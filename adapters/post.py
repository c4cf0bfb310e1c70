"""Hands letters to the print centre: a folder that takes each name once."""

import re
from collections.abc import Callable
from pathlib import Path

from adapters.files import write_once

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,159}")
"""Names that no file system, header or address line can take for something else."""


class OutTray:
    """A folder with `outbox` and `sent`; whoever collects moves each file from one to the other.

    A name that lies in either is never laid out again, so a repeated hand-over sends nothing
    twice, also after the file was collected.
    """

    def __init__(self, root: Path) -> None:
        self._outbox = root / "outbox"
        self._sent = root / "sent"
        for folder in (self._outbox, self._sent):
            folder.mkdir(parents=True, exist_ok=True)

    def place(self, name: str, content: bytes) -> Path:
        """Lays `content` out under `name`, once; returns where it was laid.

        Errors: ValueError for a name that is not plain letters, digits, dot, dash, underscore.
        """
        if not FILE_NAME.fullmatch(name):
            raise ValueError("a file name is made of letters, digits, dot, dash and underscore")
        path = self._outbox / name
        if self.content(name) is None:
            try:
                write_once(path, content)
            except FileExistsError:
                return path  # somebody with the same name was faster
        return path

    def content(self, name: str) -> bytes | None:
        """What was laid out under a name, collected or not; None if nothing was."""
        # in the order in which a file moves, so that none slips through between the looks
        for folder in (self._outbox, self._sent):
            try:
                return (folder / name).read_bytes()
            except FileNotFoundError:
                continue
        return None

    def remove(self, chosen: Callable[[Path], bool]) -> None:
        """Destroys the copies that are chosen, collected or not."""
        for folder in (self._outbox, self._sent):
            for path in sorted(folder.iterdir()):
                if chosen(path):
                    path.unlink(missing_ok=True)


class LetterDiffers(Exception):
    """Another letter was already handed over under this name; nothing was laid out."""


class PostFolder:
    """The way to the print centre: letters as PDF, each file name once."""

    def __init__(self, root: Path) -> None:
        self._tray = OutTray(root)

    def hand_over(self, name: str, content: bytes) -> Path:
        """Lays a letter out for printing; the same letter again changes nothing.

        Errors: ValueError for anything but a PDF, or for a name with odd characters;
        `LetterDiffers` if the name stands for another letter, which must not be lost silently.
        """
        if not name.endswith(".pdf") or not content.startswith(b"%PDF-"):
            raise ValueError("the print centre takes PDF files only")
        path = self._tray.place(name, content)
        if self._tray.content(name) != content:
            raise LetterDiffers(name)
        return path

    def content(self, name: str) -> bytes | None:
        """What was handed over under a name, collected or not; None if nothing was."""
        return self._tray.content(name)

    def remove(self, case: str) -> None:
        """Destroys the copies of all letters of a case."""
        self._tray.remove(lambda path: path.name.startswith((f"{case}_", f"{case}.")))
