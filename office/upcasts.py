"""Old event shapes and how each becomes the next: one line a topic, never changed once released.

    UPCASTS = {"proof.submitted.v1": Upcast("proof.submitted.v2", add_currency)}

A change is a pure function from JSON object to JSON object. It may be followed by another, until
a topic is reached that today's code files. One event never becomes two: a reader splits, if need
be. A personal field whose key was destroyed arrives as `None`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

Payload = dict[str, Any]
"""An event's fields as a JSON object."""


class Upcast(NamedTuple):
    """The next topic and the change that leads there."""

    topic: str
    change: Callable[[Payload], Payload]


UPCASTS: Mapping[str, Upcast] = MappingProxyType({})
