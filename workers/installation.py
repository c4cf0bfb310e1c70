"""The installation that a command works on: found in a data folder or named by the environment."""

import json
import os
from pathlib import Path

import psycopg

from workers.books import Books
from workers.console import UNREACHABLE, Stop
from workers.settings import Settings

_NOTE = "akte.json"
_PATIENCE_S = 5


def settings_of(data: Path) -> Settings:
    """The settings from the environment, or those of the embedded installation in `data`."""
    if os.environ.get("AKTE_DATABASE"):
        return Settings.read()
    try:
        noted = json.loads((data / _NOTE).read_text(encoding="utf-8"))
        port, training = int(noted["port"]), bool(noted["training"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop(
            f"Unter {data} liegt keine Akte; starten Sie zuerst: akte up --data {data} · "
            f"There is no installation in {data}; first run: akte up --data {data}",
            UNREACHABLE,
        ) from None
    os.environ.setdefault("AKTE_TRAINING", str(training).lower())
    return Settings.for_embedded(data, port)


def note_installation(data: Path, *, port: int, training: bool) -> None:
    """Remembers how this data folder is run, for the commands that look into it later."""
    data.mkdir(parents=True, exist_ok=True)
    draft = data / f"{_NOTE}.part"
    draft.write_text(json.dumps({"port": port, "training": training}), encoding="utf-8")
    draft.replace(data / _NOTE)


def open_books(data: Path) -> Books:
    """The books of the installation that a command works on.

    Errors: psycopg.OperationalError at once where nobody answers; a pool would try for long.
    """
    settings = settings_of(data)
    psycopg.connect(settings.database, connect_timeout=_PATIENCE_S).close()
    return Books(settings)
