"""The console: what every command of `akte` shares to print, and its exit codes."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

Data = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="AKTE_DATA",
        help="Ordner dieser Installation · Folder of this installation.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON für Programme · JSON for programs.")]
HERE = Path("data")

DONE, FAULT, USAGE, REFUSED, CONFLICT, UNREACHABLE, ALTERED = 0, 1, 2, 3, 4, 5, 6
"""Exit codes: done, fault, wrong usage, refused, others were faster, no server, altered."""

_NO_END = 10_000
_PROSE = 24

out = Console(width=None if sys.stdout.isatty() else _NO_END)
err = Console(stderr=True, soft_wrap=True)


class Stop(Exception):
    """Ends the command with one line of text and an exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


def say(text: str) -> None:
    """Prints a line as it is."""
    out.print(text, highlight=False, markup=False)


def show(value: object, *, as_json: bool, table: Table | None = None) -> None:
    """Prints a value as JSON, or its table for people."""
    if as_json or table is None:
        sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2) + "\n")
    else:
        out.print(table)


def table_of(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """A table; heads are `German · English`.

    Amounts stand on the right. Only prose is broken into lines: a number, a day or an amount
    that is cut says something else.
    """
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    columns = list(zip(*([_cell(one) for one in row] for row in rows), strict=True))
    for head, cells in zip(heads, columns or [()] * len(heads), strict=True):
        widest = max(map(len, cells), default=0)
        prose = widest > _PROSE and any(" " in cell for cell in cells)
        table.add_column(
            Text("\n".join(head.split(" · "))),
            justify="right" if any(cell.endswith("€") for cell in cells) else "left",
            no_wrap=not prose,
            min_width=_PROSE // 2 if prose else widest,
        )
    for row in zip(*columns, strict=True):
        table.add_row(*(Text(cell) for cell in row))
    return table


def progress(console: Console = err) -> Progress:
    """Bars for what takes long; nothing where the console is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} / {task.total}"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def _cell(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def _plain(value: object) -> object:
    from pydantic import BaseModel  # noqa: PLC0415 - the list of commands does without it
    from pydantic_core import to_jsonable_python  # noqa: PLC0415 - the same

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
