"""Personal data: the key of every person, kept apart from the record, and how it is forgotten."""

import os
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import tuple_row

from domain.kernel import Refusal
from office.datastore import Datastore
from office.key_file import key_bytes

_NONCE = 12
_RECEIPTS = "office:receipts"

FORGOTTEN = Refusal(
    code="person_forgotten",
    german="Die personenbezogenen Daten zu „{subject}“ wurden gelöscht;"
    " neue dürfen nicht aufgenommen werden.",
    english="The personal data of “{subject}” were erased; new ones may not be filed.",
    basis="Art. 17 Abs. 1 DSGVO",
    next_german="Reichen Sie die Angaben ohne personenbezogene Daten ein"
    " oder legen Sie die Person neu an.",
    next_english="Hand in the statement without personal data, or register the person anew.",
)

_FIND = "SELECT subject, wrapped FROM keys.data_keys WHERE subject = ANY(%s)"
_ISSUE = (
    "INSERT INTO keys.data_keys (subject, wrapped) SELECT * FROM unnest(%b::text[], %b::bytea[])"
    " ON CONFLICT DO NOTHING"
)
_FORGET = (
    "INSERT INTO keys.data_keys (subject, forgotten_at, forgotten_by, reason)"
    " VALUES (%s, clock_timestamp(), %s, %s)"
    " ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, forgotten_at = excluded.forgotten_at,"
    " forgotten_by = excluded.forgotten_by, reason = excluded.reason"
    " WHERE data_keys.wrapped IS NOT NULL"
)


class Keys:
    """One key of 32 bytes a person; what a destroyed key has sealed is gone for good.

    `conninfo` names a database other than the record's, so that no copy of the record holds a
    key. `master` is a file of 32 random bytes that only its owner may read; it is made where it
    is missing in `training` only. Raises FileNotFoundError or PermissionError otherwise.

    No person's key is cached: one forgotten by one process is gone for all others at once.
    """

    def __init__(
        self, conninfo: str, *, master: Path, training: bool = False, pool_size: int = 5
    ) -> None:
        self._master = AESGCM(key_bytes(master, make=training))
        self._datastore = Datastore(conninfo, pool_size=pool_size)

    def issue(self, subjects: Collection[str]) -> dict[str, bytes]:
        """The keys to seal with, made where there are none yet.

        Raises kernel.Refused where the key of one of the persons was destroyed.
        """
        wrapped = self._wrapped(subjects)
        if missing := sorted(set(subjects) - set(wrapped)):
            fresh = [self._wrap(subject) for subject in missing]
            with self._datastore.get_connection() as connection:
                connection.execute(_ISSUE, (missing, fresh))
            wrapped = self._wrapped(subjects)
        for subject, key in wrapped.items():
            if key is None:
                raise FORGOTTEN.because(subject=subject)
        return self._unwrapped(wrapped)

    @cached_property
    def receipts(self) -> bytes:
        """The key that receipts are made with; it belongs to no person and is never forgotten."""
        return self.issue([_RECEIPTS])[_RECEIPTS]

    def find(self, subjects: Collection[str]) -> dict[str, bytes]:
        """The keys that still exist, to open with; nobody else is in the answer."""
        return self._unwrapped(self._wrapped(subjects))

    def forget(self, subject: str, *, reason: str, by: str) -> bool:
        """Destroys a person's key for ever and leaves a marker with time, reason and who did it.

        False where the person was forgotten before; the first marker stands. A person who never
        had a key gets the marker too.
        """
        with self._datastore.get_connection() as connection:
            return connection.execute(_FORGET, (subject, by, reason)).rowcount == 1

    def close(self) -> None:
        """Closes the connections."""
        self._datastore.close()

    def _wrapped(self, subjects: Collection[str]) -> dict[str, bytes | None]:
        with (
            self._datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return dict(cursor.execute(_FIND, (list(subjects),), prepare=True))

    def _wrap(self, subject: str) -> bytes:
        nonce = os.urandom(_NONCE)
        key = AESGCM.generate_key(256)
        return nonce + self._master.encrypt(nonce, key, subject.encode())

    def _unwrapped(self, wrapped: dict[str, bytes | None]) -> dict[str, bytes]:
        return {
            subject: self._master.decrypt(key[:_NONCE], key[_NONCE:], subject.encode())
            for subject, key in wrapped.items()
            if key is not None
        }
