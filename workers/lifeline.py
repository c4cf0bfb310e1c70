"""The line between the supervisor and its parts: who holds it lives, who feels it cut ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

VARIABLE = "AKTE_LIFELINE"
READY = "ready"
ORPHANED = 71
"""The exit code of a part whose supervisor is gone."""


@contextmanager
def lifeline() -> Iterator[int]:
    """The supervisor's side: the number of the pipe end that its parts inherit and watch.

    The other end is held by this process alone, so the system cuts it however the process ends.
    """
    watched, held = os.pipe()
    try:
        yield watched
    finally:
        os.close(watched)
        os.close(held)


def watch_parent() -> None:
    """A part's side: ends this process at once when the supervisor is gone.

    Call it first thing. Without a supervisor it does nothing. Ending at once is safe: what was
    acknowledged is on record, and the next start must not meet an old part still at work.
    """
    number = os.environ.pop(VARIABLE, None)
    if number is not None:
        Thread(target=_end_when_cut, args=(int(number),), daemon=True).start()


def say_ready() -> None:
    """Tells the supervisor that this part does its work; later prints go to the log."""
    print(READY, flush=True)  # noqa: T201 this line is the message
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _end_when_cut(watched: int) -> None:
    os.read(watched, 1)
    os._exit(ORPHANED)
