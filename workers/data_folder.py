"""The data folder of one machine: held by one process, with room to work and a port to answer."""

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
LEAST_FREE_BYTES = 200 * 1024**2
"""Free space below which a start is refused: 200 MiB."""


class StartRefused(Exception):
    """Why a start was refused and what to do next; German first, then English, a line each."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(f"{german}\n{english}")
        self.german = german
        self.english = english


class AlreadyRunning(StartRefused):
    """Another process holds the same data folder."""

    def __init__(self, data: Path, holder: str) -> None:
        pid, _, address = holder.partition(" ")
        super().__init__(
            f"Der Datenordner {data} ist in Gebrauch: Prozess {pid or '?'}, {address or '?'}. "
            "Bitte dort weiterarbeiten, den Prozess beenden oder einen anderen Ordner wählen.",
            f"The data folder {data} is in use: process {pid or '?'}, {address or '?'}. "
            "Please go on there, end that process or choose another folder.",
        )


class PortInUse(StartRefused):
    """The port cannot be listened on."""

    def __init__(self, host: str, port: int, cause: str) -> None:
        super().__init__(
            f"Port {port} auf {host} ist nicht frei ({cause}). "
            "Bitte das andere Programm beenden oder mit AKTE_PORT einen anderen Port wählen.",
            f"Port {port} on {host} is not free ({cause}). "
            "Please end the other program or choose another port with AKTE_PORT.",
        )


class DiskFull(StartRefused):
    """Too little free space to take anything on record."""

    def __init__(self, data: Path, free_bytes: int, least_bytes: int) -> None:
        free, least = free_bytes // 1024**2, least_bytes // 1024**2
        super().__init__(
            f"Auf dem Datenträger von {data} sind nur {free} MiB frei, nötig sind {least} MiB. "
            "Bitte Platz schaffen; es wurde nichts verändert.",
            f"Only {free} MiB are free on the disk of {data}, {least} MiB are needed. "
            "Please make room; nothing was changed.",
        )


@contextmanager
def held(data: Path, address: str) -> Iterator[None]:
    """Holds the data folder for this process and notes where it answers.

    The operating system gives the folder free when the process ends, however it ends.
    Errors: `AlreadyRunning` with the holder's process id and address.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "lock").open("a+", encoding="utf-8") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise AlreadyRunning(data, note.read()) from None
        note.truncate(0)
        note.write(f"{os.getpid()} {address}")
        note.flush()
        yield


def require_space(data: Path, least_bytes: int = LEAST_FREE_BYTES) -> None:
    """Refuses with `DiskFull` where the disk of `data` has less than `least_bytes` free."""
    folder = next(place for place in (data, *data.absolute().parents) if place.exists())
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < least_bytes:
        raise DiskFull(data, free_bytes, least_bytes)


def require_port(host: str, port: int) -> None:
    """Refuses with `PortInUse` where nobody could listen on the port now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        cause = (error.strerror or type(error).__name__).partition(" (")[0]
        raise PortInUse(host, port, cause) from None


def free_port(preferred: int | None = None) -> int:
    """A loopback port nobody listens on: the preferred one if it is free, else any."""
    if preferred is not None:
        try:
            require_port(LOOPBACK, preferred)
        except PortInUse:
            return free_port()
        return preferred
    with socket.create_server((LOOPBACK, 0)) as server:
        port: int = server.getsockname()[1]
        return port
