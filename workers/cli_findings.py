"""The command of the questions that courts of audit ask: findings, on the screen or as a file."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from domain.kernel import Money
from projections.answers import Finding, findings, known
from projections.questions import QUESTIONS, Values, chosen
from web.finding_sheet import finding_sheet, shown_finding
from web.sheets import FILES
from web.texts import say
from workers.console import HERE, USAGE, AsJson, Data, Listing, Stop, show
from workers.installation import open_books

app = typer.Typer()

Language = Literal["de", "en"]


@app.command("findings")
def list_findings(
    data: Data = HERE,
    *,
    code: Annotated[str, typer.Option(help="Nur diese Frage · Only this question.")] = "",
    value: Annotated[
        list[str] | None, typer.Option(help="KENNUNG=ZAHL: ein anderer Wert · Another value.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="In diese Datei: .csv, .xlsx · Into this file.")
    ] = None,
    lang: Annotated[
        Language, typer.Option(help="Sprache der Datei · Language of the file.")
    ] = "de",
    as_json: AsJson = False,
) -> None:
    """Was Rechnungshöfe fragen, und was die Akte zeigt · What courts of audit ask."""
    if code and code not in QUESTIONS:
        raise Stop(f"--code: {', '.join(QUESTIONS)}", USAGE)
    values = _values(value or [])
    with open_books(data).looking("findings") as books, books.views.read() as connection:
        today = books.office.today()
        found = findings(known(connection, today=today, grantor="", values=values))
    found = [one for one in found if code in {"", one.code}]
    if to is None:
        rows = [shown_finding(one, values) for one in found]
        return show(rows, as_json=as_json, listing=_listing(found))
    kind = to.suffix.removeprefix(".").lower()
    if kind not in FILES:
        raise Stop("--to: NAME.csv, NAME.xlsx", USAGE)
    return _write(
        to, FILES[kind].write(finding_sheet(found, lang, today=today, values=values), lang)
    )


def _values(asked: list[str]) -> Values:
    named = dict(one.partition("=")[::2] for one in asked)
    values = chosen(named)
    if len(values) != len(asked):
        usable = (code for code, one in QUESTIONS.items() if one.value)
        raise Stop(f"--value: {', '.join(usable)} = 1…", USAGE)
    return values


def _write(to: Path, content: bytes) -> None:
    to.write_bytes(content)


def _listing(found: list[Finding]) -> Listing:
    cells = [
        (
            QUESTIONS[one.code].title.de,
            one.case or one.subject,
            one.since,
            Money(one.amount_cents).euro,
            one.words("de"),
        )
        for one in found
    ]
    heads = (
        "Frage · Question",
        "Akte · File",
        "Tag · Day",
        "Betrag · Amount",
        "Akte zeigt · Shows",
    )
    name = f"{say('findings.name', 'de')} · {say('findings.name', 'en')}"
    return Listing(name, heads, cells)
