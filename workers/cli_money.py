"""The command about a county's money: each sum, on the screen or as a file for a spreadsheet."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from domain.kernel import Money
from domain.reasons.general import CASE_UNKNOWN
from office.past import today_then
from projections.county_money import MoneyRow, county_money, next_words, state_words
from projections.payments import PROJECTION
from projections.then import shown_at
from web.money_sheet import money_sheet, shown_row
from web.sheets import FILES
from web.texts import say
from workers.cli_clocks import TrueOn, moment_of
from workers.console import HERE, USAGE, AsJson, Data, Listing, Stop, out, show
from workers.installation import open_books

app = typer.Typer()

Language = Literal["de", "en"]


@app.command("money")
def list_money(
    county: Annotated[
        str, typer.Argument(help="Schlüssel der Empfängerin · Key of a recipient: fulda")
    ],
    data: Data = HERE,
    *,
    year: Annotated[int | None, typer.Option(help="Nur dieses Jahr · Only this year.")] = None,
    to: Annotated[
        Path | None, typer.Option(help="In diese Datei: .csv, .xlsx · Into this file.")
    ] = None,
    lang: Annotated[
        Language, typer.Option(help="Sprache der Datei · Language of the file.")
    ] = "de",
    true_on: TrueOn = None,
    as_json: AsJson = False,
) -> None:
    """Jede Summe: Stand, Bezug, was folgt · Each sum: state, reference, what follows."""
    moment = moment_of(true_on, None)
    with (
        open_books(data).looking("money", county) as books,
        books.views.read() as connection,
        shown_at(
            connection, books.office.record, projection=PROJECTION, moment=moment, recipient=county
        ) as model,
    ):
        rows = county_money(connection, recipient=county, year=year, model=model)
        today = today_then(books.office, moment)
    if not rows and not moment:
        raise CASE_UNKNOWN.because()
    if as_json:
        show([shown_row(row, audience="recipient") for row in rows], as_json=True)
    elif to is None:
        out.print(_listing(county, rows))
    else:
        kind = to.suffix.removeprefix(".").lower()
        if kind not in FILES:
            raise Stop("--to: NAME.csv, NAME.xlsx", USAGE)
        sheet = money_sheet(rows, lang, audience="recipient", today=today)
        to.write_bytes(FILES[kind].write(sheet, lang))


_SHOWN = ("file_number", "state", "amount", "on", "instalment", "remittance", "next", "due_on")


def _listing(county: str, rows: list[MoneyRow]) -> Listing:
    cells = [
        (
            one.case,
            state_words(one, "de", audience="recipient"),
            Money(one.amount_cents).euro,
            one.on,
            f"{one.instalment}/{one.instalments}" if one.instalment else None,
            one.remittance,
            next_words(one, "de"),
            one.due_on,
        )
        for one in rows
    ]
    heads = [
        f"{say(f'money_sheet.{name}', 'de')} · {say(f'money_sheet.{name}', 'en')}"
        for name in _SHOWN
    ]
    return Listing(f"{say('money_sheet.name', 'de')} · Grants: {county}", heads, cells)
