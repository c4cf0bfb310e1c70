"""The files with the seal's private keys: the one in force, and the one that will follow it."""

from pathlib import Path

from adapters.files import sync_folder
from office.key_file import key_bytes
from projections.audit.notes import SigningKey
from workers.data_folder import StartRefused
from workers.settings import Settings


class SealKeyUnfit(StartRefused):
    """Outside training nobody makes the key of the seal by chance."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Der Schlüssel des Siegels {path} fehlt oder ist keiner. Nötig sind 32 zufällige "
            "Bytes, nur für den Eigentümer lesbar: head -c 32 /dev/urandom, chmod 600.",
            f"The key of the seal {path} is missing or is none. It takes 32 random bytes that "
            "only their owner may read: head -c 32 /dev/urandom, chmod 600.",
        )


class SealKeyFiles:
    """Reads them anew each time: another process may have changed the key meanwhile."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def current(self) -> SigningKey:
        """What signs; made in training where it is missing. Errors: `SealKeyUnfit`."""
        return self._read(self._settings.seal_key_file, make=self._settings.training)

    def next(self, *, make: bool = False) -> SigningKey | None:
        """What will sign; `None` where nobody has made it. Errors: `SealKeyUnfit`."""
        path = self._settings.seal_next_key_file
        return self._read(path, make=make) if make or path.exists() else None

    def advance(self) -> None:
        """Puts the next key in the place of the current one, which is destroyed by that."""
        path = self._settings.seal_key_file
        self._settings.seal_next_key_file.replace(path)
        sync_folder(path.parent)

    def _read(self, path: Path, *, make: bool) -> SigningKey:
        try:
            return SigningKey(self._settings.seal_name, key_bytes(path, make=make))
        except (OSError, ValueError):
            raise SealKeyUnfit(path) from None
