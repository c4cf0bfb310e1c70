"""The seal of an installation: its shelf, its key and its witnesses, and how far each one is."""

from contextlib import suppress
from threading import Event as Flag
from threading import Thread
from typing import NamedTuple

import psycopg
import structlog

from adapters.shelves import DatabaseShelf, FolderShelf
from domain.calendar import BERLIN
from domain.seal_key import SealKeyOrdered
from projections.audit.delivery import deliver
from projections.audit.handover import keys_on
from projections.audit.notes import NoteRefused, SigningKey
from projections.audit.sealer import Altered, Sealer, first_difference
from projections.audit.shelf import COSIGNED, Shelf, head_on, note_on
from projections.audit.tree import Head
from workers.books import wall_clock
from workers.seal_days import DayEnds
from workers.seal_keys import SealKeyFiles, SealKeyUnfit
from workers.settings import Settings

_log = structlog.get_logger()
_AWAY = (OSError, LookupError, psycopg.Error)
_ORDERED = "SELECT state FROM record.events WHERE topic = %s ORDER BY position DESC LIMIT 1"


class Standing(NamedTuple):
    """How far a witness is; `size` is `None` where it is away."""

    witness: str
    size: int | None
    cosigned: int | None = None


class Seal:
    """The shelf of the seal, with the witnesses by name; looking at it takes no key."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.keys = SealKeyFiles(settings)
        self.shelf = FolderShelf(settings.seal_folder)
        self.witnesses: dict[str, Shelf] = {"folder": FolderShelf(settings.witness_folder)}
        if settings.witness_database:
            self.witnesses["database"] = DatabaseShelf(settings.witness_database)

    def prepare(self) -> None:
        """Makes what is missing before a first seal. Errors: `SealKeyUnfit`."""
        if self.keys.next() is None:
            self.keys.current()
        self._settings.seal_folder.mkdir(parents=True, exist_ok=True)
        if self._settings.training:
            self._settings.witness_folder.mkdir(parents=True, exist_ok=True)

    def seal(self) -> Head | None:
        """One pass, with a change of the key where it is ordered and the new key is here.

        `None` where another process seals. It may be killed anywhere: the handover is there or
        not, and the next pass goes on. Errors: `SealKeyUnfit`, those of `Sealer.seal`.
        """
        self.prepare()
        self._settle()
        order = self._order()
        if order == "suspected_loss":
            self._take_over(None)
        head = self._sealer(self.keys.current()).seal(wall_clock().astimezone(BERLIN).date())
        if order == "routine":
            self._take_over(self.keys.current())
        return head

    def _sealer(self, key: SigningKey) -> Sealer:
        return Sealer(self._settings.database, self.shelf, key=key)

    def _order(self) -> str | None:
        """The occasion of the newest order, where it leads from the newest key to the next one."""
        following, known = self.keys.next(), keys_on(self.shelf)
        if following is None or not known:
            return None
        with psycopg.connect(self._settings.database) as connection:
            row = connection.execute(_ORDERED, [SealKeyOrdered.TOPIC]).fetchone()
        if row is None:
            return None
        order = SealKeyOrdered.model_validate_json(row[0])
        wanted = (str(known[-1]), str(following.verifier()))
        return order.occasion if (order.old_key, order.new_key) == wanted else None

    def _take_over(self, old: SigningKey | None) -> None:
        if following := self.keys.next():
            self._sealer(following).take_over(old)
            self._settle()

    def _settle(self) -> None:
        """Destroys an old key that was handed over; the new one takes its place."""
        following = self.keys.next()
        if following and keys_on(self.shelf)[-1:] == [following.verifier()]:
            self.keys.advance()

    def deliver(self, witness: str) -> bool:
        """Brings one witness up to date; whether it was there."""
        try:
            deliver(self.shelf, self.witnesses[witness])
        except _AWAY as error:
            _log.warning("witness_away", kind=witness, error=type(error).__name__)
            return False
        except NoteRefused:
            _log.error("not_delivered", kind=witness)
            return False
        return True

    def end_day(self) -> None:
        """Has the last day that ended stamped and mailed, where that is set."""
        try:
            DayEnds(self._settings, self.shelf).tell()
        except _AWAY as error:
            _log.error("day_not_told", error=type(error).__name__)

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
        posts.append(Thread(target=self._end_days, args=(stop,)))
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
        except (NoteRefused, SealKeyUnfit, *_AWAY) as error:
            _log.error("not_sealed", error=type(error).__name__)

    def _post(self, witness: str, stop: Flag) -> None:
        while not stop.is_set():
            self.deliver(witness)
            stop.wait(self._settings.seal_every_s)

    def _end_days(self, stop: Flag) -> None:
        while not stop.is_set():
            self.end_day()
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
