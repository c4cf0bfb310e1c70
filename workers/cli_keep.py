"""Commands that look after an installation: rebuild, verify, temporal rebuild."""

import asyncio
from functools import partial
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from office.verify import Problem, verify
from projections.audit.notes import NoteRefused
from projections.projector import PROJECTIONS
from workers.books import Books
from workers.cli_seal import broken, show_seal
from workers.console import (
    ALTERED,
    HERE,
    USAGE,
    AsJson,
    Data,
    Stop,
    progress,
    say,
    show,
)
from workers.installation import open_books
from workers.seal import Seal

app = typer.Typer()
temporal = typer.Typer(help="Temporal pflegen · Look after Temporal.", no_args_is_help=True)
app.add_typer(temporal, name="temporal")


@app.command("rebuild")
def rebuild_views(
    name: Annotated[
        str | None, typer.Argument(help="Eine Ansicht, sonst alle · One read model, else all.")
    ] = None,
    data: Data = HERE,
) -> None:
    """Ansichten neben den alten neu aufbauen und tauschen · Build read models anew, then swap."""
    known = [one.name for one in PROJECTIONS]
    if name is not None and name not in known:
        raise Stop(
            f"Diese Ansicht gibt es nicht; es gibt: {', '.join(known)} · "
            f"No such read model; known: {', '.join(known)}",
            USAGE,
        )
    with open_books(data) as books, progress() as bar:
        for one in [name] if name else known:
            task = bar.add_task(one, total=None)
            books.projector.rebuild(one, partial(_move, bar, task))
            say(f"{one}: neu bis Nr. · anew up to no. {books.views.position(one)}")


def _move(bar: Progress, task: TaskID, done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


@app.command("verify")
def verify_record(data: Data = HERE, as_json: AsJson = False) -> None:
    """Jede Nummer und jeden Fingerabdruck prüfen · Check every number and every hash."""
    with open_books(data) as books, progress() as bar:
        task = bar.add_task("Hashkette", total=books.record.head().position)
        found = verify(
            books.settings.database, progress=lambda done: bar.update(task, completed=done)
        )
        bar.update(task, completed=found.events)
    seal = Seal(books.settings)
    if not found.problem:
        _compare_with_seal(seal)
    if as_json:
        result = {
            "sealed": seal.head().size,
            "events": found.events,
            "ok": found.ok,
            "first_bad": found.first_bad,
            "problem": found.problem,
            "head": found.head.hex(),
        }
        show(result, as_json=True)
    if found.problem:
        german, english = _PROBLEMS[found.problem]
        raise Stop(
            f"Verändert ab Nummer {found.first_bad}: {german}. Bitte nichts mehr verfügen und "
            f"die Sicherung vergleichen. · Altered from number {found.first_bad}: {english}. "
            "Please file nothing more and compare with the backup.",
            ALTERED,
        )
    if not as_json:
        events, head = found.events, found.head.hex()
        say(f"{events} Ereignisse, unverändert · {events} events, unaltered")
        say(f"Kopf · Head: {head}")
        show_seal(seal, as_json=False)


def _compare_with_seal(seal: Seal) -> None:
    try:
        position = seal.first_difference()
    except NoteRefused as refused:
        raise Stop(broken(refused), ALTERED) from None
    if position is not None:
        raise Stop(
            f"Verändert ab Nummer {position}: nicht, was versiegelt wurde. Bitte nichts mehr "
            f"verfügen. · Altered from number {position}: not what was sealed. Please file nothing "
            "more.",
            ALTERED,
        )


_PROBLEMS: dict[Problem, tuple[str, str]] = {
    "missing_entry": ("ein Eintrag fehlt", "an entry is missing"),
    "altered_entry": ("der Inhalt passt nicht zum Fingerabdruck", "content and hash do not match"),
    "time_backwards": ("die Zeit läuft rückwärts", "time runs backwards"),
    "head_differs": ("das Ende passt nicht", "the end does not match"),
    "version_out_of_order": ("die Zählung einer Akte bricht", "a file's count is broken"),
}


@temporal.command("rebuild")
def rebuild_temporal(
    data: Data = HERE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Nur zeigen, was fehlt · Only print the difference.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Jeden offenen Ablauf neu starten, Fremdes beenden · Restart open processes, end others."""
    # The SDK is slow to load; the other commands do without it.
    from workers.temporal import connect  # noqa: PLC0415 - as said
    from workers.temporal_rebuild import difference, rebuild  # noqa: PLC0415 - as said

    async def work(books: Books) -> tuple[tuple[str, int | tuple[str, ...]], ...]:
        client = await connect(books.settings.temporal_address, books.settings.temporal_namespace)
        if dry_run:
            found = await difference(client, books.office)
            return ("missing", found.missing), ("orphaned", found.orphaned)
        with progress() as bar:
            task = bar.add_task("Temporal", total=None)
            done = await rebuild(client, books.office, progress=partial(_move, bar, task))
        return ("started", done.started), ("ended", done.ended)

    with open_books(data) as books:
        result = asyncio.run(work(books))
    if as_json:
        show(dict(result), as_json=True)
        return
    for name, value in result:
        ids = value if isinstance(value, tuple) else ()
        say(f"{_REBUILT[name]}: {len(ids) if isinstance(value, tuple) else value}")
        for one in ids:
            say(f"  {one}")


_REBUILT = {
    "missing": "Es fehlen · Missing",
    "orphaned": "Unbekannt · Unknown to the record",
    "started": "Gestartet · Started",
    "ended": "Beendet · Ended",
}
