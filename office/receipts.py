"""Receipts: the event that answers every repetition of a command, under the command's id."""

import hmac
import json
from collections.abc import Sequence
from typing import ClassVar, NamedTuple, Self

from domain.kernel import Command, CommandId, Digest, Event, Subject


class ReceiptLine(NamedTuple):
    """One event that a command filed."""

    stream: str
    version: int
    topic: str


class Receipt(Event):
    """A command was handled. `command` is the HMAC-SHA-256 of its name and content.

    Without the office's key nobody finds a personal field again by trying. `name` is the
    command's stable name; older receipts do not say it.
    """

    TOPIC: ClassVar[str] = "receipt.filed.v1"
    BASIS: ClassVar[str] = "Grundsatz der ordnungsmäßigen Aktenführung, Art. 20 Abs. 3 GG"
    command: Digest
    filed: tuple[ReceiptLine, ...]
    name: str | None = None

    @classmethod
    def of(
        cls, command: Command, filings: Sequence[tuple[Subject, int, Event]], *, key: bytes
    ) -> Self:
        """The receipt to hand to `Record.file` together with what the command decided."""
        return cls(
            command=_digest(command, key),
            filed=tuple(
                ReceiptLine(str(subject), version, event.TOPIC)
                for subject, version, event in filings
            ),
            name=command.NAME,
        )

    def answers(self, command: Command, key: bytes) -> bool:
        """Whether it was this command, and not another one under the same id."""
        return hmac.compare_digest(self.command, _digest(command, key))


def receipt_of(command_id: CommandId) -> Subject:
    """The subject under which the receipt of a command is filed, as version 1."""
    return Subject("receipt", command_id)


def _digest(command: Command, key: bytes) -> str:
    content = [command.NAME, command.model_dump(mode="json")]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(key, text.encode(), "sha256").hex()
