"""The wiring: the one place that knows what is real, in plain lines that tests can replace."""

from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from adapters.bank import BankFolders
from adapters.documents import Documents
from adapters.mail import MailFolder
from adapters.post import PostFolder
from adapters.training_bank import TrainingBank
from domain.payment_run import Debtor
from office.deciders import EVENTS
from office.migrations import migrate, migrate_keys
from office.office import Office
from office.personal import Keys
from office.record import Record
from projections.projector import Projector
from projections.views import Views
from workers.paper import Paper
from workers.settings import Settings
from workers.treasury import TRAINING_DEBTOR, Treasury
from workflows.activities import Activities


def wall_clock() -> datetime:
    """The moment now; the only place of the engine that asks the machine."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock of the engine


@dataclass
class Akte(AbstractContextManager["Akte"]):
    """The parts of one installation, each made when it is first asked for."""

    settings: Settings

    def __post_init__(self) -> None:
        self._opened = ExitStack()

    def migrate(self) -> None:
        """Brings both databases to the shape that this version needs."""
        owner, keys = self.settings.owner_database, self.settings.keys_owner_database
        if owner is None or keys is None:
            raise LookupError("AKTE_OWNER_DATABASE, AKTE_KEYS_OWNER_DATABASE")
        migrate(owner)
        migrate_keys(keys)

    @cached_property
    def keys(self) -> Keys:
        """The keys of personal data."""
        keys = Keys(
            self.settings.keys_database,
            master=self.settings.master_key_file,
            training=self.settings.training,
        )
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
    def projector(self) -> Projector:
        """The process that keeps the read models."""
        return Projector(self.settings.database, self.record)

    @cached_property
    def documents(self) -> Documents:
        """The document store."""
        return Documents(self.settings.documents_folder)

    @cached_property
    def activities(self) -> Activities:
        """Everything that workflows may do."""
        return Activities(self.office, self._paper, self.treasury)

    @property
    def _paper(self) -> Paper:
        post = PostFolder(self.settings.post_folder)
        return Paper(self.documents, post, MailFolder(self.settings.mail_folder))

    @cached_property
    def treasury(self) -> Treasury:
        """The bank's side, with a simulated bank in training."""
        folders = BankFolders(self.settings.bank_folder)
        training = TrainingBank(folders) if self.settings.training else None
        return Treasury(self.record, folders, debtor=self.debtor, training_bank=training)

    @property
    def debtor(self) -> Debtor:
        """The authority's account from which the bank pays."""
        if self.settings.training:
            return TRAINING_DEBTOR
        name, iban, bic = (
            self.settings.debtor_name,
            self.settings.debtor_iban,
            self.settings.debtor_bic,
        )
        return Debtor(name=name, iban=iban, bic=bic)

    @property
    def session_secret(self) -> bytes:
        """What signs sessions: derived from the master key, so that restarts keep them."""
        return sha256(b"session" + self._master_key(self.settings.master_key_file)).digest()

    def _master_key(self, path: Path) -> bytes:
        _ = self.keys
        return path.read_bytes()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def __enter__(self) -> Self:
        return self
