"""Commands about the rules: programmes, rules, check, assess."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import programmes
from domain.programme import Programme
from domain.rules import assess, facts_schema
from domain.sourced import UNITS
from workers.console import USAGE, AsJson, Listing, Stop, say, show

app = typer.Typer()

_UNITS = {str(unit): words.de for unit, words in UNITS.items() if "euro" not in unit}
"""Units as the list says them; an amount has its euro already."""


@app.command("programmes")
def list_programmes(as_json: AsJson = False) -> None:
    """Programme, Fassungen und Linien auflisten · List the programmes, versions and lines."""
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    rows = [
        (one.reference, line.id, line.title.de, line.fund, ", ".join(line.recipient_classes))
        for one in loaded
        for line in one.lines
    ]
    heads = (
        "Fassung · Version",
        "Linie · Line",
        "Titel · Title",
        "Topf · Fund",
        "Offen für · Open to",
    )
    lines = [
        {
            "programme": one.reference,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "lines": [{"id": line.id, "title": line.title.de} for line in one.lines],
        }
        for one in loaded
    ]
    show(lines, as_json=as_json, listing=Listing("Programme · Programmes", heads, rows))


@app.command("rules")
def consolidated_rules(
    programme: Annotated[str, typer.Argument(help="wir@2021-01-01")], as_json: AsJson = False
) -> None:
    """Der ganze Text einer Fassung, Änderungen eingearbeitet · A version's whole text."""
    version = _programme(programme)
    rows = programmes.provisions(programme)
    heads = ("Stelle · Place", "Wert · Value", "Fundstelle · Source", "Seit · Since")
    shown = [
        (one.place, f"{one.value} {_UNITS.get(one.unit or '', '')}", _source(one), one.since)
        for one in rows
    ]
    title = f"{version.title.de} · {version.title.en}"
    show([one._asdict() for one in rows], as_json=as_json, listing=Listing(title, heads, shown))


@app.command("check")
def check_rules(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Ohne Angabe die geltenden · Else those on file")
    ] = None,
) -> None:
    """Dateien mit Regeln prüfen: Zeile und Grund · Check files of rules: line and reason."""
    try:
        bad = programmes.refusals(partial(programmes.check, file) for file in files or ())
    except OSError as error:
        raise Stop(f"{error.filename}: {error.strerror}", USAGE) from error
    if bad := bad if files else programmes.bad_files():
        raise Stop("\n".join(map(str, bad)), USAGE)
    say("Die Regeln sind in Ordnung. · The rules are in order.")


def _source(one: programmes.Provision) -> str:
    return f"{one.reference} (Annahme · assumption)" if one.assumption else one.reference


@app.command("assess")
def assess_facts(
    programme: Annotated[str, typer.Argument(help="wir@2014-01-01")],
    line: Annotated[
        str, typer.Argument(help="Förderlinie, siehe · funding line, see: akte programmes")
    ],
    facts: Annotated[
        Path | None, typer.Argument(help="JSON mit den Angaben · JSON file with the facts")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Form der Angaben · The facts' JSON Schema.")
    ] = False,
) -> None:
    """Eine Zuwendung berechnen, mit jedem Schritt · Compute a grant, with every step, as JSON."""
    rules = _programme(programme)
    if line not in {one.id for one in rules.lines}:
        known = ", ".join(one.id for one in rules.lines)
        raise Stop(
            f"Diese Linie gibt es nicht; es gibt: {known} · No such line; known: {known}", USAGE
        )
    if schema:
        show(facts_schema(rules.line(line)), as_json=True)
        return
    if facts is None:
        raise Stop("Es fehlt die Datei mit den Angaben. · The file of facts is missing.", USAGE)
    try:
        stated = facts.read_bytes()
    except OSError as error:
        raise Stop(f"{facts}: {error.strerror}", USAGE) from error
    show(assess(rules, line, stated), as_json=True)


def _programme(reference: str) -> Programme:
    try:
        return programmes.load(reference)
    except programmes.UnknownProgramme as error:
        known = ", ".join(programmes.versions())
        raise Stop(
            f"Diese Fassung gibt es nicht; es gibt: {known} · No such version; known: {known}",
            USAGE,
        ) from error
