"""Processes: what the engine has ever started, so that it can be started again from nothing."""

from typing import NamedTuple

from psycopg import Connection

from domain.agenda import Process


class ProcessRow(NamedTuple):
    """A process, the key of its subject, and the position that started it."""

    process: Process
    key: str
    position: int


def processes(connection: Connection) -> list[ProcessRow]:
    """All processes in the order of their start."""
    raise NotImplementedError
