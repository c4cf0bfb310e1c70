"""The command that plays the training year."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from adapters.bank import BankFolders
from workers.console import HERE, UNREACHABLE, Data, Stop, out, progress, say
from workers.demo import large_year
from workers.demo.player import EngineStalled, Player, Progress
from workers.demo.scenes import Scene
from workers.demo.year_2016 import ENDS, scenes, two_grants
from workers.installation import open_books
from workers.lifeline import watch_parent

app = typer.Typer()

Short = Annotated[
    bool, typer.Option("--short", help="Nur zwei Förderungen · Two grants instead of the year.")
]
Large = Annotated[
    bool, typer.Option("--large", help="306 Anträge, 8,7 Mio. € · 306 applications instead.")
]


@app.command("demo")
def play_demo(data: Data = HERE, short: Short = False, large: Large = False) -> None:
    """Das Übungsjahr 2016 spielen; noch einmal ändert nichts · Play 2016; again changes nothing."""
    watch_parent()
    # As with Ctrl-C: a bar that is told to end gives the terminal back as it was.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with open_books(data) as books, _told() as progress_of:
        if not books.settings.training:
            raise Stop("Gespielt wird nur zur Übung. · Playing is for training only.", UNREACHABLE)
        folders = BankFolders(books.settings.bank_folder)
        player = Player(
            books.office, bank_is_read=lambda: not folders.waiting(), progress=progress_of
        )
        try:
            player.play(*_year(short=short, large=large))
        except EngineStalled as stalled:
            raise Stop(
                f"Die Akte kommt nicht weiter, es fehlt: {stalled}. Läuft „akte up“? · "
                f"The engine does not go on, missing: {stalled}. Is “akte up” running?",
                UNREACHABLE,
            ) from stalled
        books.views.wait_for(books.record.head().position, timeout=60)


def _year(*, short: bool, large: bool) -> tuple[list[Scene], date]:
    """The scenes to play and the day on which they end."""
    if large:
        return large_year.scenes(), large_year.ENDS
    return two_grants() if short else scenes(), ENDS


@contextmanager
def _told() -> Iterator[Progress]:
    """A bar on a terminal; elsewhere one line a month."""
    if not out.is_terminal:
        yield _Months()
        return
    with progress(out) as bar:
        task = bar.add_task("01.12.2015", total=None)

        def move(day: date, done: int, total: int) -> None:
            bar.update(task, description=f"{day:%d.%m.%Y}", completed=done, total=total)

        yield move


class _Months:
    """Says each month once."""

    def __init__(self) -> None:
        self._month = ""

    def __call__(self, day: date, done: int, total: int) -> None:
        month = f"{day:%m.%Y}"
        if month != self._month or done == total:
            self._month = month
            say(f"{month}  {done} / {total}")
