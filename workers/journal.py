"""The journal of a process: JSON lines on stderr that name things and never persons."""

import hashlib
import logging
import os
import re
import secrets
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor

LOGGABLE = frozenset(
    "event level at part pid library error way "
    "position lag case subject kind version topic command command_id role outcome refusal "
    "projection workflow activity task_queue attempt trigger programme "
    "method route status duration_ms count size_bytes address port signal code".split()
)
"""The keys whose values may be read; what is under any other key shows as a short hash."""

_SECRET = secrets.token_bytes(16)  # new in each process: nobody can try out names or accounts
_PERSONAL = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"  # an IBAN
    r"|[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+"  # an e-mail address
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]*"  # a signed token
)


def configure(level: str, part: str) -> None:
    """Sends all that this process reports to stderr, one JSON object a line.

    Our own lines come through `structlog.get_logger()`. A library's warning shows the message it
    was written with, without the values; an exception shows its type and the places it passed,
    without its text. `level` is debug, info, warning or error.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _signed_by(part),
            _without_its_text,
            only_loggable,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Libraries()], level=max(least, logging.WARNING), force=True)
    sys.excepthook = _report_crash
    threading.excepthook = _report_crash_of_thread


def only_loggable(_: object, __: str, entry: EventDict) -> EventDict:
    """Keeps what the list allows; hashes the rest, and what looks personal in what it keeps."""
    return {
        key: _shown(value) if key in LOGGABLE else short_hash(value) for key, value in entry.items()
    }


def short_hash(value: object) -> str:
    """Tells equal values from different ones within this process, and nothing else."""
    return "#" + hashlib.blake2b(str(value).encode(), key=_SECRET, digest_size=4).hexdigest()


def _shown(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return _PERSONAL.sub(lambda found: short_hash(found[0]), str(value))


def _signed_by(part: str) -> Processor:
    def sign(_: object, __: str, entry: EventDict) -> EventDict:
        return {"part": part, "pid": os.getpid(), **entry}

    return sign


def _without_its_text(_: object, __: str, entry: EventDict) -> EventDict:
    """An exception's text can repeat what a person typed; its type and its way cannot."""
    given = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        way = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        entry.update(error=type(error).__name__, way=" > ".join(way))
    return entry


class _Libraries(logging.Handler):
    """Passes on what libraries report through the standard library's logging."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(
            record.levelno, str(record.msg), library=record.name, exc_info=record.exc_info
        )


def _report_crash(
    kind: type[BaseException], error: BaseException | None, way: TracebackType | None
) -> None:
    structlog.get_logger().error("crashed", exc_info=(kind, error, way))


def _report_crash_of_thread(crash: threading.ExceptHookArgs) -> None:
    _report_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)
