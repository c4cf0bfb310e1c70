"""Waiting for something to become true, with an end to the patience."""

from collections.abc import Callable
from threading import Event
from time import monotonic


def until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Looks again and again; whether `condition` became true within `seconds`."""
    end = monotonic() + seconds
    while not condition():
        if monotonic() > end:
            return False
        Event().wait(0.05)
    return True
