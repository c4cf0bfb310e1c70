"""The books of an installation: record, office, read models and keys; all that commands need."""

import re
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from office.accesses import Accesses, Look
from office.deciders import EVENTS
from office.migrations import migrate, migrate_keys, migrate_witness
from office.office import Office
from office.personal import Keys
from office.record import Record
from office.visits import Visits
from projections.projector import Projector
from projections.views import Views
from workers.data_folder import StartRefused
from workers.settings import Settings
from workers.shell_account import shell_account

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,59}")


def wall_clock() -> datetime:
    """The moment now; the only place of the engine that asks the machine."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock of the engine


class OwnerUnknown(StartRefused):
    """Only the owner of the tables can change their shape."""

    def __init__(self) -> None:
        names = "AKTE_OWNER_DATABASE, AKTE_KEYS_OWNER_DATABASE"
        super().__init__(
            f"Zum Umstellen bitte setzen: {names}.", f"To migrate please set: {names}."
        )


class MasterKeyUnfit(StartRefused):
    """Outside training nobody makes the key that locks all others by chance."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Der Hauptschlüssel {path} fehlt oder ist keiner. Nötig sind 32 zufällige Bytes, nur "
            "für den Eigentümer lesbar: head -c 32 /dev/urandom, chmod 600.",
            f"The master key {path} is missing or is none. It takes 32 random bytes that only "
            "their owner may read: head -c 32 /dev/urandom, chmod 600.",
        )


@dataclass
class Books(AbstractContextManager["Books"]):
    """The parts around the database, each made when it is first asked for."""

    settings: Settings

    def __post_init__(self) -> None:
        self._opened = ExitStack()

    def migrate(self) -> None:
        """Brings both databases to the shape that this version needs. Errors: `OwnerUnknown`."""
        owner, keys = self.settings.owner_database, self.settings.keys_owner_database
        if owner is None or keys is None:
            raise OwnerUnknown
        migrate(owner)
        migrate_keys(keys)
        if witness := self.settings.witness_owner_database:
            migrate_witness(witness)

    @cached_property
    def keys(self) -> Keys:
        """The keys of personal data. Errors: `MasterKeyUnfit`."""
        path = self.settings.master_key_file
        try:
            keys = Keys(self.settings.keys_database, master=path, training=self.settings.training)
        except (OSError, ValueError):
            raise MasterKeyUnfit(path) from None
        self._opened.callback(keys.close)
        return keys

    @cached_property
    def record(self) -> Record:
        """The record; as many connections as activity threads and followers need."""
        record = Record(self.settings.database, events=EVENTS, keys=self.keys, pool_size=12)
        self._opened.callback(record.close)
        return record

    @cached_property
    def office(self) -> Office:
        """The one door to the record."""
        return Office(self.record, wall_clock=wall_clock, training=self.settings.training)

    @cached_property
    def views(self) -> Views:
        """The read models."""
        views = Views(self.settings.database)
        self._opened.callback(views.close)
        return views

    @cached_property
    def accesses(self) -> Accesses:
        """Who looked at what; what is noted is written before the books close."""
        settings = self.settings
        accesses = Accesses(settings.database, months=settings.access_months)
        self._opened.callback(accesses.close)
        return accesses

    def looking(self, command: str, *about: str) -> Self:
        """Notes that whoever runs `akte <command>` looks at these subjects, or at many."""
        now, account = wall_clock(), shell_account()
        for key in about or ("",):
            known = key if _KEY.fullmatch(key) else ""
            self.accesses.note(Look(now, account, "shell", f"akte {command}", known))
        return self

    @cached_property
    def visits(self) -> Visits:
        """How far each person has seen."""
        visits = Visits(self.settings.database, months=self.settings.access_months)
        self._opened.callback(visits.close)
        return visits

    @cached_property
    def projector(self) -> Projector:
        """The process that keeps the read models."""
        return Projector(self.settings.database, self.record)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def __enter__(self) -> Self:
        return self
