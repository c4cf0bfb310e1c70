"""The seal of an installation: its shelf, its key and its witnesses, and how far each one is."""

from contextlib import suppress
from datetime import date
from functools import cached_property
from threading import Event as Flag
from threading import Thread
from typing import NamedTuple

import psycopg
import structlog

from adapters.shelves import DatabaseShelf, FolderShelf
from domain.calendar import BERLIN
from office.key_file import key_bytes
from projections.audit.delivery import deliver
from projections.audit.handover import keys_on
from projections.audit.notes import NoteRefused, SigningKey
from projections.audit.sealer import Altered, Sealer, first_difference
from projections.audit.shelf import COSIGNED, Shelf, head_on, note_on
from projections.audit.tree import Head
from workers.books import wall_clock
from workers.data_folder import StartRefused
from workers.settings import Settings

_log = structlog.get_logger()
_AWAY = (OSError, LookupError, psycopg.Error)


class SealKeyUnfit(StartRefused):
    """Outside training nobody makes the key of the seal by chance."""

    def __init__(self, settings: Settings) -> None:
        path = settings.seal_key_file
        super().__init__(
            f"Der Schlüssel des Siegels {path} fehlt oder ist keiner. Nötig sind 32 zufällige "
            "Bytes, nur für den Eigentümer lesbar: head -c 32 /dev/urandom, chmod 600.",
            f"The key of the seal {path} is missing or is none. It takes 32 random bytes that "
            "only their owner may read: head -c 32 /dev/urandom, chmod 600.",
        )


class Standing(NamedTuple):
    """How far a witness is; `size` is `None` where it is away."""

    witness: str
    size: int | None
    cosigned: int | None = None


class Seal:
    """The shelf of the seal, with the witnesses by name; looking at it takes no key."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.shelf = FolderShelf(settings.seal_folder)
        self.witnesses: dict[str, Shelf] = {"folder": FolderShelf(settings.witness_folder)}
        if settings.witness_database:
            self.witnesses["database"] = DatabaseShelf(settings.witness_database)

    @cached_property
    def key(self) -> SigningKey:
        """What signs. Errors: `SealKeyUnfit`."""
        try:
            secret = key_bytes(self._settings.seal_key_file, make=self._settings.training)
        except (OSError, ValueError):
            raise SealKeyUnfit(self._settings) from None
        return SigningKey(self._settings.seal_name, secret)

    def prepare(self) -> None:
        """Makes what is missing before a first seal. Errors: `SealKeyUnfit`."""
        _ = self.key
        self._settings.seal_folder.mkdir(parents=True, exist_ok=True)
        if self._settings.training:
            self._settings.witness_folder.mkdir(parents=True, exist_ok=True)

    def seal(self) -> Head | None:
        """One pass; `None` where another process seals. Errors: those of `Sealer.seal`."""
        self.prepare()
        today: date = wall_clock().astimezone(BERLIN).date()
        return Sealer(self._settings.database, self.shelf, key=self.key).seal(today)

    def deliver(self, witness: str) -> bool:
        """Brings one witness up to date; whether it was there."""
        try:
            deliver(self.shelf, self.witnesses[witness])
        except _AWAY as error:
            _log.warning("witness_away", kind=witness, error=type(error).__name__)
            return False
        return True

    def head(self) -> Head:
        """The head last signed; size 0 where nothing is sealed yet."""
        try:
            return head_on(self.shelf)
        except FileNotFoundError:
            return Head(0, b"")

    def public_key(self) -> str:
        """The public key in force; empty where nothing is sealed yet."""
        return str(keys_on(self.shelf)[-1]) if self.head().size else ""

    def standings(self) -> list[Standing]:
        """How far each witness is."""
        return [self._standing(name) for name in self.witnesses]

    def first_difference(self) -> int | None:
        """The first number that is not as it was sealed. Errors: `NoteRefused`."""
        if not self.head().size:
            return None
        with psycopg.connect(self._settings.database) as connection:
            return first_difference(connection, self.shelf)

    def run(self, stop: Flag) -> None:
        """Seals every few seconds until told to stop; no witness can hold it up."""
        posts = [Thread(target=self._post, args=(name, stop)) for name in self.witnesses]
        for post in posts:
            post.daemon = True  # one that hangs on a dead disk must not outlive us
            post.start()
        while not stop.is_set():
            self._pass()
            stop.wait(self._settings.seal_every_s)

    def _pass(self) -> None:
        try:
            self.seal()
        except Altered as altered:
            _log.error("record_altered", position=altered.position)
        except (NoteRefused, *_AWAY) as error:
            _log.error("not_sealed", error=type(error).__name__)

    def _post(self, witness: str, stop: Flag) -> None:
        while not stop.is_set():
            self.deliver(witness)
            stop.wait(self._settings.seal_every_s)

    def _standing(self, name: str) -> Standing:
        witness, cosigned = self.witnesses[name], None
        try:
            size = head_on(witness).size
            for given in witness.names(COSIGNED):
                with suppress(NoteRefused):
                    note = note_on(witness, given)
                    cosigned = int(note.text.split("\n")[1]) if note else None
        except (NoteRefused, *_AWAY):
            return Standing(name, None)
        return Standing(name, size, cosigned)
