"""The console: what every command of `akte` shares to print, and its exit codes."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
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
INTERRUPTED = 130
"""The exit code of what Ctrl-C ended, as shells know it."""

_NO_END = 10_000

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


@dataclass(frozen=True)
class Listing:
    """Rows under heads: a table where it fits, else a block of lines for each row.

    A head is `German · English`. Prose may be broken into lines; a file number, a day or an
    amount that is cut says something else.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = self._table()
        needed = table.__rich_measure__(console, options.update_width(_NO_END)).minimum
        if needed <= options.max_width:
            yield table
            return
        yield Text(self.title, style="bold")
        for row in self.rows:
            yield ""
            for head, value in zip(self.heads, row, strict=True):
                if cell := _cell(value):
                    yield Text(f"  {head}: {cell}" if head else f"  {cell}")

    def _table(self) -> Table:
        table = Table(title=self.title, title_justify="left", title_style="bold")
        table.box, table.show_header = box.SIMPLE_HEAD, any(self.heads)
        columns = list(zip(*(map(_cell, row) for row in self.rows), strict=True))
        for head, cells in zip(self.heads, columns or [()] * len(self.heads), strict=True):
            amounts = bool(any(cells)) and all(cell.endswith("€") for cell in cells if cell)
            table.add_column(
                Text("\n".join(head.split(" · "))),
                justify="right" if amounts else "left",
                no_wrap=amounts or not any(" " in cell for cell in cells),
            )
        for row in zip(*columns, strict=True):
            table.add_row(*map(Text, row))
        return table


def show(value: object, *, as_json: bool, listing: Listing | None = None) -> None:
    """Prints a value as JSON, or its listing for people."""
    if as_json or listing is None:
        sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2) + "\n")
    else:
        out.print(listing)


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
    match value:
        case bool():
            return "ja · yes" if value else "nein · no"
        case date():
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
