"""The hash chain's form, for every reader that recomputes it; written apart from the SQL function.

    entry_hash = SHA-256(previous entry_hash ‖ SHA-256(field ‖ field ‖ …))
    field      = length as four bytes (−1 for NULL) ‖ bytes

The fields are the columns of `COLUMNS` in that order: whole numbers as eight bytes, texts in UTF-8,
moments as microseconds since 2000-01-01 UTC in eight bytes, days since 2000-01-01 in four, all
big-endian and signed. The first entry follows `GENESIS`. It is the form of PostgreSQL's binary
COPY, so what is received can be hashed as it is.
"""

import struct
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import assert_never

COLUMNS = (
    *("position", "recorded_at", "version", "stream", "topic", "state"),
    *("command_id", "person", "role", "scope", "reason"),
    *("business_date", "said_at", "causation", "programme"),
)
GENESIS = bytes(32)

Field = int | str | bytes | datetime | date | None

_FIRST_DAY = date(2000, 1, 1)
_FIRST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def canonical(fields: Sequence[Field]) -> bytes:
    """The bytes of one row that are hashed: the values of `COLUMNS`, each with its length."""
    return b"".join(_with_length(_bytes(value)) for value in fields)


def link(previous: bytes, row: bytes | memoryview) -> bytes:
    """The entry hash of a row in canonical bytes that follows the entry hash `previous`."""
    return sha256(previous + sha256(row).digest()).digest()


def _with_length(value: bytes | None) -> bytes:
    return struct.pack(">i", -1) if value is None else struct.pack(">i", len(value)) + value


def _bytes(value: Field) -> bytes | None:
    match value:
        case None | bytes():
            return value
        case str():
            return value.encode()
        case int():
            return struct.pack(">q", value)
        case datetime():
            return struct.pack(">q", (value - _FIRST_MOMENT) // timedelta(microseconds=1))
        case date():
            return struct.pack(">i", (value - _FIRST_DAY).days)
        case _:
            assert_never(value)
