"""Commands that compute again what is on file: recompute, whatif."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import programmes
from domain.kernel import Entry
from domain.programme import Programme
from domain.recomputation import Difference, difference, recorded_computations
from domain.what_if import Effect, LineEffect, by_line, effect, on_file, signed_euro
from office.record import Record
from workers.books import Books
from workers.console import ALTERED, HERE, USAGE, AsJson, Data, Listing, Stop, progress, say, show
from workers.installation import open_books

app = typer.Typer()


@app.command("recompute")
def recompute(data: Data = HERE, as_json: AsJson = False) -> None:
    """Jede Berechnung der Akten wiederholen · Repeat every computation on file."""
    found: list[Difference] = []
    count = 0
    with open_books(data).looking("recompute") as books, progress() as bar:
        task = bar.add_task("Berechnungen", total=None)
        for recorded in recorded_computations(_entries(books.record)):
            count += 1
            bar.update(task, completed=count)
            rules, digest = programmes.load, programmes.digest
            departed = difference(recorded, rules, digest, rates=programmes.base_rates())
            found += [departed] if departed else []
    if as_json:
        show({"computations": count, "differences": found}, as_json=True)
    elif found:
        show(found, as_json=False, listing=_differences(found))
    if found:
        raise Stop(
            f"{len(found)} von {count} Berechnungen ergeben etwas anderes als die Akte. · "
            f"{len(found)} of {count} computations give something else than the record.",
            ALTERED,
        )
    if not as_json:
        say(f"{count} Berechnungen, alle gleich · {count} computations, all the same")


def _entries(record: Record) -> Iterator[Entry]:
    position = 0
    while page := record.page(position):
        yield from page
        position = page[-1].position


def _differences(found: list[Difference]) -> Listing:
    heads = (
        "Aktenzeichen · File",
        "Nummer · Position",
        "Schritt · Step",
        "In der Akte · On file",
        "Jetzt · Now",
    )
    rows = [
        (one.case, one.position, one.step, one.recorded.euro, one.again.euro if one.again else "")
        for one in found
    ]
    return Listing("Abweichungen · Differences", heads, rows)


@app.command("whatif")
def what_if(
    programme: Annotated[
        Path, typer.Option(help="Geänderte Fassung als Datei · File of the changed version.")
    ],
    cases: Annotated[
        list[str] | None,
        typer.Option(help="Aktenzeichen, Linie, Jahr … · File number, line, year …"),
    ] = None,
    data: Data = HERE,
    as_json: AsJson = False,
) -> None:
    """Andere Regeln durchrechnen, ohne zu erfassen · Try other rules, nothing is filed."""
    changed = _changed(programme)
    with open_books(data).looking("whatif", *(cases or [])) as books:
        effects = list(_effects(books, changed, cases or []))
    lines = by_line(effects)
    if as_json:
        show({"programme": changed.reference, "lines": lines, "cases": effects}, as_json=True)
        return
    show(lines, as_json=False, listing=_line_listing(lines))
    show(effects, as_json=False, listing=_case_listing(effects))


def _changed(file: Path) -> Programme:
    try:
        return programmes.read(file)
    except OSError as error:
        raise Stop(f"{file}: {error.strerror}", USAGE) from error
    except programmes.BadFile as error:
        raise Stop(str(error), USAGE) from error


def _effects(books: Books, changed: Programme, wanted: list[str]) -> Iterator[Effect]:
    desk = books.office.desk()
    for subject in books.record.subjects("application"):
        known = on_file(desk, subject.key)
        if known is None or not known.matches(wanted):
            continue
        pinned = desk.programme(known.content.programme)
        if pinned.id == changed.id:
            yield effect(known, pinned, changed)


_LINE_HEADS = (
    "Linie · Line",
    "Vorgänge · Cases",
    "Bisher · Before",
    "Dann · Then",
    "Unterschied · Difference",
    "Nicht zu rechnen · Not computable",
)
_CASE_HEADS = (
    "Aktenzeichen · File",
    "Linie · Line",
    "Empfängerin · Recipient",
    "Stand · Stage",
    "Bisher · Before",
    "Dann · Then",
    "Unterschied · Difference",
)


def _line_listing(lines: tuple[LineEffect, ...]) -> Listing:
    rows = [
        (
            *(one.line, one.cases, one.before.euro, one.after.euro),
            *(signed_euro(one.difference), one.refused or ""),
        )
        for one in lines
    ]
    return Listing("Je Linie · By line", _LINE_HEADS, rows)


def _case_listing(effects: list[Effect]) -> Listing:
    rows = [
        (
            *(one.case, one.line, one.recipient, _STAGES[one.stage], one.before.euro),
            *(_then(one), signed_euro(one.difference)),
        )
        for one in sorted(effects, key=lambda one: -abs(one.difference))
    ]
    return Listing("Je Vorgang · By case", _CASE_HEADS, rows)


def _then(one: Effect) -> str:
    if one.after is not None:
        return one.after.euro
    return one.refused.code if one.refused else ""


_STAGES = {
    "applied": "beantragt · applied",
    "approved": "bewilligt · approved",
    "settled": "abgerechnet · settled",
}
