"""The console: how the command line opens an installation, prints, and says what went wrong."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import psycopg
import typer
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout
from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from rich.console import Console
from rich.table import Table

from domain.kernel import Conflict, Refused
from workers.data_folder import StartRefused
from workers.exit import leave
from workers.settings import Settings
from workers.wiring import Akte

Data = Annotated[
    Path, typer.Option("--data", envvar="AKTE_DATA", help="Folder of this machine's installation.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
HERE = Path("data")

DONE, FAULT, USAGE, REFUSED, CONFLICT, UNREACHABLE, ALTERED = 0, 1, 2, 3, 4, 5, 6
"""Exit codes: done, fault, wrong usage, refused, others were faster, no server, altered."""

out = Console()
err = Console(stderr=True, soft_wrap=True)


class Stop(Exception):
    """Ends the command with one line of text and an exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


def settings_of(data: Path) -> Settings:
    """The settings from the environment, or those of the embedded installation in `data`."""
    if os.environ.get("AKTE_DATABASE"):
        return Settings.read()
    note = data / "akte.json"
    if not note.exists():
        raise Stop(
            f"Unter {data} liegt keine Akte; starten Sie zuerst: akte up --data {data} · "
            f"There is no installation in {data}; first run: akte up --data {data}",
            UNREACHABLE,
        )
    noted = json.loads(note.read_text(encoding="utf-8"))
    os.environ.setdefault("AKTE_TRAINING", str(noted["training"]).lower())
    return Settings.for_embedded(data, noted["port"])


def note_installation(data: Path, *, port: int, training: bool) -> None:
    """Remembers how this data folder is run, for the commands that look into it later."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "akte.json").write_text(json.dumps({"port": port, "training": training}))


def open_akte(data: Path) -> Akte:
    """The installation that a command works on."""
    return Akte(settings_of(data))


def show(value: object, *, as_json: bool, table: Table | None = None) -> None:
    """Prints a value as JSON, or its table for people."""
    if as_json or table is None:
        sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2) + "\n")
    else:
        out.print(table)


def table_of(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """A table; columns of amounts stand on the right."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for number, head in enumerate(heads):
        right = any(str(row[number]).endswith("€") for row in rows)
        table.add_column(head, justify="right" if right else "left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    return table


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(one) for name, one in asdict(value).items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return to_jsonable_python(value, fallback=str)


@contextmanager
def plain_faults() -> Iterator[None]:
    """Turns what can go wrong into one line that says what to do, and an exit code."""
    try:
        yield
    except Stop as stop:
        _end(str(stop), stop.code)
    except Refused as refused:
        one = refused.refusal
        place = f" [{one.field}]" if one.field else ""
        _end(
            f"{one.german}{place} ({one.basis}) → {one.next_german} · "
            f"{one.english} → {one.next_english}",
            REFUSED,
        )
    except Conflict:
        _end(
            "Andere waren schneller; bitte noch einmal. · Others were faster; try again.", CONFLICT
        )
    except StartRefused as refused:
        _end(f"{refused.german} · {refused.english}", UNREACHABLE)
    except (OperationalError, InterfaceError, psycopg.OperationalError, PoolTimeout):
        _end(
            "Die Datenbank antwortet nicht; läuft „akte up“? · "
            "The database does not answer; is “akte up” running?",
            UNREACHABLE,
        )
    except RuntimeError as error:
        if "Connection refused" not in str(error) and "connect" not in str(error):
            raise
        _end(
            "Temporal antwortet nicht; läuft „akte up“? · "
            "Temporal does not answer; is “akte up” running?",
            UNREACHABLE,
        )


def _end(text: str, code: int) -> NoReturn:
    err.print(text, style="bold red", highlight=False, markup=False)
    leave(code)
