"""Everything that can be set, on one page: variables `AKTE_…` of the environment."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from workers.data_folder import LOOPBACK, StartRefused
from workers.embedded import EmbeddedPostgres
from workers.embedded_temporal import EmbeddedTemporal
from workers.lifeline import VARIABLE

PREFIX = "AKTE_"


class SettingsRefused(StartRefused):
    """A setting is missing or cannot be read; values are not repeated, they can be secret."""

    def __init__(self, error: ValidationError) -> None:
        faults = "; ".join(
            f"{PREFIX}{fault['loc'][0]}".upper() + f" ({fault['type']})" for fault in error.errors()
        )
        super().__init__(
            f"Bitte diese Einstellungen berichtigen: {faults}. Alle stehen in docs/reference.",
            f"Please correct these settings: {faults}. All are listed in docs/reference.",
        )


class Settings(BaseSettings):
    """What one installation is told from outside; frozen after the start."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    data: Path = Field(Path("data"), description="Folder of all that this machine keeps.")
    host: str = Field(LOOPBACK, description="Address on which the pages and the API answer.")
    port: int = Field(8420, ge=1, le=65535, description="Port of the pages and the API.")
    database: str = Field(
        repr=False, description="libpq connection of the record, for the application's role."
    )
    owner_database: str | None = Field(
        None, repr=False, description="The same for the owner of its tables; only to migrate."
    )
    keys_database: str = Field(
        repr=False, description="libpq connection of the keys of personal data; another database."
    )
    keys_owner_database: str | None = Field(
        None, repr=False, description="The same for the owner of its tables; only to migrate."
    )
    master_key_file: Path = Field(
        Path("master.key"), description="Key that locks the keys; kept apart from any backup."
    )
    temporal_address: str = Field(f"{LOOPBACK}:7233", description="Host and port of Temporal.")
    temporal_namespace: str = Field("default", description="Namespace in Temporal.")
    training: bool = Field(False, description="Invented cases, a clock that can be set, no bank.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least weight of a line that reaches the journal."
    )
    debtor_name: str = Field("", description="Holder of the paying account; not in training.")
    debtor_iban: str = Field("", repr=False, description="The paying account.")
    debtor_bic: str = Field("", description="Its bank.")
    bank_folder: Path = Field(Path("bank"), description="Payment files out, statements in.")
    post_folder: Path = Field(Path("post"), description="Letters for the printing office.")
    mail_folder: Path = Field(Path("mail"), description="E-mail for the mail gateway.")
    documents_folder: Path = Field(Path("documents"), description="Documents of the cases.")

    access_months: int = Field(24, ge=12, description="Months that looks at files are kept.")

    seal_name: str = Field(
        "akte.example", pattern=r"[^\s+]+", description="Name under which the record is sealed."
    )
    seal_key_file: Path = Field(
        Path("seal.key"), description="Key that signs the seal; not for the databases' keeper."
    )
    seal_next_key_file: Path = Field(
        Path("seal.next.key"), description="Key that will sign once two persons have ordered it."
    )
    seal_folder: Path = Field(Path("seal"), description="The seal: tree and checkpoints.")
    seal_every_s: int = Field(60, ge=1, description="Seconds between two checkpoints.")
    witness_folder: Path = Field(
        Path("witness"), description="Folder of a witness, such as the court of audit."
    )
    witness_database: str | None = Field(
        None, repr=False, description="libpq connection of a second witness's database."
    )
    witness_owner_database: str | None = Field(
        None, repr=False, description="The same for the owner of its tables; only to migrate."
    )

    witness_mail: str = Field(
        "",
        pattern=r"^([^@\s]+@[^@\s]+)?$",
        description="Role address of a witness, to which each day's last checkpoint is mailed.",
    )
    timestamp_address: str | None = Field(
        None,
        pattern=r"^https?://",
        description="Time stamping authority (RFC 3161) for each day's last checkpoint.",
    )
    timestamp_roots_file: Path = Field(
        Path("timestamp.pem"), description="Certificates that the authority's must lead to."
    )

    @model_validator(mode="before")
    @classmethod
    def _under_data(cls, given: dict[str, object]) -> dict[str, object]:
        """A relative path, given or not, lies in the data folder."""
        data = Path(str(given.get("data", cls.model_fields["data"].default))).absolute()
        paths = {
            name: data / str(given.get(name, field.default))
            for name, field in cls.model_fields.items()
            if field.annotation is Path
        }
        return given | paths | {"data": data}

    @classmethod
    def read(cls) -> Self:
        """The settings of this process. Errors: `SettingsRefused`."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsRefused(error) from None

    @classmethod
    def for_embedded(cls, data: Path, port: int) -> Self:
        """The settings of one machine with its own servers; call it after they have started.

        All the other settings come from the environment. Errors: `SettingsRefused`.
        """
        postgres = EmbeddedPostgres(data)
        try:
            return cls(
                data=data,
                port=port,
                database=postgres.conninfo,
                owner_database=postgres.owner_conninfo,
                keys_database=postgres.keys_conninfo,
                keys_owner_database=postgres.keys_owner_conninfo,
                witness_database=postgres.witness_conninfo,
                witness_owner_database=postgres.witness_owner_conninfo,
                temporal_address=EmbeddedTemporal(data).address,
            )
        except ValidationError as error:
            raise SettingsRefused(error) from None

    def environment(self) -> dict[str, str]:
        """The variables that give a part these settings; the owner's are not for parts."""
        owners = {"owner_database", "keys_owner_database", "witness_owner_database"}
        values = self.model_dump(mode="json", exclude_none=True, exclude=owners)
        return {f"{PREFIX}{name}".upper(): str(value) for name, value in values.items()}


def unknown_variables(environ: Mapping[str, str]) -> str | None:
    """One line about `AKTE_…` variables that set nothing, with the likely name; `None` if none."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {VARIABLE}
    unknown = sorted(key for key in environ if key.startswith(PREFIX) and key not in known)
    if not unknown:
        return None
    names = ", ".join(_with_likely_name(key, known) for key in unknown)
    return f"Ohne Wirkung: {names} · Without effect: {names}"


def _with_likely_name(key: str, known: set[str]) -> str:
    likely = get_close_matches(key, known, n=1)
    return f"{key} → {likely[0]}?" if likely else key
