"""The vault: destroys keys and documents, and proves that the record is the same as before."""

from collections.abc import Iterable
from typing import NamedTuple

from adapters.documents import Documents
from adapters.letters import render
from adapters.mail import MailFolder
from adapters.post import PostFolder
from domain.desk import Desk
from domain.erasure import Erasure, RecordErasure
from domain.kernel import Day
from domain.personal_data import Locked
from domain.retention import RecordDestruction, Retention
from office.boxes import Box, boxes, references
from office.record import Record
from office.verify import verify
from workers.archive_paper import destruction_record


class RecordAltered(Exception):
    """The record does not verify; nothing is destroyed before people have looked at it."""


class Copies(NamedTuple):
    """Where documents and letters lie outside the record."""

    documents: Documents
    post: PostFolder
    mail: MailFolder


class Vault:
    """Every method may be called twice: what is destroyed stays so, and is found again."""

    def __init__(self, database: str, record: Record, copies: Copies) -> None:
        self._database = database
        self._record = record
        self._copies = copies

    def erase(self, desk: Desk, case: str) -> RecordErasure:
        """Destroys the key of the data that two persons want erased. LookupError without them."""
        erasure = desk.read(Erasure, case)
        if erasure.proposed is None or erasure.signed is None:
            raise LookupError("no erasure was ordered")
        key = erasure.proposed.sealed_with
        found = [box for box in boxes(self._database) if _names(box.key, key)]
        keys = {key, *(box.key for box in found)}
        return RecordErasure(case=case, locked=self._lock(keys, found, reason=f"erasure {case}"))

    def destroy(self, desk: Desk, case: str, *, dated: Day) -> RecordDestruction:
        """Destroys the keys of a case and its documents, except those that others need."""
        found = [box for box in boxes(self._database) if _belongs(box.key, case)]
        keys = {case, *(box.key for box in found)}
        destroyed, kept = self._documents_of(desk, case)
        locked = self._lock(keys, found, reason=f"disposal {case}")
        for digest in destroyed:
            self._copies.documents.remove(digest)
        self._copies.post.remove(case)
        self._copies.mail.remove(case)
        paper = destruction_record(
            desk, case, dated=dated, locked=locked, destroyed=destroyed, kept=kept
        )
        return RecordDestruction(
            case=case,
            locked=locked,
            destroyed=destroyed,
            kept=kept,
            document=self._copies.documents.put(render(paper)),
        )

    def _lock(self, keys: Iterable[str], found: list[Box], *, reason: str) -> Locked:
        """Destroys the keys between two verifications of the record."""
        before = verify(self._database)
        if not before.ok:
            raise RecordAltered(f"from position {before.first_bad} on")
        for key in sorted(keys):
            self._record.keys.forget(key, reason=reason, by="system")
        [last] = self._record.page(before.events - 1, limit=1)
        if not verify(self._database).ok or last.entry_hash != before.head:
            raise RecordAltered(f"at position {before.events}")
        return Locked(
            keys=tuple(sorted(keys)),
            files=tuple(dict.fromkeys(box.stream for box in found)),
            boxes=tuple(box.position for box in found),
            head_position=before.events,
            head=before.head.hex(),
        )

    def _documents_of(self, desk: Desk, case: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The documents of a case: those to destroy, and those a file in keeping needs as well."""
        own: dict[str, None] = {}
        needed: set[str] = set()
        for stream, digest in references(self._database):
            kind, _, key = stream.partition(":")
            other = key.partition(".")[0]
            if other == case and kind != Retention.KIND:
                own[digest] = None
            elif desk.read(Retention, other).destroyed is None or kind == Retention.KIND:
                needed.add(digest)
        going = tuple(one for one in own if one not in needed)
        return going, tuple(one for one in own if one in needed)


def _names(key: str, erased: str) -> bool:
    """Whether a key seals a person's data or the audit notes on the case, which may name them."""
    return key == erased or key.startswith(f"{erased}.note.")


def _belongs(key: str, case: str) -> bool:
    """Whether a key is that of a case or of one of its payments."""
    return key == case or key.startswith(f"{case}.")
