"""The wiring: the one place that knows what is real, in plain lines that tests can replace."""

from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from adapters.bank import BankFolders
from adapters.documents import Documents
from adapters.mail import MailFolder
from adapters.post import PostFolder
from adapters.training_bank import TrainingBank
from adapters.webhooks import Webhooks
from domain.payment_run import Debtor
from workers.books import Books
from workers.data_folder import StartRefused
from workers.paper import Paper
from workers.seal import Seal
from workers.treasury import TRAINING_DEBTOR, Treasury
from workers.vault import Copies, Vault
from workflows.activities import Activities
from workflows.telling import Telling


class DebtorUnknown(StartRefused):
    """Outside training there is no account to pay from unless somebody names it."""

    def __init__(self) -> None:
        names = "AKTE_DEBTOR_NAME, AKTE_DEBTOR_IBAN, AKTE_DEBTOR_BIC"
        super().__init__(
            f"Das zahlende Konto fehlt oder ist keines. Bitte setzen: {names}.",
            f"The paying account is missing or is none. Please set: {names}.",
        )


class Akte(Books):
    """One installation with all that it does to the world."""

    @cached_property
    def documents(self) -> Documents:
        """The document store."""
        return Documents(self.settings.documents_folder)

    @cached_property
    def activities(self) -> Activities:
        """Everything that workflows may do."""
        return Activities(self.office, self._paper, self.treasury, vault=self.vault)

    @property
    def telling(self) -> Telling:
        """What tells subscribers' programs of changes."""
        return Telling(self.office, Webhooks(training=self.settings.training))

    @property
    def _copies(self) -> Copies:
        post, mail = PostFolder(self.settings.post_folder), MailFolder(self.settings.mail_folder)
        return Copies(self.documents, post, mail)

    @property
    def _paper(self) -> Paper:
        documents, post, mail = self._copies
        return Paper(documents, post, mail=mail, debtor=self.debtor)

    @property
    def vault(self) -> Vault:
        """What destroys keys and documents."""
        return Vault(self.settings.database, self.record, self._copies)

    @cached_property
    def treasury(self) -> Treasury:
        """The bank's side, with a simulated bank in training."""
        folders = BankFolders(self.settings.bank_folder)
        training = TrainingBank(folders) if self.settings.training else None
        return Treasury(self.record, folders, debtor=self.debtor, training_bank=training)

    @cached_property
    def seal(self) -> Seal:
        """The seal and its witnesses. Errors: `SealKeyUnfit`."""
        return Seal(self.settings)

    @property
    def debtor(self) -> Debtor:
        """The account from which is paid and to which is repaid. Errors: `DebtorUnknown`."""
        if self.settings.training:
            return TRAINING_DEBTOR
        given = self.settings
        try:
            return Debtor(name=given.debtor_name, iban=given.debtor_iban, bic=given.debtor_bic)
        except ValidationError:
            raise DebtorUnknown from None

    @property
    def session_secret(self) -> bytes:
        """What signs sessions: derived from the master key, so that restarts keep them."""
        return sha256(b"session" + self._master_key(self.settings.master_key_file)).digest()

    def _master_key(self, path: Path) -> bytes:
        _ = self.keys
        return path.read_bytes()
